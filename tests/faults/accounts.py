"""The ledger's account of a run compared with the platform's own record: what holds, come what may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from digests.delivery import TOO_LATE, Delivery, OnDoubt, State
from digests.schedule import latest_due, next_due
from digests.subscription import Subscription
from tests.faults.platform import FakePlatform
from tests.faults.process import BEGINNING

REPLACED: Final = frozenset({"a newer edition took its place", "the subscription was changed"})


@dataclass(slots=True)
class Book:
    """Reads the platform's record against rows and their texts (by the row's id)."""

    platform: FakePlatform
    policy: OnDoubt
    texts: Mapping[int, Sequence[str]]
    doubled: int = 0

    def compare(self, rows: Sequence[Delivery]) -> Iterator[str]:
        """A sentence for everything that is lost, doubled, out of order or claimed without being so."""
        arrived = Counter(one.nonce for one in self.platform.taken)
        wanted = {row.nonce_of(part) for row in rows for part in range(len(self.texts[row.id]))}
        yield from (f"{nonce} arrived and was never planned" for nonce in arrived.keys() - wanted)
        instants = Counter((row.subscription, row.due) for row in rows)
        yield from (f"planned twice: {key}" for key, count in instants.items() if count > 1)
        for row in rows:
            yield from self._row(row, [arrived[row.nonce_of(n)] for n in range(len(self.texts[row.id]))])
            yield from self._order(row)

    def _row(self, row: Delivery, counts: Sequence[int]) -> Iterator[str]:
        for part, count in enumerate(counts):
            if count > 1:
                self.doubled += count - 1
                if self.policy is not OnDoubt.RESEND:
                    yield f"{row.id}.{part} arrived {count} times"
            if count == 0 and part < row.part:
                yield f"{row.id}.{part} is lost: {row.state} says that it was sent"
            if count and part > row.part:
                yield f"{row.id}.{part} arrived although only {row.part} parts were begun"
            if count and part == row.part and row.doubted is None and row.state is not State.EXPIRED:
                yield f"{row.id}.{part} arrived and is {row.state}"
        if row.state is State.SENT and row.part < len(counts) and not row.reason.startswith("resolved"):
            yield f"{row.id} is sent with {row.part} of {len(counts)} parts"
        yield from self._end(row)
        if len(row.messages) != row.part:
            yield f"{row.id} has {len(row.messages)} messages for {row.part} parts"

    def _end(self, row: Delivery) -> Iterator[str]:
        """What was given up was given up for a reason that holds."""
        is_old = row.ended is not None and row.ended >= row.due + TOO_LATE
        if row.state is State.MISSED and not is_old and row.reason not in REPLACED:
            yield f"{row.id} is missed at {row.ended}, due at {row.due}: {row.reason}"
        if row.state is State.DEAD and not is_old and row.nonce not in self.platform.turned_down:
            yield f"{row.id} is dead, and the platform never said so: {row.reason}"

    def _order(self, row: Delivery) -> Iterator[str]:
        firsts = [
            next((one for one in self.platform.taken if one.nonce == row.nonce_of(part)), None)
            for part in range(len(self.texts[row.id]))
        ]
        for one, other in pairwise(one for one in firsts if one is not None):
            if other.at < one.at:
                yield f"{row.id}: {other.nonce} arrived before {one.nonce}"
        for part, one in enumerate(firsts):
            if one is not None and one.text != self.texts[row.id][part]:
                yield f"{one.nonce} arrived with another text"


def coverage(subscription: Subscription, rows: Iterable[Delivery], *, continuous: bool) -> Iterator[str]:
    """Every instant that was due has its row or is counted by the next.

    Not `continuous`: the chat subscribed anew in between, and instants may have gone unplanned.
    """
    ordered = sorted(rows, key=lambda row: row.due)
    schedule, name = subscription.wish.schedule, subscription.id
    before = BEGINNING
    for row in ordered:
        number = latest_due(schedule, before, row.due).number
        if continuous and number != row.skipped + 1:
            yield f"subscription {name}: {number} instants until {row.due}, {row.skipped} skipped"
        before = row.due
    if continuous and not subscription.chat.suspended and subscription.next_due != next_due(schedule, before):
        yield f"subscription {name}: next at {subscription.next_due} after {before}"


def seen(subscription: Subscription, rows: Iterable[Delivery], shown: Mapping[int, int]) -> Iterator[str]:
    """What the subscription has seen is what the newest edition told that was surely sent to it."""
    sent = [row.edition for row in rows if row.state is State.SENT and row.edition is not None]
    told = {"all": shown[max(sent)]} if sent else {}
    if dict(subscription.seen) != told:
        yield f"subscription {subscription.id} has seen {dict(subscription.seen)}, was sent {told}"


def kept_pauses(
    pauses: Iterable[tuple[float, float, str | None]], calls: Sequence[tuple[str, str, float]]
) -> Iterator[str]:
    """No call began between the storing of a pause and its end."""
    for stored, until, chat in pauses:
        for called, nonce, at in calls:
            if stored < at < until - 0.001 and chat in (None, called):
                yield f"{nonce} was called at {at:.1f}, {called} paused from {stored:.1f} to {until:.1f}"
