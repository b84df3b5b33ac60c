"""`briefing dossier new` and `watch`: what an editor starts with, and what runs while they write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.folder import Folder, chosen

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.findings import Finding

PAUSE: Final = 0.3
"""Seconds between two looks at the files."""


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not hold anything yet.")],
    id_: Annotated[str, typer.Option("--id", help="The dossier's id: the_storm.")],
    languages: Annotated[str, typer.Option("--languages", help="Its languages, the fallback first: de,es.")],
    title: Annotated[
        list[str] | None,
        typer.Option("--title", help="Its title, or one a language: --title de=... --title es=..."),
    ] = None,
) -> None:
    """Make a valid dossier without records: every file with a commented example, and a guide."""
    from datetime import UTC, datetime  # noqa: PLC0415 - imported when it runs, as all below

    from corpus.skeleton import create, story  # noqa: PLC0415

    codes = [code.strip() for code in languages.split(",") if code.strip()]
    names = create(folder, story(id_, codes, title or ()), datetime.now(UTC).date())
    for name in names:
        typer.echo(f"{folder / name}")
    typer.echo(
        f"Read {folder / 'README.md'}; while you write, run `briefing dossier watch {folder}`.", err=True
    )


def watch(folder: Folder = None) -> None:
    """Check the dossier now and each time its files are saved; Ctrl-C ends it."""
    import time  # noqa: PLC0415 - imported when it runs
    from datetime import datetime  # noqa: PLC0415

    def wait() -> bool:
        time.sleep(PAUSE)
        return True

    with suppress(KeyboardInterrupt):
        follow(chosen(folder), wait, lambda: datetime.now().astimezone(), typer.echo)


def follow(
    folder: Path, wait: Callable[[], bool], clock: Callable[[], datetime], write: Callable[[str], None]
) -> None:
    """Write a report a save, each under the time it was made, until `wait` says that it is over."""
    from corpus.watching import reports  # noqa: PLC0415 - imported when it runs

    for report in reports(folder, wait):
        for finding in report.findings:
            write(str(finding))
        write(f"{clock():%H:%M:%S} {report.failure or _counted(report.findings)}")


def _counted(findings: tuple[Finding, ...]) -> str:
    from corpus.findings import Severity  # noqa: PLC0415 - imported when it runs

    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    numbers = ((errors, "error"), (len(findings) - errors, "warning"))
    said = [f"{number} {name if number == 1 else f'{name}s'}" for number, name in numbers if number]
    return ", ".join(said) or "no findings"
