"""Digests of the shipped dossier, before and after an editor's changes, whole; each was read by a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.pages import editions
from bot.phrases.catalogue import Phrases
from bot.platforms.terminal.render import rendered
from corpus.index import Index
from digests.compose import Order
from digests.edition import Dateline
from digests.subscription import Content
from tests.editions import HEDGE, WITHDRAWN, Compile, Edit, fresh, reworded, told

DUE = Dateline(datetime(2026, 12, 4, 7, tzinfo=UTC), "Europe/Paris")
ALL: frozenset[str] = frozenset()

THREE, MANY = fresh(3), fresh(200)
CASES: dict[str, tuple[Content, frozenset[str], bool, tuple[Edit, ...] | None]] = {
    # name: content, topics, seen before, edits since
    "first": (Content.BRIEF, ALL, False, None),
    "first-one-topic": (Content.CHANGES, frozenset({"money"}), False, None),
    "brief-after-changes": (Content.BRIEF, ALL, True, (HEDGE, WITHDRAWN, reworded, THREE)),
    "brief-unchanged": (Content.BRIEF, frozenset({"troops"}), True, None),
    "changes-corrected": (Content.CHANGES, ALL, True, (HEDGE,)),
    "changes-withdrawn": (Content.CHANGES, frozenset({"money", "troops"}), True, (WITHDRAWN,)),
    "changes-all-kinds": (Content.CHANGES, ALL, True, (HEDGE, WITHDRAWN, reworded, THREE)),
    "changes-one-topic": (Content.CHANGES, frozenset({"arms"}), True, (HEDGE, WITHDRAWN, reworded, THREE)),
    "changes-many": (Content.CHANGES, ALL, True, (HEDGE, WITHDRAWN, MANY)),
    "brief-many": (Content.BRIEF, ALL, True, (HEDGE, WITHDRAWN, MANY)),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", CASES)
def test_a_digest(
    name: str, language: str, shipped_index: Index, after: Compile, golden: Callable[[str, str], None]
) -> None:
    content, topics, seen, edits = CASES[name]
    now = shipped_index if edits is None else after(*edits)
    edition = told(shipped_index if seen else None, now, Order(content, language, topics))
    assert edition is not None
    laid = editions.edition(edition, now, DUE, Phrases(language))
    golden(f"digests/{language}/{name}.txt", rendered(laid.page))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_late_digest_and_one_without_changes(
    language: str, shipped_index: Index, golden: Callable[[str, str], None]
) -> None:
    late = Dateline(DUE.due, "America/New_York", late=True)
    page = editions.nothing_changed(1, late, Phrases(language))
    golden(f"digests/{language}/nothing-late.txt", rendered(page))
