"""A message of the Bot API as a phone shows it: bubbles, bold, folded quotes, buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from tests.pictures.canvas import Canvas
from tests.pictures.letters import Face, Line, Run, broken, shortened

Wire = Mapping[str, Any]

WIDE: Final = 390
EDGE: Final = 8
INNER: Final = 11
SIZE, STEP = 15.0, 20.0
BAR: Final = 54
FOLDED: Final = 3
"""So many lines of a quote that folds are seen."""
KEY_HIGH, KEY_GAP = 36, 4
WALL, WHITE, MINE, KEY = "#cddccf", "#ffffff", "#e1fbc9", "#8aa08f"
INK, QUIET, LINK, TINT = "#0f1419", "#7c8792", "#1f6fb2", "#e9f2fa"
AVATAR: Final = "#4f8fd6"
TEXT: Final = Face(SIZE, INK)
_COMMAND: Final = re.compile(r"(?<!\S)/[a-z0-9_]+")
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "bold": {"bold": True},
    "italic": {"italic": True},
    "code": {"mono": True},
    "text_link": {"colour": LINK},
    "bot_command": {"colour": LINK},
}


def drawn(asked: str, message: Wire, words: str) -> str:
    """A chat in which `asked` was typed and the bot answered with `message`, as SVG."""
    canvas = Canvas(WIDE, words)
    canvas.height = BAR + EDGE
    _mine(canvas, asked)
    _bubble(canvas, message)
    for row in (message.get("reply_markup") or {}).get("inline_keyboard", ()):
        _keys(canvas, [button["text"] for button in row])
    canvas.height += EDGE
    canvas.box(0, 0, WIDE, canvas.height, WALL, 12, at=0)
    _head(canvas, message["from"]["first_name"])
    return canvas.svg()


def _head(canvas: Canvas, name: str) -> None:
    canvas.box(0, 0, WIDE, BAR, WHITE, 12)
    canvas.box(0, 12, WIDE, BAR - 12, WHITE)
    canvas.stroke(f"M24 {BAR / 2 - 8} L16 {BAR / 2} L24 {BAR / 2 + 8}", LINK, 2.5)
    canvas.disc(58, BAR / 2, 18, AVATAR)
    canvas.centred(name[:1], Face(18, WHITE, bold=True), 58, BAR / 2 + 6)
    canvas.text(name, Face(16, INK, bold=True), 86, BAR / 2 - 2)
    canvas.text("bot", Face(13, QUIET), 86, BAR / 2 + 15)


def _mine(canvas: Canvas, asked: str) -> None:
    run = Run(asked, replace(TEXT, colour=LINK))
    wide = run.width + 2 * INNER
    canvas.box(WIDE - EDGE - wide, canvas.height, wide, 34, MINE, 14)
    canvas.line((run,), WIDE - EDGE - wide + INNER, canvas.height + 22)
    canvas.height += 34 + EDGE


def _bubble(canvas: Canvas, message: Wire) -> None:
    below, top = len(canvas.marks), canvas.height
    canvas.height += INNER - 3
    for runs, quote in _blocks(message):
        if quote:
            _quote(canvas, runs, folds=quote == "expandable_blockquote")
        else:
            for line in broken(runs, WIDE - 2 * EDGE - 2 * INNER):
                _put(canvas, line, EDGE + INNER)
    canvas.height += INNER - 3
    canvas.box(EDGE, top, WIDE - 2 * EDGE, canvas.height - top, WHITE, 14, at=below)
    canvas.height += KEY_GAP


def _put(canvas: Canvas, line: Line, left: float) -> None:
    canvas.line(line, left, canvas.height + STEP - 5)
    canvas.height += STEP


def _quote(canvas: Canvas, runs: Sequence[Run], *, folds: bool) -> None:
    left, wide = EDGE + INNER, WIDE - 2 * EDGE - 2 * INNER
    lines = broken(runs, wide - 34)
    shown = lines[:FOLDED] if folds else lines
    canvas.height += 4
    canvas.box(left, canvas.height, wide, len(shown) * STEP + 6, TINT, 5)
    canvas.box(left, canvas.height, 3, len(shown) * STEP + 6, LINK, 1.5)
    canvas.height += 3
    for line in shown:
        _put(canvas, line, left + 11)
    if len(shown) < len(lines):
        right, down = left + wide - 18, canvas.height - 11
        canvas.stroke(f"M{right} {down} l5 5 l5 -5", LINK, 2)
    canvas.height += 7


def _keys(canvas: Canvas, labels: Sequence[str]) -> None:
    wide = (WIDE - 2 * EDGE - KEY_GAP * (len(labels) - 1)) / len(labels)
    face = Face(14, WHITE, bold=True)
    for number, label in enumerate(labels):
        left = EDGE + number * (wide + KEY_GAP)
        canvas.box(left, canvas.height, wide, KEY_HIGH, KEY, 9)
        canvas.centred(
            shortened(label, face, wide - 10), face, left + wide / 2, canvas.height + KEY_HIGH / 2 + 5
        )
    canvas.height += KEY_HIGH + KEY_GAP


def _blocks(message: Wire) -> list[tuple[list[Run], str]]:
    """The text in its looks, parted where a quote begins or ends; for a quote, its kind."""
    text = message.get("text") or message.get("caption") or ""
    entities = [*(message.get("entities") or message.get("caption_entities") or ()), *_commands(text)]
    coded = text.encode("utf-16-le")
    ends = {0, len(coded) // 2}
    ends.update(at for one in entities for at in (one["offset"], one["offset"] + one["length"]))
    blocks: list[tuple[list[Run], str]] = []
    borders = sorted(ends)
    for start, end in pairwise(borders):
        here = [one for one in entities if one["offset"] <= start and end <= one["offset"] + one["length"]]
        quote = next((one["type"] for one in here if one["type"].endswith("blockquote")), "")
        look = {key: value for one in here for key, value in _LOOKS.get(one["type"], {}).items()}
        run = Run(coded[start * 2 : end * 2].decode("utf-16-le"), replace(TEXT, **look))
        if not blocks or blocks[-1][1] != quote:
            blocks.append(([], quote))
        blocks[-1][0].append(run)
    return [(_trimmed(runs), quote) for runs, quote in blocks]


def _commands(text: str) -> list[dict[str, Any]]:
    """Commands in the text, which Telegram finds by itself."""
    return [
        {
            "type": "bot_command",
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without the line break that parts a quote from what is around it."""
    first, last = runs[0], runs[-1]
    runs[0] = replace(first, text=first.text.removeprefix("\n"))
    last = runs[-1]
    runs[-1] = replace(last, text=last.text.removesuffix("\n"))
    return runs
