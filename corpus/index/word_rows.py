"""Writing what can be found by words: names, and the texts that search goes through."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.index.draft import Draft
from corpus.index.entries import Entry, entries
from corpus.index.names import NameKind
from corpus.index.terms import Stems, grams, key, number_terms, plain_words, spellings
from corpus.model import Texts


class _Named(NamedTuple):
    """Something with a name; `shown` is what readers see, `others` what they may type as well."""

    kind: NameKind
    id: str
    shown: Texts
    others: Iterable[str | None]
    number: int | None = None


def write_names(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `named`, `name` and `name_gram`."""
    made, longest = 0, 0
    for n, named in enumerate(_named(draft), 1):
        texts = json.dumps(dict(named.shown), ensure_ascii=False)
        connection.execute(
            "INSERT INTO named VALUES (?, ?, ?, ?, ?)", (n, named.kind.value, named.id, named.number, texts)
        )
        names = {key(name): 1 for name in (named.id, *named.others) if name}
        names |= {key(name): 0 for name in named.shown.values()}
        for name in sorted(names.keys() - {""}):
            made += 1
            longest = max(longest, name.count(" ") + 1)
            connection.execute("INSERT INTO name VALUES (?, ?, ?, ?)", (made, name, n, names[name]))
            connection.executemany(
                "INSERT INTO name_gram VALUES (?, ?)", ((gram, made) for gram in sorted(grams(name)))
            )
    connection.execute("INSERT INTO meta VALUES ('longest_name', ?)", (str(longest),))


def _named(draft: Draft) -> Iterator[_Named]:
    for topic in draft.dossier.topics:
        yield _Named(NameKind.TOPIC, topic.id, topic.title, topic.commands.values())
    for actor in draft.dossier.actors:
        yield _Named(NameKind.ACTOR, actor.id, actor.names, (*(actor.full or {}).values(), *actor.aliases))
    for place in draft.dossier.places:
        yield _Named(NameKind.PLACE, place.id, place.names, place.aliases)
    for scope in draft.dossier.vocabulary.scopes:
        yield _Named(NameKind.SCOPE, scope.id, scope.label, ())
    for document in draft.dossier.documents:
        others = (document.title, document.publisher)
        yield _Named(NameKind.DOCUMENT, document.id, document.label, others, document.number)


def write_texts(connection: sqlite3.Connection, draft: Draft) -> None:
    """Fill `hit`, `fts`, `term` and `term_gram`."""
    terms = _Terms()
    stems = Stems(draft.dossier.manifest.languages)
    for n, (kind, id_, entry) in enumerate(entries(draft), 1):
        own = [word for text, _ in entry.own for word in plain_words(text)]
        named = [word for text, _ in entry.names for word in plain_words(text)]
        connection.execute("INSERT INTO hit VALUES (?, ?, ?)", (n, kind, id_))
        connection.execute(
            "INSERT INTO fts (rowid, words, names, stems, numbers) VALUES (?, ?, ?, ?, ?)",
            (n, " ".join(own), " ".join(named), " ".join(_stems(entry, stems)), " ".join(_numbers(entry))),
        )
        terms.add(entry, {*own, *named})
    terms.write(connection)


def _stems(entry: Entry, stems: Stems) -> Iterator[str]:
    for text, language in (*entry.own, *entry.names):
        yield from stems.of_text(text, language)


def _numbers(entry: Entry) -> Iterator[str]:
    stated = (term for text, language in entry.own for term in number_terms(text, language))
    yield from sorted({*entry.numbers, *stated})


class _Terms:
    """The words of all entries, as first spelled, names before texts, and how many entries hold them."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}
        self._held: dict[str, int] = {}

    def add(self, entry: Entry, words: set[str]) -> None:
        for word in words:
            self._held[word] = self._held.get(word, 0) + 1
        for text, _ in (*entry.names, *entry.own):
            for word, raw in spellings(text):
                self._shown.setdefault(word, raw)

    def write(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO term VALUES (?, ?, ?)",
            ((word, self._shown.get(word, word), held) for word, held in sorted(self._held.items())),
        )
        connection.executemany(
            "INSERT INTO term_gram VALUES (?, ?)",
            ((gram, word) for word in self._held for gram in sorted(grams(word))),
        )
