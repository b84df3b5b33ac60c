"""Commands that are too long for a platform's buttons."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "buttons",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="buttons_pk"),
    )
    op.create_index("buttons_used", "buttons", ["used"])


def downgrade() -> None:
    """Forget them: a press of such a button is told that it is too old."""
    op.drop_table("buttons")
