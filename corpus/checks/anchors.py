"""Anchors stay short: the fewest words that carry a figure, never two that make up a longer run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from corpus.checks.problem import Problem, warning
from corpus.model import Appearance, Claim, Dossier
from corpus.text import canonical, occurrences, words

LONGEST: Final = 8
"""Words that an anchor may have, and that anchors which join up may have together."""


class Run(NamedTuple):
    """Anchors of one paragraph that join up, by their positions in the list, and the words they make."""

    anchors: tuple[int, ...]
    words: tuple[str, ...]


def lengths(dossier: Dossier) -> Iterator[Problem]:
    """An anchor has one word at least and eight at most."""
    for claim in dossier.claims:
        for index, appearance in enumerate(claim.appearances):
            count = len(words(appearance.anchor))
            if not 1 <= count <= LONGEST:
                message = f"the anchor has {count} words: give the shortest run that carries the claim"
                yield Problem(claim, f"appearances.{index}.anchor", f"{message}, {LONGEST} at most")


def overlaps(dossier: Dossier) -> Iterator[Problem]:
    """Two anchors of one paragraph do not look as if the one began where the other ends.

    Without the article that is a guess from shared words; `joined` knows, given the paragraph.
    """
    for entries in _by_paragraph(dossier).values():
        for (_, _, earlier), (claim, field, later) in combinations(entries, 2):
            run = _union(words(earlier.anchor), words(later.anchor))
            if len(run) > LONGEST:
                message = f"with “{earlier.anchor}” it seems to make one run of {len(run)} words"
                yield warning(claim, field, f"{message} of §{later.paragraph}: shorten the one or the other")


def joined(paragraph: str, anchors: Iterable[tuple[str, int]]) -> tuple[Run, ...]:
    """The runs of more than eight words that anchors make up in their paragraph, in its order.

    Each anchor comes with its `nth`. Two join up when they overlap or no word stands between them; one that
    does not occur joins nothing. For the check against the articles, which has the paragraphs.
    """
    text = canonical(paragraph)
    spans = []
    for position, (anchor, nth) in enumerate(anchors):
        found = occurrences(anchor, paragraph)
        if nth <= len(found):
            spans.append((*found[nth - 1], position))
    groups: list[tuple[int, int, list[int]]] = []
    for start, end, position in sorted(spans):
        if groups and not words(text[groups[-1][1] : start]):
            first, last, positions = groups[-1]
            groups[-1] = first, max(last, end), [*positions, position]
        else:
            groups.append((start, end, [position]))
    runs = (Run(tuple(positions), words(text[start:end])) for start, end, positions in groups)
    return tuple(run for run in runs if len(run.words) > LONGEST)


def _by_paragraph(dossier: Dossier) -> dict[tuple[str, int], list[tuple[Claim, str, Appearance]]]:
    """The anchors of each paragraph, each wording once."""
    found: dict[tuple[str, int], dict[tuple[str, ...], tuple[Claim, str, Appearance]]] = {}
    for claim in dossier.claims:
        for index, appearance in enumerate(claim.appearances):
            anchors = found.setdefault((appearance.document, appearance.paragraph), {})
            entry = claim, f"appearances.{index}.anchor", appearance
            anchors.setdefault(words(appearance.anchor), entry)
    return {place: list(anchors.values()) for place, anchors in found.items()}


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The run that two make where the end of either is the other's beginning, else nothing."""
    for first, second in ((one, other), (other, one)):
        for shared in range(min(len(first), len(second)) - 1, 0, -1):
            if first[-shared:] == second[:shared] and _is_telling(second[:shared]):
                return first + second[shared:]
    return ()


def _is_telling(shared: tuple[str, ...]) -> bool:
    """Whether it is hardly chance that two anchors share this; one common word is ("sanctions")."""
    return len(shared) > 1 or shared[0].isdigit()
