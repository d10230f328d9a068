"""Merges of two records, and their journal."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def a_number() -> sa.types.TypeEngine[int]:
    """64 bits, or SQLite's own."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "merge",
        sa.Column("id", a_number(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kept_id", a_number(), nullable=False),
        sa.Column("gone_id", a_number(), nullable=False),
        sa.Column("kept_name", sa.String(length=160), nullable=False),
        sa.Column("gone_name", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", a_number(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'area')", name=op.f("ck_merge_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_kind_gone_id"), "merge", ["kind", "gone_id"], unique=False)
    op.create_index(op.f("ix_merge_at"), "merge", ["at"], unique=False)
    op.create_table(
        "merge_step",
        sa.Column("id", a_number(), nullable=False),
        sa.Column("merge_id", a_number(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.JSON(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("became", sa.JSON(), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=True),
        sa.CheckConstraint("act IN ('moved', 'changed', 'removed')", name=op.f("ck_merge_step_act")),
        sa.ForeignKeyConstraint(["merge_id"], ["merge.id"], name=op.f("fk_merge_step_merge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_step")),
    )
    op.create_index(op.f("ix_merge_step_merge_id"), "merge_step", ["merge_id"], unique=False)


def downgrade() -> None:
    """The tables are gone; what was merged stays merged."""
    op.drop_table("merge_step")
    op.drop_table("merge")
