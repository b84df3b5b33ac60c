"""Snapshots, editions and parts: each stored once, and given back as it was."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from digests.errors import StoreError, StoreRefused
from digests.snapshot import Face, ItemKind, Snapshot
from tests.contracts.store.scene import AnyStore, snapshot


async def test_a_snapshot_comes_back_as_it_was(store: AnyStore) -> None:
    faces = {
        "c1": Face(
            ItemKind.CLAIM, ("arms", "troops"), {"en": "one", "fr": "un « seul »"}, "h1", record='{"a":[1]}'
        ),
        "e1": Face(ItemKind.EVENT, (), {}, "h2", withdrawn=True),
        "d 1": Face(ItemKind.DISPUTE, ("troops",), {"en": "which?"}, "h3"),
    }
    kept = Snapshot("war", 7, faces)
    id_ = await store.keep_snapshot(kept)
    assert await store.snapshot(id_) == replace(kept, id=id_)
    assert await store.snapshot(id_ + 1) is None


async def test_the_newest_snapshot_is_not_stored_twice(store: AnyStore) -> None:
    first = await store.keep_snapshot(snapshot("old"))
    assert await store.keep_snapshot(snapshot("old")) == first
    second = await store.keep_snapshot(snapshot("new"))
    assert second > first
    assert await store.keep_snapshot(snapshot("new")) == second


async def test_what_was_once_so_and_is_so_again_is_newer(store: AnyStore) -> None:
    first, second = [await store.keep_snapshot(snapshot(words)) for words in ("old", "new")]
    third = await store.keep_snapshot(snapshot("old"))
    assert first < second < third
    assert (await store.snapshot(third)) == replace(snapshot("old"), id=third)


async def test_dossiers_and_revisions_have_snapshots_of_their_own(store: AnyStore) -> None:
    ids = [
        await store.keep_snapshot(one)
        for one in (snapshot(), snapshot(dossier="trade"), snapshot(revision=2), snapshot(dossier="trade"))
    ]
    assert len(set(ids)) == 3
    assert ids[1] == ids[3]


async def test_two_who_store_one_snapshot_at_once_store_one(store: AnyStore) -> None:
    ids = await asyncio.gather(*(store.keep_snapshot(snapshot()) for _ in range(4)))
    assert len(set(ids)) == 1


async def test_faces_of_one_hash_can_differ(store: AnyStore) -> None:
    face = Face(ItemKind.CLAIM, ("troops",), {"en": "one"}, "same")
    kept = Snapshot("war", 1, {"c1": face, "c2": replace(face, withdrawn=True), "c3": face})
    id_ = await store.keep_snapshot(kept)
    assert await store.snapshot(id_) == replace(kept, id=id_)


async def test_an_empty_dossier_has_a_snapshot_too(store: AnyStore) -> None:
    id_ = await store.keep_snapshot(Snapshot("empty", 1, {}))
    assert await store.snapshot(id_) == Snapshot("empty", 1, {}, id_)


async def test_a_large_snapshot_comes_back_whole(store: AnyStore) -> None:
    items = {f"c{n}": Face(ItemKind.CLAIM, ("troops",), {"en": str(n)}, str(n)) for n in range(12_000)}
    id_ = await store.keep_snapshot(Snapshot("war", 1, items))
    kept = await store.snapshot(id_)
    assert kept == Snapshot("war", 1, items, id_)


async def test_an_edition_is_stored_once_a_key(store: AnyStore) -> None:
    first = await store.keep_edition("key", {}, "{}")
    assert await store.keep_edition("key", {}, '{"other": 1}') == first
    assert await store.keep_edition("other", {}, "{}") > first


async def test_an_edition_stored_at_once_by_two_is_one(store: AnyStore) -> None:
    shown = await store.keep_snapshot(snapshot())
    ids = await asyncio.gather(*(store.keep_edition("key", {"troops": shown}, "{}") for _ in range(4)))
    assert len(set(ids)) == 1


async def test_an_edition_shows_only_snapshots_that_are_there(store: AnyStore) -> None:
    with pytest.raises(StoreRefused):
        await store.keep_edition("key", {"troops": 99}, "{}")
    assert await store.found_parts("key", "telegram") is None
    shown = await store.keep_snapshot(snapshot())
    assert await store.keep_edition("key", {"troops": shown}, "{}") > 0


async def test_parts_are_stored_once_a_shape_and_come_back_as_they_were(store: AnyStore) -> None:
    edition = await store.keep_edition("key", {}, "{}")
    texts = ["« un » & <b>deux</b>\n", "", "nul \0, half \ud800, 🗞️"]
    id_ = await store.keep_parts(edition, "telegram", texts)
    assert await store.parts(id_) == tuple(texts)
    assert await store.keep_parts(edition, "telegram", ["other"]) == id_
    other = await store.keep_parts(edition, "discord", ["other"])
    assert await store.parts(other) == ("other",)
    assert await store.found_parts("key", "telegram") == (edition, id_)
    assert await store.found_parts("key", "discord") == (edition, other)
    assert await store.found_parts("key", "terminal") is None
    assert await store.found_parts("nothing", "telegram") is None


async def test_parts_stored_at_once_by_two_are_the_same(store: AnyStore) -> None:
    edition = await store.keep_edition("key", {}, "{}")
    ids = await asyncio.gather(*(store.keep_parts(edition, "telegram", ["one"]) for _ in range(4)))
    assert len(set(ids)) == 1


async def test_there_are_no_parts_without_their_edition(store: AnyStore) -> None:
    with pytest.raises(StoreRefused):
        await store.keep_parts(99, "telegram", ["one"])
    with pytest.raises(StoreError, match="99"):
        await store.parts(99)
