"""Every topic's command: its figures with who disagrees with whom, its statements, its chart."""

from __future__ import annotations

from bot.errors import BotError
from bot.names import topic_typed, typed
from bot.options import Options, understood
from bot.page import Action, Page
from bot.pages import figures, filters, statements
from bot.pages.problems import shortened
from bot.phrases import dates
from bot.phrases.catalogue import Phrases
from bot.request import Request, Room
from bot.services import Services
from corpus.errors import NotInDossier
from corpus.index import Index
from corpus.index import figures as counted
from corpus.index import search as finding
from corpus.index import statements as said
from corpus.index.names import NameKind
from corpus.index.views import ClaimView
from corpus.model import Topic

CHARTED = 9
"""The most figures one chart shows."""
FILTERED = 60
"""How many figures the choices of a filter are taken from."""


async def topic(request: Request, services: Services) -> Page:
    """The figures first; statements, chart and filters are one word away."""
    index, phrases = services.index(), services.phrases(request.language)
    subject = index.topic_named(request.command)
    if subject is None:
        raise NotInDossier(f"There is no topic {request.command}.")
    options = understood(request.words, index, phrases)
    if options.rest:
        raise _unknown(subject, " ".join(options.rest), index, phrases)
    if "filter" in options.asked:
        return filters.filters(
            subject, counted.figures(index, subject.id, limit=FILTERED).claims.items, phrases
        )
    try:
        return _answer(subject, options, request.asker.room, index, phrases)
    except NotInDossier:
        again = (Action(phrases.pick(subject.title), topic_typed(phrases.language, subject)),)
        raise BotError(
            phrases.say("That page is no longer there; the dossier changed. Start again."), again
        ) from None


def _answer(subject: Topic, options: Options, room: Room, index: Index, phrases: Phrases) -> Page:
    """Figures unless statements were asked for or are all there is."""
    claimant, scope, place = (
        options.named(kind) for kind in (NameKind.ACTOR, NameKind.SCOPE, NameKind.PLACE)
    )
    found = counted.figures(
        index,
        subject.id,
        as_of=options.period,
        claimant=claimant.id if claimant else None,
        scope=scope.id if scope else None,
        place=place.id if place else None,
        after=None if "statements" in options.asked else options.after,
        limit=CHARTED if "chart" in options.asked else room.figures,
    )
    told = said.statements(
        index,
        subject.id,
        actor=claimant.id if claimant else None,
        place=place.id if place else None,
        after=options.after if "statements" in options.asked else None,
        limit=room.entries,
    )
    if "chart" in options.asked and found.claims.items:
        from bot.pages import charts  # noqa: PLC0415 - drawing is imported when there is something to draw

        return charts.chart(subject, found.claims.items, found.pairs, index.manifest, phrases)
    narrowed = _narrowed(options, phrases)
    if "statements" in options.asked or not found.claims.items:
        if not told.items:
            raise _unknown(subject, options.filters, index, phrases)
        return statements.statements(
            subject,
            told,
            index.manifest,
            phrases,
            figures=bool(found.claims.items),
            narrowed=narrowed,
            words=options.filters,
        )
    return figures.figures(
        subject,
        found.claims,
        found.pairs,
        index.manifest,
        phrases,
        statements=told.total,
        narrowed=narrowed,
        words=options.filters,
    )


def _narrowed(options: Options, phrases: Phrases) -> str:
    """What the list was narrowed to, in words."""
    parts = [phrases.pick(names[0].label) for names in options.names]
    if options.period:
        parts.append(dates.moment(options.period, phrases))
    return phrases.say("Only: {filters}", filters=", ".join(parts)) if parts else ""


def _unknown(subject: Topic, words: str, index: Index, phrases: Phrases) -> BotError:
    """ "The dossier has nothing under Troops for China", and the nearest thing it holds."""
    said = phrases.say(
        "The dossier has nothing under “{topic}” for “{words}”.",
        topic=phrases.pick(subject.title),
        words=shortened(words),
    )
    near = finding.search(index, words, language=phrases.language, limit=1)
    found = next((hit for hit in near.hits.items if isinstance(hit, ClaimView)), None)
    if found is not None and near.every_word:
        where = " ".join(f"[{a.document.number}] §{a.appearance.paragraph}" for a in found.appearances[:1])
        said += " " + phrases.say(
            "Nearest: {claim} {where}", claim=phrases.pick(found.claim.gloss), where=where
        )
    search = Action(
        phrases.say("Search {words}", words=shortened(words)), typed(phrases.language, "search", words)
    )
    everything = Action(phrases.pick(subject.title), topic_typed(phrases.language, subject))
    return BotError(said, (search, everything))
