"""What a reply says, whatever the platform: a small tree of frozen nodes that renderers `match` on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Sign(StrEnum):
    """A mark that travels into every rendering; each platform has its own glyph for it."""

    CONTESTED = "contested"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    WITHDRAWN = "withdrawn"
    DEFECT = "defect"
    NOT_EQUAL = "not_equal"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; renderers escape them, nobody else does."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the answer: a figure, a date."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are said differently: our own label, an aside."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type or copy as it stands: a command, an id."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Cite:
    """`[n] §a, b`: document n and its paragraphs, in rising order."""

    number: int
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign; always beside the word that it stands for somewhere in the same page."""

    sign: Sign


Inline: TypeAlias = Text | Strong | Emphasis | Code | Link | Cite | Mark
Line: TypeAlias = tuple[Inline, ...]
"""A run of inlines that wraps as the platform wraps; it holds no line break."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button: its label, and the command text that a press stands for."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's or a section's title; `aside` is small and may be set apart (a count, the revision)."""

    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines of running text, kept together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list: a head line, lines below it, and what opens it. Never split."""

    head: Line
    body: tuple[Line, ...] = ()
    open: Action | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of entries; may be split between them."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its owner, date and citation; the row is never split."""

    figure: str
    """ "15,000", "2,000–5,000", "thousands (no figure)"."""
    counts: str
    """What it measures: "sent to Russia, total"."""
    owner: str
    """Claimant and carriers: "South Korean sources, via Reuters"."""
    when: str
    """ "by 30 Apr 2025 (note 5)", "undated"."""
    cites: tuple[Cite, ...]
    sign: Sign | None = None
    open: Action | None = None
    """Opens the claim's card."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of a topic, rivals adjoining; `heads` name the four columns where a platform has columns."""

    rows: tuple[FigureRow, ...]
    heads: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines that a platform may fold away: full provenance, other notes."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG) and the words that say the same."""

    png: bytes
    name: str
    """A file name without folder or extension."""
    alt: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two parts."""


Block: TypeAlias = Heading | Paragraph | Bullets | Figures | Quote | Image | Rule


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered citation at the end of an answer: the document, then its passages with their anchors."""

    number: int
    document: Line
    """Publisher, title, date, each stated or "not stated"."""
    passages: tuple[Line, ...] = ()
    """ `§8 “un total de 15 000 soldats”`, one a passage, in paragraph order."""
    paragraphs: tuple[int, ...] = ()
    """The paragraph of each of `passages`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole reply."""

    language: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()
    sources_title: str = ""
    """ "Sources", in the page's language."""
    actions: tuple[Action, ...] = ()
    private: bool = False
    """Best shown to the asker alone: an error, a setting."""
