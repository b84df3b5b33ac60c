"""Compiling a dossier: its records and all that follows from them into one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from corpus.errors import CorpusError
from corpus.index.claim_rows import write_claims, write_documents
from corpus.index.draft import Draft
from corpus.index.event_rows import write_events, write_lists
from corpus.index.schema import APPLICATION_ID, create
from corpus.index.views import Checked
from corpus.index.word_rows import write_names, write_texts
from corpus.model import Dossier


def compile_dossier(
    dossier: Dossier, path: Path, checked: Mapping[str, tuple[Checked, str | None]] | None = None
) -> None:
    """Write the dossier to a new SQLite file and check that it is whole; the dossier must be free of errors.

    `checked` says by claim id what the receipt says, and the day. Raises CorpusError when the file cannot be
    written or SQLite lacks FTS5.
    """
    draft = Draft(dossier, checked or {})
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096"
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("BEGIN")
            create(connection)
            _write(connection, draft)
            connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
            connection.execute("COMMIT")
        _assert_whole(path)
    except (sqlite3.Error, OSError) as error:
        raise CorpusError(f"The dossier cannot be compiled into {path}: {error}.") from error


def _write(connection: sqlite3.Connection, draft: Draft) -> None:
    connection.executemany("INSERT INTO record VALUES (?, ?, ?)", _records(draft.dossier))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(draft.dossier))
    connection.executemany("INSERT INTO correction VALUES (?, ?, ?)", _corrections(draft))
    write_claims(connection, draft)
    write_documents(connection, draft)
    write_events(connection, draft)
    write_lists(connection, draft)
    write_names(connection, draft)
    write_texts(connection, draft)


def _records(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    for actor in dossier.actors:
        yield "actor", actor.id, actor.model_dump_json(exclude_defaults=True)
    for place in dossier.places:
        yield "place", place.id, place.model_dump_json(exclude_defaults=True)
    for relation in dossier.relations:
        yield "relation", relation.id, relation.model_dump_json(exclude_defaults=True)


def _corrections(draft: Draft) -> Iterator[tuple[str, int, str]]:
    for target, corrections in draft.corrections.items():
        for pos, correction in enumerate(corrections, 1):
            yield target, pos, correction.model_dump_json(exclude_defaults=True)


def _meta(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield "manifest", dossier.manifest.model_dump_json(exclude_defaults=True)
    yield "vocabulary", dossier.vocabulary.model_dump_json(exclude_defaults=True)
    topics = ",".join(topic.model_dump_json(exclude_defaults=True) for topic in dossier.topics)
    yield "topics", f"[{topics}]"


def _assert_whole(path: Path) -> None:
    """Have SQLite and FTS5 read the file anew and check it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO fts (fts) VALUES ('integrity-check')")
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise CorpusError(f"The dossier's compiled file {path} came out damaged: {found[0]}.")
