"""Owners: who is said to claim or to carry something is named where the claim is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.articles import Article, Citation
from corpus.checks.problem import Problem, warning
from corpus.model import Actor
from corpus.text import fold, words
from corpus.verify.passages import place
from corpus.verify.subject import Subject


def owners(subject: Subject) -> Iterator[Problem]:
    """A named claimant, and each named carrier, stands in a passage that the claim cites, by name or role.

    One that stands elsewhere in the document is a warning: a pronoun may stand for it, or the wrong name.
    """
    article = subject.article
    cited: dict[str, list[Citation]] = {}
    for citation in article.citations:
        cited.setdefault(citation.claim.id, []).append(citation)
    for citations in cited.values():
        passages = [one.appearance.paragraph for one in citations if article.has(one.appearance.paragraph)]
        claim = citations[0].claim
        told = [(citations[0], "claimant", claim.claimant)] if claim.claimant else []
        for one in citations:
            carriers = enumerate(one.appearance.relayed_by)
            told += [(one, one.field(f"relayed_by.{step}"), name) for step, name in carriers]
        for citation, field, name in told:
            actor = subject.actors.get(name)
            if actor is not None and actor.named and not _stands(actor, article, passages):
                yield _absent(actor, article, citation, field)


def _absent(actor: Actor, article: Article, citation: Citation, field: str) -> Problem:
    elsewhere = _stands(actor, article, range(1, len(article.paragraphs) + 1))
    number = article.document.number
    if elsewhere:
        message = f"`{actor.id}` is not named in {place(article, citation)}, but elsewhere in [{number}]"
        advice = (
            "correct it, cite the paragraph that names it too, or add the passage's word to its `aliases`"
        )
        return warning(citation.claim, field, f"{message}: {advice}")
    message = f"`{actor.id}` is named nowhere in [{number}]"
    return Problem(
        citation.claim, field, f"{message}: correct it, or add the article's word to its `aliases`"
    )


def _stands(actor: Actor, article: Article, paragraphs: Iterable[int]) -> bool:
    """Whether one of an actor's names or roles stands in one of these paragraphs, case and accents aside."""
    runs = [words(fold(name)) for name in _names(actor)]
    held = [words(fold(article.paragraphs[number - 1])) for number in set(paragraphs)]
    return any(
        run == those[at : at + len(run)] for those in held for run in runs if run for at in range(len(those))
    )


def _names(actor: Actor) -> Iterator[str]:
    for texts in (actor.names, actor.full or {}, actor.role or {}):
        yield from texts.values()
    yield from actor.aliases
