"""`briefing dossier export`: the same bytes wherever it runs, in the language asked for, or a refusal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.phrases.catalogue import Phrases
from bot.phrases.exports import export_words
from corpus.errors import DossierError
from corpus.export import Format, Table
from corpus.export.dossier_json import as_json
from corpus.export.sources_csl import as_csl_json
from corpus.export.tables_csv import as_csv
from corpus.export.timeline_ics import as_ics
from corpus.index.draft import Draft as Compiled
from corpus.soundness import sound
from tests.dossiers import Draft

ROOT = Path(__file__).parents[3]
SECOND = ROOT / "tests/data"
PLACES = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "77", "LC_ALL": "fr_FR.ISO-8859-1", "TZ": "America/Adak", "PYTHONUTF8": "0",
     "PYTHONIOENCODING": "latin-1"},
)  # fmt: skip


def export(*arguments: str | Path, **given: object) -> bytes:
    result = CliRunner().invoke(
        app, ["dossier", "export", *map(str, arguments)], catch_exceptions=False, **given
    )
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


@pytest.fixture
def folder(harbour: Draft, tmp_path: Path) -> Path:
    return harbour.write(tmp_path / "harbour")


def test_each_format_prints_what_its_writer_makes(folder: Path) -> None:
    draft = Compiled(sound(folder), {})
    french = export_words(Phrases("fr"), "fr")

    assert export(folder) == export(folder, "-f", "json") == as_json(draft).encode()
    assert export(folder, "-f", "csv") == as_csv(draft, Table.CLAIMS, "en").encode()
    assert (
        export(folder, "-f", "csv", "-t", "events", "-l", "fr") == as_csv(draft, Table.EVENTS, "fr").encode()
    )
    assert export(folder, "-f", "csl-json", "-l", "fr") == as_csl_json(draft.dossier, french, "fr").encode()
    assert export(folder, "-f", "ics", "-l", "fr") == as_ics(draft, french, "fr").encode()


@pytest.mark.parametrize("format_", Format)
def test_the_bytes_depend_on_no_hash_seed_no_locale_and_no_time_zone(folder: Path, format_: Format) -> None:
    command = [sys.executable, "-m", "bot", "dossier", "export", str(folder), "--format", format_]
    runs = [
        subprocess.run(command, cwd=ROOT, env=os.environ | place, capture_output=True, check=True)
        for place in PLACES
    ]
    assert [run.stderr for run in runs] == [b"", b""]
    assert runs[0].stdout == runs[1].stdout == export(folder, "--format", format_)


def test_the_file_named_is_written_and_nothing_printed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.ics"
    assert export(folder, "-f", "ics", "--out", out) == b""
    assert out.read_bytes() == export(folder, "-f", "ics")


def test_a_file_that_cannot_be_written_is_one_line(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["dossier", "export", str(folder), "--out", str(tmp_path / "no/where")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path / 'no/where'} cannot be written: No such file or directory.\n"


def test_only_csv_has_tables(folder: Path) -> None:
    result = CliRunner().invoke(app, ["dossier", "export", str(folder), "-f", "ics", "-t", "events"])
    assert result.exit_code == 2
    assert "--table goes with --format csv" in result.stderr


def test_a_language_that_the_dossier_lacks_is_refused(folder: Path) -> None:
    with pytest.raises(DossierError, match="no texts in “de”: its languages are en, fr"):
        export(folder, "-f", "csv", "-l", "de")


def test_a_dossier_with_errors_is_not_exported(harbour: Draft, tmp_path: Path) -> None:
    broken = harbour.set("b001", "topic", "cars").write(tmp_path)
    with pytest.raises(DossierError, match="has 1 error: `briefing dossier check` lists them") as caught:
        export(broken)
    assert [str(finding) for finding in caught.value.findings if "cars" in str(finding)] == [
        "claims/boats.yaml:2: reference: there is no topic `cars`"
    ]


def test_what_was_verified_is_exported(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND / "varnsund", tmp_path / "varnsund")
    verified = CliRunner().invoke(
        app, ["dossier", "verify", str(folder), "--documents", str(SECOND / "varnsund-articles")]
    )
    assert verified.exit_code == 0
    text = (folder / "claims/repair.yaml").read_text("utf-8").replace("importance: 1", "importance: 2")
    (folder / "claims/repair.yaml").write_text(text, "utf-8")

    claims = json.loads(export(folder))["derived"]["claims"]
    assert {claim["id"]: claim["checked"] for claim in claims} == dict.fromkeys(
        ("v1ne", "v2ho", "v5se", "v6no", "v7ha", "v3ka"), "checked"
    ) | {"v4ko": "stale"}
