"""What the place that an answer is written to can show: its width, whether it has colours, its encoding."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

WIDTH = 80
"""Where nothing says how wide it is: a pipe, a file."""
NARROWEST, WIDEST = 20, 1000


@dataclass(frozen=True, slots=True)
class Look:
    """Width in cells; colours also stand for bold and dim; the encoding as Python names it."""

    width: int = WIDTH
    colours: bool = False
    encoding: str = "utf-8"
    moves: bool = False
    """Whether its cursor can be moved: a terminal that is not TERM=dumb, with or without colours."""


PLAIN = Look()
"""What a pipe gets."""


def look_of(stdout: TextIO, environ: Mapping[str, str]) -> Look:
    """How `stdout` looks now; COLUMNS, NO_COLOR and TERM=dumb are obeyed."""
    here = stdout.isatty()
    moves = here and environ.get("TERM", "dumb") not in ("", "dumb", "unknown")
    return Look(
        width=_columns(environ) or (_width_of(stdout) if here else 0) or WIDTH,
        colours=moves and not environ.get("NO_COLOR"),
        encoding=stdout.encoding or "ascii",
        moves=moves,
    )


def _columns(environ: Mapping[str, str]) -> int:
    said = environ.get("COLUMNS", "")
    return min(max(int(said), NARROWEST), WIDEST) if said.isdecimal() and int(said) else 0


def _width_of(stdout: TextIO) -> int:
    try:
        width = os.get_terminal_size(stdout.fileno()).columns
    except (OSError, ValueError):
        return 0
    return max(width, NARROWEST) if width else 0
