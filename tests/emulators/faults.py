"""Things that go wrong on purpose: which calls are met, and what happens to them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["refuse", "reset_before", "reset_after", "slow", "slow_after", "garbage", "garbage_after"]
"""What happens: a refusal; the connection is reset before or after the call took effect; it waits before or
after; the answer is no JSON (and nothing was done, or it was)."""


@dataclass(slots=True)
class Fault:
    """One trouble, for the calls that it matches: from the `nth` on, `times` times (0: always)."""

    kind: Kind
    method: str = ""
    """Any, when empty."""
    chat: int | str | None = None
    nth: int = 1
    times: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None
    seconds: float = 0.0
    """How long a slow one waits; 0: until `release` is called."""
    matched: int = 0
    met: int = 0
    """How many calls it has met."""
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """The slow one goes on."""
        self.released.set()

    def meets(self, method: str, chat: int | str | None) -> bool:
        """Whether this call is met; it is counted."""
        if (self.method and self.method != method) or (self.chat is not None and self.chat != chat):
            return False
        self.matched += 1
        if self.matched < self.nth or (self.times and self.met >= self.times):
            return False
        self.met += 1
        return True

    async def wait(self) -> None:
        """Be slow."""
        if self.seconds:
            await asyncio.sleep(self.seconds)
        else:
            await self.released.wait()


class Faults:
    """The troubles in force, in order; the first that matches a call meets it."""

    def __init__(self) -> None:
        self.listed: list[Fault] = []

    def add(self, kind: Kind, method: str = "", **how: Any) -> Fault:
        """One more, by its fields."""
        fault = Fault(kind, method, **how)
        self.listed.append(fault)
        return fault

    def clear(self) -> None:
        """All is well again; the slow ones go on."""
        for fault in self.listed:
            fault.release()
        self.listed.clear()

    def find(self, method: str, chat: int | str | None) -> Fault | None:
        """What this call meets."""
        return next((one for one in self.listed if one.meets(method, chat)), None)
