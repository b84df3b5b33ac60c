"""Owners: a claimant or carrier is named where the claim is cited, by one of its names or roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.articles import Held
from tests.unit.test_verify import findings


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


ADVICE = "or add the article's word to its `aliases`"


@pytest.mark.parametrize(
    ("field", "value", "line", "name"),
    [("claimant", "town", 8, "town"), ("appearances.0.relayed_by", ["town"], 12, "town")],
)
def test_an_owner_whom_the_document_does_not_name_is_an_error(
    held: Held, field: str, value: Any, line: int, name: str
) -> None:
    held.draft.set("b001", field, value)

    assert findings(held) == [
        f"claims/boats.yaml:{line}: owner: `{name}` is named nowhere in [1]: correct it, {ADVICE}"
    ]


def test_an_owner_who_is_named_elsewhere_alone_is_a_warning(held: Held) -> None:
    held.draft.set("b001", "claimant", "town")
    held.article("d1", 3, f"{held.texts['d1'][2]} So the Council.").record()

    assert findings(held) == [
        "claims/boats.yaml:8: owner: warning: `town` is not named in [1] §2, but elsewhere in [1]:"
        " correct it, cite the paragraph that names it too, or add the passage's word to its `aliases`"
    ]


@pytest.mark.parametrize("field", ["names", "full", "role"])
def test_a_name_or_a_role_will_do_whatever_its_case_and_accents(held: Held, field: str) -> None:
    words = {"en": "Sáturday the", "fr": "samedi"}
    held.draft.set("actors/town", field, words).set("b001", "claimant", "town")

    assert findings(held) == []


def test_whom_the_document_does_not_name_is_nobody_to_look_for(held: Held) -> None:
    held.draft.set("actors/town", "named", False).set("b001", "claimant", "town")
    held.draft.set("b001", "attribution", "anonymous")

    assert findings(held) == []
