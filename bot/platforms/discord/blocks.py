"""Blocks as Discord's components: a section with a button a claim, selects for choices, small print last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from bot.page import (
    Block,
    Bullets,
    Code,
    Entry,
    FigureRow,
    Figures,
    Heading,
    Image,
    Inline,
    Mark,
    Page,
    Paragraph,
    Quote,
    Rule,
    Source,
    Strong,
    Text,
)
from bot.platforms.discord.buttons import IN_A_ROW, Ids, rows, shortened
from bot.platforms.discord.components import ALT_UNITS, Component, Picture, gallery, section, separator, text
from bot.platforms.discord.inlines import line_text
from bot.platforms.discord.markdown import heading, plain, small, strong
from bot.platforms.plain import GLUE, clean
from bot.platforms.signs import SIGNS, cite_text, colon

LONG_HEAD: Final = 40
"""Entries with a head over this many characters, and more below it, have a blank line between them."""
_UNSAFE_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(slots=True)
class Laying:
    """A message's components in the making."""

    language: str
    done: list[Component] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    pictures: list[Picture] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    """The commands that have a button already."""
    _title: str | None = None
    """The words of the heading that was put last, if nothing was put since."""
    _above: str = ""
    """What is above that heading in its component."""

    def block(self, block: Block) -> None:
        """Put a block below the others."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._text(_lines(map(line_text, block.lines)))
            case Bullets():
                self._bullets(block)
            case Figures():
                for row in block.rows:
                    self._row(row)
            case Quote():
                said = (strong(block.title), *map(line_text, block.lines))
                self._text(_lines(map(small, said)))
            case Image():
                self._image(block)
            case Rule():
                self._put(separator())
            case _ as never:
                assert_never(never)

    def sources(self, page: Page) -> None:
        """Each document under its number with its passages, in small print."""
        said = [line for source in page.sources for line in _source(source)]
        if said:
            self._text(_lines(map(small, (strong(page.sources_title), *said))))

    def _put(self, component: Component) -> None:
        self.done.append(component)
        self._title = None

    def _text(self, content: str) -> None:
        """Words; a heading above them is in the same component, so that they stay close."""
        if not content.strip():
            return
        if self._title is not None:
            above = self.done.pop()
            content = _lines((above["content"], content))
        self._put(text(content))

    def _heading(self, block: Heading) -> None:
        level = 3 if self.done else 2
        content = _lines((heading(level, block.text), small(plain(block.aside))))
        if content:
            above = self.done[-1]["content"] if self._title is not None else ""
            self._text(content)
            self._title, self._above = block.text, above

    def _section(self, content: str, entry: Entry | FigureRow) -> None:
        action = entry.open
        if action is None or not content.strip():
            self._text(content)
            return
        self.opened.add(action.command)
        self._put(section(content, self.ids.button(action)))

    def _row(self, row: FigureRow) -> None:
        figure, between, hedge = row.figure.partition(" (")
        said = strong(figure) + plain(between + hedge)
        counted = colon(self.language).join(filter(None, (said, plain(row.counts))))
        head = GLUE.join(filter(None, (SIGNS[row.sign] if row.sign else "", counted)))
        owned = ", ".join(filter(None, (plain(row.owner), plain(row.when))))
        cites = " ".join(plain(cite_text(cite)) for cite in row.cites)
        self._section(_lines((head, " ".join(filter(None, (owned, cites))))), row)

    def _bullets(self, block: Bullets) -> None:
        if block.entries and all(map(_is_choice, block.entries)):
            self._choices(block)
            return
        run: list[Entry] = []
        for entry in block.entries:
            if entry.open is None:
                run.append(entry)
                continue
            self._entries(run)
            run = []
            self._section(_entry(entry), entry)
        self._entries(run)

    def _entries(self, run: list[Entry]) -> None:
        is_long = any(entry.body and len(_words(entry.head)) > LONG_HEAD for entry in run)
        self._text(("\n\n" if is_long else "\n").join(filter(None, map(_entry, run))))

    def _choices(self, block: Bullets) -> None:
        """Entries that are no more than what opens them: buttons, or a select where they are many."""
        actions = [entry.open for entry in block.entries if entry.open]
        self.opened |= {action.command for action in actions}
        if len(actions) <= IN_A_ROW:
            found = rows([self.ids.button(action) for action in actions])
        else:
            found = self.ids.selects(self._title_taken() or f"{actions[0].label}…", actions)
        for component in found:
            self._put(component)

    def _title_taken(self) -> str:
        """The words of the heading above, which is there no more: the select says them."""
        title = self._title or ""
        if title:
            self.done.pop()
            self._title = None
            self._text(self._above)
        return title

    def _image(self, block: Image) -> None:
        name = f"{_UNSAFE_NAME.sub('-', block.name).strip('-') or 'picture'}-{len(self.pictures) + 1}.png"
        alt = shortened(block.alt, ALT_UNITS)
        self.pictures.append(Picture(block.png, name, alt))
        self._put(gallery(f"attachment://{name}", alt))


def worded(page: Page) -> Page:
    """The page with all words of a picture below it where they are too many for its description."""
    blocks: list[Block] = []
    for block in page.blocks:
        blocks.append(block)
        if isinstance(block, Image) and shortened(block.alt, ALT_UNITS) != clean(block.alt).strip():
            blocks.append(Quote("", ((Text(block.alt),),)))
    return replace(page, blocks=tuple(blocks))


def _entry(entry: Entry) -> str:
    """Its head in bold where something stands below it, unless it stresses a part of itself."""
    stressed = any(isinstance(inline, Strong | Code) for inline in entry.head)
    head = _bold(entry.head) if entry.body and not stressed else line_text(entry.head)
    return _lines((head, *map(line_text, entry.body)))


def _bold(line: tuple[Inline, ...]) -> str:
    """The line with its words in bold; signs and citations need none."""
    return line_text(tuple(Strong(it.text) if hasattr(it, "text") else it for it in line))


def _is_choice(entry: Entry) -> bool:
    """Whether it says no more than its button would."""
    return entry.open is not None and not entry.body and _words(entry.head) == entry.open.label


def _words(line: Iterable[Inline]) -> str:
    return "".join(SIGNS[it.sign] if isinstance(it, Mark) else getattr(it, "text", "") for it in line)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line.strip())


def _source(source: Source) -> Iterator[str]:
    number = strong(f"[{source.number}]")
    yield f"{number}{GLUE}{line_text(source.document)}"
    yield " · ".join(map(line_text, source.passages))
