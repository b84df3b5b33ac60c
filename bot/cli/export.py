"""`briefing dossier export`: the dossier in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.folder import Folder, chosen
from corpus.export import Format, Table, language_of

if TYPE_CHECKING:
    from corpus.export.words import Words


def export(
    folder: Folder = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="json: everything; csv: a table; csl-json: the documents; ics: the timeline.",
        ),
    ] = Format.JSON,
    table: Annotated[
        Table | None, typer.Option("--table", "-t", help="Which table csv has; claims when left out.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="Of csv, csl-json and ics; the dossier's first when left out."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; standard output when left out.")
    ] = None,
) -> None:
    """Print the dossier in another format: always in the same order, the same bytes from run to run."""
    if table is not None and format_ is not Format.CSV:
        raise typer.BadParameter(f"--table goes with --format csv; {format_} has no tables.")
    content = _content(chosen(folder), format_, table or Table.CLAIMS, language).encode()
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"{out} cannot be written: {error.strerror}.", err=True)
        raise typer.Exit(1) from None


def _content(folder: Path, format_: Format, table: Table, wanted: str | None) -> str:
    from corpus.index.building import drafted  # noqa: PLC0415 - imported when it runs, as all below

    draft = drafted(folder)
    language = language_of(draft.dossier, wanted)
    match format_:
        case Format.JSON:
            from corpus.export.dossier_json import as_json  # noqa: PLC0415

            return as_json(draft)
        case Format.CSV:
            from corpus.export.tables_csv import as_csv  # noqa: PLC0415

            return as_csv(draft, table, language)
        case Format.CSL_JSON:
            from corpus.export.sources_csl import as_csl_json  # noqa: PLC0415

            return as_csl_json(draft.dossier, _words(language), language)
        case Format.ICS:
            from corpus.export.timeline_ics import as_ics  # noqa: PLC0415

            return as_ics(draft, _words(language), language)


def _words(language: str) -> Words:
    from bot.phrases.catalogue import Phrases  # noqa: PLC0415
    from bot.phrases.exports import export_words  # noqa: PLC0415

    return export_words(Phrases(language), language)
