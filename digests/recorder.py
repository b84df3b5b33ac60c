"""Stores moves, many in one transaction, and finds out what became of them when no answer came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from digests.delivery import State
from digests.errors import LeaseLost, StoreError
from digests.lease import Lease
from digests.moves import Move
from digests.ports import Clock, Ledger, Nobody, Observer

AGAIN: Final = 0.5
"""Seconds between two attempts to reach the database."""


@dataclass(slots=True)
class Recorder:
    """Groups the moves of all lanes: while one transaction is committed, those for the next one gather."""

    ledger: Ledger
    clock: Clock
    lease: Callable[[], Lease | None]
    """The lease that is held now; None while there is none."""
    observer: Observer = field(default_factory=Nobody)
    _waiting: list[tuple[Move, asyncio.Future[bool]]] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def record(self, move: Move) -> bool:
        """Whether the move is stored; False when the row is not what it started from, or may not be begun.

        An outcome is kept until it is stored, through a database that is away and a lease that has to be
        taken anew: what a platform said once is not to be had again.
        """
        try:
            is_stored = await self._grouped(move)
        except (StoreError, LeaseLost):
            is_stored = await self._insist(move)
        if is_stored:
            self.observer.moved(move)
        return is_stored

    async def store(self, lease: Lease, moves: Sequence[Move]) -> None:
        """Make moves that no lane waits for; StoreError, LeaseLost."""
        for move, is_stored in zip(moves, await self.ledger.save(lease, moves), strict=True):
            if is_stored:
                self.observer.moved(move)

    def close(self) -> None:
        """Stop writing; whoever still waits is cancelled."""
        if self._writing is not None:
            self._writing.cancel()

    async def _grouped(self, move: Move) -> bool:
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append((move, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        is_stored: bool = await stored
        return is_stored

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                results = await self._save([move for move, _ in batch])
                for (_, stored), is_stored in zip(batch, results, strict=True):
                    if not stored.done():
                        stored.set_result(is_stored)
            except Exception as error:
                for _, stored in batch:
                    if not stored.done():
                        stored.set_exception(error)
            finally:
                for _, stored in batch:
                    stored.cancel()  # nothing, but when this task is cancelled

    async def _save(self, moves: list[Move]) -> list[bool]:
        lease = self.lease()
        if lease is None:
            raise LeaseLost("There is no lease at present.")
        return list(await self.ledger.save(lease, moves))

    async def _insist(self, move: Move) -> bool:
        """Look what became of the move, and make it if nothing did; alone, so that it holds up no other."""
        while True:
            await self.clock.sleep(AGAIN)
            with suppress(StoreError, LeaseLost):
                row = await self.ledger.delivery(move.before.id)
                if row == move.after:  # it was stored, only the answer was lost
                    return True
                if row != move.before or (move.after.state is State.SENDING and self.lease() is None):
                    return False
                [stored] = await self._save([move])
                return stored
