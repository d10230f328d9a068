"""A hand-over may be for a time: it knows its last day, and goes back by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The column is there."""
    op.add_column("handover", sa.Column("until_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """It is gone."""
    op.drop_column("handover", "until_on")
