"""The tables of reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "calendar_entry",
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_calendar_entry_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_entry_person_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_calendar_entry_slot_id")),
        sa.PrimaryKeyConstraint("slot_id", "person_id", name=op.f("pk_calendar_entry")),
    )
    op.create_index(op.f("ix_calendar_entry_area_id"), "calendar_entry", ["area_id"], unique=False)
    op.create_index(op.f("ix_calendar_entry_on_day"), "calendar_entry", ["on_day"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("calendar_entry")
