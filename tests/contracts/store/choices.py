"""What can happen to the twins: chats, instants, outcomes, plans and moves."""

from __future__ import annotations

from datetime import datetime

import hypothesis.strategies as st

from digests.delivery import Delivery, Doubts, OnDoubt, State
from digests.moves import Move, abandoned, begin, expire, give_up, settle
from digests.outcomes import Gone, Limited, Moved, NotSent, Outcome, Refused, Sent, Unclear
from digests.ports import Planned, Prepared
from digests.subscription import ChatKind, Subscription
from tests.contracts.store.scene import AT, HOUR, MINUTE

KEYS = ["-1", "-2", "-3", "-4"]
keys = st.sampled_from(KEYS)
kinds = st.sampled_from(ChatKind)
instants = st.integers(0, 6).map(lambda n: AT + n * HOUR)
outcomes: st.SearchStrategy[Outcome] = st.sampled_from(
    [
        Sent("77"),
        Sent("78"),
        NotSent("no connection"),
        Limited(HOUR),
        Limited(HOUR, whole_bot=False),
        Limited(MINUTE, whole_bot=False),
        Gone("kicked"),
        Refused("too long"),
        Unclear("no answer"),
        *(Moved(key) for key in [*KEYS, "-9"]),
    ]
)
doubts = st.sampled_from([Doubts(OnDoubt.HOLD), Doubts(OnDoubt.NONCE, HOUR), Doubts(OnDoubt.RESEND)])


def planned(one: Subscription, following: datetime, what: str, prepared: Prepared) -> Planned:
    due = one.next_due or AT
    match what:
        case "send":
            return Planned(one, following, due, prepared, due + HOUR, skipped=1)
        case "silent":
            return Planned(one, following)
        case "missed":
            return Planned(one, following, due, until=due + HOUR)
        case _:
            return Planned(one, None, aside=following)


def move(row: Delivery, outcome: Outcome, at: datetime, kind: Doubts) -> Move | None:
    """A move that the row's state allows; which one depends on the outcome."""
    match row.state:
        case State.PENDING:
            return give_up(row, at, "too old") if isinstance(outcome, Refused) else begin(row, at, 1, kind)
        case State.SENDING:
            if isinstance(outcome, Unclear):
                return abandoned(row, at, kind, 0.5)
            return settle(row, outcome, at, kind, 2, 0.5)
        case State.UNKNOWN:
            return expire(row, at) if isinstance(outcome, Gone) else None
        case _:
            return None
