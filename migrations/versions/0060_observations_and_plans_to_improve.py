"""What observers marked, plans to improve, and checks that are the results of groups."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand, and a check may be the result of a group."""
    with op.batch_alter_table("fidelity_check") as table:
        table.add_column(sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        table.create_unique_constraint(op.f("uq_fidelity_check_group_id"), ["group_id"])
        table.create_foreign_key(op.f("fk_fidelity_check_group_id"), "delivery_group", ["group_id"], ["id"])
    op.create_table(
        "improvement_plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome_check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_improvement_plan_area_id")),
        sa.ForeignKeyConstraint(["check_id"], ["fidelity_check.id"], name=op.f("fk_improvement_plan_check_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_improvement_plan_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_improvement_plan_implementation_id")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_improvement_plan_opened_by_id")),
        sa.ForeignKeyConstraint(
            ["outcome_check_id"], ["fidelity_check.id"], name=op.f("fk_improvement_plan_outcome_check_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_improvement_plan_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_plan")),
        sa.UniqueConstraint("check_id", name=op.f("uq_improvement_plan_check_id")),
    )
    op.create_index(op.f("ix_improvement_plan_area_id"), "improvement_plan", ["area_id"], unique=False)
    op.create_index(op.f("ix_improvement_plan_closed_by_id"), "improvement_plan", ["closed_by_id"], unique=False)
    op.create_index(
        op.f("ix_improvement_plan_implementation_id"), "improvement_plan", ["implementation_id"], unique=False
    )
    op.create_index(
        "ix_improvement_plan_open",
        "improvement_plan",
        ["owner_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(op.f("ix_improvement_plan_opened_by_id"), "improvement_plan", ["opened_by_id"], unique=False)
    op.create_index(
        op.f("ix_improvement_plan_outcome_check_id"), "improvement_plan", ["outcome_check_id"], unique=False
    )
    op.create_index(op.f("ix_improvement_plan_owner_id"), "improvement_plan", ["owner_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("observer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(observer_id IS NULL) = (method = 'self_report')", name=op.f("ck_observation_observer")),
        sa.CheckConstraint("method IN ('self_report', 'observation', 'video')", name=op.f("ck_observation_method")),
        sa.CheckConstraint("percent >= 0 AND percent <= 100", name=op.f("ck_observation_percent")),
        sa.CheckConstraint("turn IN (1, 2)", name=op.f("ck_observation_turn")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_observation_area_id")),
        sa.ForeignKeyConstraint(["check_id"], ["fidelity_check.id"], name=op.f("fk_observation_check_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_observation_implementation_id")
        ),
        sa.ForeignKeyConstraint(["observer_id"], ["person.id"], name=op.f("fk_observation_observer_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_observation_programme_version_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_observation_recorded_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["group_session.id"], name=op.f("fk_observation_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("check_id", "turn", name=op.f("uq_observation_check_id_turn")),
        sa.UniqueConstraint("nonce", name=op.f("uq_observation_nonce")),
    )
    op.create_index(op.f("ix_observation_area_id"), "observation", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_observation_implementation_id_on_day"), "observation", ["implementation_id", "on_day"], unique=False
    )
    op.create_index(op.f("ix_observation_observer_id"), "observation", ["observer_id"], unique=False)
    op.create_index(op.f("ix_observation_recorded_by_id"), "observation", ["recorded_by_id"], unique=False)
    op.create_index(op.f("ix_observation_session_id"), "observation", ["session_id"], unique=False)
    op.create_table(
        "observed",
        sa.Column("check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["fidelity_check.id"], name=op.f("fk_observed_check_id")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_observed_facilitator_id")),
        sa.PrimaryKeyConstraint("check_id", "facilitator_id", name=op.f("pk_observed")),
    )
    op.create_index(op.f("ix_observed_facilitator_id"), "observed", ["facilitator_id"], unique=False)
    op.create_table(
        "observation_item",
        sa.Column("observation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_item_observation_id")
        ),
        sa.PrimaryKeyConstraint("observation_id", "code", name=op.f("pk_observation_item")),
    )


def downgrade() -> None:
    """The tables are gone, and so are the results of groups."""
    op.drop_table("observation_item")
    op.drop_table("observed")
    op.drop_table("observation")
    op.drop_table("improvement_plan")
    op.execute("DELETE FROM fidelity_check WHERE group_id IS NOT NULL")
    with op.batch_alter_table("fidelity_check") as table:
        table.drop_constraint(op.f("fk_fidelity_check_group_id"), type_="foreignkey")
        table.drop_constraint(op.f("uq_fidelity_check_group_id"), type_="unique")
        table.drop_column("group_id")
