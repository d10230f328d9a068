"""The lists know when somebody first asked and when readiness began.

The two columns are empty at first: `scaleup migrate`, and every start, makes the rows that differ from their facts anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The days stand before that of preparing."""
    op.add_column("progress", sa.Column("enquiry_on", sa.Date(), nullable=True))
    op.add_column("progress", sa.Column("readiness_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """They are gone."""
    with op.batch_alter_table("progress") as table:
        table.drop_column("readiness_on")
        table.drop_column("enquiry_on")
