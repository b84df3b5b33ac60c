"""How fast: never over the limit, hardly under it, slower when told so."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from digests.pace import Limits, Pace
from digests.subscription import ChatKind


def sends(pace: Pace, seconds: float, delay: float = 0.0, chat: str = "") -> list[float]:
    """When messages go out, each as early as may be."""
    now, out = 0.0, []
    while (at := pace.ready_at(now, chat)) < seconds:
        now = at + delay
        pace.take(now, chat)
        out.append(now)
    return out


def most_in_a_second(times: list[float]) -> int:
    return max(n + 1 - bisect_right(times, at - 1.0) for n, at in enumerate(times))


@given(st.integers(1, 60), st.floats(0, 0.004))
def test_never_over_the_limit_and_hardly_under_it(limit: int, delay: float) -> None:
    times = sends(Pace(Limits(limit)), 20.0, delay)
    assert most_in_a_second(times) <= limit
    if delay * limit < 0.5:
        assert len(times) >= 0.98 * limit * 20


@given(st.integers(1, 60), st.floats(0, 0.004))
def test_evenly_it_is_as_fast_and_never_in_a_rush(limit: int, delay: float) -> None:
    pace = Pace(Limits(limit, even=True))
    assert pace.slots(0.0, 0.5) == limit // 2 + 1
    times = sends(pace, 20.0, delay)
    assert most_in_a_second(times) <= limit
    first = bisect_right(times, 0.5)
    assert first <= 0.6 * limit + 1
    if delay * limit < 0.5:
        assert len(times) >= 0.98 * limit * 20


def test_evenly_what_is_late_is_caught_up_with_a_little() -> None:
    pace = Pace(Limits(30, even=True))
    for at in (0.0, 10.0):
        pace.take(at)
    assert pace.ready_at(10.0) == 10.0
    assert pace.slots(10.0, 0.0) == 1
    late = []
    while (at := pace.ready_at(10.0)) <= 10.0:
        pace.take(at)
        late.append(at)
    assert len(late) == 3


def test_the_reserve_is_kept_for_commands() -> None:
    assert most_in_a_second(sends(Pace(Limits(30, reserve=5)), 10.0)) == 25


def test_one_chat_has_its_gap() -> None:
    pace = Pace(Limits(30, chat_gap=1.0))
    pace.take(5.0, "a")
    assert pace.ready_at(5.0, "a") == 6.0
    assert pace.ready_at(5.0, "b") == 5.0


def test_a_group_has_a_longer_gap_and_its_topics_share_it() -> None:
    pace = Pace(Limits(30, chat_gap=1.0, group_gap=3.0))
    pace.take(5.0, "-1/7", ChatKind.GROUP)
    assert pace.ready_at(5.0, "-1/8") == 8.0
    assert pace.ready_at(5.0, "-1") == 8.0
    assert pace.ready_at(5.0, "-2") == 5.0


def test_a_refusal_pauses_and_slows_down_and_time_heals() -> None:
    pace = Pace(Limits(30))
    pace.refused(10.0, 4.0, whole_bot=True)
    assert pace.ready_at(10.0) == 14.0
    slow = pace.allowed
    assert slow < 30
    for _ in range(2000):
        pace.passed()
    assert pace.allowed == 30


def test_refusals_do_not_stop_it_for_good() -> None:
    pace = Pace(Limits(30))
    for _ in range(100):
        pace.refused(0.0, 0.0, whole_bot=True)
    assert pace.allowed == 6


def test_a_refusal_of_one_chat_slows_nobody_else() -> None:
    pace = Pace(Limits(30))
    pace.refused(0.0, 60.0, whole_bot=False)
    assert pace.ready_at(0.0) == 0.0
    assert pace.allowed == 30


def test_chats_of_long_ago_are_forgotten() -> None:
    pace = Pace(Limits(30, chat_gap=1.0))
    for number in range(5000):
        pace.ready_at(float(number), str(number))
        pace.take(float(number), str(number))
    assert len(pace._chats) < 2000
