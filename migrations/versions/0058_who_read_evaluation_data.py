"""Who read evaluation data."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "evaluation_read",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("kind IN ('read', 'export')", name=op.f("ck_evaluation_read_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_read")),
    )
    op.create_index(op.f("ix_evaluation_read_area_id_at"), "evaluation_read", ["area_id", "at"], unique=False)
    op.create_index(op.f("ix_evaluation_read_at"), "evaluation_read", ["at"], unique=False)
    op.create_index(op.f("ix_evaluation_read_person_id_at"), "evaluation_read", ["person_id", "at"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("evaluation_read")
