"""What is told, in which order, and what becomes of the rest."""

from __future__ import annotations

from digests.choices import Change, Out, Selection, reason
from digests.holdings import Holdings, Mend
from digests.select import DEVELOPMENTS, Scope, select
from digests.snapshot import Snapshot
from tests.unit.digests.items import LATEST, claim, dispute, event, holdings, seen

ALL = frozenset({"troops", "arms"})


def chosen(
    now: Holdings,
    before: dict[str, Snapshot] | None = None,
    topics: frozenset[str] = ALL,
    language: str = "en",
) -> Selection:
    return select(now, before or {}, Scope(topics, language, topics))


def changes(selection: Selection) -> list[tuple[str, Change | None]]:
    return [(choice.id, choice.change) for choice in selection.changes]


def developments(selection: Selection) -> list[str]:
    return [choice.id for choice in selection.developments]


class TestChanges:
    def test_what_was_not_there_is_new(self) -> None:
        then = {"aaaa": claim("old")}
        now = holdings(then | {"bbbb": claim("fresh")})
        assert changes(chosen(now, seen(then))) == [("bbbb", Change.NEW)]

    def test_what_reads_otherwise_is_revised_and_keeps_what_was_shown(self) -> None:
        then = {"aaaa": claim("11,000")}
        mends = {"aaaa": (Mend("c001", {"en": "A hedge was missed."}),)}
        now = holdings({"aaaa": claim("nearly 11,000", mends=("c001",))}, mends=mends)
        (choice,) = chosen(now, seen(then)).changes
        assert (choice.change, choice.before) == (Change.REVISED, then["aaaa"].face)
        assert choice.mends == mends["aaaa"]

    def test_a_correction_that_was_seen_is_not_given_as_the_reason_again(self) -> None:
        then = {"aaaa": claim("11,000", mends=("c001",))}
        mends = {"aaaa": (Mend("c001", {"en": "Old."}), Mend("c002", {"en": "New."}))}
        now = holdings({"aaaa": claim("nearly 11,000", mends=("c001", "c002"))}, mends=mends)
        (choice,) = chosen(now, seen(then)).changes
        assert [mend.id for mend in choice.mends] == ["c002"]

    def test_what_was_withdrawn_is_told_once_with_its_reason(self) -> None:
        then = {"aaaa": claim("600 killed")}
        mends = {"aaaa": (Mend("c001", {"en": "Only in an address."}, withdraws=True),)}
        now = holdings({"aaaa": claim("600 killed", withdrawn=True)}, mends=mends)
        first = chosen(now, seen(then))
        assert changes(first) == [("aaaa", Change.WITHDRAWN)]
        assert first.changes[0].mends == mends["aaaa"]
        again = chosen(now, seen(now.items))
        assert (changes(again), again.out) == ([], {"aaaa": Out.WITHDRAWN})

    def test_what_is_gone_without_a_word_is_withdrawn_too(self) -> None:
        selection = chosen(holdings({}), seen({"aaaa": claim("gone")}))
        assert changes(selection) == [("aaaa", Change.WITHDRAWN)]
        assert reason(selection.changes[0]) == "seen before, no correction recorded"

    def test_what_was_withdrawn_before_anybody_saw_it_is_not_told(self) -> None:
        selection = chosen(holdings({"aaaa": claim("wrong", withdrawn=True)}))
        assert (selection.changes, selection.developments) == ((), ())
        assert selection.out == {"aaaa": Out.WITHDRAWN}

    def test_a_withdrawal_that_was_taken_back_is_new(self) -> None:
        now = holdings({"aaaa": claim("right after all")})
        selection = chosen(now, seen({"aaaa": claim("right after all", withdrawn=True)}))
        assert changes(selection) == [("aaaa", Change.NEW)]

    def test_words_of_another_language_are_no_change(self) -> None:
        then, item = claim("as it was"), claim("as it was")
        then.face.words["fr"], item.face.words["fr"] = "avant", "après"  # type: ignore[index]
        object.__setattr__(item.face, "hash", "another")
        now = holdings({"aaaa": item})
        assert changes(chosen(now, seen({"aaaa": then}), language="en")) == []
        assert changes(chosen(now, seen({"aaaa": then}), language="fr")) == [("aaaa", Change.REVISED)]

    def test_an_event_goes_with_the_claim_that_tells_the_same_news(self) -> None:
        then = {"cccc": claim("known")}
        fresh = {"aaaa": claim("a strike"), "eeee": event("a strike", "aaaa"), "ffff": event("drawn", "cccc")}
        selection = chosen(holdings(then | fresh), seen(then))
        assert changes(selection) == [("ffff", Change.NEW), ("aaaa", Change.NEW)]
        assert selection.out["eeee"] is Out.TOLD

    def test_an_event_that_went_with_its_claim_is_not_told_beside_it(self) -> None:
        then = {"aaaa": claim("a strike"), "eeee": event("a strike", "aaaa")}
        selection = chosen(holdings({"aaaa": claim("a strike", withdrawn=True)}), seen(then))
        assert changes(selection) == [("aaaa", Change.WITHDRAWN)]

    def test_each_kind_of_change_has_its_first_before_another_has_its_second(self) -> None:
        then = {"aaaa": claim("a"), "bbbb": claim("b"), "cccc": claim("c")}
        now = {"bbbb": claim("b2"), "cccc": claim("c2")} | {
            f"n00{n}": claim("n", importance=3) for n in (1, 2, 3)
        }
        assert [id_ for id_, _ in changes(chosen(holdings(now), seen(then)))] == [
            *("aaaa", "bbbb", "n001"),
            *("cccc", "n002"),
            "n003",
        ]


