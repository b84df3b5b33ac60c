"""Numbers in our own words: every language says the same ones, and a figure's words say the figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.checks.amounts import written
from corpus.checks.problem import Problem
from corpus.checks.texts import all_texts
from corpus.model import Dossier
from corpus.stated import Stated, Value, stated

BOUNDS = ("low", "best", "high", "magnitude")


def same_numbers(dossier: Dossier) -> Iterator[Problem]:
    """A text says the same numbers in each language, and names the same documents and paragraphs."""
    for record, field, texts in all_texts(dossier):
        read = {language: stated(text, language) for language, text in texts.items()}
        for language, mine in read.items():
            for other, theirs in read.items():
                for missing in _missing(mine, theirs) if other != language else ():
                    message = f"`{other}` has {missing}, and `{language}` has it not"
                    advice = "say the same in each language, in digits where the words are not understood"
                    yield Problem(record, f"{field}.{language}", f"{message}: {advice}")


def readable_numbers(dossier: Dossier) -> Iterator[Problem]:
    """What is written in digits is a number in its language, and one alone."""
    for record, field, texts in all_texts(dossier):
        for language, text in texts.items():
            for figures in stated(text, language).unread:
                message = f"“{figures}” is no number that `{language}` can be sure of"
                yield Problem(record, f"{field}.{language}", f"{message}: write 15000 or 15 000, 1.5 or 1,5")


def told_figures(dossier: Dossier) -> Iterator[Problem]:
    """A figure's gloss says its amounts, in each language."""
    for claim in dossier.claims:
        bounds = [(name, getattr(claim.estimate, name)) for name in BOUNDS] if claim.estimate else []
        for language, text in claim.gloss.items() if bounds else ():
            told = stated(text, language).values
            for name, amount in bounds:
                if amount is not None and (Decimal(str(amount)), name == "magnitude") not in told:
                    message = f"the gloss does not say the figure's {name}, {written(amount)}"
                    yield Problem(claim, f"gloss.{language}", f"{message}: correct the gloss or the figure")


def told_dates(dossier: Dossier) -> Iterator[Problem]:
    """A day that a claim's gloss says is one of its dates."""
    for claim in dossier.claims:
        dates = [date for date in (claim.said_on, claim.as_of, claim.period) if date is not None]
        for language, text in claim.gloss.items():
            for mention in stated(text, language).dates:
                whole = None not in (mention.year, mention.month, mention.day)
                if whole and not any(mention.stated_by(date) for date in dates):
                    has = " and ".join(map(str, dates)) or "no date"
                    message = f"the gloss says {mention.text}, and the claim has {has}"
                    yield Problem(claim, f"gloss.{language}", f"{message}: correct the one or the other")


def shown(value: Value) -> str:
    """A value for a message: 470,000, or "1,000 as a magnitude"."""
    number, magnitude = value
    return f"{number.normalize():,f}{' as a magnitude' if magnitude else ''}"


def _missing(mine: Stated, theirs: Stated) -> Iterator[str]:
    yield from map(shown, sorted(theirs.telling - mine.values))
    yield from (f"[{number}]" for number in sorted(theirs.documents - mine.documents))
    yield from (f"§{number}" for number in sorted(theirs.paragraphs - mine.paragraphs))
