"""How the programme goes, in counts and themes, and who may give measures."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "measure_training",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("trained_by", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "trained_by IN ('unit', 'publisher', 'colleague', 'self')", name=op.f("ck_measure_training_trained_by")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_measure_training_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_measure_training_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_measure_training_implementation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_measure_training_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_training")),
        sa.UniqueConstraint(
            "implementation_id",
            "person_id",
            "measure",
            name=op.f("uq_measure_training_implementation_id_person_id_measure"),
        ),
    )
    op.create_index(op.f("ix_measure_training_area_id"), "measure_training", ["area_id"], unique=False)
    op.create_index(op.f("ix_measure_training_entered_by_id"), "measure_training", ["entered_by_id"], unique=False)
    op.create_index(op.f("ix_measure_training_person_id"), "measure_training", ["person_id"], unique=False)
    op.create_table(
        "process_activity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("conductor", sa.String(length=40), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("mothers", sa.Integer(), nullable=False),
        sa.Column("fathers", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("wave", sa.String(length=40), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'staff_survey') = (event_id IS NOT NULL)", name=op.f("ck_process_activity_event")),
        sa.CheckConstraint("conductor IN ('unit', 'area', 'independent')", name=op.f("ck_process_activity_conductor")),
        sa.CheckConstraint(
            "kind IN ('satisfaction', 'focus_group', 'interviews', 'staff_survey')",
            name=op.f("ck_process_activity_kind"),
        ),
        sa.CheckConstraint("(event_id IS NULL) = (wave IS NULL)", name=op.f("ck_process_activity_wave")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_process_activity_days")),
        sa.CheckConstraint("invited >= mothers + fathers + staff", name=op.f("ck_process_activity_invited")),
        sa.CheckConstraint("mothers + fathers + staff > 0", name=op.f("ck_process_activity_somebody")),
        sa.CheckConstraint("mothers >= 0 AND fathers >= 0 AND staff >= 0", name=op.f("ck_process_activity_counts")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_process_activity_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_process_activity_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_process_activity_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_activity")),
        sa.UniqueConstraint(
            "implementation_id", "event_id", "wave", name=op.f("uq_process_activity_implementation_id_event_id_wave")
        ),
        sa.UniqueConstraint("nonce", name=op.f("uq_process_activity_nonce")),
    )
    op.create_index(op.f("ix_process_activity_area_id"), "process_activity", ["area_id"], unique=False)
    op.create_index(op.f("ix_process_activity_entered_by_id"), "process_activity", ["entered_by_id"], unique=False)
    op.create_table(
        "process_answer",
        sa.Column("activity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("mark >= 1 AND mark <= 5", name=op.f("ck_process_answer_mark")),
        sa.CheckConstraint("people > 0", name=op.f("ck_process_answer_people")),
        sa.ForeignKeyConstraint(["activity_id"], ["process_activity.id"], name=op.f("fk_process_answer_activity_id")),
        sa.PrimaryKeyConstraint("activity_id", "statement", "mark", name=op.f("pk_process_answer")),
    )
    op.create_table(
        "process_theme",
        sa.Column("activity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("effect IN ('helps', 'hinders')", name=op.f("ck_process_theme_effect")),
        sa.CheckConstraint("people > 0", name=op.f("ck_process_theme_people")),
        sa.ForeignKeyConstraint(["activity_id"], ["process_activity.id"], name=op.f("fk_process_theme_activity_id")),
        sa.PrimaryKeyConstraint("activity_id", "theme", "effect", name=op.f("pk_process_theme")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("process_theme")
    op.drop_table("process_answer")
    op.drop_table("process_activity")
    op.drop_table("measure_training")
