"""What a restore makes of deliveries that were under way, and of subscriptions that came due since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from digests.delivery import OPEN, Delivery, State
from digests.restoring import closed, resumed
from digests.schedule import Missed, Schedule
from digests.subscription import Chat, ChatId, ChatKind, Subscription, Wish

DUE = datetime(2026, 11, 20, 8, tzinfo=UTC)
AT = DUE + timedelta(days=3, hours=1)
ROW = Delivery(7, 1, "fake:1", "a", ChatKind.PRIVATE, DUE, 1, 1, DUE, DUE + timedelta(hours=6))
DAILY_AT_EIGHT = Schedule(frozenset(range(1, 8)), (time(8),), "UTC")
ONE = Subscription(1, Chat(ChatId("fake:1", "a"), ChatKind.PRIVATE), Wish(DAILY_AT_EIGHT), DUE)


@pytest.mark.parametrize(
    ("changes", "state", "reason"),
    [
        ({}, State.MISSED, "restored"),
        ({"reason": "connection refused", "attempts": 3}, State.MISSED, "restored"),
        ({"part": 2, "messages": ("m1", "m2")}, State.DEAD, "restored, after 2 parts"),
        ({"doubted": DUE, "reason": "read timeout"}, State.EXPIRED, "restored"),
        ({"state": State.SENDING, "began": DUE}, State.EXPIRED, "restored"),
        ({"state": State.UNKNOWN, "doubted": DUE, "ended": DUE}, State.EXPIRED, "restored"),
        ({"state": State.UNKNOWN, "part": 1, "messages": ("m1",)}, State.EXPIRED, "restored"),
    ],
)
def test_an_open_delivery_ends(changes: dict[str, Any], state: State, reason: str) -> None:
    row = replace(ROW, **changes)
    move = closed(row, AT)
    assert move is not None
    assert (move.before, move.effect) == (row, None)
    assert move.after == replace(row, state=state, reason=reason, ended=AT, version=1)


@pytest.mark.parametrize("state", [state for state in State if state not in OPEN])
def test_what_has_ended_is_left_as_it_is(state: State) -> None:
    assert closed(replace(ROW, state=state, ended=DUE), AT) is None


def test_a_subscription_misses_what_came_due_and_goes_on_after_it() -> None:
    following = DUE + timedelta(days=4)
    newest = DUE + timedelta(days=3)
    assert resumed(ONE, AT) == (replace(ONE, next_due=following), Missed(newest, 4))


def test_an_instant_due_this_very_moment_is_missed() -> None:
    assert resumed(ONE, DUE) == (replace(ONE, next_due=DUE + timedelta(days=1)), Missed(DUE, 1))


def test_in_a_zone_that_is_not_known_any_more_it_waits_after_the_restore() -> None:
    schedule = object.__new__(Schedule)
    for name, value in (("weekdays", frozenset({1})), ("times", (time(8),)), ("zone", "Mars/Olympus")):
        object.__setattr__(schedule, name, value)
    one = replace(ONE, wish=Wish(schedule))
    assert resumed(one, AT) == (replace(one, next_due=AT + timedelta(microseconds=1)), Missed(None, 0))
