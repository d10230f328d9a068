"""The rows of the lists keep the day of a decision apart. They are derived, and made anew after the migration."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

RESTING = {"sqlite_where": sa.text("resting"), "postgresql_where": sa.text("resting")}
PAUSED = {"sqlite_where": sa.text("exit = 'paused'"), "postgresql_where": sa.text("exit = 'paused'")}


def upgrade() -> None:
    """Two days, neither of which lapses by itself, instead of one that does."""
    op.execute("DELETE FROM progress")
    op.drop_index("ix_progress_resting", "progress")
    op.drop_index("ix_progress_lapses_on", "progress")
    op.drop_index("ix_progress_wanted_on_name_key_id", "progress")
    with op.batch_alter_table("progress") as table:
        table.drop_column("wanted_on")
        table.drop_column("lapses_on")
        table.add_column(sa.Column("decide_on", sa.Date(), nullable=False))
    op.create_index("ix_progress_decide_on_name_key_id", "progress", ["decide_on", "name_key", "id"])
    op.create_index("ix_progress_due_on_name_key_id", "progress", ["due_on", "name_key", "id"])
    op.create_index("ix_progress_resting", "progress", ["due_on", "name_key", "id"], **RESTING)
    op.create_index("ix_progress_paused", "progress", ["due_on", "name_key", "id"], **PAUSED)


def downgrade() -> None:
    """One day that lapses."""
    op.execute("DELETE FROM progress")
    for name in ("paused", "resting", "due_on_name_key_id", "decide_on_name_key_id"):
        op.drop_index(f"ix_progress_{name}", "progress")
    with op.batch_alter_table("progress") as table:
        table.drop_column("decide_on")
        table.add_column(sa.Column("wanted_on", sa.Date(), nullable=False))
        table.add_column(sa.Column("lapses_on", sa.Date(), nullable=True))
    op.create_index("ix_progress_wanted_on_name_key_id", "progress", ["wanted_on", "name_key", "id"])
    op.create_index("ix_progress_lapses_on", "progress", ["lapses_on"])
    op.create_index("ix_progress_resting", "progress", ["wanted_on", "name_key", "id"], **RESTING)
