"""The article as a whole: the one that was recorded, with the title, author and publisher it was given."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.articles import Article
from corpus.checks.problem import Problem
from corpus.text import document_hash, passage_hash, words
from corpus.verify.subject import Subject

_MOST = 8


def document_hashes(subject: Subject) -> Iterator[Problem]:
    """The article is the one that was recorded; else its cited passages say what changed."""
    article, document = subject.article, subject.article.document
    found = document_hash(article.text)
    if not document.sha256.strip("0"):
        yield Problem(document, "sha256", f"{document.file} is not recorded yet: write {found} here")
    elif found != document.sha256:
        message = f"{document.file} is not the article that was recorded ({_what_changed(article)})"
        advice = f"if it is meant to be, go over its claims and write {found} here"
        yield Problem(document, "sha256", f"{message}: {advice}")


def paragraph_counts(subject: Subject) -> Iterator[Problem]:
    """It has as many paragraphs as recorded."""
    document, count = subject.article.document, len(subject.article.paragraphs)
    if count != document.paragraphs:
        message = (
            f"{document.file} has {count} paragraphs (lines that are not empty), not {document.paragraphs}"
        )
        yield Problem(document, "paragraphs", message)


def stated_fields(subject: Subject) -> Iterator[Problem]:
    """Title, author and publisher stand in the text: they are null where it does not state them."""
    article = subject.article
    for field in ("title", "author", "publisher"):
        stated = getattr(article.document, field)
        if stated is not None and not _stands(words(stated), article):
            message = f"the {field} “{stated}” does not stand in {article.document.file}"
            yield Problem(article.document, field, f"{message}: give what the text states, or leave it out")


def _what_changed(article: Article) -> str:
    changed = {
        citation.appearance.paragraph
        for citation in article.citations
        if not article.has(citation.appearance.paragraph)
        or passage_hash(article.paragraphs[citation.appearance.paragraph - 1]) != citation.appearance.hash
    }
    listed = ", ".join(f"§{number}" for number in sorted(changed)[:_MOST])
    more = f" and {len(changed) - _MOST} more" if len(changed) > _MOST else ""
    unchanged = "the cited passages are as they were, the change is in another"
    return f"changed: {listed}{more}" if changed else unchanged


def _stands(run: tuple[str, ...], article: Article) -> bool:
    return any(
        run == held[at : at + len(run)]
        for held in map(words, article.paragraphs)
        for at in range(len(held) - len(run) + 1)
    )
