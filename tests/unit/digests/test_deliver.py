"""The sending loop in virtual time: order, pauses, parts, doubts, the lease, a database that is away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.deliver import Deliverer
from digests.delivery import Doubts, OnDoubt, State
from digests.errors import StoreError
from digests.lease import Lease
from digests.moves import Move
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear
from digests.pace import Limits
from digests.subscription import ChatKind
from tests.fakes.store import FakeStore
from tests.unit.digests.sending import (
    BOT,
    DUE,
    FakeCourier,
    VirtualClock,
    leased,
    pending,
    rows,
    virtually,
)


class Stage:
    """A store with pending deliveries and a sender for them."""

    def __init__(self, courier: FakeCourier | None = None, store: FakeStore | None = None) -> None:
        self.store = store or FakeStore()
        self.courier = courier or FakeCourier()
        self.lease: Lease | None = None
        self.sender = Deliverer(
            self.store, self.courier, VirtualClock(), lambda: self.lease, chance=lambda: 0.5
        )

    async def run(self, *keys: str, seconds: float = 300.0, parts: tuple[str, ...] = ("one part",)) -> None:
        """Deliver to these chats for so long."""
        self.lease = await leased(self.store)
        await pending(self.store, self.lease, *keys, parts=parts)
        await self.go_on(seconds)

    async def go_on(self, seconds: float = 300.0) -> None:
        stop = asyncio.Event()
        running = asyncio.ensure_future(self.sender.run(stop))
        await asyncio.sleep(seconds)
        stop.set()
        await running

    async def states(self) -> dict[str, State]:
        return {row.chat: row.state for row in await rows(self.store)}


def test_everything_pending_is_sent_once() -> None:
    async def main() -> None:
        stage = Stage()
        await stage.run("a", "b", "c")
        assert set((await stage.states()).values()) == {State.SENT}
        assert sorted(call[1:] for call in stage.courier.calls) == [
            ("a", "one part", "1.0.1c88880"),
            ("b", "one part", "2.0.1c88880"),
            ("c", "one part", "3.0.1c88880"),
        ]

    virtually(main)


def test_channels_come_before_groups_before_people() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(limits=Limits(1)))
        stage.sender.lanes = 1
        lease = stage.lease = await leased(stage.store)
        await pending(stage.store, lease, "p1", "p2", "g", "c")
        for row in await rows(stage.store):
            kind = {"g": ChatKind.GROUP, "c": ChatKind.CHANNEL}.get(row.chat, ChatKind.PRIVATE)
            stage.store._put(replace(row, kind=kind))
        await stage.go_on()
        assert [chat for _, chat, _, _ in stage.courier.calls] == ["c", "g", "p1", "p2"]

    virtually(main)


def test_the_rate_is_kept_and_used() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(limits=Limits(10)))
        await stage.run(*(f"c{number}" for number in range(100)), seconds=60.0)
        times = [at for at, *_ in stage.courier.calls]
        assert len(times) == 100
        assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[10:], strict=False))
        assert times[-1] - times[0] < 100 / 10 * 1.02

    virtually(main)


def test_a_slow_pace_keeps_the_order_and_wastes_nothing() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(limits=Limits(2)))
        lease = stage.lease = await leased(stage.store)
        await pending(stage.store, lease, *(f"c{number}" for number in range(60)))
        for row in await rows(stage.store):
            kind = ChatKind.CHANNEL if row.id > 50 else ChatKind.PRIVATE
            stage.store._put(replace(row, kind=kind))
        await stage.go_on(120.0)
        times = [at for at, *_ in stage.courier.calls]
        assert {chat for _, chat, _, _ in stage.courier.calls[:10]} == {f"c{n}" for n in range(50, 60)}
        assert len(times) == 60
        assert times[-1] < 60 / 2 * 1.1
        assert all(row.version == 2 for row in await rows(stage.store))  # begun once, settled once

    virtually(main)


def test_parts_follow_one_another_and_a_broken_off_digest_resumes_after_the_last_one_sent() -> None:
    async def main() -> None:
        answers = [Sent("m1"), NotSent("refused"), Sent("m2"), Sent("m3")]
        courier = FakeCourier(answers={"a": list(answers)})
        stage = Stage(courier)
        await stage.run("a", parts=("x", "y", "z"))
        assert [text for _, _, text, _ in courier.calls] == ["x", "y", "y", "z"]
        [row] = await rows(stage.store)
        assert (row.state, row.messages) == (State.SENT, ("m1", "m2", "m3"))

    virtually(main)


@pytest.mark.parametrize(
    ("answer", "state", "calls"),
    [
        (Gone("kicked"), State.DEAD, 1),
        (Refused("bad"), State.DEAD, 1),
        (Unclear("timeout"), State.UNKNOWN, 1),
        (NotSent("refused"), State.SENT, 2),
        (Limited(timedelta(seconds=20)), State.SENT, 2),
        (Limited(timedelta(seconds=20), whole_bot=False), State.SENT, 2),
    ],
)
def test_each_answer_has_its_consequence_and_the_others_go_on(
    answer: Outcome, state: State, calls: int
) -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(answers={"bad": [answer]}))
        await stage.run("a", "bad", "c")
        assert await stage.states() == {"a": State.SENT, "bad": state, "c": State.SENT}
        assert sum(chat == "bad" for _, chat, _, _ in stage.courier.calls) == calls

    virtually(main)


def test_a_limit_of_the_bot_stops_every_chat_for_so_long() -> None:
    async def main() -> None:
        courier = FakeCourier(answers={"a": [Limited(timedelta(seconds=50))]}, limits=Limits(1))
        stage = Stage(courier)
        await stage.run("a", "b", "c")
        times = sorted(at for at, *_ in courier.calls)
        assert times[1] >= times[0] + 50
        assert set((await stage.states()).values()) == {State.SENT}

    virtually(main)


def test_a_chat_that_moved_gets_its_digest_under_the_new_id() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(answers={"old": [Moved("new")]}))
        await stage.run("old")
        assert [chat for _, chat, _, _ in stage.courier.calls] == ["old", "new"]
        assert await stage.states() == {"new": State.SENT}

    virtually(main)


def test_a_suspended_chat_gets_nothing_more() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(answers={"a": [Gone("kicked")]}))
        await stage.run("a", parts=("x", "y"))
        assert len(stage.courier.calls) == 1
        assert next(iter(stage.store.chats.values())).suspended == "kicked"

    virtually(main)


def test_a_nonce_is_repeated_and_found_sent() -> None:
    async def main() -> None:
        courier = FakeCourier(
            answers={"a": [Unclear("timeout")]}, doubts=Doubts(OnDoubt.NONCE, timedelta(seconds=60))
        )
        stage = Stage(courier)
        await stage.run("a")
        assert [nonce for *_, nonce in courier.calls] == ["1.0.1c88880", "1.0.1c88880"]
        assert await stage.states() == {"a": State.SENT}

    virtually(main)


def test_what_an_earlier_sender_left_in_the_middle_is_unknown_and_not_sent_again() -> None:
    async def main() -> None:
        stage = Stage()
        stage.lease = await leased(stage.store)
        await pending(stage.store, stage.lease, "a", "b")
        [row, _] = await rows(stage.store)
        stage.store._put(replace(row, state=State.SENDING, began=DUE))
        await stage.go_on()
        assert await stage.states() == {"a": State.UNKNOWN, "b": State.SENT}
        assert [chat for _, chat, _, _ in stage.courier.calls] == ["b"]

    virtually(main)


def test_what_is_too_old_is_missed_and_not_sent() -> None:
    async def main() -> None:
        stage = Stage()
        stage.lease = await leased(stage.store)
        await pending(stage.store, stage.lease, "a")
        await asyncio.sleep(6 * 3600 + 1)
        await stage.go_on()
        assert await stage.states() == {"a": State.MISSED}
        assert stage.courier.calls == []

    virtually(main)


def test_without_a_lease_nothing_is_sent() -> None:
    async def main() -> None:
        stage = Stage()
        lease = await leased(stage.store)
        await pending(stage.store, lease, "a")
        await stage.go_on()
        assert stage.courier.calls == []
        stage.lease = lease
        await stage.go_on()
        assert len(stage.courier.calls) == 1

    virtually(main)


def test_a_loop_that_turns_says_so_with_nothing_to_do_without_a_lease_and_without_a_database() -> None:
    async def main() -> None:
        async def away(step: str) -> None:
            if step == "read ready":
                raise StoreError("the database is away")

        for store, holds in ((FakeStore(), True), (FakeStore(), False), (FakeStore(away), True)):
            stage, turns = Stage(store=store), list[float]()
            stage.sender.on_turn = lambda turns=turns: turns.append(asyncio.get_running_loop().time())
            stage.lease = await leased(store) if holds else None
            began = asyncio.get_running_loop().time()
            await stage.go_on(60.0)
            assert [turn - began for turn in turns] == [5.0 * number for number in range(len(turns))]
            assert len(turns) in (12, 13)

    virtually(main)


def test_a_loop_that_hangs_says_nothing_and_goes_on_saying_it_afterwards() -> None:
    async def main() -> None:
        async def late(step: str) -> None:
            if step == "read ready":
                await asyncio.sleep(100.0)

        store, turns = FakeStore(late), list[float]()
        stage = Stage(store=store)
        stage.sender.on_turn = lambda: turns.append(asyncio.get_running_loop().time())
        stage.lease = await leased(store)
        await stage.go_on(104.0)
        assert turns == [100.0]

    virtually(main)


def test_a_bot_that_was_paused_by_its_operator_sends_nothing() -> None:
    async def main() -> None:
        stage = Stage()
        await stage.store.pause(BOT, DUE)
        await stage.run("a")
        assert stage.courier.calls == []
        await stage.store.resume(BOT)
        await stage.go_on()
        assert len(stage.courier.calls) == 1

    virtually(main)


def test_a_courier_that_breaks_leaves_a_doubt_and_no_other_chat_alone() -> None:
    class Broken(FakeCourier):
        async def send(self, chat: str, part: str, nonce: str) -> Outcome:
            if chat == "bad":
                raise RuntimeError("a bug")
            return await super().send(chat, part, nonce)

    async def main() -> None:
        stage = Stage(Broken())
        await stage.run("bad", "b")
        assert await stage.states() == {"bad": State.UNKNOWN, "b": State.SENT}

    virtually(main)


class Failing(FakeStore):
    """A store of which every save fails while `away`; with `late`, after it was done."""

    away = False
    late = False

    async def save(self, lease: Lease, moves: Sequence[Move]) -> Sequence[bool]:
        if self.away and not self.late:
            raise StoreError("away")
        stored = await super().save(lease, moves)
        if self.away:
            raise StoreError("the answer was lost")
        return stored


@pytest.mark.parametrize("late", [False, True])
def test_an_outcome_outlasts_a_database_that_is_away(late: bool) -> None:
    class Courier(FakeCourier):
        async def send(self, chat: str, part: str, nonce: str) -> Outcome:
            store.away, store.late = True, late
            asyncio.get_running_loop().call_later(40, setattr, store, "away", False)
            return await super().send(chat, part, nonce)

    store = Failing()

    async def main() -> None:
        stage = Stage(Courier(), store)
        await stage.run("a")
        assert await stage.states() == {"a": State.SENT}
        assert len(stage.courier.calls) == 1

    virtually(main)


def test_a_begin_whose_answer_was_lost_is_found_and_sent_once() -> None:
    store = Failing()
    store.away = store.late = True

    async def main() -> None:
        asyncio.get_running_loop().call_later(20, setattr, store, "away", False)
        stage = Stage(None, store)
        await stage.run("a")
        assert await stage.states() == {"a": State.SENT}
        assert len(stage.courier.calls) == 1

    virtually(main)


def test_a_stop_waits_for_what_is_under_way() -> None:
    async def main() -> None:
        stage = Stage(FakeCourier(takes=8.0))
        await stage.run("a", seconds=1.0)
        assert await stage.states() == {"a": State.SENT}

    virtually(main)


def test_a_message_without_text_is_missed_not_a_storm() -> None:
    async def main() -> None:
        stage = Stage()
        await stage.run("a", parts=())
        [row] = await rows(stage.store)
        assert (row.state, row.reason) == (State.MISSED, "no text is left")

    virtually(main)
