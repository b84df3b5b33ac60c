"""Since when and why an operator paused a bot."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add both to its sender."""
    op.add_column("senders", sa.Column("paused_since", sa.BigInteger()))
    op.add_column("senders", sa.Column("paused_why", sa.Text()))


def downgrade() -> None:
    """Forget both; what is paused stays paused."""
    op.drop_column("senders", "paused_why")
    op.drop_column("senders", "paused_since")
