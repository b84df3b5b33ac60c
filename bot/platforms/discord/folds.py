"""What of an answer is behind a button, for Discord folds nothing: the end of a long one, and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from bot.fit import fit
from bot.names import typed
from bot.page import Action, Block, Bullets, Entry, Figures, Heading, Line, Page, Paragraph, Strong, Text
from bot.phrases.catalogue import Phrases
from bot.platforms.discord.blocks import Laying
from bot.platforms.discord.components import length

FIRST_SCREEN: Final = 1200
"""Characters; what an answer has beyond them is folded, and so are its sources where they do not fit in."""
WORTH_FOLDING: Final = 130
"""Less is shown: a button for it would save nothing."""
SHORT: Final = 200
"""Characters of last words."""


def folded(page: Page) -> tuple[Page, str]:
    """What is seen of an answer at first, and the words on the button for the rest; none where all is seen.

    Only of a page with sources: one without is looked up in, not read.
    """
    if not page.sources:
        return page, ""
    first, rest = _parted(page)
    if not rest and _seen(page, with_sources=True) <= FIRST_SCREEN:
        return page, ""
    numbers = _numbers(source.number for source in page.sources)
    label = f"{page.sources_title} {numbers}"
    more = Phrases(page.language).say("More")
    return replace(page, blocks=first), f"{more} · {label}" if rest else label


def sources_of(page: Page) -> Page:
    """What was folded: the end of a long answer, then its sources, each of which opens its document."""
    entries = tuple(
        Entry(
            (Strong(f"[{source.number}]"), Text(" "), *source.document),
            (_listed(source.passages),) if source.passages else (),
            Action(f"[{source.number}]", typed(page.language, "sources", str(source.number))),
        )
        for source in page.sources
    )
    _, rest = _parted(page)
    return Page(page.language, (*rest, Heading(page.sources_title), Bullets(entries)), private=True)


def _parted(page: Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of a first screen, and those that are folded.

    Short last words stay: they explain marks, and say what the answer rests on. Figures stay, with what
    disagrees among them: they are paged.
    """
    if _seen(page) <= FIRST_SCREEN or any(isinstance(block, Figures) for block in page.blocks):
        return page.blocks, ()
    last = _last_words(page)
    body = replace(page, blocks=page.blocks[: len(page.blocks) - len(last)], sources=(), actions=())
    room = FIRST_SCREEN - _seen(replace(page, blocks=last))
    try:
        first, *others = fit(body, lambda tried: _seen(tried) <= room)
    except ValueError:  # something that must stay whole is longer than that
        return page.blocks, ()
    rest = tuple(chain.from_iterable(part.blocks for part in others))
    is_worth_it = _seen(replace(body, blocks=rest)) >= WORTH_FOLDING
    return ((*first.blocks, *last), rest) if is_worth_it else (page.blocks, ())


def _last_words(page: Page) -> tuple[Block, ...]:
    """The short paragraphs at its end."""
    blocks = page.blocks
    at = len(blocks)
    while (
        at
        and isinstance(blocks[at - 1], Paragraph)
        and _seen(replace(page, blocks=blocks[at - 1 : at])) <= SHORT
    ):
        at -= 1
    return blocks[at:]


def _seen(page: Page, *, with_sources: bool = False) -> int:
    """How long it is as it is shown."""
    laid = Laying(page.language)
    for block in page.blocks:
        laid.block(block)
    if with_sources:
        laid.sources(page)
    return sum(map(length, laid.done))


def _listed(lines: Iterable[Line]) -> Line:
    parted = chain.from_iterable((Text(" · "), *line) for line in lines)
    return tuple(parted)[1:]


def _numbers(numbers: Iterable[int]) -> str:
    """ "[1]–[3] [5]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}]–[{run[-1]}]" for run in runs)
