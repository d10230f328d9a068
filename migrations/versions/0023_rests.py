"""The lists know from when until when a licence is suspended.

The two columns are empty at first: `scaleup migrate`, and every start, makes the rows that differ from their facts anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The days stand beside the licence's state."""
    op.add_column("progress", sa.Column("suspended_on", sa.Date(), nullable=True))
    op.add_column("progress", sa.Column("suspended_until_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """They are gone."""
    with op.batch_alter_table("progress") as table:
        table.drop_column("suspended_until_on")
        table.drop_column("suspended_on")
