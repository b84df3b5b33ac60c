"""How Telegram's own refusals are put among the things that go wrong on purpose."""

from __future__ import annotations

from typing import Any

from tests.emulators import faults
from tests.emulators.faults import Fault
from tests.emulators.telegram.refusals import Refusal


class Faults(faults.Faults):
    """The troubles in force, in order; the first that matches a call meets it."""

    def refuse(self, code: int, description: str, method: str = "", **how: Any) -> Fault:
        """A refusal with this code, as `Bad Request: ...`."""
        return self.add("refuse", method, code=code, description=description, **how)

    def flood(self, retry_after: int, method: str = "", **how: Any) -> Fault:
        """429."""
        told = f"Too Many Requests: retry after {retry_after}"
        return self.refuse(429, told, method, parameters={"retry_after": retry_after}, **how)


def refusal(fault: Fault) -> Refusal:
    """What is said instead of an answer."""
    return Refusal(fault.code, fault.description, fault.parameters)
