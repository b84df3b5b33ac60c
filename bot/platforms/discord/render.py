"""A page as Discord messages: one container of components each, within Discord's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, assert_never

from bot.fit import fit
from bot.page import (
    Action,
    Block,
    Bullets,
    Figures,
    Heading,
    Image,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Sign,
)
from bot.platforms.discord.blocks import Laying, worded
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
from bot.platforms.discord.folds import folded, sources_of
from bot.request import Room

__all__ = ["CALM", "CONTESTED", "ROOM", "Message", "rendered", "sources_of"]

ROOM: Final = Room(figures=8, entries=7)
"""Sections of three components each, of forty; there is room for ten buttons below eight of them."""
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

    `line`: the command text that the page answers, so that what is folded can be asked for by a button
    (`buttons.Press.of_sources`, `folds.sources_of`). Without one, as in a digest, nothing is folded, and the
    sources are in small print. ValueError when something that must stay whole does not fit.
    """
    shown, label = folded(page) if line else (page, "")
    shown, fold = worded(shown), Action(label, line) if label else None
    whole = _laid(shown, fold)
    if _fits(whole):
        return (_message(shown, whole),)
    parts = fit(shown, lambda tried: _fits(_laid(tried, fold)))
    return tuple(_message(part, _laid(part, fold)) for part in parts)


def _message(page: Page, laid: Laying) -> Message:
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


def _laid(page: Page, fold: Action | None) -> Laying:
    laid = Laying(page.language)
    for block in page.blocks:
        laid.block(block)
    if fold is None:
        laid.sources(page)
    laid.done += _ways(page, fold, laid)
    return laid


def _ways(page: Page, fold: Action | None, laid: Laying) -> Iterator[Component]:
    """What can be pressed: claims, what is folded, then the page's actions that have no button yet."""
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
    if fold:
        buttons.insert(0, ids.button(fold, SOURCES))
    yield from rows(buttons)


def _first(words: Iterable[str]) -> str:
    """What a select begins with, for its title."""
    return ", ".join(islice(words, TOLD)) + "…"


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
