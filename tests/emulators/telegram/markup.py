"""Telegram's HTML: into text and entities, refused where it is wrong; and as the reader sees it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from tests.emulators.telegram.refusals import bad_request

TAGS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
ATTRIBUTES: Final = {
    "a": "href",
    "span": "class",
    "code": "class",
    "blockquote": "expandable",
    "tg-emoji": "emoji-id",
}
STYLES: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
SOLID: Final = frozenset({"text_link", "custom_emoji", "code", "pre"})
"""Entities that hold no other of these."""
FIXED: Final = frozenset({"code", "pre"})

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))?)*)\s*>"
    r"|&(?P<escape>#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|lt|gt|amp|quot);"
    r"|(?P<text>[^<>&]+)"
)
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+)))?")
_LINK = re.compile(r"(?:https?://|tg://|ton://|mailto:|tel:)\S|(?:[\w-]+\.)+\w{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Text without marks, and where they are, in UTF-16 units. Shared, so never changed."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()
    lost_links: tuple[str, ...] = ()
    """Targets that Telegram takes for no link: it shows the text alone and says nothing."""


@dataclass(slots=True)
class _Open:
    tag: str
    kind: str
    start: int
    more: dict[str, str]
    piece: int
    """How many pieces of text were before it."""


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@lru_cache(maxsize=512)  # one digest goes to thousands of chats
def parse(source: str) -> Marked:
    """Text and entities; refused as Telegram refuses, and more strictly where it would quietly drop a mark.

    The live server lets bare `&` and `>` and marks that may not be nested pass, and shows something else
    than was meant; its documentation forbids them, so here they are refused.
    """
    reading = _Reading(source)
    position = 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            raise reading.wrong(_what_is_wrong(source, position), position)
        reading.take(token)
        position = token.end()
    return reading.done()


def _what_is_wrong(source: str, position: int) -> str:
    if source[position] == "<":
        return "Unclosed start tag" if ">" not in source[position:] else "Unsupported start tag"
    return f'Unescaped or unknown "{source[position : position + 8]}"'


class _Reading:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[dict[str, Any]] = []
        self.lost: list[str] = []

    def wrong(self, what: str, position: int) -> Exception:
        offset = len(self.source[:position].encode())
        return bad_request(f"can't parse entities: {what} at byte offset {offset}")

    def take(self, token: re.Match[str]) -> None:
        if token["tag"]:
            tag = token["tag"].lower()
            if token["end"]:
                self._end(tag, token)
            else:
                self._start(tag, token)
        else:
            text = token["text"] or html.unescape(token[0])
            self.pieces.append(text)
            self.length += units(text)

    def _start(self, tag: str, token: re.Match[str]) -> None:
        if tag not in TAGS:
            raise self.wrong(f'Unsupported start tag "{tag}"', token.start())
        attributes = {
            name.lower(): html.unescape(quoted or single or bare)
            for name, quoted, single, bare in _ATTRIBUTE.findall(token["attributes"])
        }
        if unknown := attributes.keys() - {ATTRIBUTES.get(tag)}:
            raise self.wrong(f'Unknown attribute "{min(unknown)}" of the tag "{tag}"', token.start())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.wrong('Tag "span" must have class "tg-spoiler"', token.start())
        kind = "expandable_blockquote" if "expandable" in attributes else TAGS[tag]
        self._may_nest(tag, kind, token.start())
        self.stack.append(_Open(tag, kind, self.length, attributes, len(self.pieces)))

    def _may_nest(self, tag: str, kind: str, position: int) -> None:
        for one in self.stack:
            if one.kind == "pre" and tag == "code" and one is self.stack[-1] and one.start == self.length:
                continue
            quote = one.kind.endswith("blockquote")
            if (
                one.kind in FIXED
                or (kind in FIXED and one.kind in STYLES)
                or (kind in SOLID and one.kind in SOLID)
                or (kind.endswith("blockquote") and (quote or one.kind in SOLID))
            ):
                raise self.wrong(f'Tag "{tag}" can\'t be inside "{one.tag}"', position)

    def _end(self, tag: str, token: re.Match[str]) -> None:
        if not self.stack:
            raise self.wrong(f'Unexpected end tag "{tag}"', token.start())
        opened = self.stack.pop()
        if opened.tag != tag:
            raise self.wrong(
                f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', token.start()
            )
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity = {"type": opened.kind, "offset": opened.start, "length": self.length - opened.start}
        if not entity["length"]:
            return
        if opened.kind == "text_link":
            target = opened.more.get("href") or "".join(self.pieces[opened.piece :])
            if not _LINK.match(target):
                self.lost.append(target)
                return
            entity["url"] = target
        elif opened.kind == "custom_emoji":
            entity["custom_emoji_id"] = opened.more.get("emoji-id", "")
        elif opened.kind == "pre":
            self._take_language(entity)
        elif opened.kind == "code" and opened.more.get("class", "").startswith("language-"):
            entity["_language"] = opened.more["class"].removeprefix("language-")
        self.entities.append(entity)

    def _take_language(self, pre: dict[str, Any]) -> None:
        last = self.entities[-1] if self.entities else None
        if last and last["type"] == "code" and last["offset"] == pre["offset"]:
            self.entities.pop()
            if "_language" in last and last["length"] == pre["length"]:
                pre["language"] = last["_language"]

    def done(self) -> Marked:
        if self.stack:
            tag = self.stack[-1].tag
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\""
            )
        for entity in self.entities:
            entity.pop("_language", None)
        return trimmed(Marked("".join(self.pieces), tuple(self.entities), tuple(self.lost)))


def trimmed(marked: Marked) -> Marked:
    """Without white space at the ends, as Telegram stores it; entities in order."""
    text = marked.text.strip()
    before = units(marked.text[: len(marked.text) - len(marked.text.lstrip())])
    size = units(text)
    kept = []
    for one in marked.entities:
        start = max(one["offset"] - before, 0)
        end = min(one["offset"] + one["length"] - before, size)
        if end > start:
            kept.append({**one, "offset": start, "length": end - start})
    kept.sort(key=lambda one: (one["offset"], -one["length"]))
    return Marked(text, tuple(kept), marked.lost_links)


def shown(text: str, entities: Sequence[dict[str, Any]]) -> str:
    """The text as the reader sees it: quotes with a bar before each line (a double one when they fold)."""
    if not any(one["type"].endswith("blockquote") for one in entities):
        return text
    coded = text.encode("utf-16-le")
    pieces, position = [], 0
    for one in entities:
        if one["type"].endswith("blockquote"):
            start, end = one["offset"] * 2, (one["offset"] + one["length"]) * 2
            quote = coded[start:end].decode("utf-16-le")
            bar = "┃" if one["type"] == "expandable_blockquote" else "│"
            pieces.append(coded[position:start].decode("utf-16-le"))
            pieces.append("\n".join(bar + line for line in quote.split("\n")))
            position = end
    pieces.append(coded[position:].decode("utf-16-le"))
    return "".join(pieces)
