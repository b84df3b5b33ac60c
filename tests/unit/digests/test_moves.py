"""From one state of a delivery to the next: every outcome, under every policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.delivery import TOO_LATE, Delivery, Doubts, OnDoubt, State
from digests.moves import (
    LONGEST_WAIT,
    PauseBot,
    PauseChat,
    RekeyChat,
    SuspendChat,
    Verdict,
    abandoned,
    begin,
    expire,
    give_up,
    resolve,
    settle,
)
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear
from digests.subscription import ChatKind

AT = datetime(2026, 11, 20, 8, 0, 30, tzinfo=UTC)
HOLD, RESEND = Doubts(OnDoubt.HOLD), Doubts(OnDoubt.RESEND)
NONCE = Doubts(OnDoubt.NONCE, timedelta(seconds=60))


def row(**changes: Any) -> Delivery:
    due = datetime(2026, 11, 20, 8, tzinfo=UTC)
    fields = {
        "id": 7, "subscription": 3, "bot": "fake:1", "chat": "c", "kind": ChatKind.GROUP, "due": due,
        "edition": 1, "parts": 1, "not_before": due, "until": due + TOO_LATE,
    }  # fmt: skip
    return Delivery(**(fields | changes))


def begun(doubts: Doubts = HOLD, at: datetime = AT, **changes: Any) -> Delivery:
    return begin(row(**changes), at, 5, doubts).after


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_a_call_is_begun_with_its_time_and_epoch() -> None:
    after = begun()
    assert (after.state, after.began, after.epoch, after.attempts, after.version) == (
        State.SENDING,
        AT,
        5,
        1,
        1,
    )


def test_the_last_part_that_is_sent_ends_it() -> None:
    after = settle(begun(), Sent("m1"), AT, HOLD, 1, 0.5).after
    assert (after.state, after.part, after.messages, after.ended) == (State.SENT, 1, ("m1",), AT)


def test_a_part_before_the_last_goes_back_for_the_next() -> None:
    after = settle(begun(attempts=4), Sent("m1"), AT, HOLD, 3, 0.5).after
    assert (after.state, after.part, after.attempts, after.not_before) == (State.PENDING, 1, 0, AT)
    assert after.nonce != begun().nonce


@pytest.mark.parametrize("doubts", [HOLD, RESEND, NONCE])
def test_what_was_surely_not_sent_waits_with_full_jitter(doubts: Doubts) -> None:
    waits = []
    for attempts in (0, 1, 2, 9):
        after = settle(begun(attempts=attempts), NotSent("refused"), AT, doubts, 1, 1.0).after
        assert after.state is State.PENDING
        waits.append((after.not_before - AT).total_seconds())
    assert waits == [2, 4, 8, LONGEST_WAIT]
    assert settle(begun(), NotSent("refused"), AT, doubts, 1, 0.0).after.not_before == AT


def test_a_limit_of_the_bot_pauses_the_bot_and_counts_no_attempt() -> None:
    move = settle(begun(), Limited(seconds(30)), AT, HOLD, 1, 0.5)
    assert move.effect == PauseBot(AT + seconds(30))
    assert (move.after.state, move.after.not_before, move.after.attempts) == (
        State.PENDING,
        AT + seconds(30),
        0,
    )


def test_a_limit_of_the_chat_pauses_the_chat() -> None:
    move = settle(begun(), Limited(seconds(5), whole_bot=False), AT, HOLD, 1, 0.5)
    assert move.effect == PauseChat(AT + seconds(5))


def test_a_chat_that_is_gone_is_suspended() -> None:
    move = settle(begun(), Gone("kicked"), AT, HOLD, 1, 0.5)
    assert (move.after.state, move.after.reason, move.effect) == (State.DEAD, "kicked", SuspendChat("kicked"))


def test_a_message_that_is_refused_leaves_the_chat_alone() -> None:
    move = settle(begun(), Refused("bad request"), AT, HOLD, 1, 0.5)
    assert (move.after.state, move.effect) == (State.DEAD, None)


def test_a_chat_that_moved_is_tried_under_its_new_id() -> None:
    move = settle(begun(), Moved("c2"), AT, HOLD, 1, 0.5)
    assert (move.after.state, move.after.chat, move.effect) == (State.PENDING, "c2", RekeyChat("c2"))


def test_doubt_is_held() -> None:
    after = settle(begun(), Unclear("timeout"), AT + seconds(9), HOLD, 1, 0.5).after
    assert (after.state, after.doubted, after.ended) == (State.UNKNOWN, AT, AT + seconds(9))


def test_doubt_is_resent_a_few_times_where_the_operator_chose_so() -> None:
    now, states = row(), []
    for _ in range(5):
        now = begin(replace(now, state=State.PENDING), AT, 1, RESEND).after
        now = settle(now, Unclear("timeout"), AT, RESEND, 1, 0.0).after
        states.append(now.state)
    assert states == [State.PENDING] * 3 + [State.UNKNOWN] * 2


def test_a_nonce_is_repeated_within_its_window_from_the_first_doubt() -> None:
    now, at = begun(NONCE), AT
    for _ in range(3):  # every doubt is answered by another
        now = settle(now, Unclear("timeout"), at + seconds(10), NONCE, 1, 1.0).after
        assert (now.state, now.doubted) == (State.PENDING, AT)
        at = now.not_before
        now = begin(now, at, 1, NONCE).after
        assert now.state is State.SENDING
    late = settle(now, Unclear("timeout"), AT + seconds(61), NONCE, 1, 0.0).after
    assert late.state is State.UNKNOWN


def test_a_nonce_whose_window_passed_while_waiting_is_not_repeated() -> None:
    doubtful = row(doubted=AT - seconds(61))
    move = begin(doubtful, AT, 1, NONCE)
    assert move.after.state is State.UNKNOWN
    assert begin(replace(doubtful, doubted=AT - seconds(60)), AT, 1, NONCE).after.state is State.SENDING


@pytest.mark.parametrize("outcome", [Gone("kicked"), Refused("no"), Limited(seconds(90)), Moved("c2")])
def test_a_doubt_is_not_forgotten_by_what_comes_after_it(outcome: Outcome) -> None:
    after = settle(begun(NONCE, doubted=AT - seconds(1)), outcome, AT, NONCE, 1, 0.5).after
    assert after.doubted == AT - seconds(1)
    assert after.state is (State.PENDING if isinstance(outcome, Moved) else State.UNKNOWN)


def test_a_certain_answer_ends_the_doubt() -> None:
    after = settle(begun(NONCE, doubted=AT), Sent("m"), AT, NONCE, 2, 0.5).after
    assert after.doubted is None


def test_a_sender_that_stopped_in_the_middle_leaves_a_doubt() -> None:
    assert abandoned(begun(), AT, HOLD).after.state is State.UNKNOWN
    again = abandoned(begun(NONCE), AT + seconds(20), NONCE).after
    assert (again.state, again.doubted) == (State.PENDING, AT)
    assert abandoned(begun(NONCE), AT + seconds(61), NONCE).after.state is State.UNKNOWN


def test_what_is_given_up_is_missed_dead_or_unknown() -> None:
    assert give_up(row(), AT, "too old").after.state is State.MISSED
    partly = give_up(row(part=1), AT, "too old").after
    assert (partly.state, partly.reason) == (State.DEAD, "too old, after 1 parts")
    assert give_up(row(doubted=AT), AT, "too old").after.state is State.UNKNOWN


def test_a_persons_word_settles_the_unknown() -> None:
    unknown = row(state=State.UNKNOWN, doubted=AT, attempts=3, ended=AT)
    assert resolve(unknown, Verdict.SENT, AT).after.state is State.SENT
    assert resolve(unknown, Verdict.LOST, AT).after.state is State.DEAD
    again = resolve(unknown, Verdict.RESEND, AT).after
    assert (again.state, again.doubted, again.attempts, again.until) == (
        State.PENDING,
        None,
        0,
        AT + TOO_LATE,
    )
    with pytest.raises(ValueError, match="not unknown"):
        resolve(row(), Verdict.SENT, AT)
    assert expire(unknown, AT).after.state is State.EXPIRED


OUTCOMES = st.one_of(
    st.builds(Sent, st.just("m")),
    st.builds(NotSent, st.just("x")),
    st.builds(Limited, st.integers(0, 200).map(seconds), st.booleans()),
    st.builds(Gone, st.just("x")),
    st.builds(Moved, st.just("c2")),
    st.builds(Refused, st.just("x")),
    st.builds(Unclear, st.just("x")),
)


@given(
    st.lists(st.tuples(OUTCOMES, st.integers(0, 70)), max_size=12),
    st.sampled_from([HOLD, NONCE]),
    st.floats(0, 1),
)
def test_no_part_is_called_again_after_it_may_have_arrived(
    answers: list[tuple[Outcome, int]], doubts: Doubts, spread: float
) -> None:
    """Whatever a platform answers: a doubted call is repeated under its nonce within its window, or never."""
    now, at = row(), AT
    first_doubt: dict[int, datetime] = {}
    for outcome, passes in answers:
        if now.state is not State.PENDING:
            break
        at = max(at, now.not_before)
        move = begin(now, at, 1, doubts)
        assert move.after.version == now.version + 1
        now = move.after
        if now.state is not State.SENDING:
            break
        if now.part in first_doubt:
            assert doubts is NONCE
            assert at <= first_doubt[now.part] + doubts.window
        if isinstance(outcome, Unclear):
            first_doubt.setdefault(now.part, at)
        at += seconds(passes)
        now = settle(now, outcome, at, doubts, 2, spread).after
        assert len(now.messages) == now.part
