"""The log: one event, one line on standard error, with ids and never message texts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, MutableMapping

    from structlog.stdlib import BoundLogger


def logger() -> BoundLogger:
    """The log to write to; structlog is imported at the first line, so that a short command starts fast."""
    import structlog  # noqa: PLC0415 - see above

    if not structlog.is_configured():
        set_up()
    log: BoundLogger = structlog.get_logger()
    return log


def set_up(unsaid: Collection[str] = ()) -> None:
    """Say where lines go and what they look like; events named in `unsaid` are left out.

    Needed before other packages log, for structlog by itself writes to standard output.
    """
    import structlog  # noqa: PLC0415 - see above

    def leave_out(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if line.get("event") in unsaid:
            raise structlog.DropEvent
        return line

    structlog.configure(
        processors=[
            leave_out,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty() and not os.environ.get("NO_COLOR")),
        ],
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # as it is when the line is written
    )
