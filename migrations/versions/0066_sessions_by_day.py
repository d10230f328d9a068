"""Sessions on which a time point hangs are found by an index, of half a year and not of all years."""

from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index stands."""
    op.create_index(op.f("ix_group_session_code_due_on"), "group_session", ["code", "due_on"], unique=False)


def downgrade() -> None:
    """The index is gone."""
    op.drop_index(op.f("ix_group_session_code_due_on"), table_name="group_session")
