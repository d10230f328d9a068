"""Hand-overs are found by their implementation, and actions by who owns them, also those that are settled or done.

The indexes of the pending and of the open ones hold those alone; merging two records and undoing it asks for all.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both indexes are there."""
    op.create_index("ix_handover_implementation_id", "handover", ["implementation_id"], unique=False)
    op.create_index("ix_action_owner_id", "action", ["owner_id"], unique=False)


def downgrade() -> None:
    """They are gone."""
    op.drop_index("ix_action_owner_id", table_name="action")
    op.drop_index("ix_handover_implementation_id", table_name="handover")
