"""The tables of fidelity."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "fidelity_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("flag", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.CheckConstraint("method IN ('self_report', 'observation', 'video')", name=op.f("ck_fidelity_check_method")),
        sa.CheckConstraint("percent >= 0 AND percent <= 100", name=op.f("ck_fidelity_check_percent")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_fidelity_check_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_fidelity_check_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fidelity_check")),
    )
    op.create_index(op.f("ix_fidelity_check_area_id"), "fidelity_check", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_fidelity_check_implementation_id_on_day"),
        "fidelity_check",
        ["implementation_id", "on_day"],
        unique=False,
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("fidelity_check")
