"""The Archive in the database: snapshots, editions and rendered parts, each stored once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.snapshot import Face, ItemKind, Snapshot
from digests.store.engine import Database
from digests.store.tables import editions, faces, items, shown, snapshots
from digests.store.tables import parts as rendered


class SqlArchive:
    """Archive (`digests.register`); a mixin of Store."""

    database: Database

    async def keep_snapshot(self, snapshot: Snapshot) -> int:
        """As in the protocol."""
        digest = snapshot.digest
        async with self.database.glance() as connection:
            same = await _newest(connection, snapshot.dossier, digest)
        if same is not None:
            return same
        async with self.database.write() as connection:
            if not self.database.is_sqlite:  # so that two processes do not both find theirs to be new
                await connection.execute(text("LOCK TABLE snapshots IN SHARE ROW EXCLUSIVE MODE"))
            same = await _newest(connection, snapshot.dossier, digest)
            return await _keep(connection, snapshot, digest) if same is None else same

    async def snapshot(self, id_: int) -> Snapshot | None:
        """As in the protocol."""
        async with self.database.view() as connection:
            row = (await connection.execute(select(snapshots).where(snapshots.c.id == id_))).first()
            if row is None:
                return None
            found = await connection.execute(
                select(items.c.item, faces.c.face).join(faces).where(items.c.snapshot == id_)
            )
            held = {item: _face(face) for item, face in found}
        return Snapshot(row.dossier, row.revision, held, row.id)

    async def keep_edition(self, key: str, shows: Mapping[str, int], body: str) -> int:
        """As in the protocol."""
        is_it = select(editions.c.id).where(editions.c.key == key)
        async with self.database.glance() as connection:
            known = (await connection.execute(is_it)).scalar()
        if known is not None:
            return int(known)
        async with self.database.write() as connection:
            id_ = await self._add(connection, editions, {"key": key, "body": body}, ["key"])
            if id_ is None:  # made by another in the meantime
                return int((await connection.execute(is_it)).scalar_one())
            told = [{"edition": id_, "topic": topic, "snapshot": number} for topic, number in shows.items()]
            if told:
                await connection.execute(insert(shown), told)
            return id_

    async def keep_parts(self, edition: int, shape: str, parts: Sequence[str]) -> int:
        """As in the protocol."""
        are_they = select(rendered.c.id).where(rendered.c.edition == edition, rendered.c.shape == shape)
        async with self.database.glance() as connection:
            known = (await connection.execute(are_they)).scalar()
        if known is not None:
            return int(known)
        async with self.database.write() as connection:
            row = {"edition": edition, "shape": shape, "texts": list(parts)}
            id_ = await self._add(connection, rendered, row, ["edition", "shape"])
            return int((await connection.execute(are_they)).scalar_one()) if id_ is None else id_

    async def found_parts(self, key: str, shape: str) -> tuple[int, int] | None:
        """As in the protocol."""
        async with self.database.glance() as connection:
            row = (
                await connection.execute(
                    select(rendered.c.edition, rendered.c.id)
                    .join_from(rendered, editions)
                    .where(editions.c.key == key, rendered.c.shape == shape)
                )
            ).first()
            return None if row is None else (row.edition, row.id)

    async def _add(
        self, connection: AsyncConnection, table: Any, row: dict[str, Any], once: Sequence[str]
    ) -> int | None:
        """The id of the row, stored now; None if there was one that is the same in `once`."""
        add = sqlite.insert if self.database.is_sqlite else postgresql.insert
        added = await connection.execute(
            add(table).values(**row).on_conflict_do_nothing(index_elements=once).returning(table.c.id)
        )
        id_: int | None = added.scalar()
        return id_


async def _newest(connection: AsyncConnection, dossier: str, digest: str) -> int | None:
    """The id of the dossier's newest snapshot, if its digest is this one."""
    newest = (
        select(snapshots.c.id, snapshots.c.digest)
        .where(snapshots.c.dossier == dossier)
        .order_by(snapshots.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).first()
    return row.id if row is not None and row.digest == digest else None


async def _keep(connection: AsyncConnection, snapshot: Snapshot, digest: str) -> int:
    made = await connection.execute(
        insert(snapshots)
        .values(dossier=snapshot.dossier, revision=snapshot.revision, digest=digest)
        .returning(snapshots.c.id)
    )
    id_: int = made.scalar_one()
    prints: dict[bytes, dict[str, Any]] = {}
    held = []
    for item, face in snapshot.items.items():
        record = _record(face)
        print_ = sha256(json.dumps(record, sort_keys=True).encode()).digest()
        prints[print_] = record
        held.append({"snapshot": id_, "item": item, "face": print_})
    if held:
        add = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        await connection.execute(
            add(faces).on_conflict_do_nothing(),
            [{"print": key, "face": face} for key, face in prints.items()],
        )
        await connection.execute(insert(items), held)
    return id_


def _record(face: Face) -> dict[str, Any]:
    return {
        "kind": face.kind.value,
        "topics": list(face.topics),
        "words": dict(face.words),
        "hash": face.hash,
        "withdrawn": face.withdrawn,
        "record": face.record,
    }


def _face(record: dict[str, Any]) -> Face:
    return Face(
        kind=ItemKind(record["kind"]),
        topics=tuple(record["topics"]),
        words=record["words"],
        hash=record["hash"],
        withdrawn=record["withdrawn"],
        record=record["record"],
    )
