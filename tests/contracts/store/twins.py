"""Random lives of a store and the fake, side by side: every answer of the one must be the other's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from digests.delivery import Delivery, Doubts, State
from digests.errors import DigestsError
from digests.lease import Lease
from digests.moves import Verdict, resolve
from digests.outcomes import Outcome
from digests.ports import Prepared
from digests.store import open_store
from digests.subscription import ChatKind, Subscription
from tests.contracts.store.choices import KEYS, doubts, instants, keys, kinds, outcomes
from tests.contracts.store.choices import move as move_of
from tests.contracts.store.choices import planned as planned_of
from tests.contracts.store.scene import AT, BOT, HOUR, LASTS, WISH, AnyStore, chat, snapshot
from tests.fakes.store import FakeStore


class Twins(RuleBasedStateMachine):
    """Each rule is one call of both; then all that can be seen of them is compared."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.fake: AnyStore = FakeStore()
        self.real: AnyStore = self.runner.run(self.stack.enter_async_context(open_store(self.url)))
        self.ids: dict[int, int] = {}
        """The fake's id of a delivery, by the real one's: PostgreSQL takes ids for rows it does not write."""
        self.leases: list[Lease] = []
        self.read: list[tuple[Delivery, Delivery]] = []
        """Rows as they once were, the fake's and the real one's."""
        self.subscriptions: list[Subscription] = []
        self.prepared: list[Prepared] = []

    def teardown(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    def both(self, call: Callable[[AnyStore], Coroutine[Any, Any, Any]]) -> Any:
        """The answer of both to one call, or the kind of error."""
        told, answered = self.runner.run(_tried(call(self.fake))), self.runner.run(_tried(call(self.real)))
        assert told == self._as_fake(answered)
        return told

    def _as_fake(self, answer: Any) -> Any:
        match answer:
            case Delivery():
                return replace(answer, id=self.ids[answer.id])
            case list():
                return [self._as_fake(one) for one in answer]
            case _:
                return answer

    @initialize()
    def begin_with_a_lease_and_an_edition(self) -> None:
        self.acquire("we", 0, sole=False)
        self.keep("first")

    @rule(holder=st.sampled_from(["we", "they"]), n=st.integers(0, 5), sole=st.booleans())
    def acquire(self, holder: str, n: int, sole: bool) -> None:
        lease = self.both(lambda store: store.acquire(BOT, holder, AT + n * LASTS, LASTS, sole=sole))
        self.leases += [] if lease is None else [lease]

    @rule(n=st.integers(0, 9), at=instants, gives_back=st.booleans())
    def renew_or_release(self, n: int, at: datetime, gives_back: bool) -> None:
        lease = self.leases[-1 - n % len(self.leases)]
        if gives_back:
            self.both(lambda store: store.release(lease))
        else:
            self.both(lambda store: store.renew(lease, at, LASTS))

    @rule(key=keys, kind=kinds, due=instants, at=instants, language=st.sampled_from(["en", "fr"]))
    def subscribe(self, key: str, kind: ChatKind, due: datetime, at: datetime, language: str) -> None:
        wish = replace(WISH, language=language)
        self.subscriptions.append(self.both(lambda store: store.subscribe(chat(key), kind, wish, due, at)))

    @rule(key=keys, at=instants)
    def stop(self, key: str, at: datetime) -> None:
        self.both(lambda store: store.stop(chat(key), at))

    @rule(key=keys, kind=kinds, at=instants)
    def choose_language(self, key: str, kind: ChatKind, at: datetime) -> None:
        self.both(lambda store: store.choose_language(chat(key), kind, "fr", at))

    @rule(key=keys)
    def forget(self, key: str) -> None:
        self.both(lambda store: store.forget(chat(key)))

    @rule(key=keys, at=instants)
    def suspend(self, key: str, at: datetime) -> None:
        self.both(lambda store: store.suspend(chat(key), "removed", at))

    @rule(key=keys, at=instants)
    def revive(self, key: str, at: datetime) -> None:
        self.both(lambda store: store.revive(chat(key), at))

    @rule(old=keys, new=keys)
    def rekey(self, old: str, new: str) -> None:
        self.both(lambda store: store.rekey(chat(old), chat(new)))

    @rule(words=st.sampled_from(["first", "second", "third"]))
    def keep(self, words: str) -> None:
        shown = self.both(lambda store: store.keep_snapshot(snapshot(words)))
        edition = self.both(lambda store: store.keep_edition(f"{words} {shown}", {"troops": shown}, "{}"))
        parts = self.both(lambda store: store.keep_parts(edition, "telegram", [words, words]))
        self.both(lambda store: store.parts(parts))
        self.prepared.append(Prepared(edition, parts))

    @rule(
        at=instants,
        choices=st.lists(st.tuples(instants, st.sampled_from(["send", "send", "silent", "missed", "aside"]))),
        is_stale=st.booleans(),
        is_late=st.booleans(),
    )
    def plan(self, at: datetime, choices: list[tuple[datetime, str]], is_stale: bool, is_late: bool) -> None:
        due = self.both(lambda store: store.due(BOT, at, 9))
        if is_stale:
            due = list({one.id: one for one in self.subscriptions}.values())
        prepared = self.prepared[-1]
        planned = [
            planned_of(one, following, what, prepared)
            for one, (following, what) in zip(due, choices, strict=False)
        ]
        lease = self.leases[0 if is_late else -1]
        self.both(lambda store: store.plan(lease, planned))
        self._match_ids()

    def _match_ids(self) -> None:
        """Deliveries are made in the same order."""
        every = [self.runner.run(store.listed(list(State), 999)) for store in (self.fake, self.real)]
        self.ids.update({real.id: fake.id for fake, real in zip(*every, strict=True)})
        self.read += list(zip(*every, strict=True))[-4:]

    @rule(
        chosen=st.lists(st.tuples(st.integers(0, 20), outcomes), min_size=1, max_size=6),
        at=instants,
        kind=doubts,
        is_late=st.integers(0, 5),
    )
    def save(self, chosen: list[tuple[int, Outcome]], at: datetime, kind: Doubts, is_late: int) -> None:
        now = list(
            zip(*(self.runner.run(s.listed(list(State), 999)) for s in (self.fake, self.real)), strict=True)
        )
        rows = [(pairs[-1 - n % len(pairs)], out) for n, out in chosen if (pairs := self.read[-3:] + now)]
        lease = self.leases[0 if is_late == 0 else -1]
        moves = [
            [move for pair, out in rows if (move := move_of(pair[which], out, at, kind)) is not None]
            for which in (0, 1)
        ]
        self.both(lambda store: store.save(lease, moves[0 if store is self.fake else 1]))
        self.read += [pair for pair, _ in rows]

    @rule(n=st.integers(0, 20), verdict=st.sampled_from(Verdict), at=instants)
    def resolve(self, n: int, verdict: Verdict, at: datetime) -> None:
        unknown = list(
            zip(
                *(self.runner.run(s.in_state(BOT, State.UNKNOWN, 99)) for s in (self.fake, self.real)),
                strict=True,
            )
        )
        if unknown:
            pair = unknown[n % len(unknown)]
            moves = [resolve(row, verdict, at) for row in pair]
            self.both(lambda store: store.resolve(moves[0 if store is self.fake else 1]))

    @rule(is_on=st.booleans())
    def pause(self, is_on: bool) -> None:
        self.both(lambda store: store.pause(BOT, AT) if is_on else store.resume(BOT))

    @rule(at=instants)
    def clean(self, at: datetime) -> None:
        self.both(lambda store: store.clean(at + timedelta(days=1), 1))
        self.prepared = []
        self.keep("fourth")

    @precondition(lambda self: self.leases)
    @invariant()
    def all_that_can_be_seen_is_the_same(self) -> None:
        self.both(lambda store: store.listed(list(State), 999))
        self.both(lambda store: store.counts(BOT))
        self.both(lambda store: store.paused_until(BOT))
        for key in [*KEYS, "-9"]:
            self.both(lambda store, key=key: store.held(chat(key)))  # type: ignore[misc]
        for at in (AT, AT + 2 * HOUR, AT + 6 * HOUR):
            self.both(lambda store, at=at: store.due(BOT, at, 3))  # type: ignore[misc]
            self.both(lambda store, at=at: store.ready(BOT, at, 2, ("-1",)))  # type: ignore[misc]
            self.both(lambda store, at=at: store.ready(BOT, at, 9))  # type: ignore[misc]
            self.both(lambda store, at=at: store.next_ready(BOT, at))  # type: ignore[misc]
        for key in ("first 1", "second 2", "third 3"):
            self.both(lambda store, key=key: store.found_parts(key, "telegram"))  # type: ignore[misc]
        for id_ in (1, 2, 3):
            self.both(lambda store, id_=id_: store.snapshot(id_))  # type: ignore[misc]


async def _tried(call: Coroutine[Any, Any, Any]) -> Any:
    try:
        return await call
    except DigestsError as error:
        return type(error)
