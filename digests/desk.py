"""The desk: what the dossier holds, read once a content, and the editions composed of it, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from corpus.errors import CorpusError
from corpus.index import Index
from digests.choices import Selection
from digests.compose import Order, compose
from digests.edition import Edition
from digests.holdings import Holdings, read
from digests.register import Archive
from digests.snapshot import Snapshot

Key = TypeVar("Key")
Kept = TypeVar("Kept")

LARGE: Final = 4_000_000
"""Bytes of a compiled dossier from which on it is read in a thread of its own."""
_DOSSIERS: Final = 2
_SNAPSHOTS: Final = 8


@dataclass(slots=True)
class Desk:
    """Reads and remembers; for one event loop."""

    _held: dict[Path, Holdings] = field(default_factory=dict)
    _snapshots: dict[int, Snapshot] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def holdings(self, index: Index) -> Holdings:
        """What the index holds; CorpusError when its file is damaged."""
        async with self._lock:
            held = self._held.get(index.path)
            if held is None:
                held = await _read(index)
                _keep(self._held, index.path, held, _DOSSIERS)
            return held

    async def seen(self, seen: Mapping[str, int], dossier: str, archive: Archive) -> dict[str, Snapshot]:
        """Per topic, what was seen of this dossier; a snapshot that is gone was never seen. StoreError."""
        found: dict[str, Snapshot] = {}
        for topic, id_ in seen.items():
            snapshot = self._snapshots.get(id_) or await archive.snapshot(id_)
            if snapshot is not None:
                _keep(self._snapshots, id_, snapshot, _SNAPSHOTS)
                if snapshot.dossier == dossier:
                    found[topic] = snapshot
        return found

    async def edition(
        self, order: Order, seen: Mapping[str, int], index: Index, archive: Archive | None, now_id: int = 0
    ) -> tuple[Edition | None, Selection]:
        """The edition for who asked for this and saw that; None when there is nothing to tell.

        Without an archive nothing was seen. `now_id` is the snapshot that the index was kept as; 0 for an
        edition that is only looked at, and not sent.
        """
        now = await self.holdings(index)
        known = await self.seen(seen, now.dossier, archive) if archive is not None else {}
        return compose(order, known, now, now_id)


async def _read(index: Index) -> Holdings:
    """In a thread where it takes long: on a connection of its own, for an index is its thread's."""
    try:
        if index.path.stat().st_size >= LARGE:
            return await asyncio.to_thread(_read_file, index.path)
    except (CorpusError, OSError):
        pass  # its file was deleted; an index that is open still reads
    return read(index)


def _read_file(path: Path) -> Holdings:
    with Index.open(path) as index:
        return read(index)


def _keep(memory: dict[Key, Kept], key: Key, kept: Kept, most: int) -> None:
    """Remember it as the newest, and forget the oldest beyond so many."""
    memory.pop(key, None)
    memory[key] = kept
    while len(memory) > most:
        del memory[next(iter(memory))]
