"""An open index: one read-only connection to a compiled dossier, and what every answer needs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeAlias
from urllib.parse import quote

from corpus.errors import CorpusError, NotInDossier
from corpus.model import Language, Manifest, Measure, Scope, Topic, Unit, Vocabulary

Value: TypeAlias = str | int | float | None


class Index:
    """A compiled dossier (`artifact.ensure`) opened for reading; for one thread, the one that opened it.

    The queries are functions in the modules beside this one and take it as their first argument. An index
    that is open stays whole when its file is replaced or deleted. Raises CorpusError when the file cannot
    be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        except sqlite3.Error as error:
            raise CorpusError(f"The compiled dossier {path} cannot be opened: {error}.") from error
        self._connection.execute("PRAGMA query_only = ON")
        self.kept: dict[tuple[str, str], Any] = {}
        """Records read before, for `records`."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """An index on the file; CorpusError when it cannot be opened."""
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; doing it twice is fine."""
        with suppress(sqlite3.ProgrammingError):
            self._connection.close()

    def rows(self, sql: str, *values: Value) -> list[tuple[Any, ...]]:
        """All rows of a query; CorpusError when the file turns out damaged.

        Half a surrogate pair, which text from outside can hold and no record does, is looked for as "?".
        """
        try:
            return self._connection.execute(sql, values).fetchall()
        except UnicodeEncodeError:
            return self.rows(sql, *map(_encodable, values))
        except sqlite3.DatabaseError as error:
            sentence = f"The compiled dossier {self.path} cannot be read ({error}): delete it, start again."
            raise CorpusError(sentence) from error

    def row(self, sql: str, *values: Value) -> tuple[Any, ...] | None:
        """The first row of a query, or nothing."""
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    @cached_property
    def manifest(self) -> Manifest:
        """What story this is, its languages and its revision."""
        return Manifest.model_validate_json(self.meta("manifest"))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Units, measures and scopes."""
        return Vocabulary.model_validate_json(self.meta("vocabulary"))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics, in the editors' order."""
        return tuple(Topic.model_validate(topic) for topic in json.loads(self.meta("topics")))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The dossier's languages, the fallback first."""
        return self.manifest.languages

    def topic(self, topic_id: str) -> Topic:
        """A topic by id; NotInDossier when there is none."""
        topic = self._topics.get(topic_id)
        if topic is None:
            raise NotInDossier(f"The dossier has no topic {topic_id}.")
        return topic

    def topic_named(self, command: str) -> Topic | None:
        """The topic whose command this is in any language, without its slash."""
        return self._commands.get(command)

    def measure(self, measure_id: str) -> Measure | None:
        """A measure by id."""
        return self._measures.get(measure_id)

    def scope(self, scope_id: str) -> Scope | None:
        """A scope by id."""
        return self._scopes.get(scope_id)

    def unit(self, unit_id: str) -> Unit | None:
        """A unit by id."""
        return self._units.get(unit_id)

    def meta(self, key: str) -> str:
        """A text that was stored once for the whole dossier."""
        row = self.row("SELECT value FROM meta WHERE key = ?", key)
        if row is None:
            raise CorpusError(f"The compiled dossier {self.path} holds no {key}: delete it.")
        return str(row[0])

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _commands(self) -> dict[str, Topic]:
        return {command: topic for topic in self.topics for command in topic.commands.values()}

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.vocabulary.measures}

    @cached_property
    def _scopes(self) -> dict[str, Scope]:
        return {scope.id: scope for scope in self.vocabulary.scopes}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.vocabulary.units}


def _encodable(value: Value) -> Value:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
