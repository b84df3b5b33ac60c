"""Who sends next, in virtual time: never more than the limit as Telegram counts, and answers first."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable

import pytest

from bot.platforms.telegram.turns import HURRY, LONGEST, Busy, Turns
from tests.faults.virtual import VirtualLoop, run

SLOW = 0.25
"""Seconds until Telegram answers."""


def virtually(main: Callable[[], Awaitable[None]]) -> None:
    async def ran() -> None:
        await main()

    run(ran(), VirtualLoop(polls=False))


def now() -> float:
    return asyncio.get_running_loop().time()


def most_in_a_second(times: list[float]) -> int:
    return max(n + 1 - bisect_right(times, at - 1.0 + 1e-9) for n, at in enumerate(times))


async def post(turns: Turns, counted: list[float], takes: float = SLOW) -> None:
    async with turns.digest():
        await asyncio.sleep(takes)
        counted.append(now())


async def answer(turns: Turns, counted: list[float], takes: float = SLOW) -> None:
    async with turns.answer():
        counted.append(now())  # or at the end of it: nobody can tell
        await asyncio.sleep(takes)


def test_no_more_than_the_limit_are_counted_in_a_second_wherever_on_the_way_that_is() -> None:
    async def main() -> None:
        turns, counted = Turns(), list[float]()
        async with asyncio.TaskGroup() as group:
            for _ in range(90):
                group.create_task(post(turns, counted))
                await asyncio.sleep(1 / 30)
                if len(counted) % 3 == 0:
                    group.create_task(answer(turns, counted))
        assert most_in_a_second(sorted(counted)) <= 30
        assert len(counted) > 100

    virtually(main)


def test_an_answer_goes_before_digests_that_wait() -> None:
    async def main() -> None:
        turns, said = Turns(slots=1), list[str]()

        async def one(name: str) -> None:
            async with turns.answer() if name == "answer" else turns.digest():
                said.append(f"{name} {now():g}")

        async with asyncio.TaskGroup() as group:
            for name in ("first", "second", "answer"):
                group.create_task(one(name))
        assert said == ["first 0", "answer 1", "second 2"]

    virtually(main)


def test_where_no_digest_goes_out_answers_do_not_wait() -> None:
    async def main() -> None:
        turns, counted = Turns(), list[float]()
        await asyncio.gather(*(answer(turns, counted) for _ in range(100)))
        assert counted == [0.0] * 100
        await post(turns, counted)
        assert counted[-1] == SLOW + 1.0 + SLOW  # all of them still count there

    virtually(main)


def test_a_digest_that_answers_hold_up_for_long_is_tried_later() -> None:
    async def main() -> None:
        turns = Turns(slots=1)
        async with turns.answer():
            with pytest.raises(Busy):
                await post(turns, [])
            assert now() == HURRY

    virtually(main)


def test_what_is_never_answered_holds_no_slot_for_ever() -> None:
    async def main() -> None:
        turns, counted = Turns(slots=1), list[float]()
        hanging = asyncio.create_task(answer(turns, [], takes=60))
        await asyncio.sleep(LONGEST - HURRY + 0.5)
        await post(turns, counted)
        assert counted == [LONGEST + SLOW]
        await hanging
        await post(turns, counted)
        assert counted[-1] == 60 + SLOW

    virtually(main)


def test_who_gives_up_waiting_leaves_the_turn_to_others() -> None:
    async def main() -> None:
        turns, counted = Turns(slots=1), list[float]()
        await post(turns, counted)
        waiting = [asyncio.create_task(post(turns, counted)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()  # while others are before it
        asyncio.get_running_loop().call_at(SLOW + 1.0, waiting[1].cancel)  # as its turn has come
        await asyncio.gather(*waiting, return_exceptions=True)
        assert counted == [SLOW, SLOW + 1.0 + SLOW]
        await asyncio.sleep(1)
        assert (turns._taken, turns._digests) == (0, 0)

    virtually(main)
