"""The tables of licences."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "licence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("granted_before_system", sa.Boolean(), nullable=False),
        sa.Column("renews_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("renewal", sa.String(length=40), nullable=True),
        sa.Column("renewal_decided_on", sa.Date(), nullable=True),
        sa.Column("renewal_decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("renewal IN ('renew', 'end')", name=op.f("ck_licence_renewal")),
        sa.CheckConstraint(
            "state IN ('draft', 'granted', 'suspended', 'ended', 'terminated')", name=op.f("ck_licence_state")
        ),
        sa.CheckConstraint("places >= 1", name=op.f("ck_licence_places")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_licence_term")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_licence_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_licence_implementation_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_licence_programme_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["renewal_decided_by_id"], ["person.id"], name=op.f("fk_licence_renewal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["renews_id"], ["licence.id"], name=op.f("fk_licence_renews_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint("number", name=op.f("uq_licence_number")),
    )
    op.create_index(op.f("ix_licence_area_id"), "licence", ["area_id"], unique=False)
    op.create_index(op.f("ix_licence_ends_on"), "licence", ["ends_on"], unique=False)
    op.create_index(op.f("ix_licence_implementation_id"), "licence", ["implementation_id"], unique=False)
    op.create_table(
        "licence_condition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_licence_condition_licence_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_licence_condition_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_condition")),
    )
    op.create_index(op.f("ix_licence_condition_licence_id"), "licence_condition", ["licence_id"], unique=False)
    op.create_table(
        "licence_move",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_licence_move_licence_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_licence_move_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_move")),
    )
    op.create_index(op.f("ix_licence_move_licence_id"), "licence_move", ["licence_id"], unique=False)
    op.create_table(
        "suspension",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_suspension_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_licence_id"), "suspension", ["licence_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("suspension")
    op.drop_table("licence_move")
    op.drop_table("licence_condition")
    op.drop_table("licence")
