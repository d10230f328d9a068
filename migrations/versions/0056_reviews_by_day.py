"""What was said in the reviews of a quarter is found by an index."""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index stands."""
    op.create_index(op.f("ix_review_record_held_on"), "review_record", ["held_on"], unique=False)


def downgrade() -> None:
    """The index is gone."""
    op.drop_index(op.f("ix_review_record_held_on"), table_name="review_record")
