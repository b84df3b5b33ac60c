"""What Discord takes of a message, as its API's description tells it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.discord.components import Component
from bot.platforms.discord.render import Message
from tests.emulators.discord import components

ROW, BUTTON, SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER = 1, 2, 3, 9, 10, 12, 14, 17
INNER = {
    CONTAINER: {ROW, SECTION, TEXT, GALLERY, SEPARATOR},
    SECTION: {TEXT},
    ROW: {BUTTON, SELECT},
}


def assert_taken(message: Message) -> None:
    """Discord takes it as it is."""
    (container,) = message.components
    assert container["type"] == CONTAINER
    every = list(walked(container))
    assert len(every) <= 40
    texts = [one["content"] for one in every if one["type"] == TEXT]
    assert sum(map(units, texts)) <= 4000
    assert all(text.strip() for text in texts)
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    assert len(ids) == len(set(ids))
    assert all(0 < units(id_) <= 100 for id_ in ids)
    named = {picture.name for picture in message.pictures}
    shown = {item["media"]["url"] for one in every if one["type"] == GALLERY for item in one["items"]}
    assert {f"attachment://{name}" for name in named} == shown
    assert len(named) == len(message.pictures) <= 10
    assert list(components.flaws(list(message.components), frozenset(named), new_style=True)) == []
    for one in every:
        assert_component(one)


def assert_component(one: Component) -> None:
    inner = one.get("components", ())
    assert {it["type"] for it in inner} <= INNER.get(one["type"], set())
    match one["type"]:
        case 1:
            assert 1 <= len(inner) <= 5
            assert len(inner) == 1 or all(it["type"] == BUTTON for it in inner)
        case 2:
            assert one["label"].strip()
            assert units(one["label"]) <= 80
        case 3:
            options = one["options"]
            assert 1 <= len(options) <= 25
            assert units(one["placeholder"]) <= 150
            assert len({it["value"] for it in options}) == len(options)
            assert all(0 < units(it[key]) <= 100 for it in options for key in ("label", "value"))
        case 9:
            assert 1 <= len(inner) <= 3
            assert one["accessory"]["type"] == BUTTON
        case 12:
            assert all(0 < units(it.get("description", "x")) <= 1024 for it in one["items"])


def walked(component: Component) -> Iterator[Component]:
    """It and all within it."""
    yield component
    for inner in component.get("components", ()):
        yield from walked(inner)
    if "accessory" in component:
        yield from walked(component["accessory"])


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
