"""One thing, one name: ids, spellings, commands, document numbers; and no record missing by the count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from corpus.checks.problem import Problem
from corpus.model import Actor, Dossier, Place, Record
from corpus.text import fold

BUILT_IN_COMMANDS: Final = frozenset(
    {
        *("start", "help", "aide", "language", "langue", "about", "apropos"),
        *("timeline", "chronologie", "sources", "claim", "fiche", "disputed", "desaccords"),
        *("search", "chercher", "chart", "graphique"),
        *("digest", "point", "subscribe", "abonner", "unsubscribe", "desabonner", "settings", "reglages"),
        *("mydata", "mesdonnees", "forgetme", "oubliezmoi"),
    }
)
"""The names, in every language, of the commands that are no topics; `bot.commands` must have no others."""


def duplicate_ids(dossier: Dossier) -> Iterator[Problem]:
    """An id names one record: of its kind for names, of all kinds for the opaque ones."""
    yield from _twice(("topic", topic.id, topic, "id") for topic in dossier.topics)
    yield from _twice(("actor", actor.id, actor, "id") for actor in dossier.actors)
    yield from _twice(("place", place.id, place, "id") for place in dossier.places)
    yield from _twice(("document", document.id, document, "id") for document in dossier.documents)
    words = dossier.vocabulary
    yield from _twice(("unit", unit.id, words, f"units.{n}.id") for n, unit in enumerate(words.units))
    measures = enumerate(words.measures)
    yield from _twice(("measure", measure.id, words, f"measures.{n}.id") for n, measure in measures)
    yield from _twice(("scope", scope.id, words, f"scopes.{n}.id") for n, scope in enumerate(words.scopes))
    yield from _twice(
        chain(
            (("claim", claim.id, claim, "id") for claim in dossier.claims),
            (("event", event.id, event, "id") for event in dossier.events),
            (("relation", relation.id, relation, "id") for relation in dossier.relations),
            (("correction", correction.id, correction, "id") for correction in dossier.corrections),
        )
    )


def ambiguous_names(dossier: Dossier) -> Iterator[Problem]:
    """A spelling, accents and case aside, is one actor's, or one place's."""
    yield from _shared_spellings("actor", dossier.actors)
    yield from _shared_spellings("place", dossier.places)


def document_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Documents are numbered 1, 2, 3 in the order of their files."""
    for expected, document in enumerate(dossier.documents, 1):
        if document.number != expected:
            message = (
                f"`{document.id}` is number {document.number}, but in the order of files it is {expected}"
            )
            yield Problem(document, "number", f"{message}: number them 1, 2, 3 as their files sort")


def document_files(dossier: Dossier) -> Iterator[Problem]:
    """An article is one document."""
    for field in ("file", "sha256"):
        first: dict[str, str] = {}
        for document in dossier.documents:
            owner = first.setdefault(getattr(document, field), document.id)
            if owner != document.id:
                yield Problem(document, field, f"`{document.id}` is the same article as `{owner}`: keep one")


def command_names(dossier: Dossier) -> Iterator[Problem]:
    """A command's name leads to one topic, whatever the language, and to no built-in command."""
    owners: dict[str, str] = {}
    for topic in dossier.topics:
        for language, name in topic.commands.items():
            field = f"commands.{language}"
            owner = owners.setdefault(name, topic.id)
            if name in BUILT_IN_COMMANDS:
                yield Problem(topic, field, f"/{name} is a built-in command: give the topic another name")
            elif owner != topic.id:
                yield Problem(topic, field, f"/{name} is already the topic `{owner}`: give one another name")


def minimum_counts(dossier: Dossier) -> Iterator[Problem]:
    """No file was cut short: there are as many records as the manifest says there must be."""
    minimums = dossier.manifest.minimums
    for kind in type(minimums).model_fields:
        least, held = getattr(minimums, kind), len(getattr(dossier, kind))
        if held < least:
            message = f"there are {held} {kind}, at least {least} are expected"
            advice = "is a file cut short?"
            yield Problem(dossier.manifest, f"minimums.{kind}", f"{message}: {advice}")


def _twice(entries: Iterable[tuple[str, str, Record, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for kind, name, record, field in entries:
        if name in first:
            yield Problem(
                record, field, f"another record ({first[name]}) has the id `{name}`: choose another"
            )
        else:
            first[name] = kind


def _shared_spellings(kind: str, records: Sequence[Actor] | Sequence[Place]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for record in records:
        spellings = [(f"names.{language}", name) for language, name in record.names.items()]
        if isinstance(record, Actor):
            spellings += [(f"full.{language}", name) for language, name in (record.full or {}).items()]
        spellings += [(f"aliases.{index}", alias) for index, alias in enumerate(record.aliases)]
        for field, spelling in spellings:
            owner = owners.setdefault(fold(spelling), record.id)
            if owner != record.id:
                yield Problem(
                    record, field, f"“{spelling}” is already the {kind} `{owner}`: keep it with one"
                )
