"""The tables of areas."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "area",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "nation IN ('England', 'Wales', 'Scotland', 'Northern Ireland', 'Jersey', 'Guernsey', 'Isle of Man')",
            name=op.f("ck_area_nation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("name_key", name=op.f("uq_area_name_key")),
    )
    op.create_table(
        "closure_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure_day")),
        sa.UniqueConstraint("nation", "on_day", name=op.f("uq_closure_day_nation_on_day")),
    )
    op.create_table(
        "local_authority",
        sa.Column("code", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("county_name", sa.String(length=80), nullable=True),
        sa.Column("region_name", sa.String(length=80), nullable=False),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("hex_q", sa.Integer(), nullable=False),
        sa.Column("hex_r", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_local_authority")),
    )
    op.create_index(op.f("ix_local_authority_name"), "local_authority", ["name"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organisation_name_key")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "access",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("through", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "role IN ('administrator', 'unit_manager', 'implementation_manager', 'trainer', 'project_lead', 'deputy', 'viewer')",
            name=op.f("ck_access_role"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_access_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access")),
    )
    op.create_index(op.f("ix_access_area_id"), "access", ["area_id"], unique=False)
    op.create_index(op.f("ix_access_person_id_area_id"), "access", ["person_id", "area_id"], unique=False)
    op.create_table(
        "area_authority",
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_code", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_authority_area_id")),
        sa.ForeignKeyConstraint(
            ["authority_code"], ["local_authority.code"], name=op.f("fk_area_authority_authority_code")
        ),
        sa.PrimaryKeyConstraint("area_id", "authority_code", name=op.f("pk_area_authority")),
    )
    op.create_index(op.f("ix_area_authority_authority_code"), "area_authority", ["authority_code"], unique=False)
    op.create_table(
        "area_organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "role IN ('commissioner', 'licence_holder', 'employer', 'provider')", name=op.f("ck_area_organisation_role")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_organisation_area_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_area_organisation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_organisation")),
        sa.UniqueConstraint(
            "area_id", "organisation_id", "role", name=op.f("uq_area_organisation_area_id_organisation_id_role")
        ),
    )
    op.create_index(
        op.f("ix_area_organisation_organisation_id"), "area_organisation", ["organisation_id"], unique=False
    )
    op.create_table(
        "area_person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('project_lead', 'deputy', 'commissioner', 'strategic_lead', 'data_contact', 'champion', 'supervisor', 'other')",
            name=op.f("ck_area_person_role"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_person_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_area_person_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_person")),
    )
    op.create_index(op.f("ix_area_person_person_id"), "area_person", ["person_id"], unique=False)
    op.create_index(
        "uq_area_person_current",
        "area_person",
        ["area_id", "person_id", "role"],
        unique=True,
        sqlite_where=sa.text("until_on IS NULL"),
        postgresql_where=sa.text("until_on IS NULL"),
    )
    op.create_table(
        "implementation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("exit", sa.String(length=40), nullable=True),
        sa.Column("exit_reason", sa.String(length=400), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("manager_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("readiness_note", sa.String(length=200), nullable=True),
        sa.Column("readiness_note_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "exit IN ('declined', 'withdrawn', 'paused', 'lapsed', 'terminated')", name=op.f("ck_implementation_exit")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_implementation_area_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_implementation_closed_by_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_implementation_manager_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_implementation_programme_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_implementation_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_implementation")),
    )
    op.create_index(op.f("ix_implementation_manager_id"), "implementation", ["manager_id"], unique=False)
    op.create_index(
        "uq_implementation_open",
        "implementation",
        ["area_id", "programme_id"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("implementation")
    op.drop_table("area_person")
    op.drop_table("area_organisation")
    op.drop_table("area_authority")
    op.drop_table("access")
    op.drop_table("setting")
    op.drop_table("organisation")
    op.drop_table("local_authority")
    op.drop_table("closure_day")
    op.drop_table("area")
