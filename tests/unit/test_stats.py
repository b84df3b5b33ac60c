"""Accounts: what holds a paragraph, a number or a date, and which written reasons are needed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.settings import SHIPPED
from corpus.reading import load
from corpus.schemas import unheld_schema
from corpus.stats import Account, Stats, Status, account
from tests.articles import Held
from tests.unit.test_verify import ARTICLES


@pytest.fixture
def held(tmp_path: Path) -> Held:
    undated = Held(tmp_path).article("d1", 1, "The Gazette, a paper of the harbour")
    return undated.article("d2", 2, "The Gazette").record()


def stats(held: Held) -> Stats:
    return account(held.load(), held.dossier, held.articles)


def line(one: Account) -> str:
    answer = ", ".join(one.holders) or (f"reason: {one.reason}" if one.reason else one.status.value)
    return f"[{one.document}] §{one.paragraph} {one.text or 'all'}: {answer}"


def lines(held: Held, paragraph: str = "") -> list[str]:
    return [line(one) for one in stats(held).accounts if line(one).startswith(paragraph)]


def reasons(held: Held, *entries: dict[str, Any]) -> None:
    held.draft.files["unheld.yaml"] = list(entries)


def why(held: Held) -> list[str]:
    return list(map(str, stats(held).findings))


def test_every_paragraph_number_and_date_has_an_account(held: Held) -> None:
    held.article("d2", 3, "Two of them were new in June 2023.").record()

    assert lines(held) == [
        "[1] §1 all: UNACCOUNTED",
        "[1] §2 all: claim b001",
        "[1] §2 300: claim b001",
        "[1] §2 1: note 1",
        "[1] §3 all: claim b003, claim b004, claim b005",
        "[1] §3 4,100: claim b003",
        "[1] §3 10: claim b005",
        "[1] §3 2: note 2",
        "[1] §4 all: note 1, note 2",
        "[1] §4 1: note 1",
        "[1] §4 1: UNACCOUNTED",
        "[1] §4 2: note 2",
        "[1] §4 2: UNACCOUNTED",
        "[2] §1 all: claim b002",
        "[2] §1 30: claim b002",
        "[2] §1 60: claim b002",
        "[2] §2 all: UNACCOUNTED",
        "[2] §3 all: UNACCOUNTED",
        "[2] §3 Two: UNACCOUNTED",
        "[2] §3 June 2023: UNACCOUNTED",
        "[2] §4 all: UNACCOUNTED",
    ]
    assert Counter(one.status for one in stats(held).accounts) == {Status.HELD: 13, Status.UNACCOUNTED: 8}
    assert stats(held).failed


def test_written_reasons_account_for_what_nothing_holds(held: Held) -> None:
    reasons(
        held,
        {"document": "d1", "paragraph": 1, "reason": "the paper’s name"},
        {"document": "d1", "paragraph": 4, "reason": "the end of an address"},
        {"document": "d2", "paragraph": 2, "reason": "the paper’s name"},
        {"document": "d2", "paragraph": 3, "reason": "of no interest"},
        {"document": "d2", "paragraph": 3, "text": "Two", "reason": "said elsewhere"},
        {"document": "d2", "paragraph": 4, "reason": "without content"},
    )

    assert [line(one) for one in stats(held).accounts if one.reason] == [
        "[1] §1 all: reason: the paper’s name",
        "[1] §4 1: reason: the end of an address",
        "[1] §4 2: reason: the end of an address",
        "[2] §2 all: reason: the paper’s name",
        "[2] §3 all: reason: of no interest",
        "[2] §3 Two: reason: of no interest",
        "[2] §4 all: reason: without content",
    ]
    assert (stats(held).unaccounted, stats(held).findings, stats(held).failed) == ((), (), False)


def test_a_reason_for_words_is_none_for_their_paragraph(held: Held) -> None:
    held.article("d2", 3, "One or three, of three Two of three.").record()
    reasons(held, {"document": "d2", "paragraph": 3, "text": "of three Two", "reason": "said elsewhere"})

    assert lines(held, "[2] §3") == [
        "[2] §3 all: UNACCOUNTED",
        "[2] §3 three: UNACCOUNTED",
        "[2] §3 three: reason: said elsewhere",
        "[2] §3 Two: reason: said elsewhere",
        "[2] §3 three: UNACCOUNTED",
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            {"document": "d9", "paragraph": 1, "reason": "x"},
            "1: unheld: there is no document `d9`",
        ),
        (
            {"document": "d2", "paragraph": 5, "reason": "x"},
            "2: unheld: there is no §5: [2] has 4 paragraphs",
        ),
        (
            {"document": "d2", "paragraph": 1, "reason": "x"},
            "3: unheld: §1 of `d2` needs no reason, the dossier holds it: delete the entry",
        ),
        (
            {"document": "d1", "paragraph": 2, "text": "300", "reason": "x"},
            "4: unheld: “300” needs no reason, the dossier holds it: delete the entry",
        ),
        (
            {"document": "d2", "paragraph": 3, "text": "two", "reason": "x"},
            "3: unheld: “two” does not stand in §3 of `d2`: correct it, or delete the entry",
        ),
        (
            {"document": "d2", "paragraph": 3, "text": "Two of them were new, or so they say", "reason": "x"},
            "3: unheld: give the number or date alone, 8 words at most",
        ),
    ],
)
def test_a_reason_that_is_none_is_a_finding(held: Held, entry: dict[str, Any], expected: str) -> None:
    reasons(held, entry)

    assert why(held) == [f"unheld.yaml:{expected}"]
    assert stats(held).failed


def test_a_reason_may_quote_eight_words(held: Held) -> None:
    held.article("d2", 3, "Two of the boats of the town were new.").record()
    reasons(
        held, {"document": "d2", "paragraph": 3, "text": "Two of the boats of the town were", "reason": "x"}
    )

    assert why(held) == []


def test_the_same_words_have_one_reason(held: Held) -> None:
    entry = {"document": "d2", "paragraph": 4, "reason": "x"}
    reasons(held, entry, entry | {"reason": "y"})

    assert why(held) == ["unheld.yaml:4: unheld: the same words have a reason already: keep one"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# nothing yet\n", []),
        ("[]\n", []),
        ("document: d1\n", ["field"]),
        ("- document: d1\n  paragraph: [\n", ["syntax"]),
        ("- document: d1\n  paragraph: one\n  reason: x\n", ["field"]),
    ],
)
def test_the_file_of_reasons_may_be_empty_and_is_read_with_care(
    held: Held, text: str, expected: list[str]
) -> None:
    loaded = held.load()
    (held.dossier / "unheld.yaml").write_text(text)

    found = account(loaded, held.dossier, held.articles).findings
    assert [one.rule for one in found] == expected


def test_an_editor_completes_reasons_by_their_schema() -> None:
    validator = Draft202012Validator(unheld_schema())
    entry = {"document": "d1", "paragraph": 1, "reason": "x"}

    assert validator.is_valid([entry, entry | {"text": "300"}])
    for wrong in (entry, [entry | {"paragraph": 0}], [entry | {"words": "300"}], [{"document": "d1"}]):
        assert not validator.is_valid(wrong)


def test_a_file_of_reasons_that_cannot_be_read_is_a_finding(held: Held) -> None:
    loaded = held.load()
    (held.dossier / "unheld.yaml").mkdir()

    assert list(map(str, account(loaded, held.dossier, held.articles).findings)) == [
        "unheld.yaml:1: unreadable: the file cannot be read: Is a directory"
    ]


def passage(held: Held, text: str, anchor: str, **claim: Any) -> None:
    """Have claim b004, an event, told by a passage of its own, [2] §4."""
    held.article("d2", 4, text)
    place = held.draft.record("b002")["appearances"][0]
    held.draft.set("b004", "appearances", [place | {"paragraph": 4, "anchor": anchor}])
    for field, value in claim.items():
        held.draft.set("b004", field, value)
    held.record()


def test_a_number_is_held_by_the_words_of_a_claim(held: Held) -> None:
    passage(
        held,
        "Two storms struck within three hours.",
        "storms struck",
        gloss={"en": "2 storms", "fr": "Trois heures"},
    )

    assert lines(held, "[2] §4") == [
        "[2] §4 all: claim b004",
        "[2] §4 Two: claim b004",
        "[2] §4 three: claim b004",
    ]


def test_a_number_of_another_magnitude_is_not(held: Held) -> None:
    passage(
        held,
        "Thousands came, 1,000 of them by sea.",
        "came",
        gloss={"en": "Thousands", "fr": "Ils sont venus"},
    )

    assert lines(held, "[2] §4")[1:] == ["[2] §4 Thousands: claim b004", "[2] §4 1,000: UNACCOUNTED"]


@pytest.mark.parametrize("anchor", ["Two storms", "sides, Two", "Two"])
def test_words_mean_the_number_that_the_anchor_covers(held: Held, anchor: str) -> None:
    gloss = {"en": "Two storms", "fr": "Des orages"}
    passage(held, "From two sides, Two storms came, two of them strong.", anchor, gloss=gloss)

    assert lines(held, "[2] §4")[1:] == [
        "[2] §4 two: UNACCOUNTED",
        "[2] §4 Two: claim b004",
        "[2] §4 two: UNACCOUNTED",
    ]


def test_a_number_in_brackets_with_other_words_calls_no_note(held: Held) -> None:
    held.article(
        "d1", 3, "Of a fleet of 4,100 hulls the storm struck [2 or more], under 10% of them[2 ] [2]."
    )
    held.record()

    assert lines(held, "[1] §3 2") == [
        "[1] §3 2: UNACCOUNTED",
        "[1] §3 2: UNACCOUNTED",
        "[1] §3 2: note 2",
    ]


def test_a_number_is_held_by_a_label_or_the_base_of_a_percentage(held: Held) -> None:
    held.article(
        "d1", 3, "Of a fleet of 4,100 hulls, 7 the storm struck of 12 old ones, under 10% of them[2]."
    )
    held.draft.set("b005", "estimate.base.gloss.en", "12 old hulls").set(
        "b004", "label", held.draft.texts("7 hulls")
    )
    held.record()

    assert lines(held, "[1] §3")[1:] == [
        "[1] §3 4,100: claim b003",
        "[1] §3 7: claim b004",
        "[1] §3 12: claim b005",
        "[1] §3 10: claim b005",
        "[1] §3 2: note 2",
    ]


def test_a_figure_holds_a_number_only_where_an_anchor_covers_it(held: Held) -> None:
    held.article("d2", 1, "People on the quay speak of between 30 and 60 in all, and others of 30.").record()

    assert lines(held, "[2] §1")[1:] == [
        "[2] §1 30: claim b002",
        "[2] §1 60: claim b002",
        "[2] §1 30: UNACCOUNTED",
    ]


def test_an_anchor_that_does_not_stand_covers_no_number(held: Held) -> None:
    held.draft.set("b002", "appearances.0.anchor", "from 30 to 60").set("b002", "gloss.en", "So many.")
    held.draft.set("b002", "gloss.fr", "Tant.")

    assert lines(held, "[2] §1")[1:] == ["[2] §1 30: UNACCOUNTED", "[2] §1 60: UNACCOUNTED"]


def test_an_anchor_covers_the_place_that_its_nth_says(held: Held) -> None:
    held.article("d2", 1, "Some speak of between 30 and 60, others too of between 30 and 60.").record()
    held.draft.set("b002", "appearances.0.nth", 2)

    assert [line.partition(": ")[2] for line in lines(held, "[2] §1")[1:]] == [
        "UNACCOUNTED",
        "UNACCOUNTED",
        "claim b002",
        "claim b002",
    ]


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("It struck on 1 March 2024.", {"period": "2024-03-01"}, "1 March 2024: claim b004, event e001"),
        ("It struck on 2 March 2024.", {"period": "2024-03"}, "2 March 2024: UNACCOUNTED"),
        ("It struck in March 2024.", {"period": "2024-03"}, "March 2024: claim b004, event e001"),
        ("It struck on 3 March.", {"period": "2024-03-03"}, "3 March: claim b004"),
        ("It struck in 2024.", {"period": "../2024"}, "2024: claim b004, event e001"),
        ("It struck on 3 May.", {"said_on": "2024-05-03"}, "3 May: claim b004"),
        ("It struck in 1999.", {"gloss": {"en": "It struck in 1999", "fr": "x"}}, "1999: claim b004"),
        ("It struck the 1960s.", {"gloss": {"en": "x", "fr": "Les années 1960"}}, "1960s: claim b004"),
        ("It struck 1999 hulls.", {"gloss": {"en": "It struck 1,999 hulls", "fr": "x"}}, "1999: claim b004"),
    ],
)
def test_a_date_is_held_by_who_says_all_that_the_article_does(
    held: Held, text: str, fields: dict[str, Any], expected: str
) -> None:
    held.draft.drop("b004", "period")
    passage(held, text, "It struck", **fields)

    assert lines(held, "[2] §4")[1:] == [f"[2] §4 {expected}"]


@pytest.mark.parametrize("dating", ["note", "publication"])
def test_a_date_that_was_read_elsewhere_holds_none(held: Held, dating: str) -> None:
    held.draft.set("e001", "dating", dating)
    passage(held, "It struck on 1 March 2024.", "It struck", period="2024-03-01", dating=dating)

    assert lines(held, "[2] §4")[1:] == ["[2] §4 1 March 2024: UNACCOUNTED"]


def test_a_withdrawn_event_or_claim_holds_nothing(held: Held) -> None:
    passage(held, "It struck on 1 March 2024.", "It struck", period="2024")
    gone = {"date": "2024-05-02", "reason": held.draft.texts("Not so.")}
    held.draft.add("corrections.yaml", gone | {"id": "c002", "target": "e001"})
    assert lines(held, "[2] §4") == ["[2] §4 all: claim b004", "[2] §4 1 March 2024: UNACCOUNTED"]

    held.draft.add("corrections.yaml", gone | {"id": "c003", "target": "b004"})
    assert lines(held, "[2] §4") == ["[2] §4 all: UNACCOUNTED", "[2] §4 1 March 2024: UNACCOUNTED"]
    assert stats(held).claims_of_topic == {"boats": 4}


def test_a_note_holds_its_paragraph_its_call_and_the_date_of_its_address(held: Held) -> None:
    held.article("d1", 4, "[1] https://a.example/2024/03/09/storm-300 [2] https://a.example/b").record()
    held.draft.set("d1", "footnotes.0.url", "https://a.example/2024/03/09/storm-300")
    held.draft.set("d1", "footnotes.0.dates", "2024-03-09")

    assert lines(held, "[1] §4") == [
        "[1] §4 all: note 1, note 2",
        "[1] §4 1: note 1",
        "[1] §4 2024/03/09: note 1",
        "[1] §4 300: UNACCOUNTED",
        "[1] §4 2: note 2",
    ]


def test_the_title_and_asides_are_held_by_the_document(held: Held) -> None:
    held.article("d2", 2, "A  night of storm").article("d2", 3, "More from us: 12 stories, since May 2020")
    held.draft.set("d2", "title", "A night of storm")
    text = {"en": "12 other stories since May 2020 (§3)", "fr": "x"}
    held.draft.set("d2", "defects", [{"kind": "boilerplate", "paragraphs": [3], "text": text}])
    held.record()

    assert lines(held, "[2] §2") == ["[2] §2 all: title"]
    assert lines(held, "[2] §3") == [
        "[2] §3 all: defect boilerplate",
        "[2] §3 12: defect boilerplate",
        "[2] §3 May 2020: defect boilerplate",
    ]


def test_a_defect_of_another_kind_holds_numbers_alone_and_not_by_naming_paragraphs(held: Held) -> None:
    text = {"en": "Two here are 12 in §3 and 4", "fr": "x"}
    held.article("d2", 3, "Two of 3 and 4.").record()
    held.draft.set("d2", "defects", [{"kind": "inconsistent", "paragraphs": [3], "text": text}])

    assert lines(held, "[2] §3") == [
        "[2] §3 all: UNACCOUNTED",
        "[2] §3 Two: defect inconsistent",
        "[2] §3 3: UNACCOUNTED",
        "[2] §3 4: UNACCOUNTED",
    ]


def test_claims_are_counted_by_topic_and_document(held: Held) -> None:
    both = [held.draft.record(name)["appearances"][0] for name in ("b004", "b002")]
    held.draft.set("b004", "appearances", both)

    counted = stats(held)
    assert counted.claims == {("boats", 1): 4, ("boats", 2): 2}
    assert counted.claims_of_topic == {"boats": 5}


def test_without_the_articles_only_claims_are_counted(held: Held) -> None:
    skipped = account(held.load(), held.dossier, None)

    assert (skipped.skipped, skipped.accounts, skipped.failed) == (True, (), False)
    assert skipped.claims_of_topic == {"boats": 5}


def test_an_article_that_is_not_at_hand_is_a_finding_and_its_reasons_are_let_be(held: Held) -> None:
    reasons(held, {"document": "d2", "paragraph": 1, "reason": "x"})
    loaded = held.load()
    held.path("d2").unlink()

    found = account(loaded, held.dossier, held.articles)
    assert list(map(str, found.findings)) == [
        "documents/002.yaml:3: article: there is no 002.txt in the folder of the articles"
    ]
    assert {one.document for one in found.accounts} == {1}


def test_a_dossier_that_cannot_be_read_has_no_accounts(held: Held) -> None:
    held.draft.drop("b001", "gloss")
    loaded = held.load()

    assert account(loaded, held.dossier, held.articles) == Stats(findings=loaded.findings)
    assert stats(held).failed


@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"the articles are not at hand in {ARTICLES}")
def test_nothing_of_the_first_articles_is_unaccounted_for() -> None:
    found = account(load(SHIPPED), SHIPPED, ARTICLES)

    assert list(map(line, found.unaccounted)) == []
    assert list(map(str, found.findings)) == []
    assert {one.document for one in found.accounts} == {1, 2, 3, 4, 5}
