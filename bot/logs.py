"""The log: one event, one line on standard error, with ids and never message texts or secrets."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from bot.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Collection, MutableMapping

    from structlog.stdlib import BoundLogger
    from structlog.typing import Processor

LIBRARIES: Final = logging.WARNING
"""From which level on other packages are heard: below it they say what they send and get."""


def logger() -> BoundLogger:
    """The log to write to; structlog is imported at the first line, so that a short command starts fast."""
    import structlog  # noqa: PLC0415 - see above

    if not structlog.is_configured():
        set_up()
    log: BoundLogger = structlog.get_logger()
    return log


def set_up(unsaid: Collection[str] = (), *, form: str = "text", level: str = "info") -> None:
    """Say where lines go and what they look like; events named in `unsaid` are left out.

    `form` is `text`, `json`, or `auto`: text on a terminal, else JSON. Needed before other packages log, for
    structlog by itself writes to standard output.
    """
    import structlog  # noqa: PLC0415 - see above

    def leave_out(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if line.get("event") in unsaid:
            raise structlog.DropEvent
        return line

    is_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    structlog.configure(
        processors=[
            leave_out,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(),
            _json() if is_json else _text(),
            lambda _logger, _method, line: redacted(str(line)),  # last: nothing is written but through it
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # as it is when the line is written
    )


def hear_libraries() -> None:
    """Have what other packages log, and Python's warnings, written as our own events are; once a process."""
    logging.captureWarnings(capture=True)
    logging.getLogger().handlers = [_Heard(LIBRARIES)]


class _Heard(logging.Handler):
    """Another package's word as an event of ours: whose, and what it said."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            logger().log(
                record.levelno,
                "library",
                library=record.name,
                said=" ".join(record.getMessage().split()),
                exc_info=record.exc_info,
            )
        except Exception:
            self.handleError(record)


def _text() -> Processor:
    import structlog  # noqa: PLC0415 - as above

    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty() and not os.environ.get("NO_COLOR"))


def _json() -> Processor:
    """Sorted by what is read first; what JSON cannot hold is its `str`."""
    import structlog  # noqa: PLC0415 - as above

    renderer = structlog.processors.JSONRenderer(default=str, ensure_ascii=False)

    def render(log: Any, method: str, line: MutableMapping[str, Any]) -> str:
        first = {name: line.pop(name) for name in ("timestamp", "level", "event") if name in line}
        return str(renderer(log, method, {**first, **line}))

    return render
