"""Every topic's command: its figures with who disagrees with whom, its statements, its chart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.errors import BotError
from bot.names import topic_typed, typed
from bot.options import Options, named, understood
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
from corpus.index.names import Name, NameKind
from corpus.index.views import ClaimView, Figures, Slice
from corpus.model import Leads, Topic

CHARTED = 9
"""The most figures one chart shows."""
FILTERED = 60
"""How many figures the choices of a filter are taken from."""
KINDS = (NameKind.ACTOR, NameKind.SCOPE, NameKind.PLACE)
"""What a topic is narrowed by, beside a date."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a topic tells under one reading of the words."""

    names: tuple[Name, ...]
    figures: Figures
    statements: Slice[ClaimView]


async def topic(request: Request, services: Services) -> Page:
    """What the topic leads with, figures or statements; chart and filters are one word away."""
    index, phrases = services.index(), services.phrases(request.language)
    subject = index.topic_named(request.command)
    if subject is None:
        raise NotInDossier(f"There is no topic {request.command}.")
    options = understood(request.words, index, phrases, KINDS)
    if options.rest:
        raise _unknown(subject, " ".join(options.rest), index, phrases)
    if "filter" in options.asked:
        every = counted.figures(index, subject.id, limit=FILTERED)
        return filters.filters(subject, every.claims.items, phrases)
    try:
        told = _told(subject, options, request.asker.room, index)
    except NotInDossier:
        again = (_whole(subject, phrases),)
        raise BotError(
            phrases.say("That page is no longer there; the dossier changed. Start again."), again
        ) from None
    return _page(subject, told, options, index, phrases)


def _told(subject: Topic, options: Options, room: Room, index: Index) -> Told:
    """What the first reading of the names holds that holds anything; "Russia" is a claimant, then a place."""
    asks_statements = _asks_statements(subject, options)
    for names in options.readings:
        claimant, scope, place = (named(names, kind) for kind in KINDS)
        narrow = partial(
            counted.figures,
            index,
            subject.id,
            as_of=options.period,
            scope=scope,
            place=place,
            after=None if asks_statements else options.after,
            limit=CHARTED if "chart" in options.asked else room.figures,
        )
        found = narrow(claimant=claimant)
        if claimant and not found.claims.items:
            found = narrow(actor=claimant)  # "via Reuters": it carries figures and owns none
        told = said.statements(
            index,
            subject.id,
            actor=claimant,
            place=place,
            period=options.period,
            after=options.after if asks_statements else None,
            limit=room.entries,
        )
        if found.claims.items or told.items:
            break
    return Told(names, found, told)


def _page(subject: Topic, told: Told, options: Options, index: Index, phrases: Phrases) -> Page:
    """What the topic leads with or what was asked for; the other where there is none of it."""
    narrowed = _narrowed(told.names, options, phrases)
    found = told.figures.claims
    if "chart" in options.asked:
        return _chart(subject, told.figures, index, phrases)
    wanted = _asks_statements(subject, options) and (told.statements.items or "statements" in options.asked)
    if found.items and not wanted:
        return figures.figures(
            subject,
            found,
            told.figures.pairs,
            index.manifest,
            phrases,
            statements=told.statements.total,
            narrowed=narrowed,
            words=options.filters,
            period=options.period,
        )
    if not told.statements.items:
        raise _unknown(subject, options.filters, index, phrases)
    if options.period:
        narrowed += ". " + phrases.say("“by”, “or later” and “undated” leave the day open.")
    return statements.statements(
        subject,
        told.statements,
        index.manifest,
        phrases,
        figures=found.total,
        beside=() if "statements" in options.asked else found.items,
        narrowed=narrowed,
        words=options.filters,
        lacking=_lacking(told, options, phrases),
    )


def _lacking(told: Told, options: Options, phrases: Phrases) -> str:
    """Figures that were asked for where there are none."""
    if "figures" not in options.asked or told.figures.claims.items:
        return ""
    if told.names or options.period:
        return phrases.say("No figures there.")
    return phrases.say("No figures in this topic.")


def _asks_statements(subject: Topic, options: Options) -> bool:
    """Whether statements come first: they were asked for, or the topic leads with them."""
    led = subject.leads is Leads.STATEMENTS and not options.asked & {"figures", "chart"}
    return led or "statements" in options.asked


def _chart(subject: Topic, found: Figures, index: Index, phrases: Phrases) -> Page:
    from bot.pages import charts  # noqa: PLC0415 - drawing is imported when there is something to draw

    if not charts.charted(subject, found.claims.items):
        said = phrases.say("“{topic}” has no figure to draw.", topic=phrases.pick(subject.title))
        raise BotError(said, (_whole(subject, phrases),))
    return charts.chart(subject, found.claims.items, found.pairs, index.manifest, phrases)


def _narrowed(names: tuple[Name, ...], options: Options, phrases: Phrases) -> str:
    """What the list was narrowed to, in words."""
    parts = [phrases.pick(name.label) for name in names]
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
    return BotError(said, (search, _whole(subject, phrases)))


def _whole(subject: Topic, phrases: Phrases) -> Action:
    return Action(phrases.pick(subject.title), topic_typed(phrases.language, subject))
