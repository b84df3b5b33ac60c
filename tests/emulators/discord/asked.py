"""An interaction: somebody typed a command, pressed or chose something, and what came of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord.places import Channel, Post
from tests.emulators.discord.seen import Seen

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


@dataclass(slots=True, eq=False)
class Interaction:
    """One of them, from the person's deed to the last message in answer."""

    id: int
    type: int
    at: float
    user: dict[str, Any]
    channel: Channel
    data: dict[str, Any]
    message: Post | None = None
    """The one whose button was pressed."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    owners: dict[str, str] = field(default_factory=dict)
    """By whose installation the bot is there: `{"0": the server, "1": the person}`."""
    answer: int = 0
    """The type of the first answer: 4 and 5 a message, 6 and 7 an edit, 8 choices, 9 a modal; 0 for none."""
    ephemeral: bool = False
    original: Post | None = None
    followups: list[Post] = field(default_factory=list)
    choices: list[dict[str, Any]] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    edited: bool = False
    """Whether a message that was to be edited has been."""

    @property
    def settled(self) -> bool:
        """Whether the person has their answer, and sees nothing that says to wait."""
        if self.answer in (0, 5):
            posts = [self.original, *self.followups]
            return any(one is not None and not one.wire["flags"] & rules.LOADING for one in posts)
        return self.answer != 6 or self.edited or bool(self.followups)

    @property
    def posts(self) -> list[Post]:
        """All messages in answer to it."""
        edit = self.message if self.answer in (6, 7) and self.edited else self.original
        return [one for one in (edit, *self.followups) if one is not None]

    @property
    def messages(self) -> list[Seen]:
        """The same, as the person sees them now."""
        return [Seen(one.wire) for one in self.posts]

    @property
    def seen(self) -> Seen:
        """The last message in answer to it."""
        assert self.posts, "there is no message in answer"
        return self.messages[-1]
