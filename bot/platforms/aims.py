"""Commands for another chat, `/at -1001234/5 settings time`: what its buttons carry elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.menu import COMMANDS as GATED
from bot.menu import Gate
from bot.names import COMMANDS, command_named
from bot.page import Action, Block, Bullets, Emphasis, Figures, Heading, Page, Paragraph
from bot.phrases.catalogue import Phrases
from bot.request import split

AT: Final = "at"
"""The command's name; nobody needs to type it."""
_KEY: Final = re.compile(r"-?[0-9]{1,19}(/[0-9]{1,19})?")
"""Of a chat, or of a topic in one, on any platform."""
OF_THE_CHAT: Final = frozenset(name for name in COMMANDS if GATED[name].gate is Gate.ADMIN) | {"digest"}
"""Commands that speak of the chat they are asked in."""
_CHANGE_BARE: Final = frozenset({"subscribe", "unsubscribe"})
_CHANGE_WITH_WORDS: Final = frozenset({"settings", "language", "forgetme"})


@dataclass(frozen=True, slots=True)
class Aim:
    """A command, and the key of the chat that it is meant for."""

    key: str
    line: str


def aim_of(line: str) -> Aim | None:
    """The aim of an `/at` line; None where it is none, or names no chat."""
    name, words = split(line)
    if name != AT or len(words) < 2 or not _KEY.fullmatch(words[0]):  # noqa: PLR2004 - a chat and a command
        return None
    return Aim(words[0], "/" + " ".join(words[1:]).removeprefix("/"))


def is_aim(line: str) -> bool:
    """Whether it begins with `/at`."""
    return split(line)[0] == AT


def aimed(page: Page, key: str) -> Page:
    """The page for elsewhere: what its buttons ask of the chat, they ask of this one."""

    def change(command: str) -> str:
        name, _ = split(command)
        return f"/{AT} {key} {command[1:]}" if command_named(name) in OF_THE_CHAT else command

    return _with(page, change)


def changes(line: str) -> bool:
    """Whether the command changes what is kept: nobody is to do that by following somebody's link."""
    name, words = split(line)
    own = command_named(name)
    return own in _CHANGE_BARE or (own in _CHANGE_WITH_WORDS and bool(words))


def for_all(page: Page) -> Page:
    """The page for a post in several chats: without actions that would have to say of which of them."""
    kept = (one for one in page.actions if command_named(split(one.command)[0]) not in OF_THE_CHAT)
    return replace(page, actions=tuple(kept))


def entitled(page: Page, title: str, phrases: Phrases) -> Page:
    """The page for elsewhere under the title of the chat that it is about."""
    said = phrases.say("The buttons are for that chat. What you type here is for this one.")
    heading = (Heading(title), Paragraph(((Emphasis(said),),)))
    return replace(page, blocks=(*heading, *page.blocks)) if title else page


def _with(page: Page, change: Callable[[str], str]) -> Page:
    def action(one: Action) -> Action:
        return replace(one, command=change(one.command))

    def block(one: Block) -> Block:
        match one:
            case Bullets():
                return Bullets(
                    tuple(replace(it, open=action(it.open)) if it.open else it for it in one.entries)
                )
            case Figures():
                rows = tuple(replace(it, open=action(it.open)) if it.open else it for it in one.rows)
                return replace(one, rows=rows)
            case _:
                return one

    return replace(page, blocks=tuple(map(block, page.blocks)), actions=tuple(map(action, page.actions)))
