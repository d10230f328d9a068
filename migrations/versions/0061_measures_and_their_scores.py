"""Measures and their scores."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "evaluation_setting",
        sa.Column(
            "implementation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("records_on", sa.Date(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("pathway", sa.String(length=200), nullable=False),
        sa.Column("pathway_on", sa.Date(), nullable=True),
        sa.Column("set_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "records_on IS NULL OR (assessed_on IS NOT NULL AND pathway_on IS NOT NULL AND pathway <> '')",
            name=op.f("ck_evaluation_setting_records_on"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_evaluation_setting_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_evaluation_setting_implementation_id")
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_evaluation_setting_set_by_id")),
        sa.PrimaryKeyConstraint("implementation_id", name=op.f("pk_evaluation_setting")),
    )
    op.create_index(op.f("ix_evaluation_setting_area_id"), "evaluation_setting", ["area_id"], unique=False)
    op.create_index(op.f("ix_evaluation_setting_set_by_id"), "evaluation_setting", ["set_by_id"], unique=False)
    op.create_table(
        "aggregate_score",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("time_point", sa.String(length=40), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("sd", sa.Double(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("arm IN ('programme', 'comparison')", name=op.f("ck_aggregate_score_arm")),
        sa.CheckConstraint("role IN ('mother', 'father', 'partner')", name=op.f("ck_aggregate_score_role")),
        sa.CheckConstraint("n > 1 OR sd IS NULL", name=op.f("ck_aggregate_score_sd_of_one")),
        sa.CheckConstraint("n >= 1", name=op.f("ck_aggregate_score_n")),
        sa.CheckConstraint("sd >= 0", name=op.f("ck_aggregate_score_sd")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_aggregate_score_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_aggregate_score_entered_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["delivery_group.id"], name=op.f("fk_aggregate_score_group_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_aggregate_score_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aggregate_score")),
        sa.UniqueConstraint(
            "group_id",
            "role",
            "arm",
            "time_point",
            "measure",
            "scale",
            name=op.f("uq_aggregate_score_group_id_role_arm_time_point_measure_scale"),
        ),
    )
    op.create_index(op.f("ix_aggregate_score_area_id"), "aggregate_score", ["area_id"], unique=False)
    op.create_index(op.f("ix_aggregate_score_entered_by_id"), "aggregate_score", ["entered_by_id"], unique=False)
    op.create_table(
        "forms_returned",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.Column("time_point", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("not_returned", sa.JSON(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("arm IN ('programme', 'comparison')", name=op.f("ck_forms_returned_arm")),
        sa.CheckConstraint("role IN ('mother', 'father', 'partner')", name=op.f("ck_forms_returned_role")),
        sa.CheckConstraint("asked >= 0", name=op.f("ck_forms_returned_asked")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_forms_returned_received")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_forms_returned_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_forms_returned_entered_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["delivery_group.id"], name=op.f("fk_forms_returned_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms_returned")),
        sa.UniqueConstraint(
            "group_id", "role", "arm", "time_point", name=op.f("uq_forms_returned_group_id_role_arm_time_point")
        ),
    )
    op.create_index(op.f("ix_forms_returned_area_id"), "forms_returned", ["area_id"], unique=False)
    op.create_index(op.f("ix_forms_returned_entered_by_id"), "forms_returned", ["entered_by_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("arm", sa.String(length=40), nullable=False),
        sa.CheckConstraint("arm IN ('programme', 'comparison')", name=op.f("ck_participant_arm")),
        sa.CheckConstraint("role IN ('mother', 'father', 'partner')", name=op.f("ck_participant_role")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_participant_area_id")),
        sa.ForeignKeyConstraint(["group_id"], ["delivery_group.id"], name=op.f("fk_participant_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("area_id", "code", name=op.f("uq_participant_area_id_code")),
    )
    op.create_index(op.f("ix_participant_group_id"), "participant", ["group_id"], unique=False)
    op.create_table(
        "administration",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("participant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("construct", sa.String(length=40), nullable=False),
        sa.Column("time_point", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("interpreter", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "interpreter IN ('none', 'present', 'by_phone')", name=op.f("ck_administration_interpreter")
        ),
        sa.CheckConstraint(
            "language IN ('en', 'cy', 'ar', 'bn', 'cs', 'fa', 'fr', 'gu', 'pl', 'pt', 'pa', 'ro', 'sk', 'so', 'es', 'tr', 'uk', 'ur', 'zh', 'other')",
            name=op.f("ck_administration_language"),
        ),
        sa.CheckConstraint(
            "mode IN ('paper', 'screen', 'read_out', 'phone', 'post')", name=op.f("ck_administration_mode")
        ),
        sa.CheckConstraint("place IN ('group', 'home', 'clinic', 'elsewhere')", name=op.f("ck_administration_place")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_administration_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_administration_entered_by_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_administration_participant_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_administration_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration")),
        sa.UniqueConstraint(
            "participant_id",
            "construct",
            "time_point",
            name=op.f("uq_administration_participant_id_construct_time_point"),
        ),
    )
    op.create_index(op.f("ix_administration_area_id"), "administration", ["area_id"], unique=False)
    op.create_index(op.f("ix_administration_entered_by_id"), "administration", ["entered_by_id"], unique=False)
    op.create_table(
        "birth_outcome",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("participant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("gestation_weeks", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "mode IN ('spontaneous', 'assisted', 'planned_caesarean', 'emergency_caesarean', 'not_known')",
            name=op.f("ck_birth_outcome_mode"),
        ),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_birth_outcome_month")),
        sa.CheckConstraint("gestation_weeks BETWEEN 22 AND 44", name=op.f("ck_birth_outcome_gestation_weeks")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_birth_outcome_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_birth_outcome_entered_by_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_birth_outcome_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_birth_outcome")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_birth_outcome_participant_id")),
    )
    op.create_index(op.f("ix_birth_outcome_area_id"), "birth_outcome", ["area_id"], unique=False)
    op.create_index(op.f("ix_birth_outcome_entered_by_id"), "birth_outcome", ["entered_by_id"], unique=False)
    op.create_table(
        "baby_weight",
        sa.Column("birth_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grams", sa.Integer(), nullable=False),
        sa.CheckConstraint("grams BETWEEN 300 AND 6500", name=op.f("ck_baby_weight_grams")),
        sa.ForeignKeyConstraint(["birth_id"], ["birth_outcome.id"], name=op.f("fk_baby_weight_birth_id")),
        sa.PrimaryKeyConstraint("birth_id", "number", name=op.f("pk_baby_weight")),
    )
    op.create_table(
        "score",
        sa.Column("administration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("imputed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["administration_id"], ["administration.id"], name=op.f("fk_score_administration_id")),
        sa.PrimaryKeyConstraint("administration_id", "scale", name=op.f("pk_score")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("score")
    op.drop_table("baby_weight")
    op.drop_table("birth_outcome")
    op.drop_table("administration")
    op.drop_table("participant")
    op.drop_table("forms_returned")
    op.drop_table("aggregate_score")
    op.drop_table("evaluation_setting")
