"""When an evaluation was reported."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The setting may name the day of the report."""
    op.add_column("evaluation_setting", sa.Column("reported_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """The setting names no report."""
    with op.batch_alter_table("evaluation_setting") as table:
        table.drop_column("reported_on")
