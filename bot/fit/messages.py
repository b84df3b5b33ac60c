"""Splitting a page into messages: between blocks, lines, words; nothing lost, no claim without cite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.fit.cited import CitedSources
from bot.fit.pieces import Group, groups_of, joined, refined
from bot.page import Page

Fits = Callable[[Page], bool]
"""Whether a page fits into one message: renders it and counts as the platform counts."""


def fit(page: Page, fits: Fits) -> tuple[Page, ...]:
    """The page as messages that each satisfy `fits`, in order; its actions are on the last one.

    A page that fits must also fit with its end taken off. Each message carries the sources that it cites;
    those that nothing cites come last. ValueError when something that must stay whole does not fit.
    """
    return (page,) if fits(page) else tuple(_messages(page, fits))


def _messages(page: Page, fits: Fits) -> Iterator[Page]:
    sources = CitedSources(page)
    rest = groups_of(page, sources.uncited)[::-1]  # what is not yet in a message, the next last

    def message(size: int, skipped: int = 0) -> Page:
        end = len(rest) - skipped
        groups = rest[end - size : end][::-1]
        blocks, besides = joined([piece for group in groups for piece in group])
        actions = page.actions if size == end else ()
        return replace(page, blocks=blocks, sources=sources.of(blocks, besides), actions=actions)

    size = 1
    while rest:
        size = _most(lambda tried: fits(message(tried)), size, len(rest))
        after = len(rest) - size
        if after and (size == 0 or not fits(message(1, skipped=size))):
            # What is too long for any message begins in this one, to fill it.
            rest[after - 1 : after] = _smaller(rest[after - 1])[::-1]
        else:
            yield message(size)
            del rest[after:]


def _most(fits: Callable[[int], bool], guess: int, limit: int) -> int:
    """The largest size up to `limit` that fits: growing strides from `guess`, then halves."""
    low, high, stride = 0, limit + 1, 1
    tried = min(max(guess, 1), limit)
    while low < tried < high:
        if fits(tried):
            low, tried = tried, min(tried + stride, limit)
        else:
            high, tried = tried, max(tried - stride, 1)
        stride *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _smaller(group: Group) -> list[Group]:
    smaller = refined(group)
    if not smaller:
        kind = type(group[-1].held).__name__.lower() if group else "page without blocks"
        raise ValueError(f"One {kind} does not fit into a message, even alone.")
    return smaller
