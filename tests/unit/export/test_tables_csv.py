"""The tables: a row an appearance or an event, each cell what the record holds, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from corpus.export import Table
from corpus.export.columns import CLAIMS, EVENTS
from corpus.export.dossier_json import as_json
from corpus.export.tables_csv import as_csv
from corpus.index.draft import Draft as Compiled
from tests.dossiers import Draft

TABLES = [(Table.CLAIMS, "en"), (Table.CLAIMS, "fr"), (Table.EVENTS, "en")]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(("table", "language"), TABLES)
def test_the_tables(
    compiled: Compiled, golden: Callable[[str, str], None], table: Table, language: str
) -> None:
    text = as_csv(compiled, table, language)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    golden(f"export/harbour-{table}.{language}.csv", text.replace("\r\n", "\n"))


def test_each_appearance_has_a_row_of_its_own(harbour: Draft, tmp_path) -> None:
    told = harbour.record("b002")["appearances"] + harbour.record("b004")["appearances"]
    harbour.set("b001", "appearances", harbour.record("b001")["appearances"] + told)
    claims = rows(as_csv(Compiled(harbour.dossier(tmp_path), {}), Table.CLAIMS, "en"))

    assert [(row["id"], row["citation"], row["anchor"]) for row in claims if row["id"] == "b001"] == [
        ("b001", "[1] §2", "300 boats were lost"),
        ("b001", "[2] §1", "between 30 and 60"),
        ("b001", "[1] §3", "the storm struck"),
    ]


def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it(compiled: Compiled) -> None:
    claim = {row["id"]: row for row in rows(as_csv(compiled, Table.CLAIMS, "en"))}["b002"]
    french = {row["id"]: row for row in rows(as_csv(compiled, Table.CLAIMS, "fr"))}["b002"]
    event = {row["id"]: row for row in rows(as_csv(compiled, Table.EVENTS, "en"))}["e007"]

    assert claim["gloss"] == '\'-30-60 boats, "a few", say some; é (en)'
    assert (claim["label"], french["label"]) == ("'@boats", "'＝bateaux")
    assert event["gloss"] == "'=1+1; a, b \\ “c” (en)"


def test_a_column_that_is_a_field_is_named_as_in_the_json_export(compiled: Compiled) -> None:
    exported = json.loads(as_json(compiled))
    records = {
        "claim": next(claim for claim in exported["claims"] if claim["id"] == "b005"),
        "appearance": exported["claims"][0]["appearances"][0],
        "event": exported["events"][0],
    }
    for columns in (CLAIMS, EVENTS):
        for name, path in columns.items():
            kind, _, rest = path.partition(".")
            if kind in records:
                assert name == rest
                value = records[kind]
                for step in rest.split("."):
                    value = value[step]


def test_every_row_has_every_column(compiled: Compiled) -> None:
    for table in Table:
        lengths = {len(row) for row in csv.reader(io.StringIO(as_csv(compiled, table, "en"), newline=""))}
        assert len(lengths) == 1
