"""Which half-day of its part a half-day repeats, and which half-days somebody comes for who catches up."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing repeats and nobody catches up until somebody says so."""
    op.add_column("half_day", sa.Column("repeats", sa.Integer(), nullable=True))
    op.add_column("booking", sa.Column("catches_up", sa.String(length=200), server_default="", nullable=False))


def downgrade() -> None:
    """Neither is known any more."""
    op.drop_column("booking", "catches_up")
    op.drop_column("half_day", "repeats")
