"""A digest's messages as the texts that are stored and sent: everything a message needs but its channel."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Final

from bot.page import Page
from bot.platforms.discord.components import Picture
from bot.platforms.discord.render import Message, rendered

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest, and how it is sent."""

    message: Message
    silent: bool = False
    """Without a sound."""


def prepared(page: Page, *, silent: bool = False) -> tuple[str, ...]:
    """The page's parts; of several, all but the first make no sound."""
    return tuple(written(Part(one, silent or at > 0)) for at, one in enumerate(rendered(page)))


def written(part: Part) -> str:
    """The part as JSON."""
    message = part.message
    told: dict[str, Any] = {"v": VERSION, "components": message.components}
    if message.pictures:
        told["pictures"] = [[one.name, one.alt, b64encode(one.png).decode()] for one in message.pictures]
    if message.kept:
        told["kept"] = message.kept
    if part.silent:
        told["silent"] = True
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Part:
    """The part again; ValueError when it is none, or one of another version of the program."""
    try:
        told = json.loads(text)
        if told["v"] != VERSION:
            raise ValueError(f"a part of version {told['v']!r}")
        pictures = (Picture(b64decode(png), name, alt) for name, alt, png in told.get("pictures", ()))
        message = Message(tuple(told["components"]), tuple(pictures), tuple(told.get("kept", ())))
        return Part(message, silent=told.get("silent", False))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no part of a digest: {type(error).__name__}") from error
