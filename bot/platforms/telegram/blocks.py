"""Blocks as Telegram shows them on a phone: bold figures, each over its owner; provenance folded away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, assert_never

from bot.page import (
    Action,
    Block,
    Bullets,
    Code,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Page,
    Paragraph,
    Quote,
    Rule,
    Source,
    Strong,
)
from bot.platforms.plain import GLUE
from bot.platforms.signs import cite_text, colon
from bot.platforms.telegram.inlines import line_html, sign
from bot.platforms.telegram.markup import NOTHING, Html, join, plain, tagged

FOLDED: Final = " expandable"
LONG_HEAD: Final = 40
"""Entries with a head over this many characters, and more below it, have a blank line between them."""
FIRST_SCREEN: Final = 1200
"""Visible characters; where a page has more, the ends of its lists and its long texts are folded, the last
first, until no more are seen."""
WORTH_FOLDING: Final = 130
"""A folded quote shows about three lines, so folding less would hide nothing."""


class Laid(NamedTuple):
    """A page's blocks and sources as one text, and what its rows and entries open."""

    html: Html
    opens: tuple[Action, ...] = ()


class _Part(NamedTuple):
    """A block: its stretches, and how many of them are seen before the rest is folded out."""

    held: tuple[Html, ...]
    seen: int
    between: str = ""
    folds: bool = False
    """Whether fewer may be seen."""

    @property
    def shown(self) -> Html:
        return join(self.between, self.held[: self.seen])

    @property
    def folded(self) -> Html:
        return join(self.between, self.held[self.seen :])


def laid_out(page: Page) -> Laid:
    """The page as one text, however long; its own actions are not in `opens`."""
    opens: list[Action] = []
    parts = [_block(block, page.language, opens) for block in page.blocks]
    if sum(len(part.shown.text) for part in parts) > FIRST_SCREEN:
        _fold(parts)
    text, gap = NOTHING, ""
    for part, block in zip(parts, page.blocks, strict=True):
        folded = part.folded
        text = join(gap, (text, part.shown))
        text = join("\n", (text, tagged("blockquote", folded, FOLDED)))
        gap = "\n" if folded.text or isinstance(block, Heading) else "\n\n"
    return Laid(join("\n", (text, _sources(page))), tuple(opens))


def _fold(parts: list[_Part]) -> None:
    """Fold ends until a first screen is left, but never what the page begins with."""
    over = sum(len(part.shown.text) for part in parts) - FIRST_SCREEN
    first = next((at for at, part in enumerate(parts) if part.folds), 0)
    for at in range(len(parts) - 1, first - 1, -1):
        if over > 0 and parts[at].folds:
            before = len(parts[at].shown.text)
            parts[at] = _less(parts[at], over, 1 if at == first else 0)
            over -= before - len(parts[at].shown.text)


def _less(part: _Part, over: int, least: int) -> _Part:
    """The part with `over` characters fewer seen, or as many as can be; itself where that is not worth it."""
    seen, size = len(part.held), 0
    while seen > least and size < max(over, WORTH_FOLDING):
        seen -= 1
        size += len(part.held[seen].text) + len(part.between)
    return part._replace(seen=seen) if size >= WORTH_FOLDING else part


def _block(block: Block, language: str, opens: list[Action]) -> _Part:
    match block:
        case Heading():
            return _whole(join(" · ", (tagged("b", plain(block.text)), plain(block.aside))))
        case Paragraph():
            return _whole(join("\n", map(line_html, block.lines)))._replace(folds=True)
        case Bullets():
            return _bullets(block, opens)
        case Figures():
            return _whole(_figures(block, language, opens))
        case Quote():
            lines = (tagged("b", plain(block.title)), *map(line_html, block.lines))
            return _Part((join("\n", lines),), seen=0)
        case Image():
            return _whole(plain(block.alt))
        case Rule():
            return _whole(plain("———"))
        case _ as never:
            assert_never(never)


def _whole(held: Html) -> _Part:
    return _Part((held,), seen=1)


def _bullets(block: Bullets, opens: list[Action]) -> _Part:
    parts: list[Html] = []
    is_long = False
    for entry in block.entries:
        head = _head(entry)
        is_long = is_long or (bool(entry.body) and len(head.text) > LONG_HEAD)
        head = _opening(entry, head, opens)
        parts.append(join("\n", (head, *map(line_html, entry.body))))
    return _Part(tuple(parts), len(parts), "\n\n" if is_long else "\n", folds=True)


def _head(entry: Entry) -> Html:
    """In bold where something stands below it, unless it stresses a part of itself."""
    head = line_html(entry.head)
    stressed = any(isinstance(inline, Strong | Code) for inline in entry.head)
    return tagged("b", head) if entry.body and not stressed else head


def _opening(entry: Entry, head: Html, opens: list[Action]) -> Html:
    """The head, numbered like the entry's button when that says nothing of what it opens."""
    if entry.open is None:
        return head
    if entry.open.label in head.text:
        opens.append(entry.open)
        return head
    number = str(len(opens) + 1)
    opens.append(Action(number, entry.open.command))
    return join("", (plain(f"{number}.{GLUE}"), head))


def _figures(block: Figures, language: str, opens: list[Action]) -> Html:
    """A blank line parts what is contested from what is not."""
    text = NOTHING
    above: FigureRow | None = None
    for row in block.rows:
        apart = above is not None and above.sign != row.sign
        text = join("\n\n" if apart else "\n", (text, _row(row, colon(language))))
        above = row
        if row.open:
            mark = sign(row.sign).text + GLUE if row.sign else ""
            opens.append(Action(mark + row.figure.partition(" (")[0], row.open.command))
    return text


def _row(row: FigureRow, between_them: str) -> Html:
    figure, between, hedge = row.figure.partition(" (")
    marked = sign(row.sign) if row.sign else NOTHING
    said = join("", (tagged("b", plain(figure)), plain(between + hedge)))
    owned = join(", ", (plain(row.owner), plain(row.when)))
    cites = join(" ", [plain(cite_text(cite)) for cite in row.cites])
    head = join(GLUE, (marked, join(between_them, (said, plain(row.counts)))))
    return join("\n", (head, join(" ", (owned, cites))))


def _sources(page: Page) -> Html:
    """Each document under its number with its passages: folded away, for they are looked up, not read."""
    title = tagged("b", plain(page.sources_title)) if page.sources else NOTHING
    lines = [line for source in page.sources for line in _source(source)]
    return tagged("blockquote", join("\n", (title, *lines)), FOLDED)


def _source(source: Source) -> Iterator[Html]:
    number = tagged("b", plain(f"[{source.number}]"))
    yield join(GLUE, (number, line_html(source.document)))
    yield join(" · ", map(line_html, source.passages))
