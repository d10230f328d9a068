"""Mail choice."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("manner", sa.String(length=10), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.Column("stand_in_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("manner IN ('single', 'daily')", name=op.f("ck_mail_choice_manner")),
        sa.CheckConstraint("from_hour < until_hour", name=op.f("ck_mail_choice_hours")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_choice_person_id")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name=op.f("fk_mail_choice_stand_in_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choice")),
    )
    op.create_index(op.f("ix_mail_choice_stand_in_id"), "mail_choice", ["stand_in_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("mail_choice")
