"""Figures, dates and quotations in words, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.phrases import dates, numbers
from bot.phrases.catalogue import Phrases
from corpus.dates import parse
from corpus.model import Estimate, Event, Unit

EN, FR = Phrases("en"), Phrases("fr")
NARROW, FIXED = "\u202f", "\u00a0"


def spoken(text: str) -> str:
    """Expected French as it is easier to type: plain spaces stand for both kinds that never break."""
    return text.replace(NARROW, " ").replace(FIXED, " ")


@pytest.mark.parametrize(
    ("estimate", "english", "french"),
    [
        ({"comparator": "exact", "best": 15000}, "15,000", "15 000"),
        ({"comparator": "about", "best": 50}, "about 50", "environ 50"),
        ({"comparator": "about", "best": 11000, "hedge": "nearly"}, "nearly 11,000", "près de 11 000"),
        ({"comparator": "at_least", "low": 12}, "at least 12", "au moins 12"),
        ({"comparator": "more_than", "low": 13000}, "more than 13,000", "plus de 13 000"),
        ({"comparator": "up_to", "high": 9}, "up to 9", "jusqu’à 9"),
        ({"comparator": "less_than", "high": 1}, "less than 1", "moins de 1"),
        ({"comparator": "between", "low": 2000, "high": 5000}, "2,000–5,000", "2 000 à 5 000"),
        (
            {"comparator": "order_of_magnitude", "magnitude": 1000},
            "thousands (no figure)",
            "des milliers (sans chiffre)",
        ),
        ({"comparator": "undisclosed"}, "number not disclosed", "nombre non communiqué"),
        ({"comparator": "exact", "best": 5_500_000_000}, "5.5 billion", "5,5 milliards"),
        ({"comparator": "exact", "best": 7_820_000_000_000}, "7.82 trillion", "7 820 milliards"),
        ({"comparator": "exact", "best": 0.43}, "0.43", "0,43"),
        (
            {"comparator": "about", "best": 100, "flow": "rate", "per": "day"},
            "about 100 a day",
            "environ 100 par jour",
        ),
        ({"comparator": "exact", "best": 3, "derived": "1 + 2"}, "3 (our arithmetic)", "3 (notre calcul)"),
    ],
)
def test_a_figure_is_said_as_its_claimant_gave_it(
    estimate: dict[str, Any], english: str, french: str
) -> None:
    made = Estimate.model_validate(estimate | {"unit": "people"})
    assert numbers.figure(made, None, EN) == english
    assert spoken(numbers.figure(made, None, FR)) == french


def test_a_unit_goes_around_the_number_its_own_way() -> None:
    money = Unit(
        id="usd",
        format={"en": "US${n}", "fr": "{n}\u00a0$"},
        scaled={"en": "US${n}", "fr": "{n} de dollars"},
    )
    made = Estimate.model_validate({"comparator": "between", "low": 2e6, "high": 5e6, "unit": "usd"})
    assert numbers.figure(made, money, EN) == "US$2–5 million"
    assert spoken(numbers.figure(made, money, FR)) == "2 à 5 millions de dollars"


def test_ends_of_different_scale_are_each_said_in_full() -> None:
    made = Estimate.model_validate({"comparator": "between", "low": 900_000, "high": 2e6, "unit": "people"})
    assert numbers.figure(made, None, EN) == "900,000–2 million"


def test_an_event_known_by_a_publication_alone_did_not_begin_then() -> None:
    fields = {"id": "e001", "date": "2025-11/..", "gloss": {"en": "They are there"}, "claims": ["a001"]}
    told = Event.model_validate(fields | {"dating": "publication", "modality": "planned"})
    stated = told.model_copy(update={"dating": "text"})
    assert spoken(dates.of_event(told, EN)) == "Nov 2025 or later, planned"
    assert spoken(dates.of_event(stated, FR)) == "à partir de nov. 2025, prévu"


def test_french_digits_never_break() -> None:
    made = Estimate.model_validate({"comparator": "exact", "best": 15000, "unit": "people"})
    assert numbers.figure(made, None, FR) == f"15{NARROW}000"


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        (None, "undated", "sans date"),
        ("2025-04-26", "26 Apr 2025", "26 avr. 2025"),
        ("2024-11-01", "1 Nov 2024", "1er nov. 2024"),
        ("2025-11", "Nov 2025", "nov. 2025"),
        ("2023-36", "Q4 2023", "T4 2023"),
        ("196X", "the 1960s", "années 1960"),
        ("../2025-04-30", "by 30 Apr 2025", "au plus tard le 30 avr. 2025"),
        ("../2024", "by 2024", "au plus tard en 2024"),
        ("2024-11-01/..", "from 1 Nov 2024", "à partir du 1er nov. 2024"),
        ("2006/..", "from 2006", "à partir de 2006"),
        ("2023-12~/..", "from about Dec 2023", "à partir d’environ déc. 2023"),
        ("2024-06/2024-11-01", "Jun to 1 Nov 2024", "de juin au 1er nov. 2024"),
        ("2025-04-26/2025-04-28", "26 to 28 Apr 2025", "du 26 au 28 avr. 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024 to 2 Jan 2025", "du 30 déc. 2024 au 2 janv. 2025"),
        ("2025-01-02/2025-03", "2 Jan to Mar 2025", "du 2 janv. à mars 2025"),
        ("2022/2024", "2022 to 2024", "de 2022 à 2024"),
        ("2025-04~", "about Apr 2025", "vers avr. 2025"),
        ("2025-04-26?", "26 Apr 2025 (uncertain)", "26 avr. 2025 (incertain)"),
    ],
)
def test_a_date_keeps_its_precision(edtf: str | None, english: str, french: str) -> None:
    when = parse(edtf) if edtf else None
    assert spoken(dates.moment(when, EN)) == english
    assert spoken(dates.moment(when, FR)) == french


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2025-04-26/..", "26 Apr 2025 or later", "26 avr. 2025 ou après"),
        ("../2025", "2025 or earlier", "2025 ou avant"),
        ("2024-06/2024-11-01", "Jun to 1 Nov 2024", "de juin au 1er nov. 2024"),
    ],
)
def test_a_publication_window_is_not_a_date(edtf: str, english: str, french: str) -> None:
    assert spoken(dates.window(parse(edtf), EN)) == english
    assert spoken(dates.window(parse(edtf), FR)) == french


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2025-04-26", "said 26 Apr 2025", "déclaré le 26 avr. 2025"),
        ("2025-04", "said Apr 2025", "déclaré en avr. 2025"),
        ("../2025-04-26", "said by 26 Apr 2025", "déclaré au plus tard le 26 avr. 2025"),
        ("2025-04-26/..", "said 26 Apr 2025 or later", "déclaré : 26 avr. 2025 ou après"),
        ("2024-06/2024-11-01", "said Jun to 1 Nov 2024", "déclaré de juin au 1er nov. 2024"),
    ],
)
def test_when_something_was_said_is_no_date_of_the_thing_said(edtf: str, english: str, french: str) -> None:
    assert spoken(dates.said(parse(edtf), EN)) == english
    assert spoken(dates.said(parse(edtf), FR)) == french


def test_a_month_on_the_timeline_says_that_its_day_is_not_stated() -> None:
    assert spoken(dates.on_timeline(parse("2022-02"), EN)) == "Feb 2022, day not stated"
    assert spoken(dates.on_timeline(parse("2022-02"), FR)) == "févr. 2022, jour non précisé"


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ("trois mots ici", "“trois mots ici”", f"«{FIXED}trois mots ici{FIXED}»"),
        ("dit « cela » hier", "“dit ‘cela’ hier”", f"«{FIXED}dit “cela” hier{FIXED}»"),
        ("“cela”", "“‘cela’”", f"«{FIXED}“cela”{FIXED}»"),
        ("« cela«", "“‘cela’”", f"«{FIXED}“cela”{FIXED}»"),
    ],
)
def test_quotations_nest(words: str, english: str, french: str) -> None:
    assert EN.quote(words) == english
    assert FR.quote(words) == french


def test_a_language_the_bot_does_not_speak_is_answered_in_english() -> None:
    assert Phrases("tlh").language == "en"


def test_an_editors_words_fall_back_to_the_dossiers_first_language() -> None:
    assert FR.pick({"de": "Truppen", "es": "tropas"}) == "Truppen"


def test_plurals_follow_the_language() -> None:
    said = [FR.count("{n} claim", "{n} claims", n) for n in (0, 1, 2)]
    assert said == ["0 affirmation", "1 affirmation", "2 affirmations"]
