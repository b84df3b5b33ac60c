"""Slips in a file: whatever stands there is a finding at its line, and no bad record hides another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.reading import load
from tests.dossiers import Draft


def findings(folder: Path) -> list[str]:
    return [str(finding) for finding in load(folder).findings]


COLON = "a text with “: ” in it needs quotes around it (or the line is indented too far)"
PLACE = "- id: harbour\n  names: {en: a, fr: b}\n"

SLIPS = {
    "an unquoted date": (
        "- id: 2024-05-01\n",
        ['1: unquoted-date: put the date in quotes: "2024-05-01"'],
    ),
    "an unquoted month or interval": (
        "- id: 2024-05\n  within: 2024/..\n",
        [
            '1: unquoted-date: put the date in quotes: "2024-05"',
            '2: unquoted-date: put the date in quotes: "2024/.."',
        ],
    ),
    "a field written twice": (
        "- id: harbour\n  id: port\n  names: {en: a, fr: b, en: c}\n",
        [
            "2: duplicate-key: `id` stands twice in one record: keep one",
            "3: duplicate-key: `en` stands twice in one record: keep one",
        ],
    ),
    "an alias, an anchor, a tag and a merge key": (
        "- &a\n  id: harbour\n- *a\n- id: !!str port\n- <<: {id: quay}\n",
        [
            "1: alias: anchors (&a) are not used here: a text with & first needs quotes",
            "3: alias: aliases (*a) are not used here: write the value out",
            "4: alias: tags (tag:yaml.org,2002:str) are not used here: a text with ! first needs quotes",
            "5: alias: merge keys (<<) are not used here: write the fields out",
        ],
    ),
    "a tab": ("- id:\tharbour\n", ["1: syntax: the line holds a tab: use spaces"]),
    "a text with a colon": (
        "- id: harbour\n  names: {en: a, fr: b}\n  aliases:\n    - x: y: z\n",
        ["4: syntax: " + COLON],
    ),
    "a quotation mark left open": (
        '- id: harbour\n  names: {en: "a, fr: b}\n- id: coast\n',
        [
            "2: syntax: a quotation mark is opened here and never closed",
            "3: missing-field: `names` is missing: add `names: ...`",
        ],
    ),
    "a bracket left open": (
        "- id: harbour\n  names: {en: a, fr: b\n",
        ["3: syntax: a [ or { is opened and not closed as it should be"],
    ),
    "words after a closing quote": (
        "- id: harbour\n  names: {en: a, fr: b}\n  within: 'it's'\n",
        ["3: syntax: words follow a closing quotation mark, or the line is indented wrongly"],
    ),
    "a line indented wrongly": (
        "- id: harbour\n   names: {en: a, fr: b}\n",
        ["2: syntax: " + COLON],
    ),
    "a line indented too little": (
        "- id: harbour\n names: {en: a, fr: b}\n",
        ["2: syntax: the line is not indented like the ones above it"],
    ),
    "an escape that is none": (
        '- id: "har\\qbour"\n- id: "\\UFFFFFFFF"\n',
        [
            f"{line}: syntax: inside double quotes a \\ starts an escape: write \\\\, or use single quotes"
            for line in (1, 2)
        ],
    ),
    "what plain words do not cover": (
        "%YAML 3.0\n---\nid: harbour\n",
        ["1: syntax: this is not YAML: found incompatible YAML document (version 1.* is required)"],
    ),
    "a list for a field's name": (
        "- ? [id]\n  : harbour\n",
        ["1: syntax: a field's name is a word, not a list or another record"],
    ),
    "two documents in a file": (
        PLACE + "---\n- id: coast\n  names: {en: a, fr: b}\n",
        ["3: syntax: `---` starts a second document: a file holds one"],
    ),
    "nesting without end": (
        "- id: " + "[" * 19_000 + "\n",
        ["1: syntax: the record is nested deeper than 20 levels: is a bracket not closed?"],
    ),
    "a line without end": (
        PLACE + "- id: coast\n  names: {en: a, fr: '" + "b" * 100_000 + "'}\n- id: quay\n",
        [
            "4: long-line: the line is longer than 20,000 bytes: break it up",
            "5: missing-field: `names` is missing: add `names: ...`",
        ],
    ),
    "a control character": (
        "- id: har\x07bour\n- id: '\x85'\n",
        [
            "1: control-character: the text holds U+0007, which no text should: delete it",
            "2: control-character: the text holds U+0085, which no text should: delete it",
        ],
    ),
    "a control character in disguise": (
        '- id: "har\\0bour"\n- id: "\\ud800"\n',
        [
            "1: control-character: the text holds U+0000, which no text should: delete it",
            "2: control-character: the text holds U+D800, which no text should: delete it",
        ],
    ),
    "a number with a zero in front": (
        "- id: 007\n",
        ['1: syntax: write the number in plain digits, or put it in quotes if it is a name: "007"'],
    ),
    "no list": (
        "id: harbour\nnames: {en: a, fr: b}\n",
        ["1: field: the file holds a list of records, each starting with “- ”"],
    ),
    "an item that holds nothing": (
        "-\n- port\n",
        [
            "1: field: expected fields, one `name: value` line each, found nothing",
            "2: field: expected fields, one `name: value` line each, found “port”",
        ],
    ),
    "nothing at all": (
        "# places\n",
        ["1: empty: warning: the file holds no record: write one, or delete the file"],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_file_is_a_finding_at_its_line(tmp_path: Path, slip: str) -> None:
    text, expected = SLIPS[slip]
    folder = Draft().write(tmp_path)
    (folder / "places.yaml").write_text(text, "utf-8", newline="")

    assert findings(folder) == [f"places.yaml:{line}" for line in expected]


def test_bytes_that_are_no_text_are_told_and_soon_given_up(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "places.yaml").write_bytes(b"\xef\xbb\xbf- id: harbour\n")
    (folder / "actors.yaml").write_bytes(bytes(range(256)) * 100)

    said = findings(folder)
    assert said[0].startswith("actors.yaml:1: control-character: ") or said[0].startswith(
        "actors.yaml:1: encoding: "
    )
    assert said[-2:] == [
        "actors.yaml:11: encoding: the rest of the file is not read: is it a text file?",
        "places.yaml:1: encoding: the file starts with a byte order mark: save it as UTF-8 without BOM",
    ]
    assert len(said) == 12


def test_a_byte_order_mark_before_a_comment_hides_nothing_below_it(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "places.yaml").write_bytes("\ufeff# places\n- id: harbour\n".encode())

    assert findings(folder) == [
        "places.yaml:1: encoding: the file starts with a byte order mark: save it as UTF-8 without BOM",
        "places.yaml:2: missing-field: `names` is missing: add `names: ...`",
    ]


def test_jsonl_holds_the_same_records_beside_or_instead_of_yaml(tmp_path: Path) -> None:
    draft = Draft()
    folder = draft.write(tmp_path)
    claims = draft.files["claims/boats.yaml"]
    (folder / "claims/boats.yaml").unlink()
    (folder / "claims/boats.jsonl").write_text("".join(f"{json.dumps(claim)}\n\n" for claim in claims))
    (folder / "documents/002.yaml").unlink()
    (folder / "documents/002.jsonl").write_text(json.dumps(draft.files["documents/002.yaml"]))

    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.dossier is not None
    assert [claim.id for claim in loaded.dossier.claims] == ["b001", "b002", "b003", "b004", "b005"]
    assert loaded.locate("b003", "estimate.best") == ("claims/boats.jsonl", 5)


JSON_SLIPS = {
    '{"id": 1, "id": 2}': "duplicate-key: `id` stands twice in one record: keep one",
    '{"id": NaN}': "syntax: NaN is not a number that a dossier can hold",
    '{"id": "a"': "syntax: the line is not JSON, from its character 11: Expecting ',' delimiter",
    '{"id": ' + "9" * 5000 + "}": "syntax: a number of the line is too long",
    "[" * 5000: "syntax: the record is nested deeper than 20 levels: is a bracket not closed?",
    "[" * 100 + "]" * 100: "syntax: the record is nested deeper than 20 levels: is a bracket not closed?",
    '{"id": "\\u0000"}': "control-character: the text holds U+0000, which no text should: delete it",
    '{"\\ud800": 1}': "control-character: the text holds U+D800, which no text should: delete it",
    "[1]": "field: expected fields, one `name: value` line each, found a list of 1",
    "\x1b[0m": "control-character: the text holds U+001B, which no text should: delete it",
}


@pytest.mark.parametrize("line", JSON_SLIPS, ids=range(len(JSON_SLIPS)))
def test_a_slip_in_jsonl_is_a_finding_and_the_other_lines_are_read(tmp_path: Path, line: str) -> None:
    folder = Draft().write(tmp_path)
    place = '{"id": "quay", "names": {"en": "Quay", "fr": "Quai"}}'
    (folder / "places.jsonl").write_text(f"{place}\n{line}\n" + place.replace("quay", "pier"), "utf-8")

    loaded = load(folder)
    assert [str(finding) for finding in loaded.findings] == [f"places.jsonl:2: {JSON_SLIPS[line]}"]
    assert loaded.locate("pier") == ("places.jsonl", 3)


def test_an_empty_jsonl_is_a_warning(tmp_path: Path) -> None:
    folder = Draft().write(tmp_path)
    (folder / "places.jsonl").write_text("\n")

    assert findings(folder) == [
        "places.jsonl:1: empty: warning: the file holds no record: write one, or delete the file"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(alphabet="-: \n\t#[]{}\"'&*!|>%@`,?aid\\0é\x00\ufeff", max_size=80), jsonl=st.booleans())
def test_no_text_whatever_is_a_traceback(tmp_path: Path, text: str, jsonl: bool) -> None:
    folder = Draft().write(tmp_path)
    for suffix in ("jsonl", "yaml"):
        (folder / f"places.{suffix}").unlink(missing_ok=True)
    (folder / f"places.{'jsonl' if jsonl else 'yaml'}").write_text(text, "utf-8")

    assert all(finding.file.startswith("places.") for finding in load(folder).findings)
