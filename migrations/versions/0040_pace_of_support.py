"""Pace of support."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "plan_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cause", sa.String(length=400), nullable=False),
        sa.Column("staff_only", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_plan_version_area_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_plan_version_licence_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_version_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("licence_id", "number", name=op.f("uq_plan_version_licence_id_number")),
    )
    op.create_index(op.f("ix_plan_version_area_id"), "plan_version", ["area_id"], unique=False)
    op.create_table(
        "step_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=True),
        sa.Column("first_months", sa.Integer(), nullable=True),
        sa.Column("answers", sa.String(length=60), nullable=True),
        sa.Column("facts", sa.String(length=800), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "rung IN ('dense', 'tighten', 'wait', 'hold', 'step_down')", name=op.f("ck_step_decision_rung")
        ),
        sa.CheckConstraint("accepted = (after IS NOT NULL)", name=op.f("ck_step_decision_pace")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_step_decision_area_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_step_decision_decided_by_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_step_decision_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_decision")),
    )
    op.create_index(op.f("ix_step_decision_area_id"), "step_decision", ["area_id"], unique=False)
    op.create_index(op.f("ix_step_decision_licence_id"), "step_decision", ["licence_id"], unique=False)
    op.create_table(
        "step_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("sentence", sa.String(length=800), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "rung IN ('dense', 'tighten', 'wait', 'hold', 'step_down')", name=op.f("ck_step_proposal_rung")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_step_proposal_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_step_proposal_implementation_id")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_step_proposal_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_proposal")),
    )
    op.create_index(op.f("ix_step_proposal_area_id"), "step_proposal", ["area_id"], unique=False)
    op.create_index(op.f("ix_step_proposal_licence_id_key"), "step_proposal", ["licence_id", "key"], unique=False)
    op.create_index(
        "ix_step_proposal_waiting",
        "step_proposal",
        ["implementation_id"],
        unique=False,
        sqlite_where=sa.text("settled_on IS NULL"),
        postgresql_where=sa.text("settled_on IS NULL"),
    )
    op.create_index(
        "uq_step_proposal_open",
        "step_proposal",
        ["licence_id"],
        unique=True,
        sqlite_where=sa.text("settled_on IS NULL"),
        postgresql_where=sa.text("settled_on IS NULL"),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("step_proposal")
    op.drop_table("step_decision")
    op.drop_table("plan_version")
