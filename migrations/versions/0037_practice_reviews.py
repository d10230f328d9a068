"""Practice reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "practice_review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("goal_set", sa.Boolean(), nullable=False),
        sa.Column("filming_confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("attended OR NOT goal_set", name=op.f("ck_practice_review_goal")),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_practice_review_cycle")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_practice_review_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_review")),
        sa.UniqueConstraint("facilitator_id", "on_day", name=op.f("uq_practice_review_facilitator_id_on_day")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("practice_review")
