"""A decision on a change may be replaced by another; the one before is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table stands."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "adaptation_before",
        sa.Column("id", number, nullable=False),
        sa.Column("adaptation_id", number, nullable=False),
        sa.Column("area_id", number, nullable=False),
        sa.Column("ruling", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", number, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("conditions_on", sa.Date(), nullable=True),
        sa.Column("conditions_met_on", sa.Date(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "ruling IN ('agreed', 'agreed_with_conditions', 'declined')", name=op.f("ck_adaptation_before_ruling")
        ),
        sa.ForeignKeyConstraint(["adaptation_id"], ["adaptation.id"], name=op.f("fk_adaptation_before_adaptation_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_adaptation_before_area_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_adaptation_before_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_before")),
    )
    for column in ("adaptation_id", "area_id", "decided_by_id"):
        op.create_index(op.f(f"ix_adaptation_before_{column}"), "adaptation_before", [column], unique=False)


def downgrade() -> None:
    """The table is gone."""
    op.drop_table("adaptation_before")
