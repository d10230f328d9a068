"""Asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "asked_again",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.String(length=400), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answer IN ('none', 'coming', 'not_coming')", name=op.f("ck_asked_again_answer")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_asked_again_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_again")),
    )
    op.create_index(op.f("ix_asked_again_booking_id"), "asked_again", ["booking_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("asked_again")
