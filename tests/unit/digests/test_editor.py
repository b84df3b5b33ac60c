"""Preparing what is due: composed, stored and rendered once for all who get the same; also after a reload."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from corpus.index import Index
from corpus.index.compile import compile_dossier
from corpus.reading import load
from digests import desk as desks
from digests.desk import Desk
from digests.edition import Dateline, Edition, from_json
from digests.editor import DossierEditor
from digests.errors import StoreError
from digests.ports import Prepared
from digests.schedule import DAILY, Schedule
from digests.subscription import Chat, ChatId, ChatKind, Content, Subscription, Wish
from tests.dossiers import Draft
from tests.fakes.store import FakeStore

DUE = datetime(2026, 11, 23, 7, tzinfo=UTC)

Write = Callable[[Draft], Index]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    opened: list[Index] = []

    def compiled(draft: Draft) -> Index:
        dossier = load(draft.write(tmp_path / f"dossier-{len(opened)}")).dossier
        assert dossier is not None
        path = tmp_path / f"{len(opened)}.sqlite"
        compile_dossier(dossier, path)
        opened.append(Index(path))
        return opened[-1]

    yield compiled
    for index in opened:
        index.close()


class Rendering:
    """Renders to the edition's key, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Edition, Dateline, Chat]] = []

    def __call__(self, edition: Edition, index: Index, dateline: Dateline, chat: Chat) -> tuple[str, ...]:
        self.asked.append((edition, dateline, chat))
        return (f"{edition.key} {dateline}",)


class Newsroom:
    """An editor on a fake store and an index that can be replaced."""

    def __init__(self, index: Index) -> None:
        self.index, self.store, self.render = index, FakeStore(), Rendering()
        self.editor = self.restarted()

    def restarted(self) -> DossierEditor:
        self.editor = DossierEditor(self.store, lambda: nullcontext(self.index), self.render, Desk())
        return self.editor

    def prepare(self, one: Subscription, due: datetime = DUE, *, late: bool = False) -> Prepared | None:
        return asyncio.run(self.editor.prepare(one, due, late=late))


def subscription(
    id_: int = 1,
    *,
    kind: ChatKind = ChatKind.PRIVATE,
    bot: str = "telegram:8123",
    zone: str = "Europe/Paris",
    content: Content = Content.BRIEF,
    language: str = "en",
    seen: dict[str, int] | None = None,
) -> Subscription:
    wish = Wish(Schedule(DAILY, (time(8),), zone), language=language, content=content)
    return Subscription(id_, Chat(ChatId(bot, str(id_)), kind), wish, DUE, seen or {})


def test_many_chats_cost_one_composition_and_one_rendering(write: Write) -> None:
    room = Newsroom(write(Draft()))
    prepared = {room.prepare(subscription(n)) for n in range(500)}
    assert len(prepared) == 1
    assert len(room.render.asked) == len(room.store.editions) == len(room.store.snapshots) == 1


def test_another_shape_is_another_rendering_of_the_same_edition(write: Write) -> None:
    room = Newsroom(write(Draft()))
    first = room.prepare(subscription())
    others = [
        room.prepare(subscription(kind=ChatKind.CHANNEL)),
        room.prepare(subscription(bot="discord:9")),
        room.prepare(subscription(zone="Asia/Seoul")),
        room.prepare(subscription(), DUE + timedelta(days=1)),
        room.prepare(subscription(), late=True),
    ]
    assert first is not None
    assert {one.edition for one in others if one} == {first.edition}
    assert len({first, *others}) == 6
    assert room.prepare(subscription(bot="telegram:9")) == first


def test_another_wish_is_another_edition(write: Write) -> None:
    room = Newsroom(write(Draft()))
    wishes = [subscription(), subscription(language="fr"), subscription(content=Content.CHANGES)]
    assert len({prepared.edition for prepared in map(room.prepare, wishes) if prepared}) == 3


def test_nothing_to_tell_is_nothing_prepared(write: Write) -> None:
    room = Newsroom(write(Draft()))
    first = room.prepare(subscription())
    assert first is not None
    seen = dict(room.store.editions[first.edition].shows)
    assert room.prepare(subscription(content=Content.CHANGES, seen=seen)) is None
    assert len(room.store.editions) == 1


def test_a_reload_between_two_calls_is_a_new_snapshot_and_what_changed_is_told(write: Write) -> None:
    room = Newsroom(write(Draft()))
    first = room.prepare(subscription())
    assert first is not None
    seen = dict(room.store.editions[first.edition].shows)
    room.index = write(Draft().set("dossier.yaml", "revision", 4).set("b001", "as_of", "2024-03-03"))
    second = room.prepare(subscription(content=Content.CHANGES, seen=seen))
    assert second is not None
    kept = from_json(room.store.editions[second.edition].body)
    assert [told.id for told in kept.changes] == ["b001"]
    assert (kept.since, kept.revision, kept.shows) == (3, 4, {"boats": 2})


def test_after_a_restart_what_is_stored_is_found_and_not_rendered_again(write: Write) -> None:
    room = Newsroom(write(Draft()))
    first = room.prepare(subscription())
    room.restarted()
    assert room.prepare(subscription(2)) == first
    assert len(room.render.asked) == 1


def test_a_snapshot_of_another_dossier_was_never_seen(write: Write) -> None:
    room = Newsroom(write(Draft()))
    room.prepare(subscription())
    room.index = write(Draft().set("dossier.yaml", "id", "another"))
    second = room.prepare(subscription(content=Content.CHANGES, seen={"boats": 1}))
    assert second is not None
    kept = from_json(room.store.editions[second.edition].body)
    assert (kept.since, kept.changes, kept.shows) == (None, (), {"boats": 2})


def test_a_snapshot_that_is_gone_was_never_seen(write: Write) -> None:
    room = Newsroom(write(Draft()))
    prepared = room.prepare(subscription(content=Content.CHANGES, seen={"boats": 77}))
    assert prepared is not None
    assert from_json(room.store.editions[prepared.edition].body).since is None


def test_a_snapshot_that_was_cleaned_away_is_stored_anew_the_next_time(write: Write) -> None:
    room = Newsroom(write(Draft()))
    room.prepare(subscription())
    room.store.snapshots.clear()
    room.store.newest_snapshots.clear()
    with pytest.raises(StoreError):
        room.prepare(subscription(language="fr"))
    prepared = room.prepare(subscription(language="fr"))
    assert prepared is not None
    assert room.store.editions[prepared.edition].shows == {"boats": 2}


def test_a_large_dossier_is_read_in_a_thread_and_reads_the_same(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = write(Draft())
    small = asyncio.run(Desk().holdings(index))
    monkeypatch.setattr(desks, "LARGE", 0)
    assert asyncio.run(Desk().holdings(index)) == small
    index.path.rename(index.path.with_suffix(".gone"))
    assert asyncio.run(Desk().holdings(index)) == small


def test_an_index_is_read_once(write: Write) -> None:
    index = write(Draft())
    desk = Desk()

    async def twice() -> bool:
        one, other = await asyncio.gather(desk.holdings(index), desk.holdings(index))
        return one is other

    assert asyncio.run(twice())


def test_a_dateline_is_of_the_clock_on_the_wall() -> None:
    paris = Dateline(DUE, "Europe/Paris")
    assert str(paris) == "2026-11-23T08:00 Europe/Paris"
    assert str(replace(paris, late=True)) == "2026-11-23T08:00 Europe/Paris late"
