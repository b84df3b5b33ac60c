"""A page as Telegram messages: HTML, a keyboard and perhaps a photo, each within Telegram's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.fit import fit
from bot.fit.cited import CitedSources
from bot.page import Action, Block, Image, Page, Paragraph, Text
from bot.platforms.telegram.blocks import Laid, laid_out
from bot.platforms.telegram.buttons import MOST, Button, button, is_kept, rows
from bot.platforms.telegram.markup import Html, plain
from bot.request import Room

TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024
ENTITIES: Final = 100
"""Telegram drops further ones and says nothing."""
BYTES: Final = 32_768
"""Of the HTML."""
ROOM: Final = Room(figures=8, entries=7)
"""So much is about a first screen: 1,200 characters before what is folded away."""
NO_WORDS: Final = "…"
"""Telegram takes no message without any."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that goes with a message."""

    png: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its text, or its photo with a caption."""

    html: str
    keyboard: tuple[tuple[Button, ...], ...] = ()
    photo: Photo | None = None
    kept: tuple[str, ...] = ()
    """Commands that its buttons know by key only: keep them before it is sent."""


def rendered(page: Page, bot: str = "") -> tuple[Message, ...]:
    """The page's messages, in order; its own actions are on the last.

    With the name of a `bot` the page is one that others read too: its buttons open a private chat with the
    bot, and a press changes nothing here. ValueError when something that must stay whole does not fit.
    """
    drafts = [draft for draft in _drafts(page) if draft.photo or draft.laid.html.text.strip()]
    drafts = drafts or [_Draft(Laid(plain(NO_WORDS)))]
    last = len(drafts) - 1
    return tuple(_message(draft, page.actions if at == last else (), bot) for at, draft in enumerate(drafts))


@dataclass(frozen=True, slots=True)
class _Draft:
    laid: Laid
    photo: Photo | None = None


def _message(draft: _Draft, actions: tuple[Action, ...], bot: str) -> Message:
    """What its rows open comes before its actions, as far as there is room; what is in both comes once."""
    opens = draft.laid.opens[: MOST - len(actions)]
    opened = {action.command for action in opens}
    shown = (*opens, *(action for action in actions if action.command not in opened))
    return Message(
        draft.laid.html.html,
        rows([button(action, bot) for action in shown]),
        draft.photo,
        tuple(dict.fromkeys(action.command for action in shown if is_kept(action.command, bot))),
    )


def _drafts(page: Page) -> Iterator[_Draft]:
    """A text each, and a photo for each image."""
    page = replace(page, actions=())
    if not any(isinstance(block, Image) for block in page.blocks):
        yield from _texts(page)
        return
    sources = CitedSources(page)
    segments = _segments(page.blocks)
    for at, (image, blocks) in enumerate(segments):
        besides = sources.uncited if at == len(segments) - 1 else ()
        part = replace(page, blocks=blocks, sources=sources.of(blocks, besides))
        yield from _pictured(image, part) if image else _texts(part)


def _segments(blocks: Iterable[Block]) -> list[tuple[Image | None, tuple[Block, ...]]]:
    """Each image with what follows it, up to the next; what is before the first has none."""
    segments: list[tuple[Image | None, tuple[Block, ...]]] = [(None, ())]
    for block in blocks:
        if isinstance(block, Image):
            segments.append((block, ()))
        else:
            image, held = segments[-1]
            segments[-1] = image, (*held, block)
    return segments


def _pictured(image: Image, page: Page) -> Iterator[_Draft]:
    """The photo with all of the page in its caption; else with what says the same, and the page as texts."""
    photo = Photo(image.png, image.name)
    said = Paragraph(((Text(image.alt),),))
    whole = laid_out(replace(page, blocks=(said, *page.blocks)))
    if _fits(whole.html, CAPTION_UNITS):
        yield _Draft(whole, photo)
        return
    alone = replace(page, blocks=(said,), sources=())
    caption, *more = fit(alone, lambda tried: _fits(laid_out(tried).html, CAPTION_UNITS))
    yield _Draft(laid_out(caption), photo)
    rest = [block for part in more for block in part.blocks]
    yield from _texts(replace(page, blocks=(*rest, *page.blocks)))


def _texts(page: Page) -> Iterator[_Draft]:
    laid = laid_out(page)
    if _fits(laid.html, TEXT_UNITS):
        yield _Draft(laid)
        return
    for part in fit(page, lambda tried: _fits(laid_out(tried).html, TEXT_UNITS)):
        yield _Draft(laid_out(part))


def _fits(html: Html, most: int) -> bool:
    return html.units <= most and html.entities <= ENTITIES and len(html.html.encode()) <= BYTES
