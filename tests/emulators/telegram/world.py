"""All that exists at this Telegram: the bot, people, chats, messages."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.emulators.telegram.chats import PRESENT, Chat, Member
from tests.emulators.telegram.floods import Floods
from tests.emulators.telegram.markup import Marked
from tests.emulators.telegram.refusals import bad_request, forbidden, migrated
from tests.emulators.telegram.seen import Deed, Press, Question
from tests.emulators.telegram.updates import Updates
from tests.emulators.waiting import Waiting

ANONYMOUS: Final = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who seems to speak when an anonymous administrator does."""
BLOCKED: Final = {
    "private": "bot was blocked by the user",
    "group": "bot was kicked from the group chat",
    "supergroup": "bot was kicked from the supergroup chat",
    "channel": "bot was kicked from the channel chat",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that Telegram drops without a word; a test asserts that there was none."""

    method: str
    chat: int
    what: str


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language; and its menus, by scope and language."""

    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    rights: dict[bool, dict[str, Any]] = field(default_factory=dict)


class World(Waiting):
    """One bot and everybody it can meet."""

    def __init__(self, username: str = "briefing_bot") -> None:
        super().__init__()
        self.bot: dict[str, Any] = {
            "id": 7_000_001,
            "is_bot": True,
            "first_name": "Briefing",
            "username": username,
        }
        self.reads_all = False
        """Whether the bot sees all that is said in groups (privacy mode off)."""
        self.updates = Updates(self.changed)
        self.floods = Floods()
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, dict[str, Any]] = {self.bot["id"]: self.bot}
        self.files: dict[str, tuple[int, int]] = {}
        self.presses: dict[str, Press] = {}
        self.questions: dict[str, Question] = {}
        self.own: set[tuple[int, int]] = set()
        """The bot's posts in channels, where no sender is shown."""
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.losses: list[Loss] = []
        self.clock: Callable[[], float] = time.time
        self._numbers: dict[str, itertools.count[int]] = defaultdict(lambda: itertools.count(1))

    def number(self, kind: str) -> int:
        """The next number of a kind."""
        return next(self._numbers[kind])

    def now(self) -> int:
        """Unix time."""
        return int(self.clock())

    # Chats

    def chat(self, reference: int | str) -> Chat:
        """The chat of that number or @name."""
        chat = self.chats.get(reference) if isinstance(reference, int) else self._named(reference)
        if chat is None:
            raise bad_request("chat_id is empty" if reference == "" else "chat not found")
        return chat

    def _named(self, name: str) -> Chat | None:
        sought = name.removeprefix("@").lower()
        public = (one for one in self.chats.values() if one.type in ("supergroup", "channel"))
        return next((one for one in public if sought and one.username.lower() == sought), None)

    def entered(self, reference: int | str) -> Chat:
        """A chat in which the bot is, or why it may not look."""
        chat = self.chat(reference)
        if chat.moved_to:
            raise migrated(chat.moved_to)
        status = self.standing(chat).status
        if status in PRESENT:
            return chat
        if status == "kicked":
            raise forbidden(BLOCKED[chat.type])
        if chat.type == "private":
            raise forbidden("bot can't initiate conversation with a user")
        raise forbidden(f"bot is not a member of the {chat.type} chat")

    def writable(self, reference: int | str, thread: int | None) -> Chat:
        """A chat in which the bot may speak, in that topic, and not too fast."""
        chat = self.entered(reference)
        if chat.type == "channel" and not self.standing(chat).may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        if thread is not None and thread not in chat.topics:
            raise bad_request("message thread not found")
        if thread in chat.closed_topics and not self.standing(chat).may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        return chat

    def standing(self, chat: Chat) -> Member:
        """How the bot stands to a chat."""
        return chat.member(self.bot)

    # Messages

    def post(self, chat: Chat, content: dict[str, Any], by: dict[str, Any] | None = None) -> dict[str, Any]:
        """A new message, the bot's unless said otherwise."""
        chat.last_id += 1
        message: dict[str, Any] = {"message_id": chat.last_id, "chat": chat.wire(), "date": self.now()}
        if chat.type == "channel":
            message["sender_chat"] = chat.wire()
            if by is None:
                self.own.add((chat.id, chat.last_id))
        else:
            message["from"] = by or self.bot
        message |= content
        chat.messages[chat.last_id] = message
        return message

    def is_ours(self, message: dict[str, Any]) -> bool:
        """Whether the bot sent it."""
        return message.get("from") is self.bot or (message["chat"]["id"], message["message_id"]) in self.own

    def did(self, chat: Chat, kind: str, message: dict[str, Any] | None = None, words: str = "") -> None:
        """The bot did something in a chat."""
        chat.log.append(Deed(kind, "bot", chat.shown(message) if message else None, words, by_bot=True))
        self.changed()

    def lose(self, method: str, chat: int, marked: Marked) -> list[dict[str, Any]]:
        """The marks that Telegram keeps; what it drops is written down."""
        for target in marked.lost_links:
            self.losses.append(Loss(method, chat, f"the link to {target!r} is no address"))
        if len(marked.entities) > 100:
            self.losses.append(Loss(method, chat, f"{len(marked.entities)} entities, only 100 are kept"))
        return list(marked.entities[:100])
