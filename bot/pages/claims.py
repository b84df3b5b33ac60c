"""A claim in an answer: a row of figures, an entry of a list; its mark goes wherever it goes."""

from __future__ import annotations

from bot.names import typed
from bot.page import Action, Cite, Code, Entry, FigureRow, Inline, Line, Mark, Sign, Strong, Text
from bot.phrases import dates, numbers, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import cites
from corpus.dates import parse
from corpus.index.views import Checked, ClaimView


def figure_of(view: ClaimView, phrases: Phrases) -> str:
    """The figure in words; a statement has none and is told by its gloss."""
    if view.claim.estimate is None:
        return phrases.pick(view.claim.gloss)
    return numbers.figure(view.claim.estimate, view.unit, phrases)


def bare(view: ClaimView, phrases: Phrases) -> str:
    """A figure named in a sentence: "thousands", without the explanation in parentheses."""
    return figure_of(view, phrases).partition(" (")[0]


def counted(view: ClaimView, phrases: Phrases) -> str:
    """What the figure measures: the claim's own label, else its scope's, else its measure's."""
    texts = (
        view.claim.label
        or (view.scope.label if view.scope else None)
        or (view.measure.label if view.measure else None)
    )
    return phrases.pick(texts) if texts else ""


def card(view: ClaimView, phrases: Phrases, label: str | None = None) -> Action:
    """Opens the claim's card."""
    return Action(
        label or phrases.say("Claim {id}", id=view.claim.id), typed(phrases.language, "claim", view.claim.id)
    )


def row(view: ClaimView, phrases: Phrases) -> FigureRow:
    """A figure with its owner, date and citation."""
    return FigureRow(
        figure=figure_of(view, phrases),
        counts=counted(view, phrases),
        owner=owners.in_short(view, phrases),
        when=owners.when(view, phrases),
        cites=cites(view.appearances),
        sign=Sign.CONTESTED if view.contested else None,
        open=card(view, phrases),
    )


def entry(view: ClaimView, phrases: Phrases) -> Entry:
    """A claim in a list: what it says, then who says it, when and where."""
    head: tuple[Inline, ...] = (Text(phrases.pick(view.claim.gloss)),)
    if view.contested:
        head = (Mark(Sign.CONTESTED), Text(" "), *head)
    return Entry(head=head, body=(owned(view, phrases),), open=card(view, phrases))


def owned(view: ClaimView, phrases: Phrases) -> Line:
    """ "South Korean sources, via Reuters, by 30 Apr 2025 (note 5) [3] §8"."""
    words = f"{owners.owner(view, phrases)}, {owners.when(view, phrases)} "
    return (Text(words), *spaced(cites(view.appearances)))


def spaced(citations: tuple[Cite, ...]) -> Line:
    """Citations one after the other, a space between them."""
    line: list[Inline] = []
    for cite in citations:
        line += [Text(" "), cite] if line else [cite]
    return tuple(line)


def short(view: ClaimView, phrases: Phrases) -> Line:
    """The claim in one line of another's card: figure, what it measures, where."""
    said: tuple[Inline, ...]
    if view.claim.estimate is None:
        said = (Text(phrases.pick(view.claim.gloss).rstrip(".")),)
    else:
        measured = phrases.say("{figure}: {counts}", figure="", counts=counted(view, phrases))
        said = (Strong(figure_of(view, phrases)), Text(measured))
    return (*said, Text(f", {owners.in_short(view, phrases)} "), *spaced(cites(view.appearances)))


def checked(view: ClaimView, phrases: Phrases) -> Line:
    """What a machine found of the citations; the sign speaks of the citation, never of the figure."""
    match view.checked:
        case Checked.CHECKED:
            words = phrases.say(
                "citation checked {date}: the words are there",
                date=dates.span(parse(view.checked_on), phrases) if view.checked_on else "",
            )
            return (Mark(Sign.CHECKED), Text(f" {words}"))
        case Checked.STALE:
            return (
                Mark(Sign.UNCHECKED),
                Text(" " + phrases.say("unchecked: the claim changed since its last check")),
            )
        case Checked.UNCHECKED:
            return (Mark(Sign.UNCHECKED), Text(" " + phrases.say("unchecked")))


def contested_legend(phrases: Phrases, about: str = "") -> Line:
    """The word beside the sign, once a page, and where the sides are; `about` is a topic's command, bare."""
    command = typed(phrases.language, "disputed", *about.split())
    return (Mark(Sign.CONTESTED), Text(" " + phrases.say("contested: the sides are in") + " "), Code(command))
