"""A claim's card: chain of custody, locator, what was checked, what stands against it, its history."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.names import topic_typed, typed
from bot.page import Action, Block, Code, Heading, Inline, Line, Mark, Page, Paragraph, Sign, Strong, Text
from bot.pages.claims import bare, card, checked, counted, figure_of, short
from bot.phrases import dates, owners
from bot.phrases.catalogue import Phrases
from bot.phrases.documents import sources
from corpus.index.views import AppearanceView, ClaimCard, ClaimView, Related
from corpus.model import Actor, Claim, Correction, Dating, Modality, Relation, RelationKind
from corpus.verdicts import Verdict


def claim_card(found: ClaimCard, phrases: Phrases) -> Page:
    """The reply to `/claim k7m2`."""
    view = found.view
    heading = Heading(phrases.say("CLAIM {id}", id=view.claim.id), phrases.pick(view.topic.title))
    standing = tuple(_standing(found, phrases))
    blocks: list[Block] = [
        heading,
        Paragraph(tuple(_said(view, phrases))),
        Paragraph(tuple(_custody(view, phrases))),
    ]
    if standing:
        blocks.append(Paragraph(standing))
    blocks.append(Paragraph(tuple(_history(view, phrases))))
    others = [related.view for related in (*found.rivals, *found.related)]
    return Page(
        language=phrases.language,
        blocks=tuple(blocks),
        sources=sources((view, *others, *found.same_number), phrases),
        sources_title=phrases.say("Sources"),
        actions=tuple(_actions(found, phrases)),
    )


def _said(view: ClaimView, phrases: Phrases) -> Iterable[Line]:
    claim = view.claim
    if view.withdrawn:
        yield (Mark(Sign.WITHDRAWN), Text(" " + phrases.say("withdrawn")))
    if claim.estimate is not None:
        measured = phrases.say("{figure}: {counts}", figure="", counts=counted(view, phrases))
        yield (*_marked(view), Strong(figure_of(view, phrases)), Text(measured))
        yield (Text(phrases.pick(claim.gloss)),)
    else:
        yield (*_marked(view), Text(phrases.pick(claim.gloss)))
    if claim.modality is Modality.PLANNED:
        yield (Text(phrases.say("Planned, not stated as done.")),)
    if claim.modality is Modality.POSSIBLE:
        yield (Text(phrases.say("Possible, not stated as fact.")),)


def _marked(view: ClaimView) -> Line:
    return (Mark(Sign.CONTESTED), Text(" ")) if view.contested else ()


def _custody(view: ClaimView, phrases: Phrases) -> Iterable[Line]:
    """Who said it, through whom, when, where it stands, and whether a machine found it there."""
    for chain in dict.fromkeys(_chains(view, phrases)):
        yield _field(phrases.say("CHAIN"), Text(chain))
    if view.claim.conditional:
        yield _field(phrases.say("HEDGE"), Text(phrases.say("reported, in the French conditional")))
    yield _field(phrases.say("AS OF"), Text(_as_of(view, phrases)))
    if view.claim.said_on:
        said = dates.moment(view.claim.said_on, phrases)
        yield _field(phrases.say("SAID"), Text(_where_read(said, view.claim.dating, phrases)))
    if view.place:
        yield _field(phrases.say("WHERE"), Text(phrases.pick(view.place.names)))
    yield checked(view, phrases)
    yield _field(phrases.say("ORIGINS"), Text(phrases.integer(view.origins)))


def _chains(view: ClaimView, phrases: Phrases) -> Iterable[str]:
    """ "South Korean sources → Reuters → [3] §8, note 5", one a document and way there."""
    first = owners.claimant(view, phrases)
    for way, group in groupby(view.appearances, key=_way):
        number, carriers, note = way
        place = f"[{number}] §" + ", ".join(str(a.appearance.paragraph) for a in group)
        if note is not None:
            place = phrases.say("{place}, note {n}", place=place, n=note)
        named = (owners.name(carrier, phrases) for carrier in carriers)
        yield " → ".join((first, *named, place))


def _way(appearance: AppearanceView) -> tuple[int, tuple[Actor, ...], int | None]:
    return appearance.document.number, appearance.relayed_by, appearance.appearance.footnote


def _as_of(view: ClaimView, phrases: Phrases) -> str:
    about = view.claim.when
    if about is None:
        return dates.moment(None, phrases)
    bounded = view.claim.dating is Dating.PUBLICATION and about.open_end
    moment = dates.window(about, phrases) if bounded else dates.moment(about, phrases)
    return _where_read(moment, view.claim.dating, phrases)


def _where_read(moment: str, dating: Dating, phrases: Phrases) -> str:
    match dating:
        case Dating.NOTE:
            return phrases.say("{date}, read in the address of a note of the document", date=moment)
        case Dating.PUBLICATION:
            return phrases.say("{date}, from when the document was published", date=moment)
        case Dating.INFERRED:
            return phrases.say("{date}, inferred: the document states it in part", date=moment)
        case Dating.TEXT:
            return moment


def _standing(found: ClaimCard, phrases: Phrases) -> Iterable[Line]:
    """What it is contested with, what it fits, and the same number of something else."""
    for rival in found.rivals:
        label = Strong(phrases.say("against:"))
        yield (
            Mark(Sign.CONTESTED),
            Text(" "),
            label,
            Text(" "),
            *short(rival.view, phrases),
            *_why(rival, phrases),
        )
    for other in found.related:
        yield (
            Strong(_relation(other, found.view.claim, phrases)),
            Text(" "),
            *short(other.view, phrases),
            *_why(other, phrases),
        )
    for relation in found.relations:
        yield from _origin(relation, found.view.claim, phrases)
    for same in (one for one in found.same_number if one.unit == found.view.unit):
        yield (Mark(Sign.NOT_EQUAL), Text(" "), *short(same, phrases))


def _origin(relation: Relation, claim: Claim, phrases: Phrases) -> Iterable[Line]:
    """ "made from: /claim v6tn /claim j3us – why"; what it was made into; what has one source with it."""
    match relation.kind:
        case RelationKind.DERIVED_FROM if claim.id in relation.sides[-1]:
            label = phrases.say("made from:")
        case RelationKind.DERIVED_FROM:
            label = phrases.say("made into:")
        case RelationKind.SAME_ORIGIN:
            label = phrases.say("same origin:")
        case _:
            return
    others = [id_ for side in relation.sides if claim.id not in side for id_ in side]
    line: list[Inline] = [Strong(label)]
    for id_ in others:
        line += [Text(" "), Code(typed(phrases.language, "claim", id_))]
    yield (*line, Text(" – " + phrases.pick(relation.reason)))


def _why(related: Related, phrases: Phrases) -> Line:
    reason = related.pair.reason
    return (Text(" – " + phrases.pick(reason)),) if reason else ()


def _relation(related: Related, claim: Claim, phrases: Phrases) -> str:
    match related.pair.verdict:
        case Verdict.LATER if related.pair.other == claim.id:
            return phrases.say("earlier:")
        case Verdict.LATER:
            return phrases.say("later:")
        case Verdict.COMPATIBLE if related.pair.relation is None:
            return phrases.say("fits:")
        case _:
            return phrases.say("no contradiction:")


def _history(view: ClaimView, phrases: Phrases) -> Iterable[Line]:
    if not view.corrections:
        yield _field(phrases.say("HISTORY"), Text(phrases.say("no correction")))
    for correction in view.corrections:
        yield _field(phrases.say("HISTORY"), Text(_corrected(correction, phrases)))


def _corrected(correction: Correction, phrases: Phrases) -> str:
    day = dates.span(correction.date, phrases)
    reason = phrases.pick(correction.reason)
    if correction.withdraws:
        return phrases.say("{date}: withdrawn. Why: {reason}", date=day, reason=reason)
    return phrases.say(
        "{date}: {field}, {old} → {new}. Why: {reason}",
        date=day,
        field=correction.field,
        old=correction.old,
        new=correction.new,
        reason=reason,
    )


def _field(name: str, *inlines: Inline) -> Line:
    return (Strong(name), Text(" "), *inlines)


def _actions(found: ClaimCard, phrases: Phrases) -> Iterable[Action]:
    for rival in found.rivals[:3]:
        yield card(rival.view, phrases, phrases.say("Against: {figure}", figure=bare(rival.view, phrases)))
    for number in dict.fromkeys(a.document.number for a in found.view.appearances):
        yield Action(phrases.say("Source [{n}]", n=number), typed(phrases.language, "sources", str(number)))
    topic = found.view.topic
    yield Action(phrases.pick(topic.title), topic_typed(phrases.language, topic))
