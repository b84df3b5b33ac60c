"""The log of this package: one event, one line; ids and counts, never a message's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import structlog


def journal() -> structlog.stdlib.BoundLogger:
    """The logger; imported when something is said, for most runs say nothing."""
    import structlog  # noqa: PLC0415

    return cast("structlog.stdlib.BoundLogger", structlog.get_logger("digests"))
