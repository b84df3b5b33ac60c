"""An invented story in German and Spanish: nothing is tied to the first one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from bot import wiring
from bot.cli import app
from bot.conversing import HERE
from bot.page import Page
from bot.settings import Settings
from corpus.schemas import FOLDER

DATA = Path(__file__).parents[1] / "data"
DOSSIER = DATA / "varnsund"
ARTICLES = DATA / "varnsund-articles"


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, ["dossier", *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Page]]:
    settings = Settings(dossier=DOSSIER, cache=tmp_path_factory.mktemp("cache"))
    with wiring.assembled(settings) as (live, services):
        yield lambda line: asyncio.run(wiring.ask(line, HERE, datetime.now(UTC), services, "en", live))


def test_it_has_no_findings() -> None:
    assert run("check", DOSSIER) == ""


def test_its_citations_are_in_its_articles_and_all_of_them_is_accounted_for() -> None:
    said = run("verify", DOSSIER, "--documents", ARTICLES, "--no-write")
    assert "7 verified, 0 failed" in said
    assert "0 errors, 0 warnings" in said
    assert "UNACCOUNTED:" not in run("stats", DOSSIER, "--documents", ARTICLES)


def test_its_json_export_is_valid() -> None:
    schema = json.loads((FOLDER / "export.schema.json").read_text("utf-8"))
    document = json.loads(run("export", DOSSIER))
    Draft202012Validator(schema).validate(document)
    assert document["derived"]["pairs"] == [
        {"claims": ["v1ne", "v2ho"], "verdict": "contradicts", "later": None, "relation": "r1va"}
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("varnsund-claims.es.csv", ["-f", "csv", "-l", "es"]),
        ("varnsund-events.de.csv", ["-f", "csv", "-t", "events"]),
        ("varnsund.es.csl.json", ["-f", "csl-json", "-l", "es"]),
        ("varnsund.es.ics", ["-f", "ics", "-l", "es"]),
    ],
)
def test_its_exports_are_in_its_own_words(
    golden: Callable[[str, str], None], name: str, words: list[str]
) -> None:
    text = run("export", DOSSIER, *words).replace("\r\n", "\n").replace("\u00a0", " ")
    golden(f"export/{name}", text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/stromausfall", ("3,200", "Haushalte", "Bürgermeisterin", "Beide zählen dieselbe Nacht")),
        ("/apagon", ("3,200", "Haushalte")),
        ("/reparatur", ("about 40 km", "geplant bis Ende 2024", "number not disclosed")),
        ("/timeline", ("Ein Anker kappt das Seekabel", "by 2024, planned")),
        ("/claim v2ho", ("Agentur Norte", "Pia Holm")),
        ("/sources 2", ("Die Insel im Dunkeln", "Kein Titel.")),
        ("/disputed", ("Wie viele Haushalte waren ohne Strom?",)),
        ("/search seekabel", ("Ein Anker hat das Seekabel gekappt",)),
    ],
)
def test_it_is_answered_from(ask: Callable[[str], Page], line: str, words: tuple[str, ...]) -> None:
    page = str(ask(line)).replace("\\xa0", " ").replace("\u00a0", " ")
    assert [word for word in words if word not in page] == []


def test_the_first_storys_commands_lead_nowhere(ask: Callable[[str], Page]) -> None:
    assert "troops" in str(ask("/troops"))
    assert "North Korean" not in str(ask("/troops"))
