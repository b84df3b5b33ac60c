"""What of an answer is behind a button, for Discord folds nothing: the end of a long one, and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Final, TypeAlias

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
Blocks: TypeAlias = tuple[Block, ...]


def folded(page: Page) -> tuple[Page, str]:
    """What is seen of an answer at first, and the words on the button for the rest; none where all is seen.

    Only of a page with sources: one without is looked up in, not read.
    """
    if not page.sources:
        return page, ""
    laid = _laid(page.blocks, page.language)
    first, rest = _parted(page, _length(laid))
    laid.sources(page)
    if not rest and _length(laid) <= FIRST_SCREEN:
        return page, ""
    numbers = _numbers(source.number for source in page.sources)
    label = f"{page.sources_title} {numbers}"
    return replace(page, blocks=first), f"{_more(page.language)} · {label}" if rest else label


@cache
def _more(language: str) -> str:
    return Phrases(language).say("More")


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
    _, rest = _parted(page, _seen(page.blocks, page.language))
    return Page(page.language, (*rest, Heading(page.sources_title), Bullets(entries)), private=True)


def beyond(page: Page) -> Page:
    """What to show of a page to who asks under a post of it that others read, in another language perhaps.

    Where text can be folded that is all of it: in another language the post's first screen ends elsewhere.
    """
    return sources_of(page) if _is_paged(page.blocks) else page


def _is_paged(blocks: Blocks) -> bool:
    return any(isinstance(block, Figures) for block in blocks)


def _parted(page: Page, seen: int) -> tuple[Blocks, Blocks]:
    """The blocks of a first screen, and those that are folded; `seen` is how long they all are.

    Short last words stay: they explain marks, and say what the answer rests on. Figures stay, with what
    disagrees among them: they are paged.
    """
    if seen <= FIRST_SCREEN or _is_paged(page.blocks):
        return page.blocks, ()
    last = _last_words(page)
    body = replace(page, blocks=page.blocks[: len(page.blocks) - len(last)], sources=(), actions=())
    room = FIRST_SCREEN - _seen(last, page.language)
    try:
        first, *others = fit(body, lambda tried: _seen(tried.blocks, page.language) <= room)
    except ValueError:  # something that must stay whole is longer than that
        return page.blocks, ()
    rest = tuple(chain.from_iterable(part.blocks for part in others))
    shown, rest = _filled(first.blocks, rest, lambda tried: _seen(tried, page.language) <= room)
    is_worth_it = _seen(rest, page.language) >= WORTH_FOLDING
    return ((*shown, *last), rest) if is_worth_it else (page.blocks, ())


def _filled(shown: Blocks, rest: Blocks, fits: Callable[[Blocks], bool]) -> tuple[Blocks, Blocks]:
    """With as many lines of the next paragraph as have room: what contradicts a claim is in its first."""
    if rest and isinstance(rest[0], Paragraph):
        lines = rest[0].lines
        for size in range(len(lines) - 1, 0, -1):
            fuller = (*shown, Paragraph(lines[:size]))
            if fits(fuller):
                return fuller, (Paragraph(lines[size:]), *rest[1:])
    return shown, rest


def _last_words(page: Page) -> tuple[Block, ...]:
    """The short paragraphs at its end."""
    at = len(page.blocks)
    while at and _is_short(page.blocks[at - 1], page.language):
        at -= 1
    return page.blocks[at:]


def _is_short(block: Block, language: str) -> bool:
    return isinstance(block, Paragraph) and _seen((block,), language) <= SHORT


def _seen(blocks: Iterable[Block], language: str) -> int:
    """How long they are as they are shown."""
    return _length(_laid(blocks, language))


def _laid(blocks: Iterable[Block], language: str) -> Laying:
    laid = Laying(language)
    for block in blocks:
        laid.block(block)
    return laid


def _length(laid: Laying) -> int:
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
