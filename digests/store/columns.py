"""How values are kept in columns, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)

Id: Final = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite makes ids by itself only in columns that are called INTEGER; they hold 64 bits there as well."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as microseconds since 1970: one order on both databases, the years 1 to 9999."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """ValueError for a datetime that is not in UTC."""
        if value is None:
            return None
        if value.utcoffset() != timedelta(0):
            raise ValueError(f"{value!r} is not an instant in UTC")
        return (value - _EPOCH) // _TICK

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The datetime, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Words(TypeDecorator[str]):
    """Text of which PostgreSQL refuses nothing: what no text can hold (NUL, half a surrogate pair) is a "?".

    A platform's words about a failure come as they like, and must not keep the failure from being recorded.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text, cleaned if need be."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


class Json(TypeDecorator[Any]):
    """Lists and objects as JSON in ASCII: written the same way for the same value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The JSON."""
        return None if value is None else json.dumps(value, separators=(",", ":"), sort_keys=True)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """The lists and objects."""
        return None if value is None else json.loads(value)
