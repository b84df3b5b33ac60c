"""Components of a message: the rules that stand in no schema, and what Discord makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.emulators.discord import rules
from tests.emulators.discord.refusals import Flaw, Place
from tests.emulators.discord.seen import walk

Wire = dict[str, Any]
_SELECTS = frozenset({3, 5, 6, 7, 8})
_UNDESCRIBED: Wire = {"description": None, "spoiler": False}
_DEFAULTS: dict[int, Wire] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in _SELECTS},
    11: _UNDESCRIBED,
    13: {"spoiler": False},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}
"""What Discord says of components, by their types, when the bot said nothing."""


def flaws(components: list[Wire], files: frozenset[str], *, new_style: bool) -> Iterator[Flaw]:
    """What is wrong with a message's components; `files`: the names of the files that it carries."""
    top: Place = ("components",)
    if not new_style:
        yield from _old_style(components)
    total = sum(1 for _ in walk(components))
    if total > rules.COMPONENTS:
        yield Flaw(
            top,
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components cannot exceed {rules.COMPONENTS}",
        )
    words = sum(len(one["content"]) for one in walk(components) if one["type"] == 10)
    if words > rules.TEXT:
        yield Flaw(
            top,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"The displayable text size of the components exceeds the maximum size of {rules.TEXT}",
        )
    names: set[str] = set()
    numbers: set[int] = set()
    for place, one in placed(components, top):
        yield from _known_once(place, one, names, numbers)
        yield from _each(place, one, files)


def _old_style(components: list[Wire]) -> Iterator[Flaw]:
    if len(components) > rules.ROWS:
        yield Flaw(("components",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for number, one in enumerate(components):
        if one["type"] != 1:
            told = 'Value of field "type" must be one of (1,).'
            yield Flaw(("components", number, "type"), "UNION_TYPE_CHOICES", told)


def placed(components: list[Wire], top: Place) -> Iterator[tuple[Place, Wire]]:
    """Each component with the place where it stands."""
    for number, one in enumerate(components):
        place = (*top, number)
        yield place, one
        yield from placed(one.get("components", []), (*place, "components"))
        if "accessory" in one:
            yield (*place, "accessory"), one["accessory"]
        if "component" in one:
            yield (*place, "component"), one["component"]


def _known_once(place: Place, one: Wire, names: set[str], numbers: set[int]) -> Iterator[Flaw]:
    name, number = one.get("custom_id"), one.get("id")
    if name in names:
        told = "Component custom id cannot be duplicated"
        yield Flaw((*place, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", told)
    if number and number in numbers:
        yield Flaw((*place, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
    if name:
        names.add(name)
    if number:
        numbers.add(number)


def _each(place: Place, one: Wire, files: frozenset[str]) -> Iterator[Flaw]:
    kind = one["type"]
    if kind == 1:
        selects = sum(each["type"] in _SELECTS for each in one["components"])
        if selects and len(one["components"]) > 1:
            told = "The specified component exceeds the maximum width"
            yield Flaw((*place, "components", 1), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", told)
    elif kind == 2:
        yield from _button(place, one)
    elif kind in _SELECTS:
        yield from _select(place, one)
    elif kind == 12:
        for number, each in enumerate(one["items"]):
            yield from _media((*place, "items", number, "media"), each["media"], files)
    elif kind == 11:
        yield from _media((*place, "media"), one["media"], files)
    elif kind == 13:
        if not one["file"]["url"].startswith("attachment://"):
            told = "Only attachments may be referenced here"
            yield Flaw((*place, "file", "url"), "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED", told)
        yield from _media((*place, "file"), one["file"], files)


def _button(place: Place, one: Wire) -> Iterator[Flaw]:
    required = Flaw
    if one["style"] == 5:
        if not one.get("url"):
            yield required((*place, "url"), "BASE_TYPE_REQUIRED", "This field is required")
        if one.get("custom_id"):
            told = "A custom id and url cannot both be specified"
            yield Flaw((*place, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", told)
    elif one["style"] != 6:
        if not one.get("custom_id"):
            yield required((*place, "custom_id"), "BASE_TYPE_REQUIRED", "This field is required")
        if one.get("url"):
            told = "A url cannot be specified for this style"
            yield Flaw((*place, "url"), "BUTTON_COMPONENT_URL_INVALID_STYLE", told)
    if not one.get("label") and not one.get("emoji") and one["style"] != 6:
        told = "A label or an emoji is required"
        yield Flaw((*place, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", told)


def _select(place: Place, one: Wire) -> Iterator[Flaw]:
    options = one.get("options", [])
    values = [each["value"] for each in options]
    for number, value in enumerate(values):
        if value in values[:number]:
            told = "The specified option value is already used"
            where = (*place, "options", number, "value")
            yield Flaw(where, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", told)
    least, most = _given(one, "min_values"), _given(one, "max_values")
    if least > most:
        told = "min_values must be less than or equal to max_values"
        yield Flaw((*place, "min_values"), "SELECT_COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES", told)
    if options and most > len(options):
        told = f"max_values must be less than or equal to the number of options ({len(options)})"
        yield Flaw((*place, "max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEED_OPTIONS", told)
    if sum(bool(each.get("default")) for each in options) > most:
        told = "Too many options are marked as default"
        yield Flaw((*place, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", told)


def _given(one: Wire, name: str) -> int:
    value = one.get(name)
    return 1 if value is None else int(value)


def _media(place: Place, media: Wire, files: frozenset[str]) -> Iterator[Flaw]:
    scheme, _, name = media["url"].partition("://")
    if scheme == "attachment" and name not in files:
        told = "The referenced attachment was not found"
        yield Flaw((*place, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", told)


def finished(components: list[Wire], attachments: list[Wire]) -> list[Wire]:
    """Components as Discord tells of them: numbered, with the addresses of the files that they show."""
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    files = {one["filename"]: one for one in attachments}

    def one(given: Wire) -> Wire:
        told = _DEFAULTS.get(given["type"], {}) | {
            name: value for name, value in given.items() if value is not None
        }
        told["id"] = given.get("id") or next(free)
        if "components" in given:
            told["components"] = [one(each) for each in given["components"]]
        if "accessory" in given:
            told["accessory"] = one(given["accessory"])
        if "media" in given:
            told["media"] = _shown(given["media"], files)
        if "file" in given:
            told["file"] = _shown(given["file"], files)
            file = files[given["file"]["url"].partition("://")[2]]
            told |= {"name": file["filename"], "size": file["size"]}
        if "items" in given:
            told["items"] = [
                _UNDESCRIBED | each | {"media": _shown(each["media"], files)} for each in given["items"]
            ]
        return told

    return [one(each) for each in components]


def _shown(given: Wire, files: dict[str, Wire]) -> Wire:
    """A picture or a file, by its address; one that came with the message by that of the attachment."""
    scheme, _, name = given["url"].partition("://")
    file = files[name] if scheme == "attachment" else {"url": given["url"], "id": "1"}
    told = {"id": file["id"], "url": file["url"], "proxy_url": file["url"]}
    told |= {"width": file.get("width"), "height": file.get("height")}
    told["content_type"] = file.get("content_type", "application/octet-stream")
    return told | ({"attachment_id": file["id"]} if scheme == "attachment" else {})
