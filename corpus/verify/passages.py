"""Locators: the passage is the one cited, the anchor stands in it, anchors add up to no quotation."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.articles import Article, Citation
from corpus.checks.anchors import LONGEST, joined
from corpus.checks.problem import Problem
from corpus.text import occurrences, passage_hash
from corpus.verify.subject import Subject


def place(article: Article, citation: Citation) -> str:
    """A citation's place as readers see it: [3] §8."""
    return f"[{article.document.number}] §{citation.appearance.paragraph}"


def passages(subject: Subject) -> Iterator[Problem]:
    """A cited passage has the hash it was cited with."""
    article = subject.article
    for citation in article.citations:
        cited, here = citation.appearance, place(article, citation)
        if not article.has(cited.paragraph):
            message = f"there is no {here}: {article.document.file} has {len(article.paragraphs)} paragraphs"
            yield Problem(citation.claim, citation.field("paragraph"), message)
        elif (found := passage_hash(article.paragraphs[cited.paragraph - 1])) != cited.hash:
            message = (
                f"{here} is not the passage that was cited{_moved(article, cited.hash)} (its hash is {found})"
            )
            advice = "read the passage again, then `briefing dossier locate`"
            yield Problem(citation.claim, citation.field("hash"), f"{message}: {advice}")


def anchors(subject: Subject) -> Iterator[Problem]:
    """An anchor stands in its passage as often as its `nth` says, on word boundaries, letter for letter."""
    article = subject.article
    for citation in article.citations:
        cited = citation.appearance
        if article.has(cited.paragraph) and article.span(citation) is None:
            times = len(occurrences(cited.anchor, article.paragraphs[cited.paragraph - 1]))
            message = f"“{cited.anchor}” does not stand in {place(article, citation)}"
            if times:
                message = f"“{cited.anchor}” stands {times}× in {place(article, citation)}"
                message += f", and `nth` is {cited.nth}"
            elif elsewhere := _elsewhere(article, cited.anchor):
                message += f", but in §{elsewhere}"
            field = citation.field("nth" if times else "anchor")
            yield Problem(citation.claim, field, f"{message}; `briefing dossier locate` finds it")


def joined_anchors(subject: Subject) -> Iterator[Problem]:
    """The anchors of a passage make up no run of more than eight words."""
    article = subject.article
    for number, citations in article.cited.items():
        if not article.has(number):
            continue
        held = ((citation.appearance.anchor, citation.appearance.nth) for citation in citations)
        for run in joined(article.paragraphs[number - 1], held):
            names = sorted({citations[position].claim.id for position in run.anchors})
            last = citations[run.anchors[-1]]
            message = f"the anchors of {', '.join(names)} make {len(run.words)} running words"
            advice = f"{LONGEST} at most: shorten one of them"
            yield Problem(last.claim, last.field("anchor"), f"{message} of {place(article, last)}, {advice}")


def _moved(article: Article, sought: str) -> str:
    for number, paragraph in enumerate(article.paragraphs, 1):
        if passage_hash(paragraph) == sought:
            return f", that one is §{number} now"
    return ""


def _elsewhere(article: Article, anchor: str) -> int | None:
    held = enumerate(article.paragraphs, 1)
    return next((number for number, paragraph in held if occurrences(anchor, paragraph)), None)
