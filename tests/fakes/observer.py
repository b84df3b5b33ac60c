"""An Observer that remembers what it was told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from digests.delivery import State
from digests.moves import Move


@dataclass
class FakeObserver:
    """Counts moves by the states they led to, and the rest by its kind."""

    seen: Counter[str] = field(default_factory=Counter)

    def moved(self, move: Move) -> None:
        if move.after.state is not State.SENDING:
            self.seen[move.after.state.value] += 1

    def missed(self, bot: str, number: int) -> None:
        self.seen["only recorded"] += number

    def limited(self, bot: str) -> None:
        self.seen["limited"] += 1
