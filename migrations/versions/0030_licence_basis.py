"""What licences rest on since they were granted: a signed verdict, or a decision to grant without one."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "licence_basis",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assessment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("override", sa.String(length=400), nullable=True),
        sa.Column("obstacles", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_licence_basis_area_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_licence_basis_assessment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_licence_basis_by_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_licence_basis_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_basis")),
        sa.UniqueConstraint("licence_id", name=op.f("uq_licence_basis_licence_id")),
    )
    op.create_index(op.f("ix_licence_basis_area_id"), "licence_basis", ["area_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("licence_basis")
