"""Checks that need the articles: every locator, hash, digit and note, and that our words are our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from corpus.articles import Article, ArticleFault, articles, standing, undescribed, unspoken_for
from corpus.checks.problem import Problem, warning
from corpus.copied import Wording, long_names
from corpus.findings import Finding, Severity, has_errors
from corpus.model import Claim, Dossier
from corpus.reading import Loaded
from corpus.text import passage_hash
from corpus.verify.dates import published_windows, read_dates
from corpus.verify.figures import anchor_numbers, compared, figures
from corpus.verify.hedges import hedges, ranges
from corpus.verify.library import Library
from corpus.verify.notes import cited_notes, note_addresses, note_calls, note_dates
from corpus.verify.numbers import (
    claim_numbers,
    correction_numbers,
    document_numbers,
    event_numbers,
    name_numbers,
    reason_numbers,
)
from corpus.verify.own_words import copied_texts
from corpus.verify.owners import owners
from corpus.verify.passages import anchors, joined_anchors, passages
from corpus.verify.rates import rates
from corpus.verify.subject import Rule, Subject, Whole, WholeRule, tellings
from corpus.verify.wholes import document_hashes, paragraph_counts, stated_fields

__all__ = ["RULES", "WHOLE_RULES", "Progress", "Verification", "verify"]

RULES: Final = (
    Rule("document-hash", document_hashes),
    Rule("paragraph-count", paragraph_counts),
    Rule("stated", stated_fields),
    Rule("passage", passages),
    Rule("anchor", anchors),
    Rule("anchors-join", joined_anchors),
    Rule("figure", figures),
    Rule("anchor-number", anchor_numbers),
    Rule("hedge", hedges),
    Rule("range", ranges),
    Rule("rate", rates),
    Rule("owner", owners),
    Rule("note-address", note_addresses),
    Rule("note-call", note_calls),
    Rule("note-date", note_dates),
    Rule("cited-note", cited_notes),
    Rule("copied", copied_texts),
)
"""Every check against an article; `corpus.checks` has those on the dossier's files alone."""

WHOLE_RULES: Final = (
    WholeRule("number", claim_numbers),
    WholeRule("number", event_numbers),
    WholeRule("number", reason_numbers),
    WholeRule("number", correction_numbers),
    WholeRule("number", document_numbers),
    WholeRule("number", name_numbers),
    WholeRule("date", read_dates),
    WholeRule("published", published_windows),
)
"""The checks against all the articles that a text or a date rests on."""

Progress = Callable[[int, int], None]
"""Called with how many documents are done, and how many there are."""


@dataclass(frozen=True)
class Verification:
    """What came of it: the findings, by file and line, and what was counted."""

    findings: tuple[Finding, ...]
    skipped: bool = False
    """No articles were given: nothing was verified, and nothing failed."""
    counts: Counter[str] = field(default_factory=Counter)
    """How much was found as it should be, by name: documents, passages, anchors, figures, digits, ..."""
    verified: frozenset[str] = frozenset()
    """Claims whose every appearance, and every word, passed."""
    failed: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    """Claims whose figure is ours, so that no article states it; all else of them is verified."""
    unexamined: frozenset[str] = frozenset()
    """Claims that cite an article that is not at hand, and did not fail in another."""
    withdrawn: frozenset[str] = frozenset()
    """Claims that a correction withdrew; they are not verified."""

    @property
    def passed(self) -> bool:
        """Whether everything was verified and no error found."""
        return not self.skipped and not has_errors(self.findings)


def verify(loaded: Loaded, folder: Path | None, progress: Progress | None = None) -> Verification:
    """Hold a dossier against its articles in `folder`; with no folder that is skipped.

    One article is held at a time. Of a dossier that could not be read whole, only the findings of reading
    come back. Never fails on an article: one that is missing, unreadable or changed is a finding.
    """
    dossier = loaded.dossier
    if dossier is None or folder is None:
        return Verification(loaded.findings if dossier is None else (), skipped=folder is None)
    run = _Run(dossier)
    run.pass_over(undescribed(dossier.documents, folder))
    for done, article in enumerate(articles(dossier.documents, standing(dossier), folder), 1):
        run.take(article)
        if progress is not None:
            progress(done, len(dossier.documents))
    return run.verification(loaded)


