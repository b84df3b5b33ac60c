"""The lines of a dossier file: bytes to checked text, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

LONGEST_YAML_LINE: Final = 20_000
LONGEST_JSON_LINE: Final = 1_000_000
MOST_FAULTS: Final = 10
"""After so many bad lines the rest of a file is not read: it is hardly text."""

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Control characters, and the separators that only some programs take for the end of a line.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Line(NamedTuple):
    """One line of a file without its end, counted from 1."""

    number: int
    text: str


class FileFault(Exception):  # noqa: N818 - it is about the file, not about the program
    """A file or a part of it cannot be read: the line, the rule broken and a sentence."""

    def __init__(self, line: int, rule: str, message: str) -> None:
        super().__init__(message)
        self.line, self.rule, self.message = line, rule, message


def read_lines(path: Path, longest: int) -> Iterator[Line | FileFault]:
    """The lines of a UTF-8 file, a fault in place of each that is not plain text; raises `OSError`."""
    faults = 0
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(longest + 2):
            number += 1
            while not raw.endswith(b"\n") and (more := file.readline(longest)):
                raw = raw[: longest + 1] + more[-1:]  # too long anyway: only its end matters
            try:
                yield _checked(raw, number, longest)
            except FileFault as fault:
                yield fault
                faults += 1
            if faults == MOST_FAULTS:
                yield FileFault(
                    number + 1, "encoding", "the rest of the file is not read: is it a text file?"
                )
                return


def check_characters(text: str, line: int) -> None:
    """Raise `FileFault` for a character that no text of a dossier holds."""
    if found := _FORBIDDEN.search(text):
        raise FileFault(
            line,
            "control-character",
            f"the text holds U+{ord(found[0]):04X}, which no text should: delete it",
        )


def _checked(raw: bytes, number: int, longest: int) -> Line:
    body = raw.removesuffix(b"\n").removesuffix(b"\r")
    if number == 1 and raw.startswith(_MARKS):
        raise FileFault(1, "encoding", "the file starts with a byte order mark: save it as UTF-8 without BOM")
    if len(body) > longest:
        raise FileFault(number, "long-line", f"the line is longer than {longest:,} bytes: break it up")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} of the line (0x{body[error.start]:02X})"
        raise FileFault(number, "encoding", f"{byte} is not UTF-8: save the file as UTF-8") from None
    check_characters(text, number)
    return Line(number, text)
