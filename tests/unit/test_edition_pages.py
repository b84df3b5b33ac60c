"""A digest's page: one message whatever it tells, nothing cut in silence, changes told in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.page import Bullets, Cite, Page, Paragraph
from bot.pages import editions
from bot.pages.cuts import cuts
from bot.pages.room import size
from bot.phrases.catalogue import Phrases
from bot.platforms.terminal.render import rendered
from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.reading import load
from digests.choices import Change
from digests.compose import Order, compose
from digests.edition import Coverage, Dateline, Edition, Told
from digests.holdings import read
from digests.snapshot import ItemKind
from digests.subscription import Content
from tests.dossiers import Draft
from tests.editions import subsets, told

DUE = Dateline(datetime(2026, 12, 4, 7, tzinfo=UTC), "America/Argentina/ComodRivadavia", late=True)
TELEGRAM, DISCORD, FIRST_SCREEN = 4096, 4000, 1200

Write = Callable[[Draft], Index]


def text_of(page: Page) -> str:
    return rendered(page)


def cited(page: Page) -> set[int]:
    lines = [line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    for block in page.blocks:
        if isinstance(block, Bullets):
            lines += [line for entry in block.entries for line in (entry.head, *entry.body)]
    return {inline.number for line in lines for inline in line if isinstance(inline, Cite)}


class TestOneMessage:
    @pytest.mark.parametrize("language", ["en", "fr"])
    @pytest.mark.parametrize("seen", [False, True])
    def test_whatever_the_topics(self, shipped_index: Index, language: str, seen: bool) -> None:
        for topics in subsets(topic.id for topic in shipped_index.topics):
            edition = told(
                shipped_index if seen else None, shipped_index, Order(Content.BRIEF, language, topics)
            )
            assert edition is not None
            page = editions.edition(edition, shipped_index, DUE, Phrases(language)).page
            counted = size(page)
            assert counted.units <= DISCORD < TELEGRAM, topics
            assert counted.entities <= 100, topics
            assert counted.components <= 40, topics
            assert cited(page) == {source.number for source in page.sources}, topics

    def test_its_size_is_not_less_than_what_it_shows(self, shipped_index: Index) -> None:
        edition = told(None, shipped_index, Order(Content.BRIEF, "en"))
        assert edition is not None
        page = replace(editions.edition(edition, shipped_index, DUE, Phrases("en")).page, actions=())
        shown = "".join(text_of(page).split())
        assert len(shown) <= size(page).units

    def test_the_answer_comes_on_the_first_screen(self, shipped_index: Index) -> None:
        edition = told(None, shipped_index, Order(Content.BRIEF, "fr"))
        assert edition is not None
        text = text_of(editions.edition(edition, shipped_index, DUE, Phrases("fr")).page)
        assert "OÙ LES SOURCES DIVERGENT" in text[:FIRST_SCREEN]

    def test_what_makes_room_is_less_and_less(self) -> None:
        edition = _edition(changes=9, developments=5, disputes=2)
        sizes = [(cut.changes, cut.developments, cut.disputes) for cut in cuts(edition)]
        assert sizes[0] == (6, 5, 2)
        assert sizes[-1] == (1, 0, 0)
        assert all(sum(before) >= sum(after) or before[2] < after[2] for before, after in pairwise(sizes))


def _edition(changes: int, developments: int, disputes: int) -> Edition:
    def some(n: int, change: Change | None = None) -> tuple[Told, ...]:
        return tuple(Told(f"i{k:03}", ItemKind.CLAIM, change) for k in range(n))

    return Edition(
        key="k", content=Content.BRIEF, language="en", topics=(), shows={}, dossier="d", revision=2,
        revised="2026-12-01", coverage=Coverage(1, "2024", "2025"), since=1,
        changes=some(changes, Change.NEW), developments=some(developments), disputes=some(disputes),
    )  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """A draft compiled; closed at the end."""
    opened: list[Index] = []

    def compiled(draft: Draft) -> Index:
        folder = draft.write(tmp_path / f"dossier-{len(opened)}")
        dossier = load(folder).dossier
        assert dossier is not None
        path = tmp_path / f"{len(opened)}.sqlite"
        compile_dossier(dossier, path)
        opened.append(Index(path))
        return opened[-1]

    yield compiled
    for index in opened:
        index.close()


def news(before: Index, now: Index) -> str:
    """What changed between two dossiers, in English, without the rest of the page, on one line."""
    edition = told(before, now, Order(Content.CHANGES, "en"))
    assert edition is not None
    text = text_of(editions.edition(edition, now, None, Phrases("en")).page)
    return " ".join(text.split("\n\n")[1].split())


CORRECTION = {
    "id": "c002",
    "date": "2024-05-02",
    "target": "b001",
    "reason": {"en": "Misread.", "fr": "Mal lu."},
}


class TestChanges:
    def test_another_figure_stands_beside_the_old_one_with_the_reason(self, write: Write) -> None:
        fix = {**CORRECTION, "field": "estimate.best", "old": 300, "new": 320}
        said = news(write(Draft()), write(Draft().add("corrections.yaml", fix)))
        assert (
            said == "! REVISED Mayor (en), via Agency (en), In the storm (en): 300 → 320 [1] §2 Why: Misread."
        )

    def test_two_fields_corrected_for_one_reason_give_it_once(self, write: Write) -> None:
        fixes = (
            {**CORRECTION, "field": "estimate.best", "old": 300, "new": 320},
            {**CORRECTION, "id": "c003", "field": "as_of", "old": "2024-03-02", "new": "2024-03-03"},
        )
        draft = Draft()
        for fix in fixes:
            draft.add("corrections.yaml", fix)
        assert news(write(Draft()), write(draft)).count("Misread.") == 1

    def test_a_correction_of_a_correction_gives_its_own_reason(self, write: Write) -> None:
        again = {**CORRECTION, "target": "b003", "field": "estimate.best", "old": 4100, "new": 4200}
        said = news(write(Draft()), write(Draft().add("corrections.yaml", again)))
        assert said == "REVISED no source named, Whole fleet (en): 4,100 → 4,200 [1] §3 Why: Misread."

    def test_another_date_is_told_as_such(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().set("b001", "as_of", "2024-03-03")))
        assert said == (
            "! REVISED 300: In the storm (en), in [1] §2"
            " date: 2 Mar 2024 → 3 Mar 2024 Why: no reason recorded."
        )

    def test_other_words_are_quoted_side_by_side(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().set("b004", "gloss", {"en": "A gale.", "fr": "Un vent."})))
        assert said == (
            "REVISED “A storm struck. (en)” → “A gale” no source named, Mar 2024, in [1] §3"
            " Why: no reason recorded."
        )

    def test_words_of_another_language_are_no_news(self, write: Write) -> None:
        before, now = write(Draft()), write(Draft().set("b004", "gloss.fr", "Un vent."))
        assert told(before, now, Order(Content.CHANGES, "en")) is None
        assert told(before, now, Order(Content.CHANGES, "fr")) is not None

    def test_our_importance_is_no_news(self, write: Write) -> None:
        before, now = write(Draft()), write(Draft().set("b001", "importance", 3))
        assert told(before, now, Order(Content.CHANGES, "en")) is None

    def test_what_is_withdrawn_says_so_and_why(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().add("corrections.yaml", {**CORRECTION, "target": "b004"})))
        assert said == (
            "x WITHDRAWN “A storm struck. (en)” no source named, Mar 2024, in [1] §3 Why: Misread."
        )

    def test_what_was_deleted_is_withdrawn_without_a_reason(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().remove("b005")))
        assert said.endswith("Why: no reason recorded.")
        assert "x WITHDRAWN “less than 10 %" in said

    def test_a_dispute_that_lost_a_side_says_why(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().add("corrections.yaml", {**CORRECTION, "target": "b002"})))
        assert "NOT CONTESTED ANY MORE How many were lost (en) Why: a claim of it was withdrawn." in said

    def test_a_dispute_that_was_dismissed_gives_that_reason(self, write: Write) -> None:
        dismissed = Draft().set("r001", "kind", "dismissed").set("r001", "reason.en", "Another day.")
        assert "NOT CONTESTED ANY MORE How many were lost (en) Why: Another day." in news(
            write(Draft()), write(dismissed)
        )

    def test_an_event_of_another_day_shows_both(self, write: Write) -> None:
        said = news(write(Draft()), write(Draft().set("e001", "date", "2024-03-02")))
        assert "REVISED The storm (en), in [1] §3 date: 1 Mar 2024 → 2 Mar 2024" in said

    def test_a_claimant_that_is_gone_is_still_named(self, write: Write) -> None:
        before = write(Draft())
        draft = Draft().set("b001", "claimant", "town").remove("mayor")
        assert "source: Mayor, via Agency (en) → Town (en), via Agency (en)" in news(before, write(draft))


def test_a_snapshot_reads_the_same_from_the_same_files(write: Write) -> None:
    one, other = read(write(Draft())), read(write(Draft()))
    assert one.snapshot().digest == other.snapshot().digest
    assert (
        compose(Order(Content.CHANGES, "en"), dict.fromkeys(one.topics, one.snapshot(1)), other, 2)[0] is None
    )
