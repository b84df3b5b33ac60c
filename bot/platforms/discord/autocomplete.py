"""What is proposed while somebody types an option: from the dossier's index, spelling forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.phrases.catalogue import Phrases
from bot.platforms.discord.buttons import shortened
from bot.platforms.discord.options import Completes
from bot.platforms.plain import clean
from corpus.errors import CorpusError
from corpus.index import Index, claims, search, sources
from corpus.index.figures import figures
from corpus.index.names import NameKind, beginning, nearest
from corpus.index.records import claim_numbers, claim_views
from corpus.index.statements import statements
from corpus.index.views import ClaimView
from corpus.model import Texts
from corpus.text import fold
from digests import zones

MOST: Final = 25
"""What Discord shows."""
LABEL: Final = 100
"""Characters of what is shown, and of a value."""
LOOKED_AT: Final = 60
"""How many figures and statements of a topic its claimants and scopes are taken from."""
USUAL_ZONES: Final = (
    *("Europe/Paris", "Europe/London", "Europe/Kyiv", "Europe/Brussels", "Europe/Zurich"),
    *("America/New_York", "America/Montreal", "America/Los_Angeles", "Asia/Seoul", "Asia/Tokyo", "UTC"),
)
"""Proposed before anything is typed."""
_KINDS: Final = {
    Completes.TOPIC: NameKind.TOPIC,
    Completes.TOPICS: NameKind.TOPIC,
    Completes.ACTOR: NameKind.ACTOR,
    Completes.PLACE: NameKind.PLACE,
    Completes.SCOPE: NameKind.SCOPE,
    Completes.CLAIMANT: NameKind.ACTOR,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of what is proposed, and what it says in command text."""

    label: str
    value: str | int


def proposed(
    what: Completes, typed: str, topic: str | None, index: Index, phrases: Phrases, zone: str
) -> tuple[Choice, ...]:
    """What an option can be, given what was typed so far; `topic` is the command's, if it is a topic's.

    `zone` is that of chats that named none. Never more than Discord shows; nothing where nothing is like it.
    """
    typed = " ".join(typed.split())[:LABEL]
    try:
        found = _found(what, typed, topic, index, phrases, zone)
        return tuple(islice(_distinct(found), MOST))
    except CorpusError:
        return ()


def _found(
    what: Completes, typed: str, topic: str | None, index: Index, phrases: Phrases, zone: str
) -> Iterable[Choice]:
    match what:
        case Completes.ZONE:
            return _zones(typed, zone)
        case Completes.CLAIM:
            return _claims(typed, index, phrases)
        case Completes.DOCUMENT:
            return _documents(typed, index, phrases)
        case Completes.TOPICS:
            return _topics(typed, index, phrases)
        case Completes.CLAIMANT | Completes.SCOPE if topic is not None:
            own = _matching(typed, _of_topic(what, topic, index), phrases)
            return own or _names(_KINDS[what], typed, index, phrases)
        case _:
            return _names(_KINDS[what], typed, index, phrases)


def _names(kind: NameKind, typed: str, index: Index, phrases: Phrases) -> Iterator[Choice]:
    """Those that begin so, then those that are called nearly so."""
    found = beginning(index, typed, (kind,), MOST)
    if len(found) < MOST:
        found += nearest(index, typed, (kind,), MOST)
    return (_choice(phrases.pick(name.label), name.id) for name in found)


def _topics(typed: str, index: Index, phrases: Phrases) -> Iterator[Choice]:
    """Several are typed one after the other; the last is still being typed."""
    *before, last = typed.replace(",", " ").split(" ") or [""]
    chosen = [name for word in before for name in nearest(index, word, (NameKind.TOPIC,), 1)]
    labels, ids = [phrases.pick(name.label) for name in chosen], [name.id for name in chosen]
    for one in _names(NameKind.TOPIC, last, index, phrases):
        if one.value not in ids:
            yield _choice(", ".join([*labels, one.label]), " ".join([*ids, str(one.value)]))


def _of_topic(what: Completes, topic: str, index: Index) -> list[tuple[str, Texts]]:
    """The ids and names of a topic's claimants, or of what its figures count."""
    subject = index.topic_named(topic)
    if subject is None:
        return []
    views = [*figures(index, subject.id, limit=LOOKED_AT).claims.items]
    if what is Completes.SCOPE:
        return [(view.scope.id, view.scope.label) for view in views if view.scope]
    views += statements(index, subject.id, limit=LOOKED_AT).items
    return [(one.id, one.names) for view in views if (one := view.claimant) and one.named]


def _matching(typed: str, known: Iterable[tuple[str, Texts]], phrases: Phrases) -> list[Choice]:
    """Those in which a word begins so, in any language; those that are like it where there is none."""
    sought = fold(typed)
    named = dict(known)
    words = {
        id_: " ".join((fold(id_.replace("_", " ")), *map(fold, texts.values())))
        for id_, texts in named.items()
    }
    found = [id_ for id_, text in words.items() if f" {sought}" in f" {text}"]
    if not found:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only misspelt names need it

        alike = process.extract(sought, words, scorer=fuzz.partial_ratio, limit=MOST, score_cutoff=70)
        found = [id_ for _, _, id_ in alike]
    return [_choice(phrases.pick(named[id_]), id_) for id_ in found]


def _claims(typed: str, index: Index, phrases: Phrases) -> Iterator[Choice]:
    """By the beginning of an id, then by words; before anything is typed, the first."""
    ids = list(claims.ids_beginning(index, typed, MOST))
    if typed and len(ids) < MOST:
        hits = search.search(index, typed, language=phrases.language, limit=MOST).hits.items
        ids += [
            *claims.nearest_ids(index, typed),
            *(hit.claim.id for hit in hits if isinstance(hit, ClaimView)),
        ]
    numbers = claim_numbers(index, ids)
    views = {view.claim.id: view for view in claim_views(index, list(numbers.values()))}
    known = (views[id_] for id_ in ids if id_ in views)
    return (_choice(f"{one.claim.id} · {phrases.pick(one.claim.gloss)}", one.claim.id) for one in known)


def _documents(typed: str, index: Index, phrases: Phrases) -> Iterator[Choice]:
    """By number, else by words of its title or publisher."""
    listed = [view.document for view in sources.sources(index, limit=MOST * 8).items]
    named = [(one, f"[{one.number}] {phrases.pick(one.label)}") for one in listed]
    digits = typed.strip("[]")
    for document, label in named:
        told = fold(f"{label} {document.title or ''} {document.publisher or ''}")
        is_number = digits.isdigit() and str(document.number).startswith(digits)
        if is_number or (not digits.isdigit() and fold(typed) in told):
            yield _choice(label, document.number)


def _zones(typed: str, zone: str) -> Sequence[Choice]:
    found = zones.offered(typed, MOST) if typed else (zone, *USUAL_ZONES)
    return [_choice(name.replace("_", " "), name) for name in found if name in zones.names()]


def _choice(label: str, value: str | int) -> Choice:
    said = value if isinstance(value, int) else value[:LABEL]
    return Choice(shortened(clean(label), LABEL) or str(said), said)


def _distinct(found: Iterable[Choice]) -> Iterator[Choice]:
    seen: set[str | int] = set()
    for one in found:
        if one.value not in seen:
            seen.add(one.value)
            yield one