class _Run:
    """A verification under way."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._names, self._tellings = long_names(dossier), tellings(dossier)
        self._known, self._library = {claim.id: claim for claim in dossier.claims}, Library()
        self._actors = {actor.id: actor for actor in dossier.actors}
        self._problems: list[tuple[str, Problem]] = []
        self._at_hand: set[str] = set()
        self._counts: Counter[str] = Counter()

    def take(self, article: Article | ArticleFault) -> None:
        """Verify all that leads into one article."""
        if isinstance(article, ArticleFault):
            self._problems.append(("article", Problem(article.document, "file", article.message)))
            return
        self._at_hand.add(article.document.id)
        told = self._tellings.get(article.document.id, ())
        subject = Subject(article, Wording(article.paragraphs, self._names), told, self._known, self._actors)
        self._library.take(article)
        problems = [(rule.name, problem) for rule in RULES for problem in rule.problems(subject)]
        self._problems += problems
        self._counts.update(_counts(subject, {name for name, _ in problems}))

    def pass_over(self, names: Iterable[str]) -> None:
        """Name the files that no document describes."""
        for name in names:
            self._problems.append(("article", warning(self._dossier.manifest, None, unspoken_for(name))))

    def verification(self, loaded: Loaded) -> Verification:
        """The outcome, once every article was taken."""
        whole = self._whole()
        self._problems += [(rule.name, problem) for rule in WHOLE_RULES for problem in rule.problems(whole)]
        failed = frozenset(
            problem.record.id
            for _, problem in self._problems
            if isinstance(problem.record, Claim) and problem.severity is Severity.ERROR
        )
        claims = standing(self._dossier)
        unexamined = frozenset(claim.id for claim in claims if not _cited(claim) <= self._at_hand) - failed
        ids = frozenset(claim.id for claim in claims)
        return Verification(
            findings=tuple(sorted(set(self._findings(loaded)))),
            counts=self._counts,
            verified=ids - failed - unexamined,
            failed=failed,
            derived=frozenset(claim.id for claim in claims if claim.estimate and claim.estimate.derived),
            unexamined=unexamined,
            withdrawn=frozenset(claim.id for claim in self._dossier.claims) - ids,
        )

    def _whole(self) -> Whole:
        documents = {document.id: document for document in self._dossier.documents}
        return Whole(self._dossier, standing(self._dossier), self._known, documents, self._library)

    def _findings(self, loaded: Loaded) -> Iterator[Finding]:
        for rule, problem in self._problems:
            file, line = loaded.locate(problem.record, problem.field)
            yield Finding(file, line, rule, problem.message, problem.severity)


def _cited(claim: Claim) -> set[str]:
    return {appearance.document for appearance in claim.appearances}


def _counts(subject: Subject, failed: set[str]) -> dict[str, int]:
    """How much of an article was found as it should be."""
    article = subject.article
    found = [citation for citation in article.citations if article.span(citation) is not None]
    numbers = [compared(article, citation) for citation in found]
    cited = {(one.appearance.paragraph, one.appearance.hash) for one in article.citations}
    return {
        "documents": int(not failed & {"document-hash", "paragraph-count"}),
        "paragraphs": len(article.paragraphs),
        "passages": sum(
            article.has(at) and passage_hash(article.paragraphs[at - 1]) == it for at, it in cited
        ),
        "anchors": len(found),
        "figures": sum(map(bool, numbers)),
        "numbers": sum(map(len, numbers)),
        "digits": sum(char.isdecimal() for those in numbers for number in those for char in number.text),
        "notes": len(article.document.footnotes),
        "texts": sum(len(telling.texts) for telling in subject.tellings),
    }
