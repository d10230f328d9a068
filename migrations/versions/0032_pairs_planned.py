"""How many pairs an implementation means to field."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The number stands; nobody has planned one yet."""
    op.add_column("implementation", sa.Column("pairs_planned", sa.Integer(), nullable=True))


def downgrade() -> None:
    """The number is gone."""
    op.drop_column("implementation", "pairs_planned")
