"""A store that is looked at: the pauses it was told, and writes that it should have refused."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from digests.lease import Lease
from digests.moves import Move, PauseBot, PauseChat
from tests.faults.process import BEGINNING


class Watched:
    """Passes everything on to the store."""

    def __init__(self, store: Any, faults: list[str]) -> None:
        self._store, self._faults = store, faults
        self.pauses: list[tuple[float, float, str | None]] = []
        """When each was stored and until when it holds, in virtual seconds, and for which chat."""
        self.epoch = 0
        """The newest that was given out."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        newest = self.epoch
        stored: Sequence[bool] = await self._store.save(lease, moves)
        self._written(lease.epoch, newest, any(stored))
        for move, is_stored in zip(moves, stored, strict=True):
            if is_stored and isinstance(move.effect, PauseChat | PauseBot):
                until = (move.effect.until - BEGINNING).total_seconds()
                chat = move.after.chat if isinstance(move.effect, PauseChat) else None
                self.pauses.append((asyncio.get_running_loop().time(), until, chat))
        return stored

    async def plan(self, lease: Lease, planned: Any) -> int:
        newest = self.epoch
        moved: int = await self._store.plan(lease, planned)
        self._written(lease.epoch, newest, moved > 0)
        return moved

    async def acquire(self, *what: Any, **how: Any) -> Lease | None:
        lease: Lease | None = await self._store.acquire(*what, **how)
        if lease is not None:
            if lease.epoch <= self.epoch:
                self._faults.append(f"epoch {lease.epoch} given twice")
            self.epoch = lease.epoch
        return lease

    def _written(self, epoch: int, newest: int, written: bool) -> None:
        if written and epoch < newest:
            self._faults.append(f"written under epoch {epoch} when {newest} was given")
