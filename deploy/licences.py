"""Writes LICENCES.md: the licences of the packages that the program runs on, as their metadata state them.

`.venv/bin/python -m deploy.licences [--check]`
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deploy import stamp, uv

FILE = uv.CHECKOUT / "LICENCES.md"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
COPYLEFT = re.compile(r"GPL|Mozilla|MPL|GNU|EUPL|CDDL|EPL|CeCILL", re.IGNORECASE)
UNSEEN = "not installed where this was made"
LONGEST = 60
"""Characters of a licence's name; what is longer is its text."""

HEADER = """\
# Licences of what the program runs on

Made by `make licences` from `requirements/run.txt` and the packages' own metadata, not by hand. The program
itself is under the MIT licence (`LICENSE`).

"""
COPYLEFT_HEADER = """
## With conditions on passing them on

These have a copyleft: whoever passes on a changed copy of such a package passes its source on too (MPL: of
the changed files; LGPL: of the package, which must stay exchangeable). They are used here as they are, as
packages of their own that anybody can exchange, which asks nothing of the program's own licence. An image
holds copies of them, of the very versions above, whose source the package registry has.

"""


@dataclass(frozen=True)
class Row:
    """A pinned package, and its licence; None where it is not installed, being for other systems."""

    name: str
    version: str
    licence: str | None


def pinned(pins: str) -> Sequence[tuple[str, str]]:
    """Return the name and version of each package in a file of pins."""
    return sorted(PIN.findall(pins), key=lambda pin: pin[0].lower())


def stated(metadata: Mapping[str, str], classifiers: Iterable[str]) -> str:
    """Return the licence that a package's metadata state: an expression, else a word, else a classifier."""
    expression, field = metadata.get("License-Expression", ""), metadata.get("License", "").strip()
    classes = [one.removeprefix(CLASSIFIER) for one in classifiers if one.startswith(CLASSIFIER)]
    short = field if field and "\n" not in field and len(field) <= LONGEST else ""
    return expression or short or " / ".join(classes) or "not stated"


def installed(name: str, version: str) -> Row:
    """Look a pinned package up in this environment."""
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return Row(name, version, None)
    fields = ("License-Expression", "License")
    metadata = {field: str(found.metadata[field]) for field in fields if field in found.metadata}
    return Row(name, version, stated(metadata, found.metadata.get_all("Classifier") or []))


def text(rows: Sequence[Row]) -> str:
    """Return the whole file."""
    lines = [f"| {row.name} | {row.version} | {row.licence or UNSEEN} |" for row in rows]
    bound = [f"- {row.name}: {row.licence}" for row in rows if COPYLEFT.search(row.licence or "")]
    table = ["| package | version | licence |", "| --- | --- | --- |", *lines, ""]
    return HEADER + "\n".join(table) + COPYLEFT_HEADER + "\n".join([*bound, ""])


def completed(rows: Sequence[Row], before: str) -> Sequence[Row]:
    """Return the rows with what the file says of packages that this system has no use for."""
    said = {(name, version): licence for name, version, licence in _rows(before)}
    return [
        row if row.licence else Row(row.name, row.version, said.get((row.name, row.version))) for row in rows
    ]


def _rows(before: str) -> Iterable[tuple[str, str, str]]:
    for line in before.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("| ") and len(cells) == len(Row.__dataclass_fields__):
            yield cells[0], cells[1], cells[2]


def main(arguments: Sequence[str]) -> int:
    """Run from the command line and return the exit code."""
    pins = (uv.CHECKOUT / stamp.RUN_PINS).read_text(encoding="utf-8")
    before = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    now = text(completed([installed(*pin) for pin in pinned(pins)], before))
    if "--check" not in arguments:
        FILE.write_text(now, encoding="utf-8")
    elif now != before:
        uv.say(f"{FILE.name} is not of the packages in {stamp.RUN_PINS}: run `make licences`, and read it")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
