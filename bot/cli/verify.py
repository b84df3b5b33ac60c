"""`briefing dossier verify`: the dossier held against its articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.folder import Articles, Folder, at_hand, chosen, counted
from bot.cli.progress import progress

if TYPE_CHECKING:
    from corpus.model import Dossier
    from corpus.reading import Loaded
    from corpus.receipt import Receipt
    from corpus.verify import Verification

MOST_NAMED = 8
"""Claims that a line names; the rest are counted."""

_NoWrite = Annotated[bool, typer.Option("--no-write", help="Leave the receipt as it is.")]
_Check = Annotated[
    bool,
    typer.Option("--check", help="Leave the receipt as it is; exit code 1 when verifying would change it."),
]
_Refresh = Annotated[
    bool,
    typer.Option(
        "--refresh",
        help="Give every verified claim today's date. Without it a claim that is unchanged since it was"
        " verified keeps its day, so that the receipt changes only where claims do.",
    ),
]


def verify(
    folder: Folder = None,
    documents: Articles = None,
    no_write: _NoWrite = False,
    check: _Check = False,
    refresh: _Refresh = False,
) -> None:
    """Hold every locator, hash, digit and note against the articles, and write the receipt.

    Findings are printed `file:line: rule: what`; exit code 1 on errors. Without the articles: skipped. The
    receipt, receipt.json in the dossier's folder, holds each claim that passed and the day, in UTC. It is not
    written while `check` finds errors.
    """
    from corpus.findings import has_errors  # noqa: PLC0415 - imported when it runs, as all below
    from corpus.reading import load  # noqa: PLC0415
    from corpus.verify import verify as run  # noqa: PLC0415

    place = chosen(folder)
    loaded, articles = load(place), at_hand(documents)
    with progress("verifying documents") as report:
        outcome = run(loaded, articles, report)
    for finding in outcome.findings:
        typer.echo(str(finding))
    stale, unsound = False, 0
    if loaded.dossier is not None:
        old = _receipt(place)
        if outcome.skipped:
            typer.echo(_line("receipt", f"untouched: {_standing(old, loaded.dossier)}"))
        else:
            typer.echo("\n".join(_summary(loaded.dossier, outcome)))
            unsound = _errors(loaded)
            if unsound:
                message = (
                    f"not written: `briefing dossier check` finds {unsound} error{'s' * (unsound != 1)}, mend"
                    f" {'them' if unsound != 1 else 'it'} first"
                )
                typer.echo(_line("receipt", message))
            else:
                new = _renewed(old, loaded.dossier, outcome, refresh=refresh)
                stale = _settle(place, old, new, loaded.dossier, write=not (no_write or check))
    if has_errors(outcome.findings) or unsound or (check and stale):
        raise typer.Exit(1)


def _errors(loaded: Loaded) -> int:
    """How many errors the dossier has without any article: nothing vouches for it then."""
    from corpus.checks import check  # noqa: PLC0415
    from corpus.findings import Severity  # noqa: PLC0415

    return sum(one.severity is Severity.ERROR for one in check(loaded))


def _summary(dossier: Dossier, outcome: Verification) -> Iterator[str]:
    from corpus.findings import Severity  # noqa: PLC0415

    counts, errors = outcome.counts, sum(one.severity is Severity.ERROR for one in outcome.findings)
    yield _line("documents", f"{counts['documents']} of {len(dossier.documents)} as recorded")
    yield _line("passages", f"{counts['passages']} as cited, {counts['anchors']:,} anchors in their place")
    yield _line("figures", f"{counts['figures']} in {counts['numbers']} numbers, {counts['digits']} digits")
    yield _line("notes", f"{counts['notes']} held against their addresses and calls")
    yield _line("own words", f"{counts['texts']:,} texts held against the articles that they are on")
    parts = {
        "verified": outcome.verified,
        "failed": outcome.failed,
        "with a derived figure": outcome.derived,
        "not examined, an article is not at hand": outcome.unexamined,
        "withdrawn, not examined": outcome.withdrawn,
    }
    said = [f"{len(ids)} {what}" for what, ids in parts.items() if ids or what in ("verified", "failed")]
    yield _line("claims", ", ".join(said))
    told = counted(errors, len(outcome.findings) - errors)
    yield _line("findings", f"{told} against the articles")


def _receipt(place: Path) -> Receipt:
    """The receipt as it is; an empty one, and said so, when it cannot be used: it is made anew."""
    from corpus import receipt  # noqa: PLC0415
    from corpus.errors import ReceiptFault  # noqa: PLC0415

    try:
        return receipt.read(place)
    except ReceiptFault as fault:
        typer.echo(str(fault), err=True)
        return receipt.Receipt()


def _renewed(old: Receipt, dossier: Dossier, outcome: Verification, *, refresh: bool) -> Receipt:
    from corpus.receipt import renewed  # noqa: PLC0415

    today = datetime.now(UTC).date()
    return renewed(old, dossier, outcome.verified, outcome.unexamined, today, refresh=refresh)


def _settle(place: Path, old: Receipt, new: Receipt, dossier: Dossier, *, write: bool) -> bool:
    """Write the receipt, or say what writing would change; True when it would and was not done."""
    from corpus import receipt  # noqa: PLC0415

    stale = receipt.changed(old, new)
    if write:
        what = "written" if receipt.write(place, new) else "unchanged"
        typer.echo(_line("receipt", f"{what}: {_standing(new, dossier)}"))
    elif stale:
        message = f"not written; out of date for {_named(stale)}"
        typer.echo(_line("receipt", f"{message}: run `briefing dossier verify` without this option"))
    else:
        typer.echo(_line("receipt", f"up to date: {_standing(old, dossier)}"))
    return bool(stale) and not write


def _standing(receipt: Receipt, dossier: Dossier) -> str:
    """How many claims are verified, have changed since, or never were."""
    from corpus.articles import standing  # noqa: PLC0415

    documents = {document.id: document for document in dossier.documents}
    claims = standing(dossier)
    checked = {claim.id for claim in claims if receipt.day(claim, documents)}
    stale = {claim.id for claim in claims} & receipt.known - checked
    unchecked = len(claims) - len(checked) - len(stale)
    return f"{len(checked)} claims checked, {len(stale)} stale, {unchecked} unchecked"


def _named(claims: Collection[str]) -> str:
    listed = ", ".join(sorted(claims)[:MOST_NAMED])
    return listed if len(claims) <= MOST_NAMED else f"{listed} and {len(claims) - MOST_NAMED} more"


def _line(what: str, said: str) -> str:
    return f"{what:<10}  {said}"
