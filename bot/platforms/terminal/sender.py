"""Writes pages to the terminal or the pipe, and their pictures to a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from bot.page import Image, Page
from bot.platforms.terminal.look import Look, look_of
from bot.platforms.terminal.render import rendered


class TerminalSender:
    """One place that text is written to, looked at anew for every page, for windows are resized."""

    def __init__(self, stdout: TextIO, environ: Mapping[str, str], pictures: Path) -> None:
        self._stdout = stdout
        self._environ = environ
        self._pictures = pictures

    def text(self, page: Page) -> str:
        """The page as it looks here, its pictures saved."""
        saved = {block.name: self._save(block) for block in page.blocks if isinstance(block, Image)}
        return rendered(page, self.look, saved)

    @property
    def look(self) -> Look:
        """How it looks now."""
        return look_of(self._stdout, self._environ)

    def write(self, text: str) -> None:
        """Write text as it is, at once.

        BrokenPipeError when nobody reads any more, OSError when it cannot be written; whatever is written
        after that goes nowhere.
        """
        try:
            self._stdout.write(text)
            self._stdout.flush()
        except OSError:
            self._go_nowhere()
            raise

    def _save(self, image: Image) -> str:
        """Where the picture is now; why it is nowhere, when it could not be written."""
        name = re.sub(r"[^\w.-]+", "-", image.name).strip(".-")[:100] or "picture"
        path, part = self._pictures / f"{name}.png", self._pictures / f".{name}.{os.getpid()}.part"
        try:
            self._pictures.mkdir(parents=True, exist_ok=True)
            part.write_bytes(image.png)
            part.replace(path)
        except OSError as error:
            return f"{path}: {error.strerror}"
        return str(path)

    def _go_nowhere(self) -> None:
        """Python flushes standard output once more when it ends, and would complain there."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)
