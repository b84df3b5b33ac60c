"""Rates: the unit of time that a figure is counted by is a word beside its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.checks.problem import Problem
from corpus.verify.passages import place
from corpus.verify.subject import Subject

_NEAR: Final = 60
"""Characters around an anchor in which the word is looked for."""

_WORDS: Final = {
    "fr": {
        "hour": "heures?|horaires?",
        "day": "jours?|journées?|quotidien\\w*|journali\\w+",
        "week": "semaines?|hebdomadaires?",
        "month": "mois|mensuel\\w*",
        "year": "ans?|années?|annuel\\w*",
    },
    "en": {
        "hour": "hours?|hourly",
        "day": "days?|daily",
        "week": "weeks?|weekly",
        "month": "months?|monthly",
        "year": "years?|yearly|annual\\w*|per annum",
    },
    "de": {
        "hour": "stunden?|stündlich\\w*",
        "day": "tage?n?|täglich\\w*",
        "week": "wochen?|wöchentlich\\w*",
        "month": "monate?n?|monatlich\\w*",
        "year": "jahre?n?|jährlich\\w*",
    },
    "es": {
        "hour": "horas?",
        "day": "días?|diari[oa]s?",
        "week": "semanas?|semanal\\w*",
        "month": "mes(?:es)?|mensual\\w*",
        "year": "años?|anual\\w*",
    },
}
"""How texts say the units that a dossier calls by these ids; of another id nothing is said."""


def rates(subject: Subject) -> Iterator[Problem]:
    """A rate's unit of time stands beside its anchor."""
    article = subject.article
    known = _WORDS.get(article.document.language, {})
    for citation in article.citations:
        estimate, span = citation.claim.estimate, article.span(citation)
        words = known.get(estimate.per or "") if estimate else None
        if estimate is None or words is None or span is None or estimate.derived:
            continue
        text = article.canonical[citation.appearance.paragraph - 1]
        beside = text[max(span[0] - _NEAR, 0) : span[1] + _NEAR]
        if not re.search(rf"\b(?:{words})\b", beside, re.IGNORECASE):
            message = f"no word beside the figure in {place(article, citation)} says `per: {estimate.per}`"
            yield Problem(
                citation.claim, "estimate.per", f"{message}: correct it, or cite the word that does"
            )
