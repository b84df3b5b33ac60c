"""Short forms to write requests to Discord in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulators.discord.asked import Interaction
from tests.emulators.discord.world import APPLICATION
from tests.emulators.discord_scenes import Scene

Given = dict[str, Any]
Make = Callable[[Scene], Given]
Case = tuple[str, str, Make, str]
V2 = 1 << 15
PNG = {"chart.png": b"\x89PNG\r\n\x1a\n"}


def message(**body: Any) -> Make:
    """A message into the text channel."""
    return lambda at: {"body": body, "channel_id": at.news.id}


def parts(*components: Given, **more: Any) -> Make:
    """A message made of components."""
    return message(components=list(components), flags=V2, **more)


def row(*components: Given) -> Make:
    """A message with one row, of the old style."""
    return message(content="x", components=[{"type": 1, "components": list(components)}])


def into(room: str, **body: Any) -> Make:
    """A message into another channel of the scene."""
    return lambda at: {"body": {"content": "x", **body}, "channel_id": getattr(at, room).id}


def edit(**body: Any) -> Make:
    """A change of the bot's message."""
    return lambda at: {"body": body, "channel_id": at.news.id, "message_id": at.message}


def answer(kind: int, data: Any = None, **more: Any) -> Make:
    """An answer to the waiting command."""
    body = {"type": kind, **({} if data is None else {"data": data}), **more}
    return lambda at: {"body": body, "interaction_id": at.asked.id, "interaction_token": at.asked.token}


def answered(asked: Interaction, kind: int, data: Given) -> Given:
    """An answer to another interaction."""
    body = {"type": kind, "data": data}
    return {"body": body, "interaction_id": asked.id, "interaction_token": asked.token}


def modal(*components: Given, **more: Any) -> Make:
    """A modal in answer to the waiting command."""
    return answer(9, {"custom_id": "m", "title": "M", "components": list(components), **more})


def hook(body: Given, **more: Any) -> Make:
    """A request to the waiting command's webhook."""
    return lambda at: {"body": body, "webhook_id": APPLICATION, "webhook_token": at.asked.token, **more}


def commands(*listed: Given) -> Make:
    """All commands anew."""
    return lambda at: {"body": list(listed), "application_id": APPLICATION}


def command(**more: Any) -> Make:
    """One command, changed."""
    return commands({"name": "losses", "description": "What was lost", **more})


def option(*options: Given) -> Make:
    """A command with these options."""
    return command(options=list(options))


def thread(room: str, **body: Any) -> Make:
    """A thread in a channel of the scene."""
    return lambda at: {"body": {"name": "x", **body}, "channel_id": getattr(at, room).id}


def at_message(room: str, number: str = "message", **body: Any) -> Make:
    """Something with a message of the bot's."""
    return lambda at: {"channel_id": getattr(at, room).id, "message_id": getattr(at, number), **body}


def text(words: str) -> Given:
    return {"type": 10, "content": words}


def gallery(*items: Given) -> Given:
    return {"type": 12, "items": list(items)}


def select(*options: Given, **more: Any) -> Given:
    return {"type": 3, "custom_id": "s", "options": list(options), **more}


def rows(*rows: list[Given]) -> list[Given]:
    return [{"type": 1, "components": one} for one in rows]


def field(name: str, **more: Any) -> Given:
    return {"type": 18, "label": name, "component": {"type": 4, "custom_id": name, "style": 1, **more}}


GO: Given = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
LINK: Given = {"type": 2, "style": 5, "label": "Go", "url": "https://a.io"}
ONE: Given = {"label": "One", "value": "1"}
SHOWN: Given = {"media": {"url": "attachment://chart.png"}}
WORDS: Given = {"type": 3, "name": "words", "description": "Which"}


def buttons(count: int, start: int = 0) -> list[Given]:
    return [{**GO, "custom_id": f"b{one}"} for one in range(start, start + count)]


def options(count: int) -> list[Given]:
    return [{"label": "x", "value": str(one)} for one in range(count)]
