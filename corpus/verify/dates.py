"""Dates: what was read in the text stands in it, and what was inferred stands there in part."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.checks.datings import Dated, dated
from corpus.checks.problem import Problem, warning, withdrawn
from corpus.dates import Part
from corpus.model import Claim, Dating, Document
from corpus.stated import stated
from corpus.verify.inferred import leads, partial_words
from corpus.verify.library import Said, cited_documents, numbered, together
from corpus.verify.subject import Whole


def read_dates(whole: Whole) -> Iterator[Problem]:
    """A date from the text is stated in a cited document; an inferred one in part, or by another day."""
    gone = withdrawn(whole.dossier)
    for one in dated(whole.dossier):
        documents = cited_documents(one.claims)
        if one.record.id in gone or not whole.library.has(documents):
            continue
        said = together(whole.library.whole(name) for name in documents)
        message = _misread(one, said, whole) if one.dating in (Dating.TEXT, Dating.INFERRED) else None
        if message is not None:
            yield Problem(one.record, one.field, message)
        elif one.dating is Dating.TEXT and one.field == "said_on":
            yield from _uncited(one, whole)


def published_windows(whole: Whole) -> Iterator[Problem]:
    """The ends of a document's window stand in it as dates, or in a document that its evidence names."""
    for document in whole.dossier.documents:
        named = numbered(whole.dossier.documents, _named(document))
        names = [document.id, *(other.id for other in named)]
        if not whole.library.has(names):
            continue
        said = together(map(whole.library.whole, names))
        for end in (document.published.start, document.published.end):
            if end is not None and not (_stated(end, said) or _addressed(end, said)):
                message = f"{document.published} has a date that [{document.number}] does not state"
                advice = "correct it, or name in `published_evidence` the document, [n], that does"
                yield Problem(document, "published", f"{message}: {advice}")
                break


def _misread(one: Dated, said: Said, whole: Whole) -> str | None:
    unstated = [end for end in one.ends if not _stated(end, said)]
    if one.dating is Dating.TEXT:
        advice = "correct it, or give `dating: inferred` where the text states it in part or by another day"
        return f"no document that is cited here states {one.date}: {advice}" if unstated else None
    if not unstated:
        return f"the text states {one.date} as it is: it is not inferred, but `dating: text`"
    for end in unstated:
        if not any(leads(end, claim, whole) for claim in one.claims):
            what = partial_words(one.claims, whole)
            message = f"{what} in the passage does" if what else "nothing in the document that is cited here"
            lead = f"not lead to {one.date}" if what else f"leads to {one.date}"
            return f"{message} {lead}: correct it, or leave it out"
    return None


def _uncited(one: Dated, whole: Whole) -> Iterator[Problem]:
    """A day that a cited document states, and no passage that is cited, not even in part or by another day.

    An open interval is a bound, and what sets it ("before it was confirmed") may stand anywhere.
    """
    passages = together(map(whole.library.cited_passages, _told_then(one, whole)))
    if one.date.open_start or one.date.open_end or passages.relative:
        return
    if not all(any(mention.agrees(end) for mention in passages.dates) for end in one.ends):
        message = f"{one.date} stands in the document, and in no passage that is cited here"
        yield warning(one.record, one.field, f"{message}: correct it, or cite the passage that states it")


def _told_then(one: Dated, whole: Whole) -> Iterator[Claim]:
    """The claim, and others of its claimant and day: what was said on one occasion is dated once."""
    owners = {claim.claimant for claim in one.claims} - {None}
    yield from one.claims
    yield from (other for other in whole.standing if other.claimant in owners and other.said_on == one.date)


def _stated(end: Part, said: Said) -> bool:
    return any(mention.says(end) for mention in said.dates)


def _addressed(end: Part, said: Said) -> bool:
    return any(mention.says(end) for mention in said.addressed)


def _named(document: Document) -> set[int]:
    told = document.published_evidence.items()
    return {number for language, text in told for number in stated(text, language).documents}
