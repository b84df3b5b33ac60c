"""The ledger: every account of an article, and which of the written reasons were needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus import unheld
from corpus.articles import Article
from corpus.findings import Finding
from corpus.model import Dossier
from corpus.stats.account import Account, What
from corpus.stats.holding import Holding, events_of
from corpus.text import occurrences
from corpus.unheld import Reason

_Span = tuple[int, int]


class _Written(NamedTuple):
    """A reason, and where the words that it is about stand in its paragraph; None for all of it."""

    reason: Reason
    spans: Sequence[_Span] | None

    def covers(self, span: _Span | None) -> bool:
        """Whether it is about a part of the paragraph, or about the paragraph itself (None)."""
        if self.spans is None:
            return True
        return span is not None and any(start <= span[0] and span[1] <= end for start, end in self.spans)


class Ledger:
    """A dossier and its written reasons, held against one article after another."""

    def __init__(self, dossier: Dossier, reasons: Iterable[Reason]) -> None:
        self._dossier, self._reasons = dossier, list(reasons)
        self._events = events_of(dossier)
        self._by_place: dict[tuple[str, int], list[Reason]] = {}
        for reason in self._reasons:
            self._by_place.setdefault((reason.entry.document, reason.entry.paragraph), []).append(reason)
        self._needed: set[int] = set()
        self._absent: set[int] = set()
        self._at_hand: set[str] = set()

    def accounts(self, article: Article) -> Iterator[Account]:
        """Every paragraph of an article, each followed by its numbers and dates in order."""
        document, holding = article.document, Holding(article, self._events)
        self._at_hand.add(document.id)
        for number, text in enumerate(article.canonical, 1):
            written = self._written(document.id, number, text)
            holders = holding.of_paragraph(number)
            reason = self._reason(written, None, holders)
            yield Account(document.number, number, What.PARAGRAPH, "", holders, reason)
            dates = article.dates(number)
            parts = [(one.start, one.end, What.DATE, holding.of_date(number, one)) for one in dates]
            parts += [
                (one.start, one.end, What.NUMBER, holding.of_number(number, one))
                for one in article.numbers(number)
                if not any(date.start < one.end and one.start < date.end for date in dates)
            ]
            for start, end, what, holders in sorted(parts):
                reason = self._reason(written, (start, end), holders)
                yield Account(document.number, number, what, text[start:end], holders, reason)

    def findings(self) -> Iterator[Finding]:
        """Reasons that lead nowhere, and those for what is held all the same or does not stand there."""
        misdirected = {id(reason): finding for reason, finding in self._misdirected()}
        yield from misdirected.values()
        for reason in self._reasons:
            entry = reason.entry
            if id(reason) in misdirected or entry.document not in self._at_hand:
                continue
            if id(reason) in self._absent:
                message = f"“{entry.text}” does not stand in §{entry.paragraph} of `{entry.document}`"
                yield reason.finding("text", f"{message}: correct it, or delete the entry")
            elif id(reason) not in self._needed:
                what = f"“{entry.text}”" if entry.text else f"§{entry.paragraph} of `{entry.document}`"
                message = f"{what} needs no reason, the dossier holds it"
                yield reason.finding("reason", f"{message}: delete the entry")

    def _misdirected(self) -> Iterator[tuple[Reason, Finding]]:
        return unheld.misdirected(self._reasons, self._dossier)

    def _written(self, document: str, number: int, paragraph: str) -> list[_Written]:
        found = []
        for reason in self._by_place.get((document, number), ()):
            text = reason.entry.text
            spans = None if text is None else occurrences(text, paragraph)
            if spans == ():
                self._absent.add(id(reason))
            found.append(_Written(reason, spans))
        return found

    def _reason(self, written: list[_Written], span: _Span | None, holders: tuple[str, ...]) -> str | None:
        """The first reason for what nothing holds."""
        covering = [one.reason for one in written if not holders and one.covers(span)]
        self._needed.update(map(id, covering))
        return covering[0].entry.reason if covering else None
