"""The fake store's part as an Archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digests.errors import StoreRefused
from digests.snapshot import Snapshot
from tests.fakes.records import FakeEdition, FakeRecords


class FakeArchive(FakeRecords):
    """Snapshots, editions and parts, in memory."""

    async def keep_snapshot(self, snapshot: Snapshot) -> int:
        await self._before("keep_snapshot")
        newest = self.newest_snapshots.get(snapshot.dossier)
        if newest is None or self.snapshots[newest].digest != snapshot.digest:
            newest = self._next_id("snapshots")
            self.snapshots[newest] = replace(snapshot, id=newest)
            self.newest_snapshots[snapshot.dossier] = newest
        await self._after("keep_snapshot")
        return newest

    async def snapshot(self, id_: int) -> Snapshot | None:
        await self._reading("snapshot")
        return self.snapshots.get(id_)

    async def keep_edition(self, key: str, shows: Mapping[str, int], body: str) -> int:
        await self._before("keep_edition")
        id_ = self.edition_ids.get(key)
        if id_ is None:
            if any(snapshot not in self.snapshots for snapshot in shows.values()):
                raise StoreRefused("The database refuses this: it refers to a snapshot that is not there.")
            id_ = self.edition_ids[key] = self._next_id("editions")
            self.editions[id_] = FakeEdition(key, dict(shows), body)
        await self._after("keep_edition")
        return id_

    async def keep_parts(self, edition: int, shape: str, parts: Sequence[str]) -> int:
        await self._before("keep_parts")
        id_ = self.rendered_ids.get((edition, shape))
        if id_ is None:
            self._require_edition(edition)
            id_ = self.rendered_ids[edition, shape] = self._next_id("parts")
            self.rendered[id_] = tuple(parts)
        await self._after("keep_parts")
        return id_

    async def found_parts(self, key: str, shape: str) -> tuple[int, int] | None:
        await self._reading("found_parts")
        edition = self.edition_ids.get(key)
        if edition is None or (edition, shape) not in self.rendered_ids:
            return None
        return edition, self.rendered_ids[edition, shape]
