"""`briefing dossier`: what editors run on a dossier's files."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.authoring import new, watch
from bot.cli.export import export
from bot.cli.folder import Folder, chosen, counted
from bot.cli.locate import locate
from bot.cli.preview import preview
from bot.cli.stats import stats
from bot.cli.verify import verify

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(folder: Folder = None) -> None:
    """Check the files on their own: a finding a line, `file:line: rule: what`; exit code 1 on errors."""
    from corpus.checks import check as run_checks  # noqa: PLC0415 - imported when it runs
    from corpus.findings import Severity  # noqa: PLC0415
    from corpus.reading import load  # noqa: PLC0415

    findings = run_checks(load(chosen(folder)))
    for finding in findings:
        typer.echo(str(finding))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    typer.echo(counted(errors, len(findings) - errors), err=True)
    if errors:
        raise typer.Exit(1)


app.command("new")(new)
app.command("watch")(watch)
app.command("verify")(verify)
app.command("stats")(stats)
app.command("locate")(locate)
app.command("preview")(preview)
app.command("export")(export)


@app.command()
def schema(
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if a file is stale.")
    ] = False,
) -> None:
    """Write the JSON Schemas that editors complete from, made from the models."""
    from corpus import schemas  # noqa: PLC0415 - imported when it runs

    stale = schemas.stale()
    if check_only and stale:
        typer.echo(f"stale schemas: {', '.join(stale)}; run `briefing dossier schema`", err=True)
        raise typer.Exit(1)
    if not check_only:
        schemas.write()
