"""A document: one article of the corpus, described by what its own text states."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from corpus.dates import Edtf
from corpus.model.document_type import DocumentType
from corpus.model.record import Language, Line, Record, Slug, Texts


class FootnoteStatus(StrEnum):
    """How a footnote's call in the text and its entry in the list meet."""

    OK = "ok"
    DANGLING = "dangling"  # called in the text, missing from the list
    UNCITED = "uncited"  # in the list, called nowhere


class Footnote(Record):
    """One of the document's own notes; its address is a lead, the page behind it was not read."""

    number: int = Field(ge=1)
    url: Line | None = None
    label: Line | None = None
    """What the address itself names: its site, for instance `reuters.com`."""
    called_in: tuple[int, ...] = ()
    """Paragraphs that call it."""
    listed_in: int | None = None
    """The paragraph that lists it."""
    status: FootnoteStatus = FootnoteStatus.OK
    dates: Edtf | None = None
    """The date that the address states, if any."""


class DefectKind(StrEnum):
    """What is wrong or missing in a document as it reached us."""

    MISSING_TITLE = "missing_title"
    MISSING_PUBLISHER = "missing_publisher"
    MISSING_DATE = "missing_date"
    MISSING_AUTHOR = "missing_author"
    DANGLING_NOTE = "dangling_note"
    REPEATED_LINES = "repeated_lines"
    CROSS_LINKS = "cross_links"
    BOILERPLATE = "boilerplate"
    TYPOGRAPHY = "typography"
    INCONSISTENT = "inconsistent"
    ARITHMETIC = "arithmetic"


class Defect(Record):
    """A defect, where it is, and what it means for a reader."""

    kind: DefectKind
    paragraphs: tuple[int, ...] = ()
    text: Texts
    arithmetic: tuple[Line, ...] = ()
    """How numbers of the text that the document does not state are computed: `100 * 5 / 470 = 1.06`."""


class Document(Record):
    """One article. Fields named as in CSL-JSON where it has them; null where the text does not say."""

    id: Slug
    number: int = Field(ge=1)
    """The n of `[n]`, for good."""
    file: Line
    """The article's file name, in the folder given to `verify --documents`."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """`corpus.text.document_hash` of the whole file."""
    paragraphs: int = Field(ge=1)
    """How many non-empty lines it has."""
    type: DocumentType = DocumentType.ARTICLE_NEWSPAPER
    language: Language
    title: Line | None = None
    author: Line | None = None
    publisher: Line | None = None
    publisher_note: Texts | None = None
    """Where the publisher is read when that needs saying: "footer only"."""
    label: Texts
    """Our own short name for it, shown in parentheses where there is no title."""
    published: Edtf
    """The window in which it must have been published."""
    published_evidence: Texts
    """What in the text sets that window, in a few words."""
    syndicated_from: Slug | None = None
    """Another document whose text this one carries; the two are one origin."""
    footnotes: tuple[Footnote, ...] = ()
    defects: tuple[Defect, ...] = ()
