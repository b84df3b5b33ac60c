"""Documents and citations in words: publisher, title and date, each stated or said to be missing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.page import Cite, Emphasis, Line, Source, Text
from bot.phrases.catalogue import Phrases
from bot.phrases.dates import window
from corpus.index.views import AppearanceView, ClaimView
from corpus.model import Document


def publisher(document: Document, phrases: Phrases) -> str | None:
    """ "Business AM (footer only)", or nothing."""
    if document.publisher is None:
        return None
    if document.publisher_note is None:
        return document.publisher
    return f"{document.publisher} ({phrases.pick(document.publisher_note)})"


def described(document: Document, phrases: Phrases) -> Line:
    """ "Avion-Chasse.fr, “title”", else what is not stated and our own label in parentheses."""
    issuer = publisher(document, phrases)
    label = Emphasis(f" ({phrases.pick(document.label)})")
    if issuer and document.title:
        return (Text(f"{issuer}, {phrases.quote(document.title)}"),)
    if issuer:
        return (Text(phrases.say("{publisher}, title not stated", publisher=issuer)), label)
    if document.title:
        return (Text(phrases.say("publisher not stated, {title}", title=phrases.quote(document.title))),)
    return (Text(phrases.say("publisher, title not stated")), label)


def dated(document: Document, phrases: Phrases) -> str:
    """The publication window in words."""
    return window(document.published, phrases)


def cites(views: Iterable[AppearanceView]) -> tuple[Cite, ...]:
    """`[4] §4, 6`: one citation a document, paragraphs rising."""
    places = sorted({(view.document.number, view.appearance.paragraph) for view in views})
    return tuple(
        Cite(number, tuple(paragraph for _, paragraph in group))
        for number, group in groupby(places, key=lambda place: place[0])
    )


def sources(claims: Iterable[ClaimView], phrases: Phrases) -> tuple[Source, ...]:
    """The numbered citations of an answer: each document once, with every passage it rests on."""
    seen = {
        (view.document.number, view.appearance.paragraph, view.appearance.anchor): view
        for claim in claims
        for view in claim.appearances
    }
    return tuple(
        _source([seen[key] for key in group], phrases)
        for _, group in groupby(sorted(seen), key=lambda key: key[0])
    )


def _source(views: list[AppearanceView], phrases: Phrases) -> Source:
    document = views[0].document
    return Source(
        number=document.number,
        document=(*described(document, phrases), Text(f", {dated(document, phrases)}")),
        passages=tuple(_passage(view, phrases) for view in views),
        paragraphs=tuple(view.appearance.paragraph for view in views),
    )


def _passage(view: AppearanceView, phrases: Phrases) -> Line:
    return (Text(f"§{view.appearance.paragraph} {phrases.quote(view.appearance.anchor)}"),)
