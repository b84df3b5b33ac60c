"""How a person sets up a channel or a group from their private chat: Telegram's own button asks which."""

from __future__ import annotations

from typing import Any, Final

from telegram import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
)

from bot.names import typed
from bot.page import Action, Line, Link, Page, Paragraph, Text
from bot.phrases.catalogue import Phrases
from bot.platforms.aims import AT
from bot.request import split
from corpus.index import Index

NAMES: Final = {"en": "channel", "fr": "canal"}
"""The command, in a private chat; a topic of the dossier that is called so goes before it."""
_ALL: Final = (
    *("is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
"""Those that must be stated."""
_NONE: Final[dict[str, Any]] = dict.fromkeys(_ALL, False)
OURS: Final[dict[str, Any]] = {**_NONE, "can_manage_chat": True, "can_post_messages": True}
"""What we need in a channel."""
THEIRS: Final[dict[str, Any]] = {**OURS, "can_invite_users": True, "can_promote_members": True}
"""What a person must have to give it to us; Telegram wants ours to be among them."""
REQUEST: Final = 1


def choosing(bot: str, phrases: Phrases) -> Page:
    """What to do, for a channel and for a group; `bot` is our name."""
    command = f"{typed(phrases.language, 'subscribe')}@{bot}"
    group: Line = (
        Text(phrases.say("For a group:") + " "),
        Link(phrases.say("add this bot to it"), f"https://t.me/{bot}?startgroup=settings"),
        Text(" " + phrases.say("and type {command} there.", command=command)),
    )
    channel: Line = (
        Text(
            phrases.say(
                "For a channel: choose it with the button below. That makes this bot an admin there that may"
                " only post messages."
            )
        ),
    )
    return Page(phrases.language, (Paragraph((channel, group)),), private=True)


def asking(phrases: Phrases) -> ReplyKeyboardMarkup:
    """The button below the text field that lets a person choose a channel of theirs."""
    wanted = KeyboardButtonRequestChat(
        REQUEST,
        chat_is_channel=True,
        user_administrator_rights=ChatAdministratorRights(**THEIRS),
        bot_administrator_rights=ChatAdministratorRights(**OURS),
    )
    button = KeyboardButton(phrases.say("Choose a channel"), request_chat=wanted)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def action(phrases: Phrases) -> Action:
    """The button that leads here."""
    return Action(phrases.say("For a channel or a group"), f"/{AT}")


def asks(line: str, index: Index) -> bool:
    """Whether the line asks for that: `/channel`, or `/at` without saying at which."""
    name, words = split(line)
    if name == AT:
        return not words
    return name in NAMES.values() and index.topic_named(name) is None
