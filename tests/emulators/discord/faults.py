"""How Discord's own refusals are put among the things that go wrong on purpose."""

from __future__ import annotations

from typing import Any

from tests.emulators import faults
from tests.emulators.discord.refusals import Refusal, refusal
from tests.emulators.faults import Fault

CREATE = "POST /channels/{channel_id}/messages"


class Faults(faults.Faults):
    """The troubles in force; the first that matches a call meets it. A call's method is its route."""

    def refuse(self, code: int, route: str = "", **how: Any) -> Fault:
        """A refusal with this code of Discord's, such as 50013."""
        told = refusal(code)
        return self.add("refuse", route, code=told.status, parameters=told.answer(), **how)

    def fail(self, status: int, route: str = "", **how: Any) -> Fault:
        """An error of the server, 500 as Discord says it and others as the edge does, in HTML."""
        parameters = {"message": "500: Internal Server Error", "code": 0} if status == 500 else None
        return self.add("refuse", route, code=status, parameters=parameters, **how)

    def flood(
        self, seconds: float, route: str = "", *, everywhere: bool = False, code: int = 0, **how: Any
    ) -> Fault:
        """429 for so long, for this route or for everything; some limits have a code of their own (20028)."""
        told = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
        return self.add("refuse", route, code=429, parameters=told | ({"code": code} if code else {}), **how)

    def ban(self, route: str = "", **how: Any) -> Fault:
        """429 by the edge: no `Via`, no JSON."""
        return self.add("refuse", route, code=429, parameters=None, **how)


def refused(fault: Fault) -> Refusal | None:
    """What Discord says instead of an answer, or nothing when the edge answers."""
    if fault.parameters is None:
        return None
    more = {key: value for key, value in fault.parameters.items() if key not in ("message", "code")}
    return Refusal(fault.code, fault.parameters.get("code", 0), fault.parameters["message"], **more)
