"""Chats and who is in them, with their rights; and the forms in which Telegram tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.emulators.telegram import rules
from tests.emulators.telegram.seen import Deed

RIGHTS: Final = tuple(
    one.name for one in rules.fields("ChatAdministratorRights") if one.name != "is_anonymous"
)
_FIXED_RIGHTS: Final = frozenset(
    one.name for one in rules.fields("ChatAdministratorRights") if one.required
) - {"is_anonymous"}
POSTER: Final = frozenset(
    {"can_manage_chat", "can_post_messages", "can_edit_messages", "can_delete_messages"}
)
"""What a bot is usually allowed in a channel."""
PRESENT: Final = frozenset({"creator", "administrator", "member"})


@dataclass(frozen=True, slots=True)
class Member:
    """How someone stands to a chat."""

    user: dict[str, Any]
    status: str = "left"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False

    def may(self, right: str) -> bool:
        """Whether this right is held."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def wire(self) -> dict[str, Any]:
        """A ChatMember."""
        told: dict[str, Any] = {"user": self.user, "status": self.status}
        if self.status == "kicked":
            told["until_date"] = 0
        elif self.status == "creator":
            told["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            told |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            told |= {
                name: name in self.rights for name in RIGHTS if name in _FIXED_RIGHTS or name in self.rights
            }
        return told


@dataclass(slots=True, eq=False)
class Chat:
    """One chat: `private`, `group`, `supergroup` or `channel`."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    forum: bool = False
    owner: dict[str, Any] | None = None
    """The person of a private chat."""
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    keyboards: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Keys below the text field, by the message that brought them; no answer shows them."""
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    pinned: list[int] = field(default_factory=list)
    moved_to: int | None = None
    log: list[Deed] = field(default_factory=list)
    """All that was done here, by anyone, in order."""
    read: int = 0
    """How much of the log the test has taken notice of."""
    last_id: int = 0
    _wire: dict[str, Any] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Whether many people talk here."""
        return self.type in ("group", "supergroup")

    def member(self, user: dict[str, Any]) -> Member:
        """How a user stands to this chat."""
        return self.members.get(user["id"]) or Member(user)

    def administrators(self) -> Iterable[Member]:
        """The creator and the administrators."""
        return (one for one in self.members.values() if one.status in ("creator", "administrator"))

    def wire(self) -> dict[str, Any]:
        """A Chat, as it stands in messages; made once, for it is part of every answer."""
        if not self._wire:
            told: dict[str, Any] = {"id": self.id, "type": self.type}
            if self.owner:
                told["first_name"] = self.owner["first_name"]
                if "username" in self.owner:
                    told["username"] = self.owner["username"]
            if self.title:
                told["title"] = self.title
            if self.username:
                told["username"] = self.username
            if self.forum:
                told["is_forum"] = True
            self._wire = told
        return self._wire

    def shown(self, message: dict[str, Any]) -> dict[str, Any]:
        """A message with all its keys, as people see it."""
        keys = self.keyboards.get(message["message_id"])
        return {**message, "reply_markup": keys} if keys else message

    def rename(self, title: str) -> None:
        """Another title from now on."""
        self.title = title
        self._wire = {}
