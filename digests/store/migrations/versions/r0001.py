"""The first tables.

A migration never changes once it was released, so nothing of `digests.store.tables` is imported here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG, TEXT = sa.BigInteger(), sa.Text()
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PENDING = sa.text("state = 'pending'")
ENDED = sa.text("state IN ('dead', 'expired', 'missed', 'sent')")
PAUSED = sa.text("paused_until IS NOT NULL")


def upgrade() -> None:
    """Make them."""
    _chats()
    _editions()
    _faces()
    _senders()
    _snapshots()
    _items()
    _parts()
    _shown()
    _subscriptions()
    _deliveries()


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", ID, nullable=False),
        sa.Column("bot", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("language", TEXT),
        sa.Column("since", BIG),
        sa.Column("suspended", TEXT),
        sa.Column("paused_until", BIG),
        sa.PrimaryKeyConstraint("id", name="chats_pk"),
        sa.UniqueConstraint("bot", "key", name="chats_bot_key_once"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "chats_paused", "chats", ["bot", "paused_until"], sqlite_where=PAUSED, postgresql_where=PAUSED
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="editions_pk"),
        sa.UniqueConstraint("key", name="editions_key_once"),
        sqlite_autoincrement=True,
    )


def _faces() -> None:
    op.create_table(
        "faces",
        sa.Column("print", sa.LargeBinary(), nullable=False),
        sa.Column("face", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("print", name="faces_pk"),
    )


def _senders() -> None:
    op.create_table(
        "senders",
        sa.Column("bot", TEXT, nullable=False),
        sa.Column("holder", TEXT),
        sa.Column("epoch", ID, nullable=False),
        sa.Column("until", BIG),
        sa.Column("paused_until", BIG),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("bot", name="senders_pk"),
    )


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier", TEXT, nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="snapshots_pk"),
        sqlite_autoincrement=True,
    )
    op.create_index("snapshots_newest", "snapshots", ["dossier", "id"])


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("snapshot", ID, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("face", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["face"], ["faces.print"], name="items_face_fk", ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="items_snapshot_fk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("snapshot", "item", name="items_pk"),
    )
    op.create_index("items_face", "items", ["face"])


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("id", ID, nullable=False),
        sa.Column("edition", ID, nullable=False),
        sa.Column("shape", TEXT, nullable=False),
        sa.Column("texts", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="parts_edition_fk", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="parts_pk"),
        sa.UniqueConstraint("edition", "shape", name="parts_edition_shape_once"),
        sa.UniqueConstraint("id", "edition", name="parts_id_edition_once"),
        sqlite_autoincrement=True,
    )


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("edition", ID, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("snapshot", ID, nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="shown_edition_fk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["snapshot"], ["snapshots.id"], name="shown_snapshot_fk", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("edition", "topic", name="shown_pk"),
    )
    op.create_index("shown_snapshot", "shown", ["snapshot"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat", ID, nullable=False),
        sa.Column("bot", TEXT, nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.Column("next_due", BIG),
        sa.Column("aside", BIG),
        sa.Column("weekdays", TEXT, nullable=False),
        sa.Column("times", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("topics", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("seen", ID),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name="subscriptions_chat_fk", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["seen"], ["editions.id"], name="subscriptions_seen_fk", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="subscriptions_pk"),
        sa.UniqueConstraint("chat", name="subscriptions_chat_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("subscriptions_due", "subscriptions", ["bot", "is_suspended", "next_due", "id", "aside"])
    op.create_index("subscriptions_seen", "subscriptions", ["seen"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("subscription", ID, nullable=False),
        sa.Column("bot", TEXT, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("due", BIG, nullable=False),
        sa.Column("edition", ID),
        sa.Column("parts", ID),
        sa.Column("not_before", BIG, nullable=False),
        sa.Column("until", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("messages", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("epoch", ID, nullable=False),
        sa.Column("began", BIG),
        sa.Column("doubted", BIG),
        sa.Column("ended", BIG),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.CheckConstraint("(parts IS NULL) = (edition IS NULL)", name="deliveries_whole"),
        sa.ForeignKeyConstraint(
            ["parts", "edition"],
            ["parts.id", "parts.edition"],
            name="deliveries_parts_edition_fk",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name="deliveries_subscription_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="deliveries_pk"),
        sa.UniqueConstraint("subscription", "due", name="deliveries_subscription_due_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("deliveries_ended", "deliveries", ["ended"], sqlite_where=ENDED, postgresql_where=ENDED)
    op.create_index("deliveries_in_state", "deliveries", ["bot", "state", "id"])
    op.create_index("deliveries_parts", "deliveries", ["parts"])
    op.create_index(
        "deliveries_pending_of",
        "deliveries",
        ["subscription"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "deliveries_ready",
        "deliveries",
        ["bot", "kind", "due", "id", "not_before"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "deliveries_waiting",
        "deliveries",
        ["bot", "not_before"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
