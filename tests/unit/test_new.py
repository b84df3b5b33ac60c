"""A new dossier is valid as it is, its examples are too, and nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from corpus.checks import check
from corpus.errors import DossierError
from corpus.layout import RecordFile, record_files
from corpus.reading import load
from corpus.schemas import FOLDER
from corpus.skeleton import TEMPLATES, create, files, story
from corpus.soundness import sound

TODAY = date(2024, 6, 1)
FILES = (
    *("README.md", "actors.yaml", "claims/first.yaml", "corrections.yaml", "documents/README.md"),
    *("dossier.yaml", "events.yaml", "places.yaml", "relations.yaml", "topics.yaml", "unheld.yaml"),
    "vocabulary.yaml",
)


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}


def with_examples(text: str) -> str:
    """A file in which an editor took the comment signs off the example, and the [] away."""
    before, _, example = text.partition("# Example:\n")
    lines = [line.removeprefix("# ") for line in example.removesuffix("[]\n").splitlines()]
    return before + "\n".join(lines) + "\n"


@pytest.mark.parametrize("languages", [["en"], ["de", "es"], ["fr", "en", "nl"]])
def test_a_new_dossier_has_no_findings(tmp_path: Path, languages: list[str]) -> None:
    folder = tmp_path / "stories/storm"
    assert create(folder, story("the_storm", languages), TODAY) == FILES
    assert sorted(texts(folder)) == list(FILES)

    loaded = load(folder)
    assert check(loaded) == ()
    manifest = sound(folder).manifest
    assert (manifest.id, manifest.languages) == ("the_storm", tuple(languages))
    assert (manifest.title, manifest.revised.text) == (dict.fromkeys(languages, "The storm"), "2024-06-01")


@pytest.mark.parametrize("languages", [["en"], ["en", "fr"], ["de", "es"]])
def test_its_examples_make_a_dossier_without_errors(tmp_path: Path, languages: list[str]) -> None:
    create(tmp_path / "storm", story("storm", languages), TODAY)
    folder = tmp_path / "storm"
    for name, text in texts(folder).items():
        if "# Example:\n" in text:
            (folder / name).write_text(with_examples(text), "utf-8")
    fenced = re.search(r"```yaml\n(.*?)```", (folder / "documents/README.md").read_text("utf-8"), re.DOTALL)
    assert fenced
    (folder / "documents/001.yaml").write_text(fenced[1], "utf-8")

    loaded = load(folder)
    assert [str(finding) for finding in check(loaded)] == []
    assert loaded.dossier is not None
    kinds = ("topics", "actors", "places", "documents", "claims", "events", "relations", "corrections")
    assert [kind for kind in kinds if not getattr(loaded.dossier, kind)] == []


def test_its_schema_comments_lead_to_the_schemas(tmp_path: Path) -> None:
    folder = tmp_path / "storm"
    create(folder, story("storm", ["en"]), TODAY)
    found = {
        name: (folder / name).parent / match[1]
        for name, text in texts(folder).items()
        if (match := re.search(r"^# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE))
    }
    assert sorted(found) == [name for name in FILES if name != "README.md"]
    assert {path.resolve().parent for path in found.values()} == {FOLDER}
    assert [name for name, path in found.items() if not path.is_file()] == []
    kinds = {file.name: file.kind for file in record_files(folder) if isinstance(file, RecordFile)}
    assert [name for name, kind in kinds.items() if found[name].name != f"{kind}.schema.json"] == []


def test_within_the_checkout_the_way_to_the_schemas_is_that_of_the_first_dossier() -> None:
    folder = FOLDER.parent / "dossiers/the_storm"
    made = dict(files(folder, story("the_storm", ["en"]), TODAY))
    assert made["events.yaml"].startswith(
        "# yaml-language-server: $schema=../../schemas/events.schema.json\n"
    )
    assert made["claims/first.yaml"].startswith(
        "# yaml-language-server: $schema=../../../schemas/claims.schema.json\n"
    )


def test_where_no_way_leads_the_schemas_are_named_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_another_drive(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr("os.path.relpath", on_another_drive)
    made = dict(files(tmp_path, story("storm", ["en"]), TODAY))
    assert FOLDER.as_uri() in made["events.yaml"].splitlines()[0]


def test_a_french_example_is_in_french(tmp_path: Path) -> None:
    made = dict(files(tmp_path, story("storm", ["en", "fr", "nl"]), TODAY))
    said = re.findall(r'\ben: "(.*?)", fr: "(.*?)", nl: "(.*?)"', "".join(made[name] for name in FILES))
    assert ("Town", "Ville", "Town") in said
    assert {english for english, french, _ in said if french == english} <= {
        "The storm",
        "Storm",
        "{n}",
        "Orla Finn",
    }


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    made = dict(files(tmp_path, story("storm", ["de", "es"]), TODAY))
    assert [name for name, text in made.items() if "{{" in text] == []
    assert made["README.md"] == (TEMPLATES / "README.md").read_text("utf-8")
    assert 'format: {de: "{n}", es: "{n}"}' in made["vocabulary.yaml"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ([], {"de": "The storm", "es": "The storm"}),
        (["Storm"], {"de": "Storm", "es": "Storm"}),
        (["de=Der Sturm", "es=La tormenta"], {"de": "Der Sturm", "es": "La tormenta"}),
        (["es=La tormenta"], {"de": "La tormenta", "es": "La tormenta"}),
        (["Storm", "de=Der Sturm"], {"de": "Der Sturm", "es": "Storm"}),
        (["de=Der Sturm", "Storm"], {"de": "Der Sturm", "es": "Storm"}),
        (["E=mc²: \"a\" \\ 'b'"], {"de": "E=mc²: \"a\" \\ 'b'", "es": "E=mc²: \"a\" \\ 'b'"}),
    ],
)
def test_a_title_is_for_every_language_or_for_one(
    tmp_path: Path, titles: list[str], expected: dict[str, str]
) -> None:
    create(tmp_path / "storm", story("the_storm", ["de", "es"], titles), TODAY)
    assert sound(tmp_path / "storm").manifest.title == expected


@pytest.mark.parametrize(
    ("id_", "languages", "titles", "sentence"),
    [
        ("The Storm", ["de"], [], "“The Storm” is no id: write lower-case letters, digits and _"),
        ("storm", ["deutsch"], [], "“deutsch” is no language: write its code, like de."),
        ("storm", ["de", "de"], [], "Name each of the dossier’s languages once, the fallback first"),
        ("storm", [], [], "Name each of the dossier’s languages once, the fallback first"),
        ("storm", ["de"], ["es=La tormenta"], "in “es”, which is none of the dossier’s languages"),
        ("storm", ["de"], [" "], "A title is one line of text, not empty."),
        ("storm", ["de"], ["de=a\nb"], "A title is one line of text, not empty."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    id_: str, languages: list[str], titles: list[str], sentence: str
) -> None:
    with pytest.raises(DossierError, match=re.escape(sentence)):
        story(id_, languages, titles)


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    told = story("storm", ["en"])
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mine.txt").write_text("keep")
    for folder in (tmp_path / "notes", tmp_path / "notes/mine.txt"):
        with pytest.raises(
            DossierError, match="is there and not empty: a new dossier needs a folder of its own"
        ):
            create(folder, told, TODAY)
    assert [path.name for path in tmp_path.rglob("*")] == ["notes", "mine.txt"]

    (tmp_path / "empty").mkdir()
    assert create(tmp_path / "empty", told, TODAY) == FILES


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DossierError, match=r"file/storm cannot be written: Not a directory\."):
        create(tmp_path / "file/storm", story("storm", ["en"]), TODAY)


def test_the_command_names_what_it_made_and_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "sturm"
    words = ["--id", "sturm", "--languages", "de, es", "--title", "de=Der Sturm", "--title", "es=La tormenta"]
    result = CliRunner().invoke(app, ["dossier", "new", str(folder), *words], catch_exceptions=False)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(folder / name) for name in FILES]
    assert result.stderr == (
        f"Read {folder / 'README.md'}; while you write, run `briefing dossier watch {folder}`.\n"
    )
    assert sound(folder).manifest.title == {"de": "Der Sturm", "es": "La tormenta"}
    assert json.loads(CliRunner().invoke(app, ["dossier", "export", str(folder)]).stdout)["claims"] == []
