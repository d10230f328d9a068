"""The tables of support."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "slot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at_time", sa.Time(), nullable=True),
        sa.Column("meeting_link", sa.String(length=400), nullable=True),
        sa.Column("interval_months", sa.Integer(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("pinned_because", sa.String(length=200), nullable=True),
        sa.Column("gone_because", sa.String(length=200), nullable=True),
        sa.Column("anchor_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'held', 'missed', 'gone')", name=op.f("ck_slot_state")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_slot_area_id")),
        sa.ForeignKeyConstraint(["implementation_id"], ["implementation.id"], name=op.f("fk_slot_implementation_id")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_slot_licence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    op.create_index(op.f("ix_slot_area_id"), "slot", ["area_id"], unique=False)
    op.create_index(op.f("ix_slot_implementation_id_due_on"), "slot", ["implementation_id", "due_on"], unique=False)
    op.create_index(
        "ix_slot_open_due",
        "slot",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_slot_sequence",
        "slot",
        ["licence_id", "sequence"],
        unique=True,
        sqlite_where=sa.text("state <> 'gone'"),
        postgresql_where=sa.text("state <> 'gone'"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settles", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("discussed", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_note", sa.String(length=120), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("channel IN ('call', 'visit', 'online')", name=op.f("ck_contact_channel")),
        sa.CheckConstraint(
            "outcome IN ('held', 'no_answer', 'cancelled_by_area', 'cancelled_by_unit')",
            name=op.f("ck_contact_outcome"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_contact_area_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_contact_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_contact_implementation_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_contact_slot_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name=op.f("fk_contact_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("nonce", name=op.f("uq_contact_nonce")),
    )
    op.create_index(op.f("ix_contact_area_id"), "contact", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_contact_implementation_id_held_on"), "contact", ["implementation_id", "held_on"], unique=False
    )
    op.create_index(
        "uq_contact_slot",
        "contact",
        ["slot_id"],
        unique=True,
        sqlite_where=sa.text("slot_id IS NOT NULL AND settles"),
        postgresql_where=sa.text("slot_id IS NOT NULL AND settles"),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("wording", sa.String(length=400), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_because", sa.String(length=200), nullable=True),
        sa.Column("anchor_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_action_area_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_action_contact_id")),
        sa.ForeignKeyConstraint(["implementation_id"], ["implementation.id"], name=op.f("fk_action_implementation_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index(op.f("ix_action_area_id"), "action", ["area_id"], unique=False)
    op.create_index(op.f("ix_action_contact_id"), "action", ["contact_id"], unique=False)
    op.create_index(op.f("ix_action_implementation_id"), "action", ["implementation_id"], unique=False)
    op.create_index(
        "ix_action_open_due",
        "action",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL AND dropped_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL AND dropped_on IS NULL"),
    )
    op.create_table(
        "barrier",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=400), nullable=True),
        sa.CheckConstraint("severity BETWEEN 1 AND 3", name=op.f("ck_barrier_severity")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_barrier_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier")),
    )
    op.create_index(op.f("ix_barrier_contact_id"), "barrier", ["contact_id"], unique=False)
    op.create_table(
        "contact_before",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_contact_before_area_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_before_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_before_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_before")),
    )
    op.create_index(op.f("ix_contact_before_contact_id"), "contact_before", ["contact_id"], unique=False)
    op.create_table(
        "contact_person",
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_person_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_person_id")),
        sa.PrimaryKeyConstraint("contact_id", "person_id", name=op.f("pk_contact_person")),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("contact_person")
    op.drop_table("contact_before")
    op.drop_table("barrier")
    op.drop_table("action")
    op.drop_table("contact")
    op.drop_table("slot")
