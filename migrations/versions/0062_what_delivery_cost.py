"""What delivery cost."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "cost_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("pence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("rate_pence", sa.Integer(), nullable=True),
        sa.Column("payer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("standing IN ('actual', 'estimated')", name=op.f("ck_cost_line_standing")),
        sa.CheckConstraint("(minutes IS NULL) = (rate_pence IS NULL)", name=op.f("ck_cost_line_hours")),
        sa.CheckConstraint("minutes > 0 AND rate_pence > 0", name=op.f("ck_cost_line_rate")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_cost_line_pence")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_cost_line_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_cost_line_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_cost_line_implementation_id")
        ),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_cost_line_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_line")),
        sa.UniqueConstraint("nonce", name=op.f("uq_cost_line_nonce")),
    )
    op.create_index(op.f("ix_cost_line_area_id"), "cost_line", ["area_id"], unique=False)
    op.create_index(op.f("ix_cost_line_entered_by_id"), "cost_line", ["entered_by_id"], unique=False)
    op.create_index(
        op.f("ix_cost_line_implementation_id_year"), "cost_line", ["implementation_id", "year"], unique=False
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("cost_line")
