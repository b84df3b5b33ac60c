"""Imprecise dates: reading them, their bounds, their order (an EDTF subset, ISO 8601-2:2019)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from corpus.errors import DateError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

UNDATED_SORT_KEY: Final = "undated"
"""The sort key of what has no date: letters follow digits, so it comes after every `Edtf.sort_key`."""

EXAMPLES: Final = ("2025-04-26", "2025-04", "2025-33", "196X", "2024-06~", "2024-06/2024-11-01", "2025/..")
"""One of each form, for editors and error messages."""

_OPEN: Final = ".."
_LAST: Final = "~"  # follows every digit in byte order
_QUARTERS: Final = {
    "33": 1,
    "34": 2,
    "35": 3,
    "36": 4,
}  # ISO 8601-2 sub-year groupings, independent of hemisphere
_DATE: Final = re.compile(
    r"(?:(?P<decade>[0-9]{3})X|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?)(?P<mark>[?~%])?"
)


class Precision(StrEnum):
    """How finely a date is known, from the finest to the coarsest; an interval is as fine as its two ends."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"


_RANK: Final = {precision: str(rank) for rank, precision in enumerate(Precision)}


@dataclass(frozen=True, slots=True)
class Part:
    """One date, or one end of an interval. `year` is the first year of a decade; `quarter` is 1 to 4.

    `uncertain` is EDTF's `?` (we doubt it), `approximate` its `~` (it is near), `%` both. They are words for
    the reader: they do not widen the bounds, because by how much would be our invention.
    """

    year: int
    precision: Precision
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def earliest(self) -> date:
        """The first day this can mean."""
        return date(self.year, self._months()[0], self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this can mean."""
        year = self.year + 9 if self.precision is Precision.DECADE else self.year
        month = self._months()[1]
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def sort_key(self) -> str:
        """The last day, then how coarse it is: a month comes after its days, a year after its months."""
        return f"{self.latest.isoformat()}{_RANK[self.precision]}"

    def _months(self) -> tuple[int, int]:
        if self.quarter is not None:
            return 3 * self.quarter - 2, 3 * self.quarter
        return (self.month, self.month) if self.month is not None else (1, 12)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval as a source states it; made by `parse`, equal when its text is.

    `start` and `end` are the same part for a single date; None is an open end.
    """

    text: str
    start: Part | None = field(compare=False, repr=False)
    end: Part | None = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def is_interval(self) -> bool:
        """Whether two ends are written, be one of them open."""
        return "/" in self.text

    @property
    def open_start(self) -> bool:
        """Whether it has no stated beginning (`../2024`)."""
        return self.start is None

    @property
    def open_end(self) -> bool:
        """Whether it has no stated end (`2024/..`)."""
        return self.end is None

    @property
    def precision(self) -> Precision:
        """How finely it is known."""
        return Precision.INTERVAL if self.is_interval or self.start is None else self.start.precision

    @property
    def earliest(self) -> date:
        """The first day it can mean; `date.min` when the start is open."""
        return self.start.earliest if self.start else date.min

    @property
    def latest(self) -> date:
        """The last day it can mean; `date.max` when the end is open."""
        return self.end.latest if self.end else date.max

    @property
    def sort_key(self) -> str:
        """ASCII text that sorts by plain byte order: "a month sorts after its days, a window by its start".

        An interval comes right after its start, among such by its end, an open one last; with an open start
        it comes right after its end. `2024`, `2024~` and `2024?` tie: their caller breaks ties by id.
        """
        if self.start and not self.is_interval:
            return self.start.sort_key
        end = self.end.sort_key if self.end else _LAST
        return f"{self.start.sort_key}/{end}" if self.start else f"{end}/"

    def overlaps(self, other: Edtf) -> bool:
        """Whether one day at least can be meant by both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def contains(self, other: Edtf) -> bool:
        """Whether every day that `other` can mean lies within our bounds."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Self], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a model's field of this type read text and write text; Edtf values pass as they are."""
        from pydantic_core import core_schema  # noqa: PLC0415 - this module needs the standard library alone

        text = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(_validate, serialization=text)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What an editor checks while typing; impossible days and reversed intervals are for `parse`."""
        plain = re.sub(r"\?P<\w+>", "?:", _DATE.pattern)  # ECMAScript has no (?P<name>)
        pattern = rf"^(?:{plain}(?:/(?:{plain}|\.\.))?|\.\./{plain})$"
        return {"type": "string", "format": "edtf", "pattern": pattern, "examples": list(EXAMPLES)}


def parse(text: str) -> Edtf:
    """Read a date, `A/B`, `A/..` or `../B`; DateError (a sentence with examples) if it is none."""
    if "/" not in text:
        part = _part(text, text)
        return Edtf(text, part, part)
    first, _, last = text.partition("/")
    if first == last == _OPEN:
        raise _refused(text, "an interval needs one end at least")
    start = None if first == _OPEN else _part(first, text)
    end = None if last == _OPEN else _part(last, text)
    if start and end and start.earliest > end.latest:
        raise _refused(text, "it ends before it starts")
    return Edtf(text, start, end)


def _part(text: str, whole: str) -> Part:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _refused(whole, f"“{text}” is not in a form we know")
    year = int(match["year"] or match["decade"] + "0")
    quarter = None if match["day"] else _QUARTERS.get(match["month"])
    month = None if quarter or not match["month"] else int(match["month"])
    day = int(match["day"]) if match["day"] else None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise _refused(whole, f"“{text}” is not in the calendar") from None
    precision = (
        Precision.DECADE if match["decade"]
        else Precision.QUARTER if quarter
        else Precision.DAY if day
        else Precision.MONTH if month
        else Precision.YEAR
    )  # fmt: skip
    approximate, uncertain = match["mark"] in ("~", "%"), match["mark"] in ("?", "%")
    return Part(year, precision, quarter, month, day, approximate, uncertain)


def _refused(text: str, reason: str) -> DateError:
    return DateError(
        f"Cannot read the date “{text}”: {reason}."
        " Write it like 2025-04-26, 2025-04, 2025 or 2024-06/2024-11-01."
    )


def _validate(value: object) -> Edtf:
    from pydantic_core import PydanticCustomError  # noqa: PLC0415 - see Edtf.__get_pydantic_core_schema__

    if isinstance(value, Edtf):
        return value
    try:
        if not isinstance(value, str):
            raise _refused(str(value), "a date is text, so in YAML put it in quotes")
        return parse(value)
    except DateError as error:
        raise PydanticCustomError("edtf", "{sentence}", {"sentence": str(error)}) from error
