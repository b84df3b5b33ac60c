"""Dates read in the text stand in it; inferred ones stand there in part; windows have their evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles import Held
from tests.unit.test_verify import findings, outcome


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


def dated(held: Held, text: str, date: str, dating: str = "text", language: str = "en") -> None:
    """Have claim b002 read its date in [2], in a passage of its own words and language."""
    held.draft.set("d2", "language", language).set("d2", "published", "2024-04-02/..")
    held.article("d2", 1, "Between 30 and 60." if language == "en" else "30-60.").article("d2", 3, text)
    held.article("d2", 2, "The Gazette, 2024-04-02")
    held.draft.set("b002", "appearances.0.anchor", "30 and 60" if language == "en" else "30-60")
    held.draft.drop("b002", "as_of").set("b002", "period", date).set("b002", "dating", dating)
    held.record()


@pytest.mark.parametrize(
    ("text", "date", "language"),
    [
        ("It was on 5 May 2023.", "2023-05-05", "en"),
        ("It was on 5 May 2023.", "2023-05", "en"),
        ("It was on 5 May 2023.", "2023", "en"),
        ("It was on 5 May 2023.", "../2023-05-05", "en"),
        ("It lasted from 5 May 2023 to 6 June 2023.", "2023-05-05/2023-06-06", "en"),
        ("Entre janvier et mars 2023.", "2023-01/2023-03", "fr"),
        ("Am 5. Mai 2023.", "2023-05-05", "de"),
        ("El 5 de mayo de 2023.", "2023-05-05", "es"),
        ("Dans les années 1960.", "196X", "fr"),
    ],
)
def test_a_date_that_the_text_states_passes(held: Held, text: str, date: str, language: str) -> None:
    dated(held, text, date, language=language)

    assert findings(held) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It was on 5 May 2023.", "2023-05-06"),
        ("It was in May 2023.", "2023-05-05"),
        ("It was on 5 May.", "2023-05-05"),
        ("It was on 5 May 2023.", "2023-05-05/2023-06-06"),
        ("It was on Friday.", "2023-05-05"),
        ("See https://a.example/2023/05/05/storm", "2023-05-05"),
    ],
)
def test_a_date_that_the_text_does_not_state_is_found(held: Held, text: str, date: str) -> None:
    dated(held, text, date)

    assert findings(held) == [
        f"claims/boats.yaml:23: date: no document that is cited here states {date}: correct it, or give"
        " `dating: inferred` where the text states it in part or by another day"
    ]
    assert outcome(held).failed == {"b002"}


@pytest.mark.parametrize(
    ("text", "date"), [("It was on 5 May.", "2023-05-05"), ("It was in late 2023.", "2023-12~/..")]
)
def test_an_inferred_date_stands_there_in_part(held: Held, text: str, date: str) -> None:
    dated(held, text, date, "inferred")

    assert findings(held) == []


@pytest.mark.parametrize(
    ("text", "date", "language", "words"),
    [
        ("Le 28 avril dernier.", "2023-04-27", "fr", "28 avril dernier"),
        ("Le 28 avril dernier.", "2023-05-28", "fr", "28 avril dernier"),
        ("Le 28 avril dernier.", "2022-04-28", "fr", "28 avril dernier"),
        ("Le 28 avril dernier.", "2024-04-28", "fr", "28 avril dernier"),
        ("Fin 2023, un vendredi soir.", "2023-11", "fr", "2023"),
        ("Début avril, un vendredi.", "2023-04-28", "fr", "avril"),
        ("In May, last Friday.", "2023-06-02", "en", "May"),
        ("It was in May 2023.", "2023-05-05", "en", "May 2023"),
        ("It was in 2023.", "2023-05", "en", "2023"),
        ("Ende 2023.", "2023-10", "de", "2023"),
        ("A mediados de 2023.", "2023-12", "es", "2023"),
        ("In the third quarter of 2023.", "2023-05", "en", "2023"),
    ],
)
def test_an_inferred_date_agrees_with_the_part_that_the_passage_states(
    held: Held, text: str, date: str, language: str, words: str
) -> None:
    dated(held, "Nothing else.", date, "inferred", language)
    sentence = f"{'Between 30 and 60' if language == 'en' else '30-60'}. {text}"
    held.article("d2", 1, sentence).record()

    assert [line.partition(": ")[2] for line in findings(held)] == [
        f"date: “{words}” in the passage does not lead to {date}: correct it, or leave it out"
    ]


@pytest.mark.parametrize(
    ("text", "date", "language"),
    [
        ("Le 28 avril dernier.", "2023-04-28", "fr"),
        ("Fin 2023.", "2023-12~", "fr"),
        ("Fin 2023.", "2023-36", "fr"),
        ("Début avril, un vendredi.", "2023-04-07", "fr"),
        ("In May 2023, on a Friday.", "2023-05-05", "en"),
        ("In the third quarter of 2023.", "2023-08", "en"),
        ("Im Sommer 2023.", "2023-07", "de"),
        ("A mediados de 2023.", "2023-06", "es"),
    ],
)
def test_an_inferred_date_that_the_passage_leads_to_passes(
    held: Held, text: str, date: str, language: str
) -> None:
    dated(held, "Nothing else.", date, "inferred", language)
    sentence = f"{'Between 30 and 60' if language == 'en' else '30-60'}. {text}"
    held.article("d2", 1, sentence).record()

    assert findings(held) == []


def test_an_inferred_date_may_be_told_by_another_day_in_the_passage(held: Held) -> None:
    dated(held, "Nothing else.", "2023-05-05", "inferred")
    (found,) = findings(held)
    assert found.endswith(
        "in the document that is cited here leads to 2023-05-05: correct it, or leave it out"
    )

    held.article("d2", 1, "On Friday, between 30 and 60.").record()
    assert findings(held) == []


def test_what_the_text_states_is_not_inferred(held: Held) -> None:
    dated(held, "It was on 5 May 2023.", "2023-05-05", "inferred")

    (found,) = findings(held)
    assert found.endswith("the text states 2023-05-05 as it is: it is not inferred, but `dating: text`")


def test_an_event_is_dated_by_the_documents_that_tell_it(held: Held) -> None:
    held.draft.set("e001", "date", "2024-03-15")
    assert findings(held) == [
        "events.yaml:2: date: no document that is cited here states 2024-03-15: correct it, or give"
        " `dating: inferred` where the text states it in part or by another day"
    ]

    held.draft.set("e001", "claims", ["b004", "b002"])
    assert findings(held) == []


def test_the_window_of_a_document_stands_in_it_or_in_one_that_its_evidence_names(held: Held) -> None:
    held.draft.set("d2", "published", "2024-03-10/..")
    assert findings(held) == [
        "documents/002.yaml:9: published: 2024-03-10/.. has a date that [2] does not state:"
        " correct it, or name in `published_evidence` the document, [n], that does"
    ]

    held.draft.set("d2", "published_evidence", {"en": "Its harbour is [1]'s.", "fr": "Le port de [1]."})
    assert findings(held) == []


def test_the_window_of_a_document_may_be_set_by_the_address_of_a_note(held: Held) -> None:
    held.draft.set("d1", "published", "2024-03-12/..").set(
        "d1", "footnotes.0.url", "https://a.example/2024-03-12/"
    )
    held.article("d1", 4, "[1] https://a.example/2024-03-12/ [2] https://a.example/2").record()

    assert findings(held) == []


def test_the_day_on_which_something_was_said_stands_in_a_cited_passage_or_is_worth_a_look(held: Held) -> None:
    held.draft.set("b004", "said_on", "2024-03-01")
    assert findings(held) == [
        "claims/boats.yaml:41: date: warning: 2024-03-01 stands in the document, and in no passage that is"
        " cited here: correct it, or cite the passage that states it"
    ]

    held.article("d1", 3, f"{held.texts['d1'][2]} It was on 1 March.").record()
    assert findings(held) == []


def test_what_one_claimant_said_on_one_day_is_dated_once(held: Held) -> None:
    held.draft.set("b004", "said_on", "2024-03-01").set("b004", "claimant", "mayor")
    held.draft.set("b004", "attribution", "named").set("b001", "said_on", "2024-03-01")
    held.article("d1", 3, f"{held.texts['d1'][2]} So the mayor.").record()

    assert findings(held) == []
