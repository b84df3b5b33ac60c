"""The log: one event, one line on standard error, with ids and never message texts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structlog.stdlib import BoundLogger


def logger() -> BoundLogger:
    """The log to write to; structlog is imported at the first line, so that a short command starts fast."""
    import structlog  # noqa: PLC0415 - see above

    if not structlog.is_configured():
        structlog.configure(
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.ExceptionRenderer(),
                structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty() and not os.environ.get("NO_COLOR")),
            ],
            logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # as it is when the line is written
        )
    log: BoundLogger = structlog.get_logger()
    return log
