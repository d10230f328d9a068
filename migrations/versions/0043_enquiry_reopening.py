"""Why an enquiry that had ended went on, and how it had ended before."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table stands."""
    op.create_table(
        "enquiry_reopening",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("enquiry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_reason", sa.String(length=40), nullable=False),
        sa.Column("ended_words", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "ended_reason IN ('no_answer', 'other_programme', 'not_for_an_area', 'funding', 'staffing', 'not_now', 'same', 'other')",
            name=op.f("ck_enquiry_reopening_ended_reason"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_enquiry_reopening_by_id")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_reopening_enquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_reopening")),
    )
    op.create_index(op.f("ix_enquiry_reopening_by_id"), "enquiry_reopening", ["by_id"], unique=False)
    op.create_index(op.f("ix_enquiry_reopening_enquiry_id"), "enquiry_reopening", ["enquiry_id"], unique=False)


def downgrade() -> None:
    """The table is gone."""
    op.drop_table("enquiry_reopening")
