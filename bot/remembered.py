"""Answers that are the same for everybody, kept until the dossier changes: most ask the same things."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.page import Page
from bot.request import Room
from corpus.index import Index

MOST: Final = 256
"""How many are kept; those that nobody asked for the longest go first."""


class Question(NamedTuple):
    """All that such an answer depends on, beside the index."""

    language: str
    command: str
    words: tuple[str, ...]
    room: Room


@dataclass(slots=True)
class Remembered:
    """Pages on one index: what was asked of an earlier one is forgotten."""

    _index: Index | None = None
    _pages: OrderedDict[Question, Page] = field(default_factory=OrderedDict)

    def find(self, index: Index, question: Question) -> Page | None:
        """The page that was kept; None if none was."""
        page = self._pages.get(question) if index is self._index else None
        if page is not None:
            self._pages.move_to_end(question)
        return page

    def keep(self, index: Index, question: Question, page: Page) -> None:
        """Remember the page, which was made from this index."""
        if index is not self._index:
            self._pages.clear()
            self._index = index
        self._pages[question] = page
        if len(self._pages) > MOST:
            self._pages.popitem(last=False)
