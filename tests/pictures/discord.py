"""A message of Discord's API as its client shows it: containers, sections, buttons, selects, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.pictures.canvas import Canvas
from tests.pictures.letters import Face, Run, broken, shortened, width
from tests.pictures.markdown import BRIGHT, INK, LINK, QUIET, rows

Wire = Mapping[str, Any]

BUTTON: Final = 2
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
WIDE: Final = 540
LEFT: Final = 62
RIGHT: Final = WIDE - 12
PADDING: Final = 14
GAP: Final = 8
KEY_HIGH: Final = 32
WALL, CARD, EDGE, FIELD, RULE = "#313338", "#2b2d31", "#3f4147", "#1e1f22", "#4a4d55"
AVATAR: Final = "#4f8fd6"
STYLES: Final = {1: "#5865f2", 2: "#4e5058", 3: "#248046", 4: "#da373c", 5: "#4e5058"}
LABEL: Final = Face(13.5, BRIGHT, bold=True)


class UnknownComponentError(AssertionError):
    """A component that nobody has drawn yet."""


def drawn(asked: str, message: Wire, words: str) -> str:
    """A channel in which somebody used the command `asked` and the bot answered with `message`, as SVG.

    `message`: as the API gives it, with `author` and `components`.
    UnknownComponentError for a kind of component that nobody has drawn yet.
    """
    canvas = Canvas(WIDE, words)
    name = message["author"]["username"]
    canvas.stroke("M32 38 v-10 a6 6 0 0 1 6 -6 h16", RULE, 2)
    canvas.text(asked, Face(13, LINK), LEFT, 26)
    canvas.disc(32, 62, 20, AVATAR)
    canvas.centred(name[:1].upper(), Face(20, "#ffffff", bold=True), 32, 69)
    face = Face(15.5, BRIGHT, bold=True)
    canvas.text(name, face, LEFT, 57)
    tag = LEFT + width(name, face) + 8
    canvas.box(tag, 44, 34, 17, STYLES[1], 4)
    canvas.centred("APP", Face(11, "#ffffff", bold=True), tag + 17, 56.5)
    canvas.height = 70
    for component in message["components"]:
        _component(canvas, component, LEFT, RIGHT)
    canvas.height += PADDING - GAP
    canvas.box(0, 0, WIDE, canvas.height, WALL, 10, at=0)
    return canvas.svg()


def _component(canvas: Canvas, component: Wire, left: float, right: float) -> None:
    match component["type"]:
        case 17:
            _container(canvas, component, left, right)
        case 10:
            _text(canvas, component["content"], left, right)
        case 9:
            _section(canvas, component, left, right)
        case 1:
            _row(canvas, component["components"], left, right)
        case 12:
            _gallery(canvas, component["items"], left, right)
        case 14:
            canvas.stroke(f"M{left} {canvas.height + 2} H{right}", RULE, 1)
            canvas.height += 4 + GAP
        case kind:
            raise UnknownComponentError(f"a component of type {kind}: {component}")


def _container(canvas: Canvas, component: Wire, left: float, right: float) -> None:
    below, top = len(canvas.marks), canvas.height
    canvas.height += PADDING
    for inner in component["components"]:
        _component(canvas, inner, left + PADDING + 4, right - PADDING)
    canvas.height += PADDING - GAP
    high = canvas.height - top
    canvas.box(left, top, right - left, high, CARD, 8, at=below)
    canvas.frame(left, top, right - left, high, EDGE, 8)
    if component.get("accent_color") is not None:
        canvas.box(left, top, 5, high, f"#{component['accent_color']:06x}", 2)
    canvas.height += GAP


def _text(canvas: Canvas, content: str, left: float, right: float) -> None:
    for row in rows(content):
        top = canvas.height
        for line in broken(row.runs, right - left - row.inset):
            canvas.line(line, left + row.inset, canvas.height + row.step * 0.76)
            canvas.height += row.step
        if row.is_quote:
            canvas.box(left, top, 4, canvas.height - top, RULE, 2)
    canvas.height += GAP


def _section(canvas: Canvas, component: Wire, left: float, right: float) -> None:
    accessory, top = component["accessory"], canvas.height
    if accessory["type"] != BUTTON:
        raise UnknownComponentError(f"an accessory of type {accessory['type']}")
    wide = _wide(accessory)
    _button(canvas, accessory, right - wide, wide)
    for inner in component["components"]:
        _text(canvas, inner["content"], left, right - wide - 12)
        canvas.height -= GAP
    canvas.height = max(canvas.height, top + KEY_HIGH) + GAP


def _row(canvas: Canvas, components: Sequence[Wire], left: float, right: float) -> None:
    """Buttons side by side, in a new row where the width ends, as on a narrow screen; or a select."""
    here = left
    for component in components:
        if component["type"] in SELECTS:
            _select(canvas, component, left, right)
            return
        wide = _wide(component)
        if here > left and here + wide > right:
            here = left
            canvas.height += KEY_HIGH + GAP
        _button(canvas, component, here, wide)
        here += wide + GAP
    canvas.height += KEY_HIGH + GAP


def _wide(button: Wire) -> float:
    return width(_label(button), LABEL) + 28


def _label(button: Wire) -> str:
    said = " ".join(filter(None, ((button.get("emoji") or {}).get("name"), button.get("label"))))
    return f"{said} ↗" if button.get("style") == 5 else said


def _button(canvas: Canvas, button: Wire, left: float, wide: float) -> None:
    off = button.get("disabled", False)
    canvas.box(left, canvas.height, wide, KEY_HIGH, EDGE if off else STYLES[button["style"]], 8)
    face = Face(LABEL.size, QUIET, bold=True) if off else LABEL
    canvas.centred(_label(button), face, left + wide / 2, canvas.height + KEY_HIGH / 2 + 5)


def _select(canvas: Canvas, select: Wire, left: float, right: float) -> None:
    canvas.box(left, canvas.height, right - left, 40, FIELD, 8)
    canvas.frame(left, canvas.height, right - left, 40, EDGE, 8)
    chosen = [one["label"] for one in select.get("options", ()) if one.get("default")]
    face = Face(14.5, INK if chosen else QUIET)
    said = ", ".join(chosen) or select.get("placeholder", "")
    canvas.text(shortened(said, face, right - left - 50), face, left + 12, canvas.height + 25)
    canvas.stroke(f"M{right - 26} {canvas.height + 17} l6 6 l6 -6", INK, 2)
    canvas.height += 40 + GAP


def _gallery(canvas: Canvas, items: Sequence[Wire], left: float, right: float) -> None:
    """Where pictures stand; their words stand for them."""
    for item in items:
        lines = broken((Run(item.get("description") or "", Face(13, QUIET)),), right - left - 24)
        canvas.box(left, canvas.height, right - left, len(lines) * 18 + 20, FIELD, 8)
        for number, line in enumerate(lines):
            canvas.line(line, left + 12, canvas.height + 23 + number * 18)
        canvas.height += len(lines) * 18 + 20 + GAP
