"""`briefing dossier locate`: words of an article, and the locator to cite them with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.folder import Folder, chosen

if TYPE_CHECKING:
    from corpus.articles import Article
    from corpus.locate import Locator
    from corpus.model import Document

Articles = Annotated[
    Path, typer.Option("--documents", "-d", help="The folder with the articles, by the names recorded.")
]


def locate(
    documents: Articles,
    find: Annotated[
        str,
        typer.Option(
            "--find", help="The words; accents, case, typography and spaces in numbers make no difference."
        ),
    ],
    folder: Folder = None,
    document: Annotated[
        str | None, typer.Option("--document", help="Only this document, by its id or number.")
    ] = None,
) -> None:
    """Print a ready locator, to paste under `appearances:`, for each place where the words stand.

    An anchor has eight words at most: of a longer run, a part that carries its numbers is offered. When the
    words stand nowhere, the nearest that do are shown; exit code 1.
    """
    from corpus.locate import locate as search  # noqa: PLC0415 - imported when it runs

    if not documents.is_dir():
        typer.echo(f"There is no folder {documents}.", err=True)
        raise typer.Exit(1)
    outcome = search(_articles(chosen(folder), documents, document), find)
    if not outcome.found:
        nearest = "; the nearest:" if outcome.near else ""
        typer.echo(f"# no article has “{find}”{nearest}")
    for locator in (*outcome.found, *outcome.near):
        typer.echo("\n".join(_block(locator)))
    if not outcome.found:
        raise typer.Exit(1)


def _articles(place: Path, folder: Path, wanted: str | None) -> Iterator[Article]:
    from corpus.articles import ArticleFault, articles, readable  # noqa: PLC0415

    documents, claims = readable(place)
    if not documents:
        typer.echo("There are no documents yet: write documents/001.yaml, one for each article.", err=True)
        raise typer.Exit(1)
    if wanted is not None:
        documents = tuple(one for one in documents if _is(one, wanted))
        if not documents:
            typer.echo(f"The dossier has no document {wanted}: give an id like d3, or a number.", err=True)
            raise typer.Exit(1)
    for article in articles(documents, claims, folder):
        if isinstance(article, ArticleFault):
            typer.echo(f"[{article.document.number}]: {article.message}", err=True)
        else:
            yield article


def _is(document: Document, wanted: str) -> bool:
    return wanted.strip("[]") in (document.id, str(document.number))


def _block(locator: Locator) -> Iterator[str]:
    """YAML: the locator as an item of `appearances`, and what to know about it as comments."""
    yield f"    - document: {locator.document}"
    yield f"      paragraph: {locator.paragraph}"
    yield f"      anchor: {json.dumps(locator.anchor, ensure_ascii=False)}"
    if locator.nth > 1:
        yield f"      nth: {locator.nth}"
    yield f'      hash: "{locator.hash}"'
    if locator.numbers:
        yield f"      # numbers: {', '.join(map(str, locator.amounts))}"
    if locator.shortened:
        yield f"      # {locator.found} words were found, and an anchor has eight at most: this is a part"
    if locator.joins:
        claims = ", ".join(locator.joins)
        yield f"      # makes more than eight running words with the anchors of {claims}: choose others"
