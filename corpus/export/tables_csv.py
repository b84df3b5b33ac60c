"""Claims and events as tables for spreadsheets: RFC 4180, UTF-8, a column a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from corpus.export import Table
from corpus.export.columns import CLAIMS, EVENTS, Happened, Told
from corpus.index.draft import Draft

BETWEEN: Final = "; "
"""What stands between the values of one cell."""

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""A spreadsheet runs a text that starts so, be it in full-width characters."""


def as_csv(draft: Draft, table: Table, language: str) -> str:
    """The table, texts and names in `language`; claims in the order of the files, events in that of time.

    Lines end in CR LF. A text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    columns, rows = (CLAIMS, _told(draft)) if table is Table.CLAIMS else (EVENTS, _happened(draft))
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(_at(path, row), language) for path in columns.values()] for row in rows)
    return file.getvalue()


def _told(draft: Draft) -> Iterator[Told]:
    for claim in draft.dossier.claims:
        for appearance in claim.appearances:
            yield Told(claim, appearance, draft)


def _happened(draft: Draft) -> Iterator[Happened]:
    for event in sorted(draft.dossier.events, key=lambda event: (event.date.sort_key, event.id)):
        yield Happened(event, tuple(draft.claims_of(event)), draft)


def _at(path: str, value: object) -> object:
    """What a path of attributes leads to; nothing where a step of it holds nothing."""
    for step in path.split("."):
        if value is not None:
            value = getattr(value, step)
    return value


def _cell(value: object, language: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case Mapping():
            return _harmless(str(value[language]))
        case tuple():
            return _harmless(BETWEEN.join(_cell(item, language) for item in value))
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
