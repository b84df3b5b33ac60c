"""Discord's components as the plain values that are sent and stored, and how many a message holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.platforms.plain import units

Component: TypeAlias = dict[str, Any]
"""A component as Discord's API writes it; never changed once it is made."""

ROW, BUTTON, SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER = 1, 2, 3, 9, 10, 12, 14, 17
GREY: Final = 2
"""A button that is none of the coloured ones."""
COMPONENTS: Final = 40
"""The most in a message, nested ones too."""
TEXT_UNITS: Final = 4000
"""The most characters of all texts of a message."""
OPTIONS: Final = 25
"""The most options of a select."""
LABEL_UNITS: Final = 80
"""The most characters on a button."""
OPTION_UNITS: Final = 100
"""The most characters of an option's label, its value and its description, and of an id."""
PLACEHOLDER_UNITS: Final = 150
"""The most characters on a select."""
ALT_UNITS: Final = 1024
"""The most characters that describe a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is uploaded with a message."""

    png: bytes
    name: str
    """As a component names it, with its extension."""
    alt: str


def text(content: str) -> Component:
    """Markdown."""
    return {"type": TEXT, "content": content}


def section(content: str, button: Component) -> Component:
    """Markdown with a button beside it."""
    return {"type": SECTION, "components": [text(content)], "accessory": button}


def button(label: str, custom_id: str) -> Component:
    """A button."""
    return {"type": BUTTON, "style": GREY, "label": label, "custom_id": custom_id}


def select(custom_id: str, placeholder: str, options: Sequence[Component]) -> Component:
    """A list to choose one of, folded under `placeholder`."""
    return {"type": SELECT, "custom_id": custom_id, "placeholder": placeholder, "options": [*options]}


def option(label: str, value: str) -> Component:
    """One line of a select."""
    return {"label": label, "value": value}


def row(inner: Iterable[Component]) -> Component:
    """Up to five buttons, or one select."""
    return {"type": ROW, "components": [*inner]}


def gallery(url: str, alt: str) -> Component:
    """A picture, and the words that say the same."""
    return {"type": GALLERY, "items": [{"media": {"url": url}, **({"description": alt} if alt else {})}]}


def separator() -> Component:
    """A line across."""
    return {"type": SEPARATOR, "divider": True, "spacing": 1}


def container(inner: Iterable[Component], colour: int) -> Component:
    """A box with a coloured edge."""
    return {"type": CONTAINER, "accent_color": colour, "components": [*inner]}


def count(component: Component) -> int:
    """How many components it is, with those inside it."""
    accessory = component.get("accessory")
    return 1 + sum(map(count, component.get("components", ()))) + (count(accessory) if accessory else 0)


def length(component: Component) -> int:
    """How long the texts in it are."""
    own = units(component["content"]) if component["type"] == TEXT else 0
    return own + sum(map(length, component.get("components", ())))
