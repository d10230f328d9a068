"""Who funds an area and until when; the signed copies of licences; what of both the lists know.

The two columns of the lists are empty at first: every start makes the rows that differ from their facts anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand, and the columns of the lists."""
    op.add_column("progress", sa.Column("funded_until_on", sa.Date(), nullable=True))
    op.add_column("progress", sa.Column("past_readiness", sa.Boolean(), nullable=True))
    op.create_table(
        "funding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("funder", sa.String(length=120), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("ended_because", sa.String(length=400), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_funding_days")),
        sa.CheckConstraint("pence > 0", name=op.f("ck_funding_pence")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_funding_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_funding_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    op.create_index(op.f("ix_funding_area_id"), "funding", ["area_id"], unique=False)
    op.create_index(op.f("ix_funding_implementation_id"), "funding", ["implementation_id"], unique=False)
    op.create_table(
        "signed_copy",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_signed_copy_document_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_signed_copy_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_copy")),
        sa.UniqueConstraint("document_id", name=op.f("uq_signed_copy_document_id")),
        sa.UniqueConstraint("licence_id", name=op.f("uq_signed_copy_licence_id")),
    )


def downgrade() -> None:
    """They are gone."""
    with op.batch_alter_table("progress") as table:
        table.drop_column("past_readiness")
        table.drop_column("funded_until_on")
    op.drop_table("signed_copy")
    op.drop_table("funding")
