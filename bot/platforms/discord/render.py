"""A page as Discord messages: one container of components each, within Discord's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, assert_never

from bot.fit import fit
from bot.names import typed
from bot.page import (
    Action,
    Block,
    Bullets,
    Entry,
    Figures,
    Heading,
    Image,
    Line,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Sign,
    Strong,
    Text,
)
from bot.platforms.discord.blocks import Laying
from bot.platforms.discord.buttons import IN_A_ROW, SOURCES, rows
from bot.platforms.discord.choices import claims_named
from bot.platforms.discord.components import (
    COMPONENTS,
    SELECT,
    TEXT_UNITS,
    Component,
    Picture,
    container,
    count,
    length,
    text,
)
from bot.request import Room

ROOM: Final = Room(figures=8, entries=7)
"""Sections of three components each, of forty; there is room for ten buttons below eight of them."""
FIRST_SCREEN: Final = 1200
"""Characters; where a page has more, its sources are behind a button."""
MOST_BUTTONS: Final = 20
"""Four rows; of more actions, the first are in a select."""
TOLD: Final = 3
"""How many of a select's choices are seen before it is opened."""
PICTURES: Final = 10
"""Discord takes no more files with a message."""
CALM: Final = 0x4A6FA5
CONTESTED: Final = 0xD9822B
"""The edge of a message that has a contested mark, which also says so in words."""
_CONTESTED: Final = Mark(Sign.CONTESTED)
NO_WORDS: Final = "…"
"""Discord takes no message without any."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    components: tuple[Component, ...]
    pictures: tuple[Picture, ...] = ()
    kept: tuple[str, ...] = ()
    """Commands that its buttons know by key only: keep them before it is sent."""


def rendered(page: Page, line: str = "") -> tuple[Message, ...]:
    """The page's messages, in order; its own actions are on the last.

    `line`: the command text that the page answers, so that its sources can be asked for by a button
    (`buttons.Press.of_sources`, `sources_of`). Without one, as in a digest, they are in small print.
    ValueError when something that must stay whole does not fit.
    """
    folds = bool(line and page.sources) and sum(map(length, _laid(page, "").done)) > FIRST_SCREEN
    line = line if folds else ""
    return tuple(_message(part, line) for part in fit(page, lambda tried: _fits(_laid(tried, line))))


def sources_of(page: Page) -> Page:
    """The page's sources as a page of their own; each opens its document."""
    entries = tuple(
        Entry(
            (Strong(f"[{source.number}]"), Text(" "), *source.document),
            (_listed(source.passages),) if source.passages else (),
            Action(f"[{source.number}]", typed(page.language, "sources", str(source.number))),
        )
        for source in page.sources
    )
    return Page(page.language, (Heading(page.sources_title), Bullets(entries)), private=True)


def _listed(lines: Iterable[Line]) -> Line:
    parted = chain.from_iterable((Text(" · "), *line) for line in lines)
    return tuple(parted)[1:]


def _message(page: Page, line: str) -> Message:
    laid = _laid(page, line)
    inner = laid.done or [text(NO_WORDS)]
    colour = CONTESTED if any(map(_is_contested, page.blocks)) else CALM
    return Message((container(inner, colour),), tuple(laid.pictures), tuple(dict.fromkeys(laid.ids.kept)))


def _fits(laid: Laying) -> bool:
    components = 1 + sum(map(_weight, laid.done))
    units = sum(map(length, laid.done))
    return components <= COMPONENTS and units <= TEXT_UNITS and len(laid.pictures) <= PICTURES


def _weight(component: Component) -> int:
    """How many components it may be: of a select, for fewer choices there may be a row of buttons instead."""
    is_select = any(inner["type"] == SELECT for inner in component.get("components", ()))
    return 1 + IN_A_ROW if is_select else count(component)


def _laid(page: Page, line: str) -> Laying:
    laid = Laying(page.language)
    for block in page.blocks:
        laid.block(block)
    if not line:
        laid.sources(page)
    laid.done += _ways(page, line, laid)
    return laid


def _ways(page: Page, line: str, laid: Laying) -> Iterator[Component]:
    """What can be pressed: claims, the sources, then the page's actions that have no button yet."""
    ids, opened = laid.ids, laid.opened
    claims = [claim for claim in claims_named(page.blocks, page.language) if claim.command not in opened]
    actions = [action for action in page.actions if action.command not in opened]
    if len(claims) > IN_A_ROW:
        yield from ids.selects(_first(claim.command for claim in claims), claims)
    else:
        actions = [*(Action(claim.command, claim.command) for claim in claims), *actions]
    if len(actions) > MOST_BUTTONS:
        first, actions = actions[:-IN_A_ROW], actions[-IN_A_ROW:]
        yield from ids.selects(_first(action.label for action in first), first)
    buttons = [ids.button(action) for action in actions]
    if line and page.sources:
        label = f"{page.sources_title} {_numbers(source.number for source in page.sources)}"
        buttons.insert(0, ids.button(Action(label, line), SOURCES))
    yield from rows(buttons)


def _first(words: Iterable[str]) -> str:
    """What a select begins with, for its title."""
    return ", ".join(islice(words, TOLD)) + "…"


def _numbers(numbers: Iterable[int]) -> str:
    """ "[1]–[3] [5]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}]–[{run[-1]}]" for run in runs)


def _is_contested(block: Block) -> bool:
    match block:
        case Figures():
            return any(row.sign is Sign.CONTESTED for row in block.rows)
        case Bullets():
            return any(_CONTESTED in entry.head for entry in block.entries)
        case Paragraph():
            return bool(block.lines) and _CONTESTED in block.lines[0]  # not where it is only explained
        case Heading() | Quote() | Image() | Rule():
            return False
        case _ as never:
            assert_never(never)
