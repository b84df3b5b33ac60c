"""A message as a person sees it on Discord."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.discord.components import Component
from bot.platforms.discord.render import CONTESTED, Message
from tests.unit.discord.markdown import Span, read

SELECT = 3
_KINDS = {"": "", "small": "-# ", "heading 2": "## ", "heading 3": "### "}
_MARKS = {"bold": "**", "slanted": "_", "code": "`"}


def seen(message: Message) -> str:
    """The container's edge, then its components from above to below."""
    (container,) = message.components
    edge = "contested" if container["accent_color"] == CONTESTED else "calm"
    return "\n".join((f"[{edge}]", *_lines(container["components"]))) + "\n"


def _lines(components: list[Component]) -> Iterator[str]:
    for one in components:
        match one["type"]:
            case 10:
                yield _text(one)
            case 9:
                (text,) = one["components"]
                yield f"{_text(text)} {_button(one['accessory'])}"
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


def _text(component: Component) -> str:
    """As it is read: escapes are not seen, and nothing acts."""
    told = read(component["content"])
    assert told.acts == []
    return "\n".join(_KINDS[kind] + "".join(map(_span, spans)) for kind, spans in told.lines)


def _span(span: Span) -> str:
    text = span.text
    for mark, sign in _MARKS.items():
        if mark in span.marks:
            text = f"{sign}{text}{sign}"
    return f"[{text}]({span.url})" if span.url else text


def _button(button: Component) -> str:
    return f"‹{button['label']}›"
