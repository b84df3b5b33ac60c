"""Digests into the open chat: shown above the prompt, whatever is being typed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from digests.delivery import Doubts, OnDoubt
from digests.outcomes import NotSent, Outcome, Refused, Sent
from digests.pace import Limits


@dataclass(slots=True)
class TerminalCourier:
    """The courier of the one chat that this terminal shows."""

    chat: str
    """Its key."""
    show: Callable[[str], None]
    """Puts a text on the screen; OSError when there is no screen any more."""
    bot: str = "terminal"
    limits: Limits = field(default_factory=lambda: Limits(per_second=10))
    doubts: Doubts = field(default_factory=lambda: Doubts(OnDoubt.HOLD))

    async def send(self, chat: str, part: str, nonce: str) -> Outcome:
        """Show the part; its nonce is its id, for a screen gives none."""
        if chat != self.chat:
            return Refused("this terminal does not show that chat")
        try:
            self.show(part)
        except OSError as error:
            return NotSent(f"the terminal is gone: {error.strerror}")
        return Sent(nonce)
