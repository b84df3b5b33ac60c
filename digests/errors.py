"""The errors of `digests`, one base: each carries a plain sentence, and fields for who words it anew."""

from __future__ import annotations

from enum import StrEnum


class DigestsError(Exception):
    """Something about a digest cannot be done; `str(error)` is a sentence that says what and what to do."""


class Fault(StrEnum):
    """What is wrong with a schedule, for whoever tells the reader in the reader's language."""

    WORDS = "words"
    """Words that mean neither days, nor a time, nor a place: “every blue moon”."""
    TIME = "time"
    """No time of day, or one that could be two: “25:00”, “8 and 9pm”."""
    MIXED = "mixed"
    """Days with times of their own: “monday 8h, tuesday 9h”; a schedule has the same times on all days."""
    ZONE = "zone"
    """No time zone we know; `nearest` holds those it looks like."""
    SHARED = "shared"
    """One name of several time zones, or several zones; `nearest` holds them all."""
    OFFSET = "offset"
    """Hours from UTC, which know no summer time: “UTC+2”."""
    INCOMPLETE = "incomplete"
    """Days, times or a zone are missing, or not as a `Schedule` holds them."""


class ScheduleError(DigestsError):
    """A schedule cannot be read or held; `text` is what was refused, `nearest` the zones it may mean."""

    def __init__(self, sentence: str, fault: Fault, text: str = "", nearest: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.fault = fault
        self.text = text
        self.nearest = nearest


class StoreError(DigestsError):
    """The database cannot be reached, opened or written; what was asked for may or may not have been done."""


class StoreRefused(StoreError):  # noqa: N818 - as the database has it
    """The database works and will not have this: what a row refers to is gone, or it breaks a rule."""


class LeaseLost(DigestsError):  # noqa: N818 - the field's word
    """Another process sends for this bot now; nothing was written."""
