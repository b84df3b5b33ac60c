"""The lists of licences and of known vulnerabilities: what they say, and that they never claim too much."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deploy import audit, licences
from deploy.licences import Row

PINS = "b==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\nA.c==1.0 \\\n    --hash=sha256:00\n"


def test_the_pins_are_read_with_their_markers_and_in_order() -> None:
    assert licences.pinned(PINS) == [("A.c", "1.0"), ("b", "2.0")]


@pytest.mark.parametrize(
    ("metadata", "classifiers", "said"),
    [
        (
            {"License-Expression": "MIT", "License": "the MIT licence"},
            ["License :: OSI Approved :: X"],
            "MIT",
        ),
        ({"License": "Apache 2"}, ["License :: OSI Approved :: Apache Software License"], "Apache 2"),
        (
            {"License": "Permission is hereby\ngranted"},
            ["License :: OSI Approved :: MIT License"],
            "MIT License",
        ),
        ({}, ["Topic :: Text"], "not stated"),
    ],
)
def test_a_licence_is_what_the_metadata_say(
    metadata: dict[str, str], classifiers: list[str], said: str
) -> None:
    assert licences.stated(metadata, classifiers) == said


def test_a_copyleft_is_named_and_a_package_of_other_systems_keeps_what_was_said_of_it() -> None:
    before = licences.text([Row("a", "1", "MIT"), Row("c", "3", "BSD License")])
    rows = licences.completed(
        [Row("a", "1", "LGPL-3.0-only"), Row("b", "2", None), Row("c", "3", None)], before
    )
    told = licences.text(rows)
    assert told.splitlines()[5:10] == [
        "| package | version | licence |",
        "| --- | --- | --- |",
        "| a | 1 | LGPL-3.0-only |",
        "| b | 2 | not installed where this was made |",
        "| c | 3 | BSD License |",
    ]
    assert [line for line in told.splitlines() if line.startswith("- ")] == ["- a: LGPL-3.0-only"]


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


WELL = {"name": "a", "version": "1", "vulns": []}
ILL = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}]}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("told", "lines", "code"),
    [
        (report(WELL), ["no known vulnerability in 1 packages"], 0),
        (report(WELL, ILL), ["b 2: PYSEC-1, mended in 2.1, 3.0"], 1),
        (
            report(WELL, UNKNOWN),
            ["no known vulnerability in 1 packages", "nothing is known of 1 of 2 packages"],
            0,
        ),
        (report(UNKNOWN), ["skipped: the package index here tells nothing of vulnerabilities"], 0),
        ("", ["skipped: the auditor could not be run here"], 0),
    ],
)
def test_an_audit_says_what_is_known_and_skipped_is_never_well(
    told: str, lines: list[str], code: int
) -> None:
    assert audit.verdict(told) == (lines, code)


def test_what_the_threat_list_names_is_there() -> None:
    root = Path(__file__).parents[2]
    named = re.findall(r"`([^`\s]+)`", (root / "SECURITY.md").read_text("utf-8").partition("| --- |")[2])
    tests = {one for one in named if one.startswith("test_")}
    files = {one for one in named if re.fullmatch(r"[\w.]+(/[\w.]+)+|[A-Z]+\.md", one)}
    defined = {
        found
        for file in root.glob("tests/**/test_*.py")
        for found in re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert tests
    assert files
    assert sorted(tests - defined) == []
    assert sorted(file for file in files if not (root / file).exists()) == []
