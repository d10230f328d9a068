"""What tells a message, and what was sent again, are found by an index: nothing goes through the whole outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

INDEXES = {"ix_outbox_message_folded": "folded_into_id", "ix_outbox_message_again": "again_of_id"}


def upgrade() -> None:
    """The indexes stand."""
    for name, column in INDEXES.items():
        named = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "outbox_message", [column], unique=False, postgresql_where=named, sqlite_where=named)


def downgrade() -> None:
    """The indexes are gone."""
    for name in INDEXES:
        op.drop_index(name, table_name="outbox_message")
