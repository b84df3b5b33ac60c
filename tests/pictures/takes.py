"""What a terminal and a chart show: the program as a process, on the shipped dossier."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

import pyte
from PIL import Image

from tests.pictures.terminal import Screen

PATIENCE: Final = 60.0
"""Seconds after which something that should have happened is taken not to happen."""
COLUMNS, ROWS = 80, 100
COLOURS: Final = 64
"""So many are enough for a chart, and halve its file."""


def terminal(command: str, before: str, folder: Path) -> Sequence[Sequence[pyte.screens.Char]]:
    """The rows of a terminal in which `command` was typed, from there to the row that says `before`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    more = {"TERM": "xterm-256color", "INPUTRC": "/dev/null"}
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment(folder) | more, start_new_session=True,
    )  # fmt: skip
    screen = Screen(COLUMNS, ROWS)
    try:
        _shows(ours, screen, ">")
        os.write(ours, f"{command}\r".encode())
        shown = _shows(ours, screen, f"> {command}", ">")
        os.write(ours, b"/quit\r")
        while chat.poll() is None:  # it may have something to say yet, and the screen must take it
            if select.select([ours], [], [], 0.1)[0]:
                os.read(ours, 65_536)
    finally:
        chat.kill()
        chat.wait()
        os.close(ours)
        os.close(theirs)
    rows = screen.styled()[shown.index(f"> {command}") : shown.index(before)]
    return rows if shown[shown.index(before) - 1] else rows[:-1]


def chart(topic: str, folder: Path) -> bytes:
    """The picture that `briefing chart` draws, in fewer colours."""
    out = folder / f"{topic}.png"
    subprocess.run(
        [sys.executable, "-m", "bot", "chart", topic, "--out", str(out)],
        env=environment(folder), check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    file = BytesIO()
    with Image.open(out) as full:
        fewer = full.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    fewer.save(file, "PNG", optimize=True)
    return file.getvalue()


def environment(folder: Path) -> dict[str, str]:
    """The variables of a program that keeps everything in this folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    return clean | {
        "BRIEFING_CACHE": str(folder / "cache"),
        "BRIEFING_DATABASE_URL": f"sqlite:///{folder / 'briefing.sqlite'}",
        "BRIEFING_TIMEZONE": "Europe/Paris",
    }


def _shows(terminal: int, screen: Screen, *rows: str) -> list[str]:
    """All rows, once the first of these is among them and the last is below everything else."""
    stream = pyte.ByteStream(screen)
    end = time.monotonic() + PATIENCE
    while True:
        shown = [row.rstrip() for row in screen.display]
        filled = [row for row in shown if row]
        if rows[0] in shown and filled[-1] == rows[-1]:
            return shown
        left = end - time.monotonic()
        assert left > 0, "\n".join(filled)
        with suppress(InterruptedError):
            if select.select([terminal], [], [], min(left, 0.1))[0]:
                stream.feed(os.read(terminal, 65_536))
