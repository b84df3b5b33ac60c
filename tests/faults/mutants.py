"""The sender broken on purpose, one rule at a time: the simulation is worth what it finds of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from digests import moves
from digests.delivery import Delivery, Doubts, OnDoubt, State
from digests.lease import Lease
from digests.moves import Move
from digests.subscription import ChatId
from tests.fakes.store import FakeStore
from tests.faults import world
from tests.faults.process import Ported


class NothingCommittedBeforeSending(Ported):
    """Keeps `sending` in the process's memory; the outcome alone is stored."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.held: dict[int, Move] = {}

    async def save(self, lease: Lease, moves: Sequence[Move]) -> list[bool]:
        stored = [move.after.state is State.SENDING for move in moves]
        real = []
        for move in moves:
            if move.after.state is State.SENDING:
                self.held[move.before.id] = move
            else:
                begun = self.held.pop(move.before.id, None)
                real.append(move if begun is None else replace(move, before=begun.before))
        results = iter(await self.__getattr__("save")(lease, real) if real else [])
        return [is_held or next(results) for is_held in stored]


class NoUniqueKey(FakeStore):
    def _is_taken(self, subscription: int, due: Any) -> bool:
        return False


class NoEpoch(FakeStore):
    def _check_lease(self, lease: Lease) -> None:
        pass


class SeenEarly(FakeStore):
    def _make(self, move: Move) -> bool:
        made = super()._make(move)
        if made and move.after.state is State.SENDING:
            self._advance_seen(move.after)
        return made


class PauseIgnored(FakeStore):
    def _is_silenced(self, chat: ChatId, at: Any) -> bool:
        return self.chats[chat].suspended is not None


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is broken, and under which policy it does harm."""

    policy: OnDoubt
    store: type[FakeStore] = FakeStore
    ported: type[Ported] = Ported
    broken: Callable[[], Any] | None = None
    """Makes a context in which code is replaced."""

    @contextmanager
    def code(self) -> Iterator[None]:
        """The broken code, while it is open."""
        if self.broken is None:
            yield
        else:
            with self.broken():
                yield


def _resent() -> Any:
    return patch.dict(world.DOUBTS, {OnDoubt.HOLD: Doubts(OnDoubt.RESEND)})


def _from_the_last_doubt() -> Any:
    def last(row: Delivery, at: Any) -> Any:
        return row.began or at

    return patch("digests.moves._first_doubt", last)


def _outcome_dropped() -> Any:
    async def give_up(self: Any, move: Move) -> bool:
        return False

    return patch("digests.recorder.Recorder._insist", give_up)


def _nothing_recovered() -> Any:
    async def nothing(self: Any, lease: Lease) -> int:
        return 0

    return patch("digests.deliver.Deliverer.recover", nothing)


def _given_up_early() -> Any:
    return patch("digests.tick.TOO_LATE", timedelta(seconds=40))


def _dead_after_two() -> Any:
    settle = moves.settle

    def impatient(row: Delivery, *how: Any) -> Move:
        move = settle(row, *how)
        if row.attempts >= 2 and move.after.state is State.PENDING:
            return replace(move, after=replace(move.after, state=State.DEAD, ended=row.began))
        return move

    return patch("digests.deliver.settle", impatient)


MUTANTS = {
    "no commit of sending": Mutant(OnDoubt.HOLD, ported=NothingCommittedBeforeSending),
    "unique key dropped": Mutant(OnDoubt.HOLD, NoUniqueKey),
    "epoch unchecked": Mutant(OnDoubt.HOLD, NoEpoch),
    "retry after an unclear answer": Mutant(OnDoubt.HOLD, broken=_resent),
    "seen advanced early": Mutant(OnDoubt.HOLD, SeenEarly),
    "a chat's pause ignored": Mutant(OnDoubt.HOLD, PauseIgnored),
    "the nonce window counted from the last doubt": Mutant(OnDoubt.NONCE, broken=_from_the_last_doubt),
    "given up too early": Mutant(OnDoubt.HOLD, broken=_given_up_early),
    "dead after two attempts": Mutant(OnDoubt.HOLD, broken=_dead_after_two),
    "interrupted deliveries not recovered": Mutant(OnDoubt.HOLD, broken=_nothing_recovered),
}
