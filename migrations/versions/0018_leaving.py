"""The day until which a role is held, and the day on which a person leaves."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both may be known beforehand."""
    op.add_column("role_held", sa.Column("last_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("leaves_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Neither is known any more."""
    op.drop_column("person", "leaves_on")
    op.drop_column("role_held", "last_on")
