"""Enquiries."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "enquiry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("organisation_key", sa.String(length=160), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("places", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("through", sa.String(length=40), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer_by_on", sa.Date(), nullable=False),
        sa.Column("manager_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_how", sa.String(length=400), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_reason", sa.String(length=40), nullable=True),
        sa.Column("ended_words", sa.String(length=400), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_reason IN ('no_answer', 'other_programme', 'not_for_an_area', 'funding', 'staffing', 'not_now', 'same', 'other')",
            name=op.f("ck_enquiry_ended_reason"),
        ),
        sa.CheckConstraint(
            "nation IN ('England', 'Wales', 'Scotland', 'Northern Ireland', 'Jersey', 'Guernsey', 'Isle of Man')",
            name=op.f("ck_enquiry_nation"),
        ),
        sa.CheckConstraint("state IN ('open', 'answered', 'converted', 'ended')", name=op.f("ck_enquiry_state")),
        sa.CheckConstraint("through IN ('page', 'staff')", name=op.f("ck_enquiry_through")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_enquiry_answered_by_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_enquiry_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_enquiry_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_enquiry_implementation_id")
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_enquiry_manager_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_enquiry_programme_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_enquiry_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    op.create_index(op.f("ix_enquiry_area_id"), "enquiry", ["area_id"], unique=False)
    op.create_index(op.f("ix_enquiry_email"), "enquiry", ["email"], unique=False)
    op.create_index(op.f("ix_enquiry_implementation_id"), "enquiry", ["implementation_id"], unique=False)
    op.create_index(op.f("ix_enquiry_manager_id"), "enquiry", ["manager_id"], unique=False)
    op.create_index(op.f("ix_enquiry_organisation_key"), "enquiry", ["organisation_key"], unique=False)
    op.create_index(op.f("ix_enquiry_programme_id_came_on"), "enquiry", ["programme_id", "came_on"], unique=False)
    op.create_index(op.f("ix_enquiry_state_answer_by_on"), "enquiry", ["state", "answer_by_on"], unique=False)
    op.create_table(
        "enquiry_authority",
        sa.Column("enquiry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_code", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_code"], ["local_authority.code"], name=op.f("fk_enquiry_authority_authority_code")
        ),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_authority_enquiry_id")),
        sa.PrimaryKeyConstraint("enquiry_id", "authority_code", name=op.f("pk_enquiry_authority")),
    )
    op.create_index(op.f("ix_enquiry_authority_authority_code"), "enquiry_authority", ["authority_code"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("enquiry_authority")
    op.drop_table("enquiry")
