"""A digest's messages as the texts that are stored and sent: everything a message needs but its chat."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.page import Page
from bot.platforms.telegram.buttons import Button
from bot.platforms.telegram.render import Message, Photo, rendered
from digests.subscription import ChatKind

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest, and how it is sent."""

    message: Message
    silent: bool = False
    """Without a sound."""
    pin: bool = False
    """Pinned once it is there, where the bot may."""


def prepared(
    page: Page, kind: ChatKind, bot: str, *, silent: bool = False, pin: bool = False
) -> tuple[str, ...]:
    """The page's parts for chats of a kind; `bot` is the bot's name, without @.

    What others read too leads into a private chat with the bot, and a press changes nothing on it. Of several
    parts the first is pinned, and the others make no sound.
    """
    messages = rendered(page, "" if kind is ChatKind.PRIVATE else bot)
    parts = [
        Part(message, silent=silent or at > 0, pin=pin and at == 0) for at, message in enumerate(messages)
    ]
    return tuple(map(written, parts))


def written(part: Part) -> str:
    """The part as JSON."""
    message = part.message
    told: dict[str, Any] = {"v": VERSION, "html": message.html}
    if message.keyboard:
        told["keyboard"] = [[[one.label, one.data, one.url] for one in row] for row in message.keyboard]
    if message.photo:
        told["photo"] = {"name": message.photo.name, "png": b64encode(message.photo.png).decode()}
    if message.kept:
        told["kept"] = message.kept
    told |= {name: True for name in ("silent", "pin") if getattr(part, name)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Part:
    """The part again; ValueError when it is none, or one of another version of the program."""
    try:
        told = json.loads(text)
        if told["v"] != VERSION:
            raise ValueError(f"a part of version {told['v']!r}")
        message = Message(
            html=told["html"],
            keyboard=tuple(tuple(Button(*one) for one in row) for row in told.get("keyboard", ())),
            kept=tuple(told.get("kept", ())),
        )
        if photo := told.get("photo"):
            message = replace(message, photo=Photo(b64decode(photo["png"]), photo["name"]))
        return Part(message, silent=told.get("silent", False), pin=told.get("pin", False))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no part of a digest: {type(error).__name__}") from error
