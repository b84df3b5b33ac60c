"""What an export for people says besides the editors' words; the bot's catalogues give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.index.views import Checked
from corpus.model import Document, Event


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a timeline and of a bibliography."""

    when: Callable[[Event], str]
    """An event's date at its stated precision, and whether it is only planned: "Nov 2025, day not stated"."""
    source: Callable[[Document], str]
    """Publisher and title, each stated or said to be missing."""
    published: Callable[[Document], str]
    """The window of publication: "26 Apr 2025 or later"."""
    contested: str
    """The mark of a claim that others contradict, sign and word: "⚠ contested"."""
    checked: Callable[[Checked, str | None], str]
    """What the receipt says of a claim's citations, and the day, sign and word: "○ unchecked"."""
