"""What came from Telegram, as far as it concerns us: an update becomes one frozen value, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from bot.phrases.catalogue import spoken
from bot.platforms.telegram.buttons import command_of
from bot.platforms.telegram.places import KINDS, Person, Place

if TYPE_CHECKING:
    from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

ALLOWED: Final = (
    "message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
)
"""The kinds of updates that we ask for; edited messages are not among them, so none is answered twice."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command, or in a private chat any words."""

    place: Place
    by: Person
    line: str
    """Command text or words; what a deep link stands for, or its key."""
    message: int
    is_admin: bool = False
    """Surely an admin of the chat: its own voice, an anonymous admin, who is alone with us."""
    is_named: bool = False
    """Meant for us alone: `/troops@us`, or in a private chat."""
    is_link: bool = False
    """Not typed but followed: t.me/us?start=..."""
    title: str = ""
    """The chat's, where it has one."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of ours was pressed."""

    id: str
    by: Person
    data: str
    place: Place | None = None
    """Null for a message that was sent through another person, in inline mode."""
    message: int | None = None
    """The message, if it can still be changed."""
    has_photo: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Words typed after our name in any chat."""

    id: str
    by: Person
    words: str
    offset: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How we stand to a chat has changed."""

    place: Place
    by: Person
    title: str
    was_there: bool
    could_write: bool
    is_there: bool
    can_write: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody added us to a group."""

    place: Place
    by: Person


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """Somebody's standing in a chat has changed: who is an admin there may have."""

    chat: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group has become a supergroup, with another number."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person chose a channel, on our asking."""

    place: Place
    by: Person
    chat: int


Incoming: TypeAlias = Said | Pressed | Asked | Standing | Added | StaffChanged | Migrated | Chosen


def incoming(update: Update, username: str) -> Incoming | None:
    """What the update is to the bot of this name; None where it is nothing."""
    if message := update.message or update.channel_post:
        return _message(message, username)
    if update.callback_query:
        return _pressed(update.callback_query)
    if query := update.inline_query:
        return Asked(query.id, _person(query.from_user), query.query, query.offset)
    if update.my_chat_member:
        return _standing(update.my_chat_member)
    if update.chat_member:
        return StaffChanged(update.chat_member.chat.id)
    return None


def _message(message: Message, username: str) -> Incoming | None:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Migrated(message.migrate_from_chat_id, message.chat.id)
    if message.chat_shared:
        return Chosen(_place(message), _person(message.from_user), message.chat_shared.chat_id)
    if _adds(message, username):
        return Added(_place(message).whole, _person(message.from_user))
    return _said(message, username)


def _adds(message: Message, username: str) -> bool:
    """Not told from our standing: that changes as well when a group becomes a supergroup."""
    if message.group_chat_created or message.supergroup_chat_created:
        return True
    return any(user.username == username for user in message.new_chat_members)


def _said(message: Message, username: str) -> Said | None:
    """Not what came through a bot, ours too (inline mode), nor what was copied from a linked channel."""
    if not message.text or message.via_bot or message.is_automatic_forward:
        return None
    place = _place(message)
    head, *rest = message.text.split(maxsplit=1) or [""]
    is_command = head.startswith("/")
    if place.is_shared and not is_command:
        return None
    command, at, meant = head.partition("@")
    if is_command and at and meant.lower() != username.lower():
        return None
    by, is_admin = _author(message, place)
    if by is None:
        return None
    line = " ".join((command, *rest)) if is_command else message.text
    is_named = bool(at) or not place.is_shared
    title = message.chat.title or ""
    said = Said(place, by, line, message.message_id, is_admin, is_named, title=title)
    return _followed(said, rest[0]) if command.lower() == "/start" and rest else said


def _followed(said: Said, payload: str) -> Said:
    """A deep link's command; a payload that is none of ours is a plain `/start`."""
    line = command_of(payload.strip())
    return replace(said, line=line or "/start", is_link=line is not None)


def _author(message: Message, place: Place) -> tuple[Person | None, bool]:
    """Who wrote it, and whether that is surely an admin; nobody where it was another bot."""
    speaker = message.sender_chat
    if speaker is not None:
        return Person(), speaker.id == place.chat
    if not place.is_shared:
        return _person(message.from_user), True
    if message.from_user is None:  # a channel where no author is shown
        return Person(), message.chat.type == "channel"
    return (None, False) if message.from_user.is_bot else (_person(message.from_user), False)


def _pressed(query: CallbackQuery) -> Pressed | None:
    by, data = _person(query.from_user), query.data or ""
    message = query.message
    if message is None:
        return Pressed(query.id, by, data)
    if not message.is_accessible:
        return Pressed(query.id, by, data, _chat_place(message.chat))
    seen = cast("Message", message)  # it is accessible
    return Pressed(query.id, by, data, _place(seen), seen.message_id, bool(seen.photo))


def _standing(change: ChatMemberUpdated) -> Standing:
    place = _chat_place(change.chat)
    old, new = change.old_chat_member, change.new_chat_member
    return Standing(
        place,
        _person(change.from_user),
        change.chat.title or "",
        _is_there(old),
        _can_write(old, place),
        _is_there(new),
        _can_write(new, place),
    )


def _is_there(member: ChatMember) -> bool:
    if member.status == "restricted":
        return bool(getattr(member, "is_member", False))
    return member.status in ("creator", "administrator", "member")


def _can_write(member: ChatMember, place: Place) -> bool:
    match member.status:
        case "restricted":
            return _is_there(member) and bool(getattr(member, "can_send_messages", False))
        case "administrator" if place.kind is KINDS["channel"]:
            return bool(getattr(member, "can_post_messages", False))
        case "member" if place.kind is KINDS["channel"]:
            return False
        case _:
            return _is_there(member)


def _place(message: Message) -> Place:
    """A thread is a place of its own only where it is a forum's topic: replies make threads too."""
    is_topic = message.is_topic_message and message.chat.type != "private"
    return Place(message.chat.id, KINDS[message.chat.type], message.message_thread_id if is_topic else None)


def _chat_place(chat: Chat) -> Place:
    return Place(chat.id, KINDS[chat.type])


def _person(user: User | None) -> Person:
    return Person() if user is None else Person(user.id, spoken(user.language_code))
