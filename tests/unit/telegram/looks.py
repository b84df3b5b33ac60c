"""A message as a person sees it on Telegram."""

from __future__ import annotations

from bot.platforms.telegram.render import Message
from tests.emulators.telegram import markup

_SHOWN = {"bold": "*", "italic": "_", "code": "`"}


def seen(message: Message) -> str:
    """What is on the screen: *bold*, _slanted_, `to copy`, folded lines behind a bar, then the buttons."""
    parsed = markup.parse(message.html)
    coded = parsed.text.encode("utf-16-le")
    text = _stars(parsed).decode("utf-16-le") if coded else ""
    lines = ["[photo]"] if message.photo else []
    lines += [text] if text else []
    for row in message.keyboard:
        lines.append(" ".join(f"‹{button.label}›" for button in row))
    return "\n".join(lines) + "\n"


def _stars(parsed: markup.Marked) -> bytes:
    coded = parsed.text.encode("utf-16-le")
    put: list[tuple[int, int, str]] = []
    for one in parsed.entities:
        start, end = one["offset"], one["offset"] + one["length"]
        star = _SHOWN.get(one["type"])
        if star:
            put += [(start, 2, star), (end, 0, star)]
        elif one["type"] == "text_link":
            put += [(start, 2, "["), (end, 0, f"]({one['url']})")]
        elif one["type"] == "expandable_blockquote":
            quoted = coded[start * 2 : end * 2].decode("utf-16-le")
            put += [(start, 1, "┃")]
            put += [
                (start + markup.units(quoted[: at + 1]), 1, "┃") for at, c in enumerate(quoted) if c == "\n"
            ]
    for at, _, star in sorted(put, key=lambda one: one[:2], reverse=True):
        coded = coded[: at * 2] + star.encode("utf-16-le") + coded[at * 2 :]
    return coded


def unfolded(message: Message) -> str:
    """What is seen before anything is folded out, but for the first lines of what is folded."""
    parsed = markup.parse(message.html)
    coded = parsed.text.encode("utf-16-le")
    for one in reversed(parsed.entities):
        if one["type"] == "expandable_blockquote":
            start, end = one["offset"] * 2, (one["offset"] + one["length"]) * 2
            coded = coded[:start] + coded[end:]
    return coded.decode("utf-16-le")
