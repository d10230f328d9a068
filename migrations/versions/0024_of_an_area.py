"""The implementations of an area are found by an index, the closed ones too.

The index of the open ones holds those alone, so every page of an area read the whole table.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index is there."""
    op.create_index("ix_implementation_area_id", "implementation", ["area_id"], unique=False)


def downgrade() -> None:
    """It is gone."""
    op.drop_index("ix_implementation_area_id", table_name="implementation")
