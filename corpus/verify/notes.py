"""Footnotes: listed and called where the document's record says, and nowhere else; dated by their address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.articles import Article
from corpus.checks.problem import Problem, warning
from corpus.model import Footnote
from corpus.prose_dates import dates_in
from corpus.verify.passages import place
from corpus.verify.subject import Subject

_CALL: Final = re.compile(r"\[([1-9][0-9]{0,2})\]")

_AROUND: Final = "<>()[],;."


def calls(paragraph: str) -> frozenset[int]:
    """The numbers of the notes that a paragraph calls or lists, written [5]."""
    return frozenset(int(number) for number in _CALL.findall(paragraph))


def note_addresses(subject: Subject) -> Iterator[Problem]:
    """A note's address stands, whole and with the note's number, in the paragraph that lists it."""
    article = subject.article
    for index, note in enumerate(article.document.footnotes):
        if note.listed_in is None or not article.has(note.listed_in):
            continue
        paragraph, name = article.paragraphs[note.listed_in - 1], _name(article, note)
        if note.url is not None and note.url.strip(_AROUND) not in _addresses(paragraph):
            message = f"the address of {name} does not stand in §{note.listed_in} as it is here"
            yield Problem(article.document, f"footnotes.{index}.url", message)
        if note.number not in calls(paragraph):
            message = f"§{note.listed_in} does not list {name}: it has no [{note.number}]"
            yield Problem(article.document, f"footnotes.{index}.listed_in", message)


def note_calls(subject: Subject) -> Iterator[Problem]:
    """A note is called in exactly the paragraphs said; so one that dangles is listed nowhere."""
    article = subject.article
    found: dict[int, list[int]] = {}
    for number, paragraph in enumerate(article.paragraphs, 1):
        for called in calls(paragraph):
            found.setdefault(called, []).append(number)
    for index, note in enumerate(article.document.footnotes):
        places, name = found.pop(note.number, []), _name(article, note)
        for step, paragraph_number in enumerate(note.called_in):
            if article.has(paragraph_number) and paragraph_number not in places:
                message = f"§{paragraph_number} does not call {name}: it has no [{note.number}]"
                yield Problem(article.document, f"footnotes.{index}.called_in.{step}", message)
        for paragraph_number in places:
            if paragraph_number not in (*note.called_in, note.listed_in):
                message = f"[{note.number}] stands in §{paragraph_number} too"
                advice = "add it to `called_in`, or make it `listed_in`"
                yield Problem(article.document, f"footnotes.{index}", f"{name}: {message}: {advice}")
    for number, places in sorted(found.items()):
        message = f"[{number}] stands in §{places[0]}, and `footnotes` has no note {number}"
        yield warning(article.document, "footnotes", f"{message}: add it, or pass over this if it is no note")


def note_dates(subject: Subject) -> Iterator[Problem]:
    """A note's date is one that its address states."""
    document = subject.article.document
    for index, note in enumerate(document.footnotes):
        if note.dates is not None:
            stated = dates_in(note.url or "", document.language)
            if not any(mention.states(note.dates) for mention in stated):
                message = (
                    f"the address of {_name(subject.article, note)} does not state the date {note.dates}"
                )
                yield Problem(document, f"footnotes.{index}.dates", message)


def cited_notes(subject: Subject) -> Iterator[Problem]:
    """The note that a claim rests on is called in the claim's passage."""
    article = subject.article
    for citation in article.citations:
        note, number = citation.appearance.footnote, citation.appearance.paragraph
        if note is not None and article.has(number) and note not in calls(article.paragraphs[number - 1]):
            message = f"{place(article, citation)} does not call note {note}: it has no [{note}]"
            yield Problem(citation.claim, citation.field("footnote"), message)


def _addresses(paragraph: str) -> frozenset[str]:
    return frozenset(word.strip(_AROUND) for word in paragraph.split())


def _name(article: Article, note: Footnote) -> str:
    return f"[{article.document.number}] note {note.number}"
