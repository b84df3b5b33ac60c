"""The compiled file: found without reading a record, rebuilt when damaged, swapped in whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.checks import check
from corpus.errors import CorpusError, DossierError
from corpus.index import Index, artifact, building, ensure
from corpus.index.artifact import KEPT, is_sound
from corpus.index.claims import card
from corpus.index.compile import compile_dossier
from corpus.index.figures import figures
from corpus.index.schema import SCHEMA_VERSION
from corpus.index.views import Checked
from corpus.layout import content_hash
from corpus.reading import load
from corpus.receipt import Entry, Receipt, claim_hash, write
from tests.dossiers import Draft
from tests.unit.index.story import ids, story


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Draft().write(tmp_path / "harbour")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache"


def files(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


def test_a_dossier_is_compiled_into_one_file_named_by_its_content(folder: Path, cache: Path) -> None:
    path = ensure(folder, cache)
    assert path == cache / f"harbour-{content_hash(folder)[:32]}-v{SCHEMA_VERSION}.sqlite"
    assert files(cache) == [path.name]
    with Index.open(path) as index:
        assert index.manifest.revision == 3
        assert ids(figures(index, "boats").claims) == ["b002", "b001", "b003", "b005"]


def test_a_sound_file_is_used_without_reading_a_record(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ensure(folder, cache)
    before = path.stat()
    monkeypatch.setattr(building, "build", lambda *_: pytest.fail("it was built again"))
    assert ensure(folder, cache) == path
    assert path.stat() == before


def test_using_a_sound_file_imports_neither_yaml_nor_the_checks(folder: Path, cache: Path) -> None:
    ensure(folder, cache)
    code = (
        "import sys; from pathlib import Path; from corpus.index import Index, ensure;"
        "from corpus.index.figures import figures;"
        f"figures(Index.open(ensure(Path({str(folder)!r}), Path({str(cache)!r}))), 'boats');"
        "slow = {'ruamel', 'ruamel.yaml', 'corpus.reading', 'corpus.checks', 'rapidfuzz', 'Stemmer'};"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_changed_dossier_gets_a_file_of_its_own_and_old_ones_go_after_a_while(
    folder: Path, cache: Path
) -> None:
    first = ensure(folder, cache)
    Draft().set("b001", "subject", "mayor").write(folder)
    second = ensure(folder, cache)
    assert first != second
    assert first.exists(), "a process may be about to open it"
    ancient = time.time() - KEPT - 1
    strange = [cache / "harbour-notes.sqlite", cache / f"other-{'0' * 32}-v1.sqlite", cache / "keep.txt"]
    unfinished = cache / f".harbour-{'0' * 32}-v1-abc123_z.tmp"
    for path in (first, second, unfinished, *strange):
        path.touch()
        os.utime(path, (ancient, ancient))
    Draft().set("b001", "subject", "town").write(folder)
    third = ensure(folder, cache)
    assert files(cache) == sorted(path.name for path in (third, *strange))


def test_an_open_index_stays_whole_when_its_file_goes(folder: Path, cache: Path) -> None:
    path = ensure(folder, cache)
    with Index.open(path) as index:
        path.unlink()
        assert figures(index, "boats").claims.total == 4


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "text", "other program", "unsealed"])
def test_a_damaged_file_is_built_again(folder: Path, cache: Path, spoil: str) -> None:
    path = ensure(folder, cache)
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        {
            "cut": whole[:-4096],
            "flip": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "empty": b"",
            "text": b"not a database, but long enough to have a header" * 9,
            "other program": whole[:68] + b"ABCD" + whole[72:],
            "unsealed": whole[:60] + b"\0\0\0\0" + whole[64:],
        }[spoil]
    )
    assert not is_sound(path)
    assert ensure(folder, cache) == path
    assert path.read_bytes() == whole


def test_a_file_that_is_not_there_is_not_sound(tmp_path: Path) -> None:
    assert not is_sound(tmp_path / "nothing.sqlite")
    assert not is_sound(tmp_path)


def test_several_processes_may_compile_at_once(folder: Path, cache: Path) -> None:
    code = (
        "from pathlib import Path; from corpus.index import ensure;"
        f"print(ensure(Path({str(folder)!r}), Path({str(cache)!r})))"
    )
    several = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = {process.communicate(timeout=60)[0].strip() for process in several}
    assert [process.returncode for process in several] == [0, 0, 0]
    (name,) = said
    assert files(cache) == [Path(name).name]
    assert is_sound(Path(name))


def test_a_broken_dossier_is_refused_with_every_finding(folder: Path, cache: Path) -> None:
    Draft().set("b001", "claimant", "nobody").drop("b002", "gloss").write(folder)
    with pytest.raises(DossierError, match="has 1 error") as refused:
        ensure(folder, cache)
    assert refused.value.findings == check(load(folder))
    assert files(cache) == []


def test_warnings_alone_are_served(folder: Path, cache: Path) -> None:
    (folder / "stray.txt").write_text("x", "utf-8")
    assert is_sound(ensure(folder, cache))


def test_a_dossier_that_changes_while_it_is_read_is_read_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, changes = building.build, iter(["mayor", None])

    def edited_meanwhile(source: Path, path: Path) -> None:
        subject = next(changes)
        if subject:
            Draft().set("b001", "subject", subject).write(folder)
        real(source, path)

    monkeypatch.setattr(building, "build", edited_meanwhile)
    path = ensure(folder, cache)
    assert files(cache) == [path.name]
    assert content_hash(folder)[:32] in path.name


def test_a_dossier_that_never_rests_is_given_up(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, boats = building.build, iter(range(400, 500))

    def edited_meanwhile(source: Path, path: Path) -> None:
        real(source, path)
        Draft().set("places/harbour", "aliases", [f"Pier {next(boats)}"]).write(folder)

    monkeypatch.setattr(building, "build", edited_meanwhile)
    with pytest.raises(CorpusError, match="changes all the time"):
        ensure(folder, cache)


def test_a_cache_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    with pytest.raises(CorpusError, match="cannot be compiled into"):
        ensure(folder, blocked / "cache")


def test_a_disk_that_fills_up_leaves_nothing_behind(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(artifact, "seal", full)
    with pytest.raises(CorpusError, match="No space left on device"):
        ensure(folder, cache)
    assert files(cache) == []


def test_the_receipt_says_what_is_checked_and_what_is_stale(folder: Path, cache: Path) -> None:
    dossier = Draft().dossier(folder)
    documents = {document.id: document.sha256[:16] for document in dossier.documents}
    verified, changed = dossier.claims[0], dossier.claims[1]
    entries = {
        claim_hash(verified): {"claim": "b001", "on": "2026-11-20", "documents": {"d1": documents["d1"]}},
        claim_hash(changed.model_copy(update={"importance": 1})): {
            "claim": "b002",
            "on": "2026-11-19",
            "documents": {"d2": documents["d2"]},
        },
    }
    write(folder, Receipt(claims={key: Entry.model_validate(entry) for key, entry in entries.items()}))
    with Index.open(ensure(folder, cache)) as index:
        said = {
            view.claim.id: (view.checked, view.checked_on) for view in figures(index, "boats").claims.items
        }
    unchecked = (Checked.UNCHECKED, None)
    assert said == {
        "b001": (Checked.CHECKED, "2026-11-20"),
        "b002": (Checked.STALE, None),
        "b003": unchecked,
        "b005": unchecked,
    }


def test_a_receipt_that_cannot_be_used_leaves_all_unchecked(folder: Path, cache: Path) -> None:
    (folder / "receipt.json").write_text("{", "utf-8")
    with Index.open(ensure(folder, cache)) as index:
        assert card(index, "b001").view.checked is Checked.UNCHECKED


def test_an_sqlite_without_fts5_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.index.schema.TABLES", "CREATE VIRTUAL TABLE t USING fts6 (x)")
    with pytest.raises(CorpusError, match="built without FTS5, which searching needs"):
        compile_dossier(story(), tmp_path / "a.sqlite")


def test_any_other_fault_of_sqlite_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.index.schema.TABLES", "CREATE NONSENSE")
    with pytest.raises(CorpusError, match=r"cannot be compiled into .*a\.sqlite: near .NONSENSE."):
        compile_dossier(story(), tmp_path / "a.sqlite")


SPOILT = {
    "a table that is another's": "UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'claim'",
    "a page that nothing leads to": "DELETE FROM sqlite_schema WHERE name = 'claim_measure'",
}


@pytest.mark.parametrize("how", SPOILT.values(), ids=SPOILT)
def test_a_file_that_comes_out_damaged_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def spoil(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(how)

    monkeypatch.setattr("corpus.index.compile._write", spoil)
    with pytest.raises(CorpusError, match=r"came out damaged|malformed"):
        compile_dossier(story(), tmp_path / "a.sqlite")


def test_opening_what_is_no_index_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be opened"):
        Index.open(tmp_path / "nothing.sqlite")
    other = tmp_path / "other #1?.sqlite"
    sqlite3.connect(other).close()
    other.write_bytes(b"not a database at all" * 50)
    with Index.open(other) as index, pytest.raises(CorpusError, match="cannot be read"):
        figures(index, "troops")


def test_an_index_is_closed_twice_in_peace_and_never_written(folder: Path, cache: Path) -> None:
    index = Index.open(ensure(folder, cache))
    with pytest.raises(CorpusError, match="readonly database"):
        index.rows("DELETE FROM claim")
    with pytest.raises(CorpusError, match="holds no nonsense"):
        index.meta("nonsense")
    index.close()
    index.close()
    with pytest.raises(CorpusError, match="closed"):
        index.rows("SELECT 1")


def test_an_index_knows_its_topics_by_id_and_command(folder: Path, cache: Path) -> None:
    with Index.open(ensure(folder, cache)) as index:
        (topic,) = index.topics
        assert index.topic("boats") is topic
        assert index.topic_named("boats_fr") is topic
        assert index.topic_named("boats_en") is topic
        assert index.topic_named("boats") is None
        assert index.languages == ("en", "fr")
        assert index.vocabulary.units[0].id == "boats"
