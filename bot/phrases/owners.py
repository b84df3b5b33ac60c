"""Whose claim it is: claimant and carriers in words, the chain of custody, the date and where it was read."""

from __future__ import annotations

from collections.abc import Iterable

from bot.phrases.catalogue import Phrases
from bot.phrases.dates import moment, said, window
from corpus.index.views import AppearanceView, ClaimView
from corpus.model import Actor, Attribution, Dating

NAMED = 3
"""How many of those who tell an event are named."""


def name(actor: Actor, phrases: Phrases) -> str:
    """The short name: "Budanov"."""
    return phrases.pick(actor.names)


def introduced(actor: Actor, phrases: Phrases) -> str:
    """The name with what the actor is: "Budanov, Ukrainian military intelligence"."""
    return f"{name(actor, phrases)}, {phrases.pick(actor.role)}" if actor.role else name(actor, phrases)


def claimant(view: ClaimView, phrases: Phrases) -> str:
    """Who claims it; without an owner, that there is none."""
    if view.claimant is not None:
        return introduced(view.claimant, phrases)
    if view.claim.attribution is Attribution.OWN_ANALYSIS:
        return phrases.say("the document’s own analysis")
    return phrases.say("no source named")


def owner(view: ClaimView, phrases: Phrases) -> str:
    """Claimant and carriers beside a claim's gloss: "South Korean sources, via Reuters"."""
    carriers = [name(actor, phrases) for actor in carriers_of(view)]
    words = claimant(view, phrases)
    if carriers:
        words = phrases.say("{claimant}, via {carriers}", claimant=words, carriers=", ".join(carriers))
    return words


def in_short(view: ClaimView, phrases: Phrases) -> str:
    """The same beside a claim told in short: a bare figure cannot say that it is hearsay, a gloss does."""
    words = owner(view, phrases)
    bare = view.claim.estimate is not None
    return phrases.say("reportedly; {owner}", owner=words) if bare and view.claim.conditional else words


def tellers(claims: Iterable[ClaimView], phrases: Phrases) -> str:
    """Who tells an event, each once, those of the most important claims first; that nobody is named, last."""
    ordered = sorted(claims, key=lambda view: (view.claimant is None, -view.claim.importance))
    names = list(dict.fromkeys(_teller(view, phrases) for view in ordered))
    shown = names[:NAMED]
    if others := len(names) - len(shown):
        return phrases.count(
            "{names} and {n} other", "{names} and {n} others", others, names=", ".join(shown)
        )
    return phrases.listed(shown)


def _teller(view: ClaimView, phrases: Phrases) -> str:
    """ "South Korean sources", a person's role left out."""
    if view.claimant is None:
        return claimant(view, phrases)
    return name(view.claimant, phrases)


def carriers_of(view: ClaimView) -> tuple[Actor, ...]:
    """Every carrier over the appearances, in order, each once."""
    found = {actor.id: actor for appearance in view.appearances for actor in appearance.relayed_by}
    return tuple(found.values())


def when(view: ClaimView, phrases: Phrases) -> str:
    """The time it is about, else when it was said: "by 30 Apr 2025 (note 5)", "said 26 Apr 2025"."""
    about, said_on = view.claim.when, view.claim.said_on
    if about is not None and about.open_end and view.claim.dating is Dating.PUBLICATION:
        return window(about, phrases)
    words = said(said_on, phrases) if about is None and said_on is not None else moment(about, phrases)
    note = dating_note(view)
    return phrases.say("{date} (note {note})", date=words, note=note.appearance.footnote) if note else words


def dating_note(view: ClaimView) -> AppearanceView | None:
    """The appearance whose footnote's address gave the date, if that is where it was read."""
    if view.claim.dating is not Dating.NOTE:
        return None
    return next((seen for seen in view.appearances if seen.appearance.footnote is not None), None)
