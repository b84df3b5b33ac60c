"""Words copied from an article: the runs that a text of ours shares with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from corpus.model import Dossier
from corpus.text import words

SHORTEST: Final = 6
"""Running words that no text of ours shares with an article."""

_Words: TypeAlias = tuple[str, ...]


def long_names(dossier: Dossier) -> frozenset[_Words]:
    """Names and titles so long that they alone would be a copied run: they are facts, and nobody's prose."""
    names = [name for actor in dossier.actors for name in (*actor.names.values(), *actor.aliases)]
    names += [name for actor in dossier.actors for name in (actor.full or {}).values()]
    names += [name for place in dossier.places for name in (*place.names.values(), *place.aliases)]
    names += [document.title for document in dossier.documents if document.title]
    return frozenset(run for run in map(words, names) if len(run) >= SHORTEST)


class Wording:
    """An article's runs of six words: a text is held against all of them in the time of reading the text."""

    def __init__(self, paragraphs: Iterable[str], names: frozenset[_Words] = frozenset()) -> None:
        self._names = names
        self._runs = {run for paragraph in paragraphs for run in _runs(words(paragraph))}

    def copied(self, text: str) -> _Words:
        """The first run of six words or more that the text shares with the article, empty when there is none.

        A long name counts for nothing, and breaks a run.
        """
        for piece in self._pieces(words(text)):
            shared = [at for at, run in enumerate(_runs(piece)) if run in self._runs]
            if shared:
                last = next((one for one, other in pairwise([*shared, -1]) if other != one + 1), shared[-1])
                return piece[shared[0] : last + SHORTEST]
        return ()

    def _pieces(self, run: _Words) -> Iterator[_Words]:
        """What is left of a text when the long names are taken out."""
        start = at = 0
        while at < len(run):
            name = next((name for name in self._names if run[at : at + len(name)] == name), None)
            if name is None:
                at += 1
            else:
                yield run[start:at]
                start = at = at + len(name)
        yield run[start:]


def _runs(run: _Words) -> Iterator[_Words]:
    return (run[at : at + SHORTEST] for at in range(len(run) - SHORTEST + 1))
