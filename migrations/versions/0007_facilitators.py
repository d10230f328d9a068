"""The tables of facilitators."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "facilitator",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("profession", sa.String(length=40), nullable=False),
        sa.Column("profession_note", sa.String(length=80), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "profession IN ('health_visitor', 'midwife', 'nursery_nurse', 'family_support_worker', 'social_worker', 'childrens_centre_worker', 'other')",
            name=op.f("ck_facilitator_profession"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_facilitator_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_facilitator_implementation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_facilitator_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator")),
        sa.UniqueConstraint("implementation_id", "person_id", name=op.f("uq_facilitator_implementation_id_person_id")),
    )
    op.create_index(op.f("ix_facilitator_area_id"), "facilitator", ["area_id"], unique=False)
    op.create_index(op.f("ix_facilitator_person_id"), "facilitator", ["person_id"], unique=False)
    op.create_table(
        "part_done",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_part_done_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_done")),
        sa.UniqueConstraint("facilitator_id", "part", name=op.f("uq_part_done_facilitator_id_part")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_place_facilitator_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_place_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_facilitator_id"), "place", ["facilitator_id"], unique=False)
    op.create_index(
        "uq_place_held",
        "place",
        ["licence_id", "number"],
        unique=True,
        sqlite_where=sa.text("released_on IS NULL"),
        postgresql_where=sa.text("released_on IS NULL"),
    )
    op.create_index(
        "uq_place_holder",
        "place",
        ["licence_id", "facilitator_id"],
        unique=True,
        sqlite_where=sa.text("released_on IS NULL"),
        postgresql_where=sa.text("released_on IS NULL"),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("place")
    op.drop_table("part_done")
    op.drop_table("facilitator")
