"""What is newly reminded of is found by its day: milestones, funding that ends too early, events that are over."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The indexes are there."""
    op.create_index(
        "ix_dated_activity_open",
        "dated_activity",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
    op.create_index(
        "ix_progress_unfunded",
        "progress",
        ["funded_until_on"],
        unique=False,
        sqlite_where=sa.text("funded_until_on < licence_ends_on"),
        postgresql_where=sa.text("funded_until_on < licence_ends_on"),
    )
    op.create_index("ix_training_event_last_on", "training_event", ["last_on"], unique=False)


def downgrade() -> None:
    """They are gone."""
    op.drop_index("ix_training_event_last_on", table_name="training_event")
    op.drop_index("ix_progress_unfunded", table_name="progress")
    op.drop_index("ix_dated_activity_open", table_name="dated_activity")
