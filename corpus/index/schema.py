"""The tables of a compiled dossier; a change to them or to what is put in is a new `SCHEMA_VERSION`."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from corpus.errors import CorpusError

SCHEMA_VERSION: Final = 4
"""Part of the file's name, so that a new program never reads an old program's file."""

APPLICATION_ID: Final = 0x42524649
""" "BRFI", in the file's header: it is a compiled dossier."""

TABLES: Final = """
-- The manifest, the vocabulary and the like, each one JSON text.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Actors, places and relations as they were read.
CREATE TABLE record (
    kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- Corrections by what they correct, in order of date.
CREATE TABLE correction (
    target TEXT NOT NULL, pos INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (target, pos)
) WITHOUT ROWID;

CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    claims INTEGER NOT NULL,   -- how many it tells
    checked INTEGER NOT NULL,  -- how many of them are checked
    json TEXT NOT NULL
);

-- `n` is the order of replies: figures, topic by topic, then statements; withdrawn claims last.
CREATE TABLE claim (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    earliest INTEGER NOT NULL, latest INTEGER NOT NULL,  -- the days it can be about, proleptic ordinals
    measure TEXT,
    comparable TEXT,           -- equal for figures that can be compared
    numberless INTEGER NOT NULL,
    contested INTEGER NOT NULL, withdrawn INTEGER NOT NULL, origins INTEGER NOT NULL,
    importance INTEGER NOT NULL,
    checked TEXT NOT NULL, checked_on TEXT,
    json TEXT NOT NULL
);
CREATE INDEX claim_comparable ON claim (comparable, earliest, n) WHERE comparable IS NOT NULL;
CREATE INDEX claim_measure ON claim (measure, n) WHERE measure IS NOT NULL;
CREATE INDEX claim_numberless ON claim (measure, n) WHERE numberless;

-- Every amount a claim states: the same number of something else.
CREATE TABLE amount (value REAL NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (value, claim)) WITHOUT ROWID;

-- What documents tell, in reading order.
CREATE TABLE told (
    document INTEGER NOT NULL, pos INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (document, pos)
) WITHOUT ROWID;
CREATE INDEX told_claim ON told (document, claim, pos);

CREATE TABLE noted (
    document INTEGER NOT NULL, note INTEGER NOT NULL, claim INTEGER NOT NULL,
    PRIMARY KEY (document, note, claim)
) WITHOUT ROWID;

-- Pairs of claims that an editor judged or that contradict each other; each from both sides.
CREATE TABLE pair (
    claim INTEGER NOT NULL, other INTEGER NOT NULL, verdict TEXT NOT NULL,
    later INTEGER,             -- for verdict later, which of the two
    relation TEXT, PRIMARY KEY (claim, other)
) WITHOUT ROWID;
CREATE INDEX pair_verdict ON pair (claim, verdict, other);

CREATE TABLE related (
    claim INTEGER NOT NULL, relation TEXT NOT NULL, PRIMARY KEY (claim, relation)
) WITHOUT ROWID;

-- `n` is the order in time. `span` is the bit length of the number of days it can take.
CREATE TABLE event (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    earliest INTEGER NOT NULL, latest INTEGER NOT NULL, span INTEGER NOT NULL,
    origins INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX event_span ON event (span, earliest, latest, n);
CREATE TABLE event_claim (
    claim INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (claim, event)
) WITHOUT ROWID;

CREATE TABLE dispute (n INTEGER PRIMARY KEY, relation TEXT NOT NULL UNIQUE);

-- Lists of claims, events or disputes (by their `n`), kept in order with each item's place counted from 1.
CREATE TABLE list (name TEXT PRIMARY KEY, id INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE posting (
    list INTEGER NOT NULL, item INTEGER NOT NULL, pos INTEGER NOT NULL, PRIMARY KEY (list, item)
) WITHOUT ROWID;

-- What has a name that readers type, and the names: words folded, one space between.
CREATE TABLE named (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER, texts TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE TABLE name (
    n INTEGER PRIMARY KEY, key TEXT NOT NULL, named INTEGER NOT NULL,
    other INTEGER NOT NULL,    -- 0 for the name that readers are shown, 1 for any other
    UNIQUE (key, named)
);
CREATE TABLE name_gram (gram TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (gram, name)) WITHOUT ROWID;

-- The words that can be searched for, as first spelled, and how many records hold them.
CREATE TABLE term (word TEXT PRIMARY KEY, shown TEXT NOT NULL, held INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE term_gram (gram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;

CREATE TABLE hit (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id));
CREATE VIRTUAL TABLE fts USING fts5 (
    words, names, stems, numbers, content = '', detail = column, tokenize = 'ascii'
);
"""


def create(connection: sqlite3.Connection) -> None:
    """Make the empty tables; CorpusError when this Python's SQLite was built without FTS5."""
    try:
        for statement in re.sub("--.*", "", TABLES).split(";"):
            connection.execute(statement)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise CorpusError(
            f"This Python's SQLite ({sqlite3.sqlite_version}) was built without FTS5, which searching needs:"
            " use the Python of your distribution or of python.org."
        ) from error
