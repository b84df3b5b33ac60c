"""How Discord says no: an HTTP status, a code of its own, a sentence, and for a form what is wrong where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

Place: TypeAlias = tuple[str | int, ...]
"""Where in a body: `("components", 0, "content")`."""
FORM: Final = 50035


class Refusal(Exception):  # noqa: N818 -- it is an answer, not a fault of the emulator
    """An answer that is an error."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"message": self.message, "code": self.code, **self.more}


class Flaw(Exception):  # noqa: N818 -- becomes a refusal, together with its like
    """One thing that is wrong with a form."""

    def __init__(self, place: Place, code: str, message: str) -> None:
        super().__init__(message)
        self.place = place
        self.code = code
        self.message = message


def invalid_form(flaws: Iterable[Flaw], below: Place = ()) -> Refusal:
    """400 with every flaw in its place, which is below another where the form is part of a larger one."""
    errors: dict[str, Any] = {}
    for flaw in flaws:
        at = errors
        for step in (*below, *flaw.place):
            at = at.setdefault(str(step), {})
        at.setdefault("_errors", []).append({"code": flaw.code, "message": flaw.message})
    return Refusal(400, FORM, "Invalid Form Body", errors=errors)


_SENTENCES: Final = {
    0: (404, "404: Not Found"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40005: (413, "Request entity too large"),
    40033: (400, "This message has already been crossposted."),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    40333: (403, "internal network error"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
}


def refusal(code: int) -> Refusal:
    """The refusal of this code."""
    status, message = _SENTENCES[code]
    return Refusal(status, code, message)


def unauthorized() -> Refusal:
    """A token that is none."""
    return Refusal(401, 0, "401: Unauthorized")


def too_many(seconds: float, *, everywhere: bool = False) -> Refusal:
    """Too fast."""
    return Refusal(
        429, 0, "You are being rate limited.", retry_after=round(seconds, 3), **{"global": everywhere}
    )
