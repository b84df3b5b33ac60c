"""A message as a person sees it on Discord."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.discord.components import Component
from bot.platforms.discord.render import CONTESTED, Message

TEXT, SECTION, ROW, SELECT, GALLERY, SEPARATOR = 10, 9, 1, 3, 12, 14


def seen(message: Message) -> str:
    """The container's edge, then its components from above to below."""
    (container,) = message.components
    edge = "contested" if container["accent_color"] == CONTESTED else "calm"
    return "\n".join((f"[{edge}]", *_lines(container["components"]))) + "\n"


def _lines(components: list[Component]) -> Iterator[str]:
    for one in components:
        match one["type"]:
            case 10:
                yield one["content"]
            case 9:
                (text,) = one["components"]
                yield f"{text['content']} {_button(one['accessory'])}"
            case 1 if one["components"][0]["type"] == SELECT:
                (select,) = one["components"]
                options = " ".join(f"({option['label']})" for option in select["options"])
                yield f"▾ {select['placeholder']}: {options}"
            case 1:
                yield " ".join(map(_button, one["components"]))
            case 12:
                for item in one["items"]:
                    yield f"[{item['media']['url']}] {item.get('description', '')}"
            case 14:
                yield "————"
            case _:
                raise AssertionError(one)


def _button(button: Component) -> str:
    return f"‹{button['label']}›"
