"""Hedges: the word beside a number and the comparator say the same, in every language known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.articles import Held
from tests.unit.test_verify import findings


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


def figure(held: Held, language: str, text: str, anchor: str, **estimate: Any) -> list[str]:
    """What is found when b002 reads such a figure in [2]."""
    held.draft.set("d2", "language", language)
    held.article("d2", 1, text).draft.set("b002", "gloss", {"en": "So many.", "fr": "Tant."})
    held.draft.set("b002", "estimate", estimate | {"unit": "boats"})
    held.draft.set("b002", "appearances.0.anchor", anchor)
    return [line.partition(": ")[2] for line in findings(held.record())]


@pytest.mark.parametrize(
    ("language", "text", "estimate"),
    [
        ("fr", "300 barques", {"comparator": "exact", "best": 300}),
        ("fr", "un total de 300 barques", {"comparator": "exact", "best": 300}),
        ("fr", "plus de 300 barques", {"comparator": "more_than", "low": 300}),
        ("fr", "au moins 300 barques", {"comparator": "at_least", "low": 300}),
        ("fr", "pas moins de 300 barques", {"comparator": "at_least", "low": 300}),
        ("fr", "300 barques au moins", {"comparator": "at_least", "low": 300}),
        ("fr", "jusqu’à 300 barques", {"comparator": "up_to", "high": 300}),
        ("fr", "jusqu’à près de 300 barques", {"comparator": "up_to", "high": 300}),
        ("fr", "pas plus de 300 barques", {"comparator": "up_to", "high": 300}),
        ("fr", "moins de 300 barques", {"comparator": "less_than", "high": 300}),
        ("fr", "environ 300 barques", {"comparator": "about", "best": 300}),
        ("fr", "quelque 300 barques", {"comparator": "about", "best": 300, "hedge": "about"}),
        ("fr", "300 barques environ", {"comparator": "about", "best": 300}),
        ("fr", "une centaine de barques", {"comparator": "about", "best": 100}),
        ("fr", "plus d’une centaine de barques", {"comparator": "more_than", "low": 100}),
        ("fr", "près de 300 barques", {"comparator": "about", "best": 300, "hedge": "nearly"}),
        ("fr", "entre 30 et 60 barques", {"comparator": "between", "low": 30, "high": 60}),
        ("fr", "de 30 à 60 barques", {"comparator": "between", "low": 30, "high": 60}),
        ("fr", "des milliers de barques", {"comparator": "order_of_magnitude", "magnitude": 1000}),
        ("en", "more than US$300", {"comparator": "more_than", "low": 300}),
        ("en", "300 or more", {"comparator": "at_least", "low": 300}),
        ("en", "as many as 300", {"comparator": "up_to", "high": 300}),
        ("en", "fewer than 300", {"comparator": "less_than", "high": 300}),
        ("en", "almost 300", {"comparator": "about", "best": 300, "hedge": "nearly"}),
        ("en", "300-400 boats", {"comparator": "between", "low": 300, "high": 400}),
        ("de", "mehr als 300 Boote", {"comparator": "more_than", "low": 300}),
        ("de", "knapp 300 Boote", {"comparator": "about", "best": 300, "hedge": "nearly"}),
        ("de", "300 bis 400 Boote", {"comparator": "between", "low": 300, "high": 400}),
        ("es", "al menos 300 barcos", {"comparator": "at_least", "low": 300}),
        ("es", "entre 300 y 400 barcos", {"comparator": "between", "low": 300, "high": 400}),
        ("nl", "meer dan 300 boten", {"comparator": "more_than", "low": 300}),
    ],
)
def test_a_comparator_that_its_words_license_passes(
    held: Held, language: str, text: str, estimate: dict[str, Any]
) -> None:
    assert figure(held, language, f"Voilà: {text}.", text, **estimate) == []


def beside(words: str, comparator: str, wanted: str) -> str:
    return (
        f"hedge: “{words}” stands beside the number in [2] §1, and the figure is {comparator}:"
        f" make it {wanted}"
    )


@pytest.mark.parametrize(
    ("language", "text", "anchor", "estimate", "expected"),
    [
        ("fr", "plus de 300 barques", "300 barques", {"comparator": "exact", "best": 300},
         beside("plus de", "exact", "comparator: more_than")),
        ("fr", "environ 300 barques", "300 barques", {"comparator": "exact", "best": 300},
         beside("environ", "exact", "comparator: about")),
        ("fr", "près de 300 barques", "300 barques", {"comparator": "about", "best": 300},
         beside("près de", "about", "comparator: about, hedge: nearly")),
        ("fr", "environ 300 barques", "300 barques", {"comparator": "about", "best": 300, "hedge": "nearly"},
         beside("environ", "about (nearly)", "comparator: about")),
        ("fr", "une centaine de barques", "une centaine", {"comparator": "exact", "best": 100},
         beside("une centaine", "exact", "comparator: about")),
        ("en", "at least 300", "300", {"comparator": "more_than", "low": 300},
         beside("at least", "more_than", "comparator: at_least")),
        ("de", "bis zu 300 Boote", "300 Boote", {"comparator": "exact", "best": 300},
         beside("bis zu", "exact", "comparator: up_to")),
        ("es", "hasta 300 barcos", "300 barcos", {"comparator": "exact", "best": 300},
         beside("hasta", "exact", "comparator: up_to")),
        ("fr", "300 barques", "300 barques", {"comparator": "up_to", "high": 300},
         "hedge: no word beside the number in [2] §1 says up_to: correct the comparator"),
        ("fr", "entre 2 000 et 5 000 soldats", "5 000 soldats", {"comparator": "exact", "best": 5000},
         "range: “2 000 et 5 000” in [2] §1 is a range, and the figure exact:"
         " make it between, with both its ends"),
        ("fr", "de 2 000 à 5 000 soldats", "2 000", {"comparator": "exact", "best": 2000},
         "range: “2 000 à 5 000” in [2] §1 is a range, and the figure exact:"
         " make it between, with both its ends"),
        ("en", "30 boats, then 60", "30 boats, then 60", {"comparator": "between", "low": 30, "high": 60},
         "range: “30 boats, then 60” in [2] §1 is no range, and the figure is one: correct the comparator"),
    ],
)  # fmt: skip
def test_a_comparator_that_its_words_do_not_license_is_found(
    held: Held, language: str, text: str, anchor: str, estimate: dict[str, Any], expected: str
) -> None:
    assert expected in figure(held, language, f"Voilà: {text}.", anchor, **estimate)


def test_one_end_of_a_range_is_no_figure_of_its_own(held: Held) -> None:
    found = figure(
        held, "fr", "Entre 2 000 et 5 000 soldats.", "Entre 2 000 et 5 000", comparator="up_to", high=5000
    )
    assert [line.split(":")[0] for line in found] == ["hedge", "range", "anchor-number"]


def test_a_hedge_in_one_of_two_places_will_do(held: Held) -> None:
    held.article("d2", 3, "Others say 300.")
    found = figure(held, "en", "Nearly 300.", "Nearly 300", comparator="about", best=300, hedge="nearly")
    assert found == []

    again = held.draft.record("b002")["appearances"][0] | {"paragraph": 3, "anchor": "Others say 300"}
    held.draft.record("b002")["appearances"].append(again)
    assert findings(held.record()) == []


@pytest.mark.parametrize(
    ("language", "text", "per", "right"),
    [
        ("fr", "environ 300 barques par jour", "day", True),
        ("fr", "environ 300 barques par jour", "year", False),
        ("en", "about 300 boats a year", "year", True),
        (
            "en",
            "about 300 boats; and then, much later in this very long text, far away from it all, years",
            "year",
            False,
        ),
        ("de", "rund 300 Boote im Monat", "month", True),
        ("es", "unos 300 barcos por semana", "month", False),
    ],
)
def test_the_time_of_a_rate_is_a_word_beside_its_number(
    held: Held, language: str, text: str, per: str, right: bool
) -> None:
    held.draft.files["vocabulary.yaml"]["units"].append({"id": per, "format": {"en": "{n}", "fr": "{n}"}})
    rate = {"comparator": "about", "best": 300, "flow": "rate", "per": per}
    anchor = " ".join(text.split()[:3])

    assert figure(held, language, f"Voilà: {text}.", anchor, **rate) == (
        []
        if right
        else [
            f"rate: no word beside the figure in [2] §1 says `per: {per}`: correct it, or cite the word that"
            " does"
        ]
    )
