"""The days on which each facilitator may deliver."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table stands, and `scaleup migrate` fills it."""
    op.create_table(
        "accreditation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_accreditation_days")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_accreditation_facilitator_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_accreditation_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
    )
    op.create_index(op.f("ix_accreditation_facilitator_id"), "accreditation", ["facilitator_id"], unique=False)
    op.create_index(op.f("ix_accreditation_implementation_id"), "accreditation", ["implementation_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("accreditation")
