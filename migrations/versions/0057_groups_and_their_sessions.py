"""Groups and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "delivery_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("families", sa.Integer(), nullable=True),
        sa.Column("meeting_criteria", sa.Integer(), nullable=True),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_up_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("families >= 0", name=op.f("ck_delivery_group_families")),
        sa.CheckConstraint(
            "meeting_criteria >= 0 AND meeting_criteria <= families", name=op.f("ck_delivery_group_meeting_criteria")
        ),
        sa.CheckConstraint("places > 0", name=op.f("ck_delivery_group_places")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_delivery_group_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_delivery_group_implementation_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_delivery_group_programme_version_id")
        ),
        sa.ForeignKeyConstraint(["set_up_by_id"], ["person.id"], name=op.f("fk_delivery_group_set_up_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_group")),
        sa.UniqueConstraint("implementation_id", "name", name=op.f("uq_delivery_group_implementation_id_name")),
    )
    op.create_index(op.f("ix_delivery_group_area_id"), "delivery_group", ["area_id"], unique=False)
    op.create_index(op.f("ix_delivery_group_set_up_by_id"), "delivery_group", ["set_up_by_id"], unique=False)
    op.create_table(
        "group_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.Column("components_planned", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("because", sa.String(length=40), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("mothers", sa.Integer(), nullable=True),
        sa.Column("partners", sa.Integer(), nullable=True),
        sa.Column("interpreters", sa.Integer(), nullable=True),
        sa.Column("supervised", sa.Boolean(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "because IN ('few_families', 'families_asked', 'facilitator_away', 'no_pair', 'no_interpreter', 'venue', 'closed', 'weather', 'other')",
            name=op.f("ck_group_session_because"),
        ),
        sa.CheckConstraint(
            "because IS NOT NULL OR state NOT IN ('cancelled', 'moved')", name=op.f("ck_group_session_reason")
        ),
        sa.CheckConstraint(
            "on_day IS NOT NULL OR state NOT IN ('held', 'moved')", name=op.f("ck_group_session_on_day")
        ),
        sa.CheckConstraint("state IN ('planned', 'held', 'cancelled', 'moved')", name=op.f("ck_group_session_state")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_group_session_minutes")),
        sa.CheckConstraint(
            "mothers >= 0 AND partners >= 0 AND interpreters >= 0", name=op.f("ck_group_session_counts")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_group_session_area_id")),
        sa.ForeignKeyConstraint(["group_id"], ["delivery_group.id"], name=op.f("fk_group_session_group_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_group_session_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sa.UniqueConstraint("group_id", "code", name=op.f("uq_group_session_group_id_code")),
    )
    op.create_index(op.f("ix_group_session_area_id"), "group_session", ["area_id"], unique=False)
    op.create_index(
        "ix_group_session_area_id_due_on_lacking",
        "group_session",
        ["area_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'moved')"),
        postgresql_where=sa.text("state IN ('planned', 'moved')"),
    )
    op.create_index(op.f("ix_group_session_recorded_by_id"), "group_session", ["recorded_by_id"], unique=False)
    op.create_table(
        "session_deliverer",
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_session_deliverer_facilitator_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["group_session.id"], name=op.f("fk_session_deliverer_session_id")),
        sa.PrimaryKeyConstraint("session_id", "facilitator_id", name=op.f("pk_session_deliverer")),
    )
    op.create_index(op.f("ix_session_deliverer_facilitator_id"), "session_deliverer", ["facilitator_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("session_deliverer")
    op.drop_table("group_session")
    op.drop_table("delivery_group")
