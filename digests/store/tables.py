"""The tables; `migrations` leads to them, step by step."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    UniqueConstraint,
    literal_column,
)

from digests.store.columns import Id, Instant, Json, Words

METADATA: Final = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
        "ck": "%(table_name)s_%(constraint_name)s",
    }
)

chats: Final = Table(
    "chats",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("bot", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("language", Words),
    Column("since", Instant),
    Column("suspended", Words),
    Column("paused_until", Instant),
    UniqueConstraint("bot", "key"),
    sqlite_autoincrement=True,
)
Index(
    "chats_paused",
    chats.c.bot,
    chats.c.paused_until,
    sqlite_where=chats.c.paused_until.is_not(None),
    postgresql_where=chats.c.paused_until.is_not(None),
)

subscriptions: Final = Table(
    "subscriptions",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("chat", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("bot", Words, nullable=False),  # the chat's, and whether it is suspended: for the index alone
    Column("is_suspended", Boolean, nullable=False),
    Column("next_due", Instant),
    Column("aside", Instant),
    Column("weekdays", Words, nullable=False),
    Column("times", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("topics", Json, nullable=False),
    Column("language", Words, nullable=False),
    Column("content", Words, nullable=False),
    Column("seen", Id, ForeignKey("editions.id", ondelete="RESTRICT"), index=True),
    sqlite_autoincrement=True,
)
Index(
    "subscriptions_due",
    subscriptions.c.bot,
    subscriptions.c.is_suspended,
    subscriptions.c.next_due,
    subscriptions.c.id,
    subscriptions.c.aside,
)

deliveries: Final = Table(
    "deliveries",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("subscription", Id, ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("bot", Words, nullable=False),  # the chat's, and its kind: for the index alone
    Column("kind", SmallInteger, nullable=False),
    Column("due", Instant, nullable=False),
    Column("edition", Id),
    Column("parts", Id),
    Column("not_before", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("state", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("messages", Json, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("epoch", Id, nullable=False),
    Column("began", Instant),
    Column("doubted", Instant),
    Column("ended", Instant),
    Column("reason", Words, nullable=False),
    Column("skipped", Integer, nullable=False),
    UniqueConstraint("subscription", "due"),
    ForeignKeyConstraint(["parts", "edition"], ["parts.id", "parts.edition"], ondelete="RESTRICT"),
    CheckConstraint("(parts IS NULL) = (edition IS NULL)", name="whole"),
    sqlite_autoincrement=True,
)

# Partial indexes serve only a query that has their condition as it stands here: no bound parameter in it.
IS_PENDING: Final = deliveries.c.state == literal_column("'pending'")
HAS_ENDED: Final = deliveries.c.state.in_(
    [literal_column(f"'{s}'") for s in ("dead", "expired", "missed", "sent")]
)

Index("deliveries_in_state", deliveries.c.bot, deliveries.c.state, deliveries.c.id)
Index(
    "deliveries_ready",  # not_before comes last so that what has to wait is passed over within the index
    deliveries.c.bot,
    deliveries.c.kind,
    deliveries.c.due,
    deliveries.c.id,
    deliveries.c.not_before,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index(
    "deliveries_waiting",
    deliveries.c.bot,
    deliveries.c.not_before,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index(
    "deliveries_pending_of",
    deliveries.c.subscription,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index("deliveries_ended", deliveries.c.ended, sqlite_where=HAS_ENDED, postgresql_where=HAS_ENDED)
Index("deliveries_parts", deliveries.c.parts)

senders: Final = Table(
    "senders",
    METADATA,
    Column("bot", Words, primary_key=True),
    Column("holder", Words),
    Column("epoch", Id, nullable=False),
    Column("until", Instant),
    Column("paused_until", Instant),
    Column("is_paused", Boolean, nullable=False),  # by an operator; paused_until is the platform's
    Column("paused_since", Instant),
    Column("paused_why", Words),
)

snapshots: Final = Table(
    "snapshots",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("dossier", Words, nullable=False),
    Column("revision", Id, nullable=False),
    Column("digest", Words, nullable=False),
    Index("snapshots_newest", "dossier", "id"),
    sqlite_autoincrement=True,
)

faces: Final = Table(
    "faces",
    METADATA,
    Column("print", LargeBinary, primary_key=True),  # SHA-256 of the JSON
    Column("face", Json, nullable=False),
)

items: Final = Table(
    "items",
    METADATA,
    Column("snapshot", Id, ForeignKey("snapshots.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Words, primary_key=True),
    Column("face", LargeBinary, ForeignKey("faces.print", ondelete="RESTRICT"), nullable=False, index=True),
)

editions: Final = Table(
    "editions",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("body", Words, nullable=False),
    sqlite_autoincrement=True,
)

shown: Final = Table(
    "shown",
    METADATA,
    Column("edition", Id, ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Words, primary_key=True),
    Column("snapshot", Id, ForeignKey("snapshots.id", ondelete="RESTRICT"), nullable=False, index=True),
)

parts: Final = Table(
    "parts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("edition", Id, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False),
    Column("shape", Words, nullable=False),
    Column("texts", Json, nullable=False),
    UniqueConstraint("edition", "shape"),
    UniqueConstraint("id", "edition"),  # what a delivery refers to
    sqlite_autoincrement=True,
)

buttons: Final = Table(
    "buttons",
    METADATA,
    Column("key", Words, primary_key=True),
    Column("command", Words, nullable=False),
    Column("used", Instant, nullable=False, index=True),
)
