"""Feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "feedback_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("practical", sa.Integer(), nullable=False),
        sa.Column("clear", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.CheckConstraint("clear BETWEEN 1 AND 5", name=op.f("ck_feedback_answer_clear")),
        sa.CheckConstraint("practical BETWEEN 1 AND 5", name=op.f("ck_feedback_answer_practical")),
        sa.CheckConstraint("ready BETWEEN 1 AND 5", name=op.f("ck_feedback_answer_ready")),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_feedback_answer_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_answer")),
    )
    op.create_index(op.f("ix_feedback_answer_event_id"), "feedback_answer", ["event_id"], unique=False)
    op.create_table(
        "feedback_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_feedback_words_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_words")),
    )
    op.create_index(op.f("ix_feedback_words_event_id"), "feedback_words", ["event_id"], unique=False)
    op.create_table(
        "feedback_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_feedback_link_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_link")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_feedback_link_booking_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feedback_link_token_hash")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("feedback_link")
    op.drop_table("feedback_words")
    op.drop_table("feedback_answer")
