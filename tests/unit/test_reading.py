"""Reading: every record with its line, every slip a sentence, one bad record never hiding another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import DossierError, NotInDossier
from corpus.findings import Finding, Severity
from corpus.layout import record_files
from corpus.reading import Kind, Located, content_hash, load, read
from tests.dossiers import Draft


def findings(folder: Path) -> list[str]:
    return [str(finding) for finding in load(folder).findings]


def test_a_valid_dossier_is_read_whole_and_without_findings(tmp_path: Path) -> None:
    loaded = load(Draft().write(tmp_path))

    assert loaded.findings == ()
    assert loaded.dossier is not None
    assert [document.id for document in loaded.dossier.documents] == ["d1", "d2"]
    assert [claim.id for claim in loaded.dossier.claims] == ["b001", "b002", "b003", "b004", "b005"]
    assert loaded.dossier.manifest.title["fr"] == "The harbour (fr)"


def test_a_dossier_in_another_pair_of_languages_is_read_as_well(tmp_path: Path) -> None:
    assert Draft(("de", "nl")).dossier(tmp_path).manifest.languages == ("de", "nl")


def test_records_come_one_by_one_in_reading_order(tmp_path: Path) -> None:
    results = list(read(Draft().write(tmp_path)))

    assert all(isinstance(result, Located) for result in results)
    kinds = [result.kind for result in results if isinstance(result, Located)]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert set(kinds) == set(Kind)
    lines = [result.line for result in results if isinstance(result, Located) and result.kind is Kind.CLAIMS]
    assert lines == [1, 13, 24, 34, 41]


def test_a_record_and_its_fields_are_located(tmp_path: Path) -> None:
    loaded = load(Draft().write(tmp_path))
    assert loaded.dossier is not None

    assert loaded.locate("b002") == ("claims/boats.yaml", 13)
    assert loaded.locate("b002", "estimate.low") == ("claims/boats.yaml", 22)
    assert loaded.locate("b002", "appearances.0.anchor") == ("claims/boats.yaml", 23)
    assert loaded.locate("b002", "claimant") == ("claims/boats.yaml", 13)
    assert loaded.locate(loaded.dossier.claims[1], "as_of") == ("claims/boats.yaml", 21)
    assert loaded.locate("places/harbour", "within") == ("places.yaml", 4)
    assert loaded.locate("dossier", "window") == ("dossier.yaml", 5)
    assert loaded.locate("vocabulary") == ("vocabulary.yaml", 1)
    with pytest.raises(NotInDossier, match="The dossier has no record zzzz"):
        loaded.locate("zzzz")


def test_nested_yaml_gives_each_field_its_own_line(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "places.yaml").write_text(
        "# comment\n---\n\n- id: harbour\n  names:\n    en: Harbour\n    fr: Port\n\n"
        "  aliases:\n    - Quay\n    - Pier\n- id: coast\n  names: {en: Coast,\n    fr: Côte}\n"
    )
    loaded = load(folder)

    lines = {
        field: loaded.locate("places/harbour", field)[1] for field in ("id", "names", "names.fr", "aliases.1")
    }
    assert lines == {"id": 4, "names": 5, "names.fr": 7, "aliases.1": 11}
    assert loaded.locate("coast", "names.fr") == ("places.yaml", 14)


def test_lines_of_windows_and_an_indented_list_are_read_too(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    text = "  - id: harbour\n    names: {en: a, fr: b}\n  - id: coast\n    names: {en: c, fr: d}\n"
    (folder / "places.yaml").write_bytes(text.replace("\n", "\r\n").encode())

    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.locate("coast", "names") == ("places.yaml", 4)


def test_a_list_in_brackets_is_a_list_too(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "corrections.yaml").write_text("[]\n")
    (folder / "places.yaml").write_text(
        "[{id: harbour, names: {en: a, fr: b}},\n {id: coast, names: {en: c, fr: d}}]\n"
    )

    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.locate("coast") == ("places.yaml", 2)


def test_findings_sort_and_print_by_file_and_line() -> None:
    error = Finding("claims/a.yaml", 10, "field", "`as_of` is odd")
    warning = Finding("claims/a.yaml", 9, "orphan", "unused", Severity.WARNING)

    assert [str(finding) for finding in sorted((error, warning))] == [
        "claims/a.yaml:9: orphan: warning: unused",
        "claims/a.yaml:10: field: `as_of` is odd",
    ]


def test_all_findings_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    draft = Draft().set("b001", "topic", 1).drop("b003", "gloss").set("mayor", "kind", "king")
    folder = draft.write(tmp_path)
    (folder / "events.yaml").write_bytes(b"- id: \xff\n")
    (folder / "relations.yaml").write_text("- id: [\n")

    loaded = load(folder)
    assert loaded.dossier is None
    assert [(finding.file, finding.line, finding.rule) for finding in loaded.findings] == [
        ("actors.yaml", 2, "field"),
        ("claims/boats.yaml", 2, "field"),
        ("claims/boats.yaml", 24, "missing-field"),
        ("events.yaml", 1, "encoding"),
        ("relations.yaml", 2, "syntax"),
    ]
    assert loaded.locate("b002") == ("claims/boats.yaml", 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "empty: the file holds no record: write one, or delete the file"),
        ("[]\n", "field: the file holds one record, not a list"),
        ("- id: harbour\n", "field: the file holds one record, not a list"),
        ("harbour\n", "field: expected fields, one `name: value` line each, found “harbour”"),
    ],
)
def test_the_manifest_is_one_record(tmp_path: Path, text: str, expected: str) -> None:
    folder = Draft().write(tmp_path)
    (folder / "dossier.yaml").write_text(text)

    assert findings(folder) == [f"dossier.yaml:1: {expected}"]


def test_files_that_are_no_part_of_a_dossier_are_warned_of(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    for name in ("README.md", "receipt.json", "unheld.yaml", ".hidden", "claims/.swp", "documents/README.md"):
        (folder / name).write_text("anything")
    for name in ("place.yaml", "actors.yml", "claims.yaml", "claims/boats.txt", "vocabulary.jsonl"):
        (folder / name).write_text("anything")
    (folder / "drafts").mkdir()

    other = "no part of a dossier: its records are not read; move or rename it"
    assert findings(folder) == [
        "actors.yml:1: unknown-file: warning: no part of a dossier: rename it to .yaml",
        f"claims.yaml:1: unknown-file: warning: {other}",
        f"claims/boats.txt:1: unknown-file: warning: {other}",
        f"drafts:1: unknown-file: warning: {other}",
        f"place.yaml:1: unknown-file: warning: {other}",
        f"vocabulary.jsonl:1: unknown-file: warning: {other}",
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path / "dossier")
    (tmp_path / "secret.yaml").write_text("- id: secret\n")
    (tmp_path / "elsewhere").mkdir()
    (folder / "claims/more.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "places.jsonl").symlink_to("places.yaml")
    (folder / "events.jsonl").symlink_to("missing")
    (folder / "topics.jsonl").symlink_to("topics.jsonl")
    for path in (folder / "documents").iterdir():
        path.unlink()
    (folder / "documents").rmdir()
    (folder / "documents").symlink_to(tmp_path / "elsewhere")

    out = "outside: the link leads out of the dossier's folder: put the file here"
    said = findings(folder)
    assert said[:2] == [f"claims/more.yaml:1: {out}", f"documents:1: {out}"]
    assert f"topics.jsonl:1: {out}" in said
    assert "events.jsonl:1: unreadable: the file cannot be read: No such file or directory" in said


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "relations.jsonl").mkdir()
    os.mkfifo(folder / "events.jsonl")

    said = "unreadable: this is no plain file: a dossier is made of files"
    assert findings(folder) == [f"events.jsonl:1: {said}", f"relations.jsonl:1: {said}"]


def test_a_folder_or_file_that_cannot_be_read_is_an_error_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Draft().write(tmp_path)
    (folder / "events.jsonl").symlink_to("missing")
    with pytest.raises(DossierError, match=r"events\.jsonl cannot be read: No such file or directory\."):
        content_hash(folder)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DossierError, match=r"The dossier folder .* cannot be read: Permission denied\."):
        load(folder)


def test_a_file_where_a_folder_should_be_is_warned_of(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "claims/boats.yaml").unlink()
    (folder / "claims").rmdir()
    (folder / "claims").write_text("anything")

    said = findings(folder)
    assert said[0] == (
        "claims:1: unknown-file: warning: no part of a dossier: its records are not read; move or rename it"
    )


def test_without_vocabulary_there_is_no_dossier(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "vocabulary.yaml").unlink()

    loaded = load(folder)
    assert loaded.dossier is None
    assert [str(finding) for finding in loaded.findings] == [
        "dossier.yaml:1: missing-file: the dossier has no vocabulary.yaml: it needs one unit at least"
    ]


def test_no_folder_and_no_manifest_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=r"There is no dossier folder .*: check the path"):
        load(tmp_path / "nowhere")
    with pytest.raises(DossierError, match=r"is no dossier: it holds no dossier\.yaml"):
        list(record_files(tmp_path))


def test_the_content_hash_changes_with_what_answers_depend_on_and_with_nothing_else(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    hashes = [content_hash(folder)]

    (folder / "README.md").write_text("words")
    (folder / "unheld.yaml").write_text("[]")
    assert content_hash(folder) == hashes[0]

    (folder / "receipt.json").write_text("{}")
    hashes.append(content_hash(folder))
    (folder / "places.yaml").write_text("[]")
    hashes.append(content_hash(folder))
    (folder / "places.yaml").rename(folder / "places.jsonl")
    hashes.append(content_hash(folder))
    assert len(set(hashes)) == len(hashes)
