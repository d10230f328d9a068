"""Contacts are found by their day: what stood in the way is counted by quarter over all areas."""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index is there."""
    op.create_index("ix_contact_held_on", "contact", ["held_on"], unique=False)


def downgrade() -> None:
    """It is gone."""
    op.drop_index("ix_contact_held_on", table_name="contact")