class TestTopics:
    def test_a_topic_never_seen_is_standing_and_not_news(self) -> None:
        then = {"aaaa": claim("troops", "troops"), "bbbb": claim("arms", "arms")}
        now = holdings(then | {"cccc": claim("more", "troops"), "dddd": claim("more", "arms")})
        selection = chosen(now, seen(then, "troops"))
        assert changes(selection) == [("cccc", Change.NEW)]
        assert {"bbbb", "dddd"} <= {*developments(selection)}

    def test_other_topics_are_left_out(self) -> None:
        now = holdings({"aaaa": claim("troops", "troops"), "bbbb": claim("arms", "arms")})
        selection = chosen(now, topics=frozenset({"arms"}))
        assert (developments(selection), selection.out) == (["bbbb"], {"aaaa": Out.OTHER_TOPIC})

    def test_what_was_seen_under_another_topic_is_not_new(self) -> None:
        both = event("both", topics=("arms", "troops"))
        selection = chosen(
            holdings({"eeee": both}), seen({"eeee": both}, "arms"), frozenset({"troops", "arms"})
        )
        assert changes(selection) == []

    def test_the_newest_snapshot_says_how_it_was_last_shown(self) -> None:
        both = {"eeee": event("first", topics=("arms", "troops"))}
        later = {"eeee": event("second", topics=("arms", "troops"))}
        before = seen(both, "troops", id_=1) | seen(later, "arms", id_=2)
        assert changes(chosen(holdings(later), before)) == []
        before = seen(both, "troops", id_=2) | seen(later, "arms", id_=1)
        assert changes(chosen(holdings(later), before)) == [("eeee", Change.REVISED)]


class TestDevelopments:
    def test_they_go_by_importance_origins_recency_and_dispute_then_by_id(self) -> None:
        now = holdings(
            {
                "a001": claim("important", importance=3, day=None),
                "a002": claim("by several", origins=2, day=LATEST - 9),
                "a003": claim("contested", contested=True),
                "a005": claim("same"),
                "a004": claim("same"),
                "a006": claim("older", day=LATEST - 1),
                "a007": claim("undated", day=None),
            }
        )
        assert developments(chosen(now)) == ["a001", "a002", "a003", "a004", "a005"]
        assert DEVELOPMENTS == 5

    def test_three_origins_rank_like_two(self) -> None:
        now = holdings({"a001": claim("two", origins=2), "a002": claim("five", origins=5, day=LATEST - 1)})
        assert developments(chosen(now)) == ["a001", "a002"]

    def test_what_a_dispute_or_an_event_tells_is_not_told_again(self) -> None:
        now = holdings(
            {
                "aaaa": claim("15,000", importance=3),
                "bbbb": claim("2,000", importance=3),
                "cccc": claim("apart"),
                "dddd": dispute("how many?", "aaaa", "bbbb", importance=3),
                "eeee": event("15,000 sent", "aaaa", importance=3),
                "ffff": event("more", "aaaa", "cccc"),
            }
        )
        selection = chosen(now)
        assert developments(selection) == ["dddd", "ffff"]
        assert {id_ for id_, why in selection.out.items() if why is Out.TOLD} == {
            "aaaa",
            "bbbb",
            "eeee",
            "cccc",
        }

    def test_disputes_that_are_not_among_them_are_told_apart(self) -> None:
        items = {f"d00{n}": dispute("?", f"x{n}", f"y{n}", importance=3) for n in range(7)}
        selection = chosen(holdings(items))
        assert [choice.id for choice in selection.disputes] == ["d005", "d006"]


def test_reasons_are_the_facts_that_ranking_used() -> None:
    now = holdings(
        {"aaaa": claim("x", importance=3, origins=2, day=LATEST - 1), "bbbb": claim("y", day=None)}
    )
    selection = chosen(now)
    assert [reason(choice) for choice in selection.developments] == [
        "importance 3, 2 origins, 1 day before the latest event",
        "importance 2, 1 origin, undated",
    ]
    fresh = chosen(now, seen({"bbbb": claim("y")}))
    assert reason(fresh.changes[0]) == "importance 3, 2 origins, not seen before"
