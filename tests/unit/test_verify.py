"""Verification: what an article must say for its claims to pass, and what is said when it does not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import SHIPPED
from corpus import articles
from corpus.copied import SHORTEST, Wording
from corpus.reading import load
from corpus.text import document_hash, longest_shared_run
from corpus.verify import Verification, verify
from tests.articles import Held

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
"""The real articles, where a checkout has them beside it."""

CLAIMS = frozenset({"b001", "b002", "b003", "b004", "b005"})


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


def outcome(held: Held) -> Verification:
    return verify(held.load(), held.articles)


def findings(held: Held) -> list[str]:
    return list(map(str, outcome(held).findings))


def estimate(comparator: str, **amounts: Any) -> dict[str, Any]:
    return {"comparator": comparator, "unit": "boats", **amounts}


def figure(held: Held, text: str, anchor: str, estimate: dict[str, Any]) -> None:
    """Have claim b002 read its figure in another passage."""
    held.article("d2", 1, text).draft.set("b002", "estimate", estimate)
    held.draft.set("b002", "appearances.0.anchor", anchor).set(
        "b002", "gloss", {"en": "So many.", "fr": "Tant."}
    )
    held.record()


def test_a_dossier_that_its_articles_bear_out_is_verified_and_counted(held: Held) -> None:
    assert outcome(held) == Verification(
        findings=(),
        counts=Counter(
            documents=2,
            paragraphs=8,
            passages=3,
            anchors=5,
            figures=4,
            numbers=5,
            digits=13,
            notes=2,
            texts=36,
        ),
        verified=CLAIMS,
    )
    assert outcome(held).passed


def test_without_the_articles_nothing_is_verified_and_nothing_passed(held: Held) -> None:
    skipped = verify(held.load(), None)

    assert skipped == Verification(findings=(), skipped=True)
    assert not skipped.passed


def test_of_a_dossier_that_cannot_be_read_only_that_is_said(held: Held) -> None:
    held.draft.drop("b001", "gloss")
    loaded = held.load()
    assert len(loaded.findings) == 1

    assert verify(loaded, held.articles) == Verification(findings=loaded.findings)
    assert verify(loaded, None) == Verification(findings=loaded.findings, skipped=True)


def test_progress_tells_how_many_documents_are_done(held: Held) -> None:
    told: list[tuple[int, int]] = []
    verify(held.load(), held.articles, lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]


def test_a_changed_article_names_what_changed(held: Held) -> None:
    held.article("d1", 2, "On Saturday the mayor said 301 boats were lost[1], so the Agency.")

    assert findings(held) == [
        "claims/boats.yaml:12: anchor: “300 boats were lost” does not stand in [1] §2;"
        " `briefing dossier locate` finds it",
        "claims/boats.yaml:12: passage: [1] §2 is not the passage that was cited"
        " (its hash is 1:20e5d45ff13b1544): read the passage again, then `briefing dossier locate`",
        "documents/001.yaml:4: document-hash: 001.txt is not the article that was recorded (changed: §2):"
        f" if it is meant to be, go over its claims and write {document_hash(held.text('d1'))} here",
    ]
    result = outcome(held)
    assert (result.verified, result.failed) == (CLAIMS - {"b001"}, {"b001"})
    assert (result.counts["documents"], result.counts["passages"], result.counts["anchors"]) == (1, 2, 4)


def test_a_change_where_nothing_is_cited_fails_the_document_and_no_claim(held: Held) -> None:
    held.article("d2", 3, "Three of them were new.")

    assert findings(held) == [
        "documents/002.yaml:4: document-hash: 002.txt is not the article that was recorded (the cited"
        " passages are as they were, the change is in another): if it is meant to be, go over its claims and"
        f" write {document_hash(held.text('d2'))} here"
    ]
    assert outcome(held).verified == CLAIMS


def test_an_article_that_is_not_recorded_yet_is_told_its_hash(held: Held) -> None:
    held.draft.set("d2", "sha256", "0" * 64)

    hash_ = document_hash(held.text("d2"))
    assert findings(held) == [
        f"documents/002.yaml:4: document-hash: 002.txt is not recorded yet: write {hash_} here"
    ]


def test_many_changed_passages_are_counted(held: Held) -> None:
    claim = held.draft.like("b004")["appearances"][0]
    lines = [f"Passage {n}: the storm struck." for n in range(1, 11)]
    held.texts["d2"] += lines
    held.draft.set("b004", "appearances", [claim | {"document": "d2", "paragraph": n} for n in range(5, 15)])
    held.record()
    held.texts["d2"] = [f"{line} Or not." for line in held.texts["d2"]]

    assert any("(changed: §1, §5, §6, §7, §8, §9, §10, §11 and 3 more)" in line for line in findings(held))


def test_passages_that_moved_are_found_where_they_are(held: Held) -> None:
    held.texts["d2"].insert(0, "A standfirst that nobody expected.")

    assert findings(held)[:2] == [
        "claims/boats.yaml:23: anchor: “between 30 and 60” does not stand in [2] §1, but in §2;"
        " `briefing dossier locate` finds it",
        "claims/boats.yaml:23: passage: [2] §1 is not the passage that was cited, that one is §2 now"
        " (its hash is 1:0adeb211ac104732): read the passage again, then `briefing dossier locate`",
    ]
    assert (
        "documents/002.yaml:5: paragraph-count: 002.txt has 5 paragraphs (lines that are not empty), not 4"
        in (findings(held))
    )


def test_a_passage_beyond_the_end_of_the_article_is_missed_once(held: Held) -> None:
    held.texts["d1"] = held.texts["d1"][:2]

    assert [line for line in findings(held) if line.startswith("claims")] == [
        "claims/boats.yaml:33: passage: there is no [1] §3: 001.txt has 2 paragraphs",
        "claims/boats.yaml:40: passage: there is no [1] §3: 001.txt has 2 paragraphs",
        "claims/boats.yaml:50: passage: there is no [1] §3: 001.txt has 2 paragraphs",
    ]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("anchor", "Between 30 and 60", "“Between 30 and 60” does not stand in [2] §1"),
        ("anchor", "etween 30 and 60", "“etween 30 and 60” does not stand in [2] §1"),
        ("nth", 2, "“between 30 and 60” stands 1× in [2] §1, and `nth` is 2"),
    ],
)
def test_an_anchor_stands_in_its_passage_letter_for_letter(
    held: Held, field: str, value: Any, expected: str
) -> None:
    held.draft.set("b002", f"appearances.0.{field}", value)

    assert findings(held) == [f"claims/boats.yaml:23: anchor: {expected}; `briefing dossier locate` finds it"]


def test_typography_makes_no_difference_to_a_passage_and_its_anchors(held: Held) -> None:
    held.article("d2", 1, "People on the quay\u00a0speak of bet\u00adween 30\u202fand  60 in all.")

    assert findings(held) == []


@pytest.mark.parametrize(
    ("text", "anchor", "stated"),
    [
        ("People speak of between 30 and 60.", "between 30 and 60", estimate("between", low=30, high=60)),
        ("People speak of three hundred.", "three hundred", estimate("exact", best=300)),
        ("People speak of about 1.5 million.", "of about 1.5 million", estimate("about", best=1500000)),
        ("People speak of 2.5 a day.", "2.5 a day", estimate("exact", best=2.5)),
        (
            "People speak of tens of thousands.",
            "tens of thousands",
            estimate("order_of_magnitude", magnitude=10000),
        ),
        ("People speak of losses.", "speak of losses", estimate("undisclosed")),
        ("People speak of 3 and 4.", "of 3 and 4", estimate("exact", best=7, derived="3 + 4")),
        ("People, in 2024, speak of 7.", "in 2024, speak of 7", estimate("exact", best=7)),
    ],
)
def test_figures_that_the_anchor_states(held: Held, text: str, anchor: str, stated: dict[str, Any]) -> None:
    figure(held, text, anchor, stated)

    assert findings(held) == []
    assert outcome(held).derived == ({"b002"} if "derived" in stated else frozenset())


@pytest.mark.parametrize(
    ("text", "anchor", "stated", "expected"),
    [
        (
            "People speak of between 30 and 61.",
            "between 30 and 61",
            estimate("between", low=30, high=60),
            "22: figure: high is 60, and the anchor “between 30 and 61” of [2] §1 says 30, 61:"
            " correct the figure or the anchor",
        ),
        (
            "People speak of 1.50.",
            "of 1.50",
            estimate("exact", best=1.51),
            "22: figure: best is 1.51, and the anchor “of 1.50” of [2] §1 says 1.5:"
            " correct the figure or the anchor",
        ),
        (
            "People speak of losses.",
            "speak of losses",
            estimate("exact", best=7),
            "23: figure: no number stands in the anchor “speak of losses” of [2] §1:"
            " take words that carry the figure, or say how it is `derived`",
        ),
        (
            "People speak of two hundred.",
            "hundred",
            estimate("exact", best=100),
            "23: figure: “hundred” cuts the number “two hundred” of [2] §1 in two: take in all of it",
        ),
        (
            "People speak of thousands.",
            "of thousands",
            estimate("at_least", low=1000),
            "22: figure: low is 1,000, and the anchor “of thousands” of [2] §1 says “thousands”:"
            " correct the figure or the anchor",
        ),
        (
            "People speak of 1,000.",
            "of 1,000",
            estimate("order_of_magnitude", magnitude=1000),
            "22: figure: magnitude is 1,000, and the anchor “of 1,000” of [2] §1 says 1,000:"
            " correct the figure or the anchor",
        ),
    ],
)
def test_figures_that_it_does_not_state(
    held: Held, text: str, anchor: str, stated: dict[str, Any], expected: str
) -> None:
    figure(held, text, anchor, stated)

    assert findings(held) == [f"claims/boats.yaml:{expected}"]
    assert outcome(held).failed == {"b002"}


def test_numbers_are_read_in_the_language_of_the_document(held: Held) -> None:
    held.draft.set("d2", "language", "fr")
    figure(held, "On parle de 5,5 milliers de barques.", "5,5 milliers", estimate("exact", best=5500))
    assert findings(held) == []

    held.draft.set("d2", "language", "de")
    assert [line.split(": ")[2] for line in findings(held)] == [
        "best is 5,500, and the anchor “5,5 milliers” of [2] §1 says 5.5"
    ]


def test_anchors_that_follow_each_other_are_too_long_together(held: Held) -> None:
    held.article("d2", 1, "People speak of between 30 and 60 of their boats lost, in all.").record()
    more = held.draft.record("b002")["appearances"][0] | {"anchor": "of their boats lost, in all"}
    held.draft.add("claims/boats.yaml", held.draft.like("b004", id="b006", appearances=[more]))

    assert findings(held) == [
        "claims/boats.yaml:57: anchors-join: the anchors of b002, b006 make 10 running words of [2] §1,"
        " 8 at most: shorten one of them"
    ]


def note(held: Held, **changes: Any) -> None:
    for field, value in changes.items():
        held.draft.set("d1", f"footnotes.0.{field}", value)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda held: note(held, url="https://a.example/10"),
            "error: note-address: the address of [1] note 1 does not stand in §4 as it is here",
        ),
        (
            lambda held: note(held, url="https://a.example"),
            "error: note-address: the address of [1] note 1 does not stand in §4 as it is here",
        ),
        (
            lambda held: held.article("d1", 4, "[1] <https://a.example/1>, https://a.example/2.").record(),
            "error: note-address: §4 does not list [1] note 2: it has no [2]",
        ),
        (
            lambda held: note(held, called_in=[2, 3]),
            "error: note-call: §3 does not call [1] note 1: it has no [1]",
        ),
        (
            lambda held: held.article(
                "d1", 1, "The Gazette, a paper[2] of the harbour, 2024-03-01, 2024-03-02, 2024-03-10"
            ).record(),
            "error: note-call: [1] note 2: [2] stands in §1 too:"
            " add it to `called_in`, or make it `listed_in`",
        ),
        (
            lambda held: held.draft.set(
                "d1", "footnotes.1", {"number": 2, "called_in": [3], "status": "dangling"}
            ),
            "error: note-call: [1] note 2: [2] stands in §4 too:"
            " add it to `called_in`, or make it `listed_in`",
        ),
        (
            lambda held: held.article(
                "d1",
                1,
                "The Gazette[7], a paper of the harbour[8], 2024-03-01, 2024-03-02, 2024-03-10 [8]",
            ).record(),
            "warning: note-call: [7] stands in §1, and `footnotes` has no note 7:"
            " add it, or pass over this if it is no note\n"
            "warning: note-call: [8] stands in §1, and `footnotes` has no note 8:"
            " add it, or pass over this if it is no note",
        ),
        (
            lambda held: held.draft.set("b001", "appearances.0.footnote", 2),
            "error: cited-note: [1] §2 does not call note 2: it has no [2]",
        ),
    ],
)
def test_notes_stand_where_the_record_says(
    held: Held, change: Callable[[Held], object], expected: str
) -> None:
    change(held)

    found = outcome(held).findings
    assert "\n".join(f"{one.severity}: {one.rule}: {one.message}" for one in found) == expected


def test_a_note_that_dangles_and_one_without_an_address_pass(held: Held) -> None:
    held.article("d1", 4, "[1] The Gazette's own archive")
    held.draft.set("d1", "footnotes.1", {"number": 2, "called_in": [3], "status": "dangling"})
    held.draft.drop("d1", "footnotes.0.url")
    held.record()

    assert findings(held) == []


@pytest.mark.parametrize(
    ("address", "dates", "passes"),
    [
        ("https://a.example/2024/03/09/storm", "2024-03-09", True),
        ("https://a.example/2024/03/09/storm", "2024-03", True),
        ("https://a.example/2024/03/09/storm", "2024", True),
        ("https://a.example/2024/03/09/storm", "2024-03-10", False),
        ("https://a.example/2024/mar/9/storm", "2024-03-09", True),
        ("https://a.example/storm-march-9-2024", "2024-03-09", True),
        ("https://a.example/storm-20240309", "2024-03-09", True),
        ("https://a.example/2024/storm", "2024-03-09", False),
        ("https://a.example/storm", "2024-03-09", False),
        ("https://a.example/2024/03/09/storm", "2024-03-09/2024-03-10", False),
        ("https://a.example/2024/03/09/storm", "2024-33", False),
        ("https://a.example/2024/03/09/storm", "../2024-03-09", False),
    ],
)
def test_a_note_has_the_date_that_its_address_states(
    held: Held, address: str, dates: str, passes: bool
) -> None:
    held.article("d1", 4, f"[1] {address} [2] https://a.example/2").record()
    note(held, url=address, dates=dates)

    complaint = f"documents/001.yaml:11: note-date: the address of [1] note 1 does not state the date {dates}"
    assert findings(held) == ([] if passes else [complaint])


def test_title_author_and_publisher_are_what_the_text_states(held: Held) -> None:
    held.draft.set("d1", "title", "A PAPER of the harbour").set("d2", "title", "The storm")
    held.draft.set("d2", "author", "People on the Quay").drop("d2", "publisher")

    assert findings(held) == [
        "documents/002.yaml:12: stated: the title “The storm” does not stand in 002.txt:"
        " give what the text states, or leave it out"
    ]


@pytest.mark.parametrize(
    ("name", "field", "text", "expected"),
    [
        (
            "b001",
            "gloss.fr",
            "Bref, the mayor said that 300 boats were lost in one go",
            "claims/boats.yaml:7: copied: 8 running words of [1], from “the mayor said that 300 boats”",
        ),
        (
            "b001",
            "label",
            {"en": "in one night as the Agency", "fr": "x"},
            "claims/boats.yaml:13: copied: 6 running words of [1], from “in one night as the agency”",
        ),
        (
            "b005",
            "estimate.base.gloss.en",
            "the old ones under 10% of all",
            "claims/boats.yaml:49: copied: 6 running words of [1], from “the old ones under 10 of”",
        ),
        (
            "e001",
            "gloss.en",
            "Out of a fleet of 4,100",
            "events.yaml:3: copied: 7 running words of [1], from “out of a fleet of 4”",
        ),
        (
            "r001",
            "question.en",
            "Do people on the quay speak of it",
            "relations.yaml:5: copied: 6 running words of [2], from “people on the quay speak of”",
        ),
        (
            "r001",
            "reason.en",
            "On Saturday the mayor said that",
            "relations.yaml:6: copied: 6 running words of [1], from “on saturday the mayor said that”",
        ),
        (
            "c001",
            "reason.fr",
            "hulls the storm struck the old",
            "corrections.yaml:7: copied: 6 running words of [1], from “hulls the storm struck the old”",
        ),
        (
            "d1",
            "published_evidence.en",
            "under 10% of them, hulls the storm struck the old",
            "documents/001.yaml:10: copied: 6 running words of [1], from “hulls the storm struck the old”",
        ),
        (
            "d2",
            "defects.0.text.en",
            "of between 30 and 60 in",
            "documents/002.yaml:12: copied: 6 running words of [2], from “of between 30 and 60 in”",
        ),
    ],
)
def test_no_text_of_ours_has_six_running_words_of_its_article(
    held: Held, name: str, field: str, text: Any, expected: str
) -> None:
    held.draft.set(name, field, text)

    assert findings(held) == [f"{expected}: say it in our own words"]


def test_a_text_is_held_against_the_articles_that_it_is_on_and_no_other(held: Held) -> None:
    held.draft.set("b001", "gloss", {"en": "People on the quay speak of between", "fr": "On parle de 300"})

    assert findings(held) == []


@pytest.mark.parametrize("before", ["Then the", "The"])
def test_five_running_words_and_a_long_name_are_no_copy(held: Held, before: str) -> None:
    held.draft.set("mayor", "full", {"en": "Mayor said that 300 boats were", "fr": "x"})
    held.draft.set(
        "b001", "gloss.en", f"{before} mayor said that 300 boats were lost[1] in one night, he said"
    )
    assert findings(held) == []

    held.draft.set(
        "b001", "gloss.en", f"{before} mayor said that 300 boats were lost in one night, as the Agency"
    )
    assert [line.partition("from ")[2] for line in findings(held)] == [
        "“in one night as the agency”: say it in our own words"
    ]

    held.draft.drop("mayor", "full")
    assert len(findings(held)) == 1


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30))
def test_copied_runs_are_those_that_the_longest_shared_run_finds(ours: list[str], theirs: list[str]) -> None:
    text, paragraph = " ".join(ours), " ".join(theirs)
    run = Wording([paragraph]).copied(text)

    assert bool(run) == (longest_shared_run(text, paragraph) >= SHORTEST)
    assert " ".join(run) in text


def unlink(path: Path) -> None:
    path.unlink()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (unlink, "there is no 002.txt in the folder of the articles"),
        (make_folder, "002.txt in the folder of the articles is no file"),
        (
            lambda path: path.write_bytes("L’été".encode("cp1252")),
            "byte 2 of 002.txt is not UTF-8: is it the file as recorded?",
        ),
        (lambda path: path.write_text("long " * 40), "002.txt is longer than 100 bytes: is it the article?"),
    ],
)
def test_an_article_that_is_not_at_hand_fails_no_claim_and_verifies_none(
    held: Held, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], object], expected: str
) -> None:
    both = [held.draft.record(name)["appearances"][0] for name in ("b004", "b002")]
    held.draft.set("b004", "appearances", both)
    loaded = held.load()
    if "longer" in expected:
        held.path("d1").write_text("short")
        monkeypatch.setattr(articles, "LONGEST", 100)
    harm(held.path("d2"))

    result = verify(loaded, held.articles)
    assert f"documents/002.yaml:3: article: {expected}" in map(str, result.findings)
    assert result.unexamined == {"b002", "b004"} - result.failed
    assert "b002" not in result.verified | result.failed


@pytest.mark.parametrize("name", ["../dossier/dossier.yaml", "/etc/hostname", ".."])
def test_a_file_name_leads_nowhere_else(held: Held, name: str) -> None:
    loaded = held.write().load()
    held.draft.set("d2", "file", name).write(held.dossier)
    loaded = load(held.dossier)

    assert list(map(str, verify(loaded, held.articles).findings)) == [
        f"documents/002.yaml:3: article: `{name}` is no file name:"
        " give the name alone, its folder is the one of the articles",
        "dossier.yaml:1: article: warning: 002.txt is in the folder of the articles,"
        " and no document describes it: write one, or move it away",
    ]


def test_a_file_that_cannot_be_read_says_why(held: Held) -> None:
    held.write()
    held.draft.set("d2", "file", "x" * 300).write(held.dossier)

    finding, _ = verify(load(held.dossier), held.articles).findings
    assert str(finding).endswith("x cannot be read: File name too long")


def test_a_withdrawn_claim_is_not_verified_and_fails_nothing(held: Held) -> None:
    held.draft.set("b002", "appearances.0.anchor", "nowhere to be found").set(
        "b002", "gloss.en", "Two of them were new"
    )
    gone = {"id": "c002", "date": "2024-05-02", "target": "b002", "reason": held.draft.texts("Not there.")}
    held.draft.add("corrections.yaml", gone)

    result = outcome(held)
    assert (result.findings, result.withdrawn) == ((), {"b002"})
    assert result.verified == CLAIMS - {"b002"}


def test_a_claim_of_a_document_that_the_dossier_lacks_is_left_to_the_other_checks(held: Held) -> None:
    held.draft.set("b002", "appearances.0.document", "d9")

    result = outcome(held)
    assert (result.findings, result.unexamined) == ((), {"b002"})


def test_findings_lead_to_the_line_of_the_field(held: Held) -> None:
    held.draft.set("b001", "appearances.0.nth", 2).set("b001", "appearances.0.footnote", 2)
    held.draft.set("b002", "appearances.0.anchor", "elsewhere").set("b003", "appearances.0.paragraph", 9)
    held.draft.set("b004", "appearances.0.hash", "1:0000000000000000").set("b005", "estimate.high", 11)
    held.draft.set("d1", "footnotes.0.url", "https://b.example").set("d1", "footnotes.0.called_in", [2, 3])
    held.draft.set("d1", "footnotes.1.listed_in", 1).set("d1", "footnotes.1.dates", "2024")
    held.write()
    for name in ("claims/boats.yaml", "documents/001.yaml"):
        written = held.draft.files[name]
        records = written if isinstance(written, list) else [written]
        texts = (json.dumps(record, indent=2).replace("\n", "\n  ") for record in records)
        mark = "- " if isinstance(written, list) else "  "
        (held.dossier / name).write_text("".join(f"{mark}{text}\n" for text in texts))  # a line a field
    result = verify(load(held.dossier), held.articles)

    def field(file: str, line: int) -> str:
        return (held.dossier / file).read_text().splitlines()[line - 1].partition(":")[0].strip(' -{",')

    assert sorted((one.rule, field(one.file, one.line)) for one in result.findings) == [
        ("anchor", "anchor"),
        ("anchor", "nth"),
        ("cited-note", "footnote"),
        ("figure", "high"),
        ("note-address", "listed_in"),
        ("note-address", "url"),
        ("note-address", "url"),
        ("note-call", ""),
        ("note-call", "3"),
        ("note-date", "dates"),
        ("passage", "hash"),
        ("passage", "paragraph"),
    ]


def test_a_dossier_in_other_languages_is_verified_by_its_figures(tmp_path: Path) -> None:
    held = Held(tmp_path, ("de", "nl"))
    held.draft.set("d1", "language", "de").set("d2", "language", "nl")
    held.article("d1", 3, "Von 4100 Booten: the storm struck die alten, unter 10% of them[2].")
    held.draft.set("b003", "appearances.0.anchor", "Von 4100 Booten")
    held.draft.set("b005", "appearances.0.anchor", "unter 10% of them")
    held.record()

    assert outcome(held).findings == ()
    assert outcome(held).verified == CLAIMS


@pytest.mark.skipif(not ARTICLES.is_dir(), reason=f"the articles are not at hand in {ARTICLES}")
def test_the_first_dossier_is_borne_out_by_its_articles() -> None:
    loaded = load(SHIPPED)
    assert loaded.dossier is not None
    result = verify(loaded, ARTICLES)

    assert list(map(str, result.findings)) == []
    assert len(result.verified) + len(result.withdrawn) == len(loaded.dossier.claims)
    assert result.counts["documents"] == len(loaded.dossier.documents)
