"""The tables of delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "delivery_start",
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_delivery_start_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_delivery_start_implementation_id")
        ),
        sa.PrimaryKeyConstraint("implementation_id", name=op.f("pk_delivery_start")),
    )
    op.create_index(op.f("ix_delivery_start_area_id"), "delivery_start", ["area_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("delivery_start")
