"""The articles themselves: reading a document's file, and what stands where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from corpus.checks.problem import withdrawn
from corpus.model import Appearance, Claim, Document, Dossier
from corpus.numerals import Number, numbers_in
from corpus.prose_dates import DateMention, dates_in
from corpus.reading import Located, read
from corpus.text import canonical, occurrences, paragraphs

LONGEST: Final = 20_000_000
"""Bytes; a longer file is taken for something else than an article."""

_Span: TypeAlias = tuple[int, int]


class ArticleFault(NamedTuple):
    """An article that is not at hand, and the sentence that says why."""

    document: Document
    message: str


class Citation(NamedTuple):
    """One appearance of a claim, and its place in the claim's list."""

    claim: Claim
    place: int
    appearance: Appearance

    def field(self, name: str) -> str:
        """The dotted field of the appearance, from the claim."""
        return f"appearances.{self.place}.{name}"


@dataclass(frozen=True)
class Article:
    """A document's text with the citations that lead into it; paragraphs are counted from 1.

    Offsets are into the canonical paragraph.
    """

    document: Document
    text: str = field(repr=False)
    citations: tuple[Citation, ...] = ()
    _numbers: dict[int, tuple[Number, ...]] = field(default_factory=dict, init=False, repr=False)
    _spans: dict[tuple[int, str, int], _Span | None] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """As they are."""
        return paragraphs(self.text)

    @cached_property
    def canonical(self) -> tuple[str, ...]:
        """As `corpus.text.canonical` has them."""
        return tuple(map(canonical, self.paragraphs))

    @cached_property
    def cited(self) -> dict[int, tuple[Citation, ...]]:
        """The citations by paragraph."""
        by_paragraph: dict[int, list[Citation]] = {}
        for citation in self.citations:
            by_paragraph.setdefault(citation.appearance.paragraph, []).append(citation)
        return {number: tuple(those) for number, those in by_paragraph.items()}

    def has(self, number: int) -> bool:
        """Whether there is such a paragraph."""
        return 1 <= number <= len(self.paragraphs)

    def numbers(self, number: int) -> tuple[Number, ...]:
        """The numbers of a paragraph, read in the document's language."""
        if number not in self._numbers:
            self._numbers[number] = numbers_in(self.canonical[number - 1], self.document.language)
        return self._numbers[number]

    def dates(self, number: int) -> tuple[DateMention, ...]:
        """The dates of a paragraph, read in the document's language."""
        return dates_in(self.canonical[number - 1], self.document.language)

    def span(self, citation: Citation) -> _Span | None:
        """Where a citation's anchor stands in its paragraph; None when it does not."""
        cited = citation.appearance
        place = cited.paragraph, cited.anchor, cited.nth
        if place not in self._spans:
            text = self.canonical[cited.paragraph - 1] if self.has(cited.paragraph) else ""
            found = occurrences(cited.anchor, text)
            self._spans[place] = found[cited.nth - 1] if cited.nth <= len(found) else None
        return self._spans[place]


def articles(
    documents: Iterable[Document], claims: Iterable[Claim], folder: Path
) -> Iterator[Article | ArticleFault]:
    """Each document's article in `folder`, in the order given, one at a time, with the claims' citations."""
    citations: dict[str, list[Citation]] = {}
    for claim in claims:
        for place, appearance in enumerate(claim.appearances):
            citations.setdefault(appearance.document, []).append(Citation(claim, place, appearance))
    for document in documents:
        try:
            yield Article(document, _text(folder, document.file), tuple(citations.get(document.id, ())))
        except _NotAtHand as reason:
            yield ArticleFault(document, str(reason))


def undescribed(documents: Iterable[Document], folder: Path) -> tuple[str, ...]:
    """The files of the folder that look like articles and that no document describes, by name."""
    held = {document.file for document in documents}
    kinds = {Path(name).suffix for name in held}
    try:
        names = {path.name for path in folder.iterdir() if path.is_file() and path.suffix in kinds}
    except OSError:
        return ()
    return tuple(sorted(name for name in names - held if not name.startswith(".")))


def unspoken_for(name: str) -> str:
    """What is said of a file that no document describes."""
    return (
        f"{name} is in the folder of the articles, and no document describes it: write one, or move it away"
    )


def standing(dossier: Dossier) -> tuple[Claim, ...]:
    """The claims that no correction withdrew: nobody vouches for the others any more."""
    gone = withdrawn(dossier)
    return tuple(claim for claim in dossier.claims if claim.id not in gone)


def readable(folder: Path) -> tuple[tuple[Document, ...], tuple[Claim, ...]]:
    """The documents and claims of a dossier that can be read, for an editor whose other files are broken.

    Raises DossierError when there is no dossier at all.
    """
    values = [located.value for located in read(folder) if isinstance(located, Located)]
    documents = tuple(value for value in values if isinstance(value, Document))
    return documents, tuple(value for value in values if isinstance(value, Claim))


class _NotAtHand(Exception):  # noqa: N818 - it is about the file, not about the program
    pass


def _text(folder: Path, name: str) -> str:
    if Path(name).name != name or name == "..":
        raise _NotAtHand(
            f"`{name}` is no file name: give the name alone, its folder is the one of the articles"
        )
    path = folder / name
    try:
        if not path.exists():
            raise _NotAtHand(f"there is no {name} in the folder of the articles")
        if not path.is_file():
            raise _NotAtHand(f"{name} in the folder of the articles is no file")
        if path.stat().st_size > LONGEST:
            raise _NotAtHand(f"{name} is longer than {LONGEST:,} bytes: is it the article?")
        return path.read_bytes().decode()
    except OSError as error:
        raise _NotAtHand(f"{name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise _NotAtHand(
            f"byte {error.start + 1} of {name} is not UTF-8: is it the file as recorded?"
        ) from None
