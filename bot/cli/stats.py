"""`briefing dossier stats`: what of the articles the dossier holds."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.folder import Articles, Folder, at_hand, chosen

if TYPE_CHECKING:
    from corpus.model import Dossier
    from corpus.stats import Account, Stats

MOST_COLUMNS = 12
"""Documents that the tables have columns for; of more they have only the sum (`--format csv` has all)."""


class Format(StrEnum):
    """How the accounts are printed."""

    TEXT = "text"
    CSV = "csv"


def stats(
    folder: Folder = None,
    documents: Articles = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Print a line for every paragraph, number and date too.")
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="text: tables; csv: a row for each account.")
    ] = Format.TEXT,
) -> None:
    """Account for every paragraph, number and date of the articles: what speaks of it, or why nothing does.

    A paragraph is cited, or not; a number or date is held when a record that cites its paragraph states it.
    Whether rightly is for `verify` to say, and whether a paragraph says more, for a reader.

    The reasons are written in unheld.yaml, in the dossier's folder. Exit code 1 when something is unaccounted
    for, or when a reason leads nowhere or is not needed.
    """
    from corpus.reading import load  # noqa: PLC0415 - imported when it runs, as all below
    from corpus.stats import account  # noqa: PLC0415

    place = chosen(folder)
    loaded, articles = load(place), at_hand(documents)
    outcome = account(loaded, place, articles)
    for finding in outcome.findings:
        typer.echo(str(finding), err=True)
    if loaded.dossier is not None:
        if format_ is Format.CSV:
            _print_csv(outcome)
        else:
            lines = map(_line, outcome.accounts if list_ else outcome.unaccounted)
            tables = [] if outcome.skipped else [*_accounts_table(loaded.dossier, outcome), ""]
            typer.echo("\n".join([*lines, *tables, *_claims_table(loaded.dossier, outcome)]))
    if outcome.failed:
        raise typer.Exit(1)


def _print_csv(outcome: Stats) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("document", "paragraph", "what", "text", "status", "held_by", "reason"))
    for one in outcome.accounts:
        holders = "; ".join(one.holders)
        writer.writerow(
            (one.document, one.paragraph, one.what, one.text, one.status, holders, one.reason or "")
        )


def _line(one: Account) -> str:
    what = f"{one.what} “{one.text}”" if one.text else f"{one.what}"
    answer = ", ".join(one.holders) or (f"reason: {one.reason}" if one.reason else one.status.value)
    return f"[{one.document}] §{one.paragraph} {what}: {answer}"


def _accounts_table(dossier: Dossier, outcome: Stats) -> Iterator[str]:
    """Paragraphs, numbers and dates: how many, held, left out for a reason, neither."""
    from corpus.stats import Status, What  # noqa: PLC0415

    counts = Counter((one.document, one.what, one.status) for one in outcome.accounts)
    numbers = [document.number for document in dossier.documents]
    rows = []
    for what in What:
        by_status = {status: [counts[number, what, status] for number in numbers] for status in Status}
        rows.append(_row(f"{what}s", [sum(column) for column in zip(*by_status.values(), strict=True)]))
        names = {Status.HELD: "cited"} if what is What.PARAGRAPH else {}  # that is all that was looked at
        rows += [_row(f"  {names.get(status, status)}", cells) for status, cells in by_status.items()]
    return _table(numbers, rows)


def _claims_table(dossier: Dossier, outcome: Stats) -> Iterator[str]:
    """Claims by topic; a claim that two documents tell counts in both, and once in all."""
    numbers = [document.number for document in dossier.documents]
    rows = [["claims", str(outcome.claims_of_topic.total())]]
    rows[0] += [str(sum(outcome.claims[topic.id, number] for topic in dossier.topics)) for number in numbers]
    for topic in dossier.topics:
        told = (outcome.claims[topic.id, number] for number in numbers)
        rows.append([f"  {topic.id}", *map(str, (outcome.claims_of_topic[topic.id], *told))])
    return _table(numbers, rows)


def _row(name: str, cells: Sequence[int]) -> list[str]:
    return [name, *map(str, (sum(cells), *cells))]


def _table(numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need, names to the left, numbers to the right; of many documents only all."""
    shown = 2 + (len(numbers) if len(numbers) <= MOST_COLUMNS else 0)
    whole = [row[:shown] for row in (["", "all", *(f"[{number}]" for number in numbers)], *rows)]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    for name, *cells in whole:
        aligned = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([f"{name:<{widths[0]}}", *aligned])
