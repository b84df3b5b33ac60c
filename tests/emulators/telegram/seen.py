"""What a person sees in a chat: messages with their buttons, and what was done, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.telegram import markup


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it was at one moment."""

    raw: dict[str, Any]

    @property
    def id(self) -> int:
        """Its number in its chat."""
        return int(self.raw["message_id"])

    @property
    def topic(self) -> int | None:
        """The forum topic that it stands in."""
        return self.raw.get("message_thread_id")

    @property
    def picture(self) -> bool:
        """Whether it is a photo."""
        return "photo" in self.raw

    @property
    def file_id(self) -> str:
        """By what name its photo can be sent again."""
        return str(self.raw["photo"][-1]["file_id"])

    @property
    def plain(self) -> str:
        """Its text or caption without any mark."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Its marks."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or ())

    @property
    def text(self) -> str:
        """Its text or caption as the reader sees it, quotes with a bar."""
        return markup.shown(self.plain, self.entities)

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """Its buttons, those below the text field too."""
        keys = self.raw.get("reply_markup") or {}
        rows = keys.get("inline_keyboard") or keys.get("keyboard") or []
        return [list(row) for row in rows]

    @property
    def labels(self) -> list[str]:
        """What its buttons say, row by row."""
        return [button["text"] for row in self.rows for button in row]

    def button(self, label: str) -> dict[str, Any]:
        """The button that says this; a test can press only what is really there."""
        for row in self.rows:
            for button in row:
                if button["text"] == label:
                    return button
        raise AssertionError(f"no button ‹{label}› on this message, only {self.labels}:\n{self.text}")

    def links(self) -> dict[str, str]:
        """Where its words lead: the words and the address."""
        coded = self.plain.encode("utf-16-le")
        return {
            coded[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le"): one["url"]
            for one in self.entities
            if one["type"] == "text_link"
        }

    def lines(self) -> list[str]:
        """It, and its buttons, as lines."""
        picture = ["[photo]"] if self.picture else []
        rows = [" ".join(f"‹{button['text']}›" for button in row) for row in self.rows]
        return [*picture, *(self.text.split("\n") if self.plain else []), *rows]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done in a chat."""

    kind: str
    """sent, edited, deleted, pinned, unpinned, toast, alert, acting, left: the bot; said, changed, pressed,
    event: people."""
    who: str
    message: dict[str, Any] | None = None
    words: str = ""
    by_bot: bool = False

    @property
    def seen(self) -> Seen:
        """The message that it is about."""
        assert self.message is not None, f"{self.kind} is about no message"
        return Seen(self.message)

    def lines(self) -> list[str]:
        """It in a transcript."""
        signs = {"sent": "", "said": "", "edited": " ✎", "changed": " ✎", "pressed": " ▸", "toast": " ☁"}
        sign = signs.get(self.kind, f" ({self.kind})")
        wordy = self.words or self.message is None
        body = self.words.split("\n") if wordy else self.seen.lines()
        return [f"{self.who}{sign}: {body[0]}".rstrip(), *(f"  {line}".rstrip() for line in body[1:])]


@dataclass(slots=True)
class Press:
    """A button was pressed, and this is what came of it."""

    id: str
    data: str
    chat: int
    answered: bool = False
    toast: str = ""
    alert: bool = False
    url: str = ""
    expired: bool = False


@dataclass(slots=True)
class Question:
    """Words typed after the bot's name in any chat, and what was offered."""

    id: str
    words: str
    user: dict[str, Any] = field(default_factory=dict)
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    texts: list[markup.Marked] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    """The rest of the answer: next_offset, button, cache_time, is_personal."""

    @property
    def titles(self) -> list[str]:
        """What the list shows."""
        return [one.get("title", "") for one in self.results]


def transcript(log: Iterable[Deed], *, acting: bool = False) -> str:
    """A conversation to read and to compare; what is shown as "typing" is left out unless asked for."""
    return "\n".join(line for deed in log if acting or deed.kind != "acting" for line in deed.lines()) + "\n"
