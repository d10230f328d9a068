"""Training events, their half-days and trainers, who is booked, and the register."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand; nobody has been booked."""
    op.create_table(
        "training_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=400), nullable=False),
        sa.Column("joining", sa.Text(), nullable=False),
        sa.Column("materials_version", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.String(length=400), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'cancelled')", name=op.f("ck_training_event_state")),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_training_event_capacity")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_training_event_programme_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_training_event_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_training_event_uid")),
    )
    op.create_index(op.f("ix_training_event_first_on"), "training_event", ["first_on"], unique=False)
    op.create_index(op.f("ix_training_event_programme_id"), "training_event", ["programme_id"], unique=False)
    op.create_table(
        "event_area",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_event_area_area_id")),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_event_area_event_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_event_area_implementation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_area")),
        sa.UniqueConstraint("event_id", "implementation_id", name=op.f("uq_event_area_event_id_implementation_id")),
    )
    op.create_index(op.f("ix_event_area_area_id"), "event_area", ["area_id"], unique=False)
    op.create_index(op.f("ix_event_area_implementation_id"), "event_area", ["implementation_id"], unique=False)
    op.create_table(
        "event_trainer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_event_trainer_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_trainer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_trainer")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_event_trainer_event_id_person_id")),
    )
    op.create_index(op.f("ix_event_trainer_person_id"), "event_trainer", ["person_id"], unique=False)
    op.create_table(
        "half_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("half IN ('morning', 'afternoon')", name=op.f("ck_half_day_half")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_half_day_hours")),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_half_day_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_day")),
        sa.UniqueConstraint("event_id", "on_day", "half", name=op.f("uq_half_day_event_id_on_day_half")),
    )
    op.create_index(op.f("ix_half_day_on_day"), "half_day", ["on_day"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facilitator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("walk_in", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs", sa.String(length=300), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_because", sa.String(length=400), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'booked') = (seat IS NOT NULL)", name=op.f("ck_booking_seat")),
        sa.CheckConstraint("answer IN ('none', 'coming', 'not_coming')", name=op.f("ck_booking_answer")),
        sa.CheckConstraint("facilitator_id IS NOT NULL OR walk_in <> ''", name=op.f("ck_booking_somebody")),
        sa.CheckConstraint("state IN ('booked', 'waiting', 'withdrawn')", name=op.f("ck_booking_state")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_booking_area_id")),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_booking_event_id")),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_booking_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    op.create_index(op.f("ix_booking_area_id"), "booking", ["area_id"], unique=False)
    op.create_index(op.f("ix_booking_facilitator_id"), "booking", ["facilitator_id"], unique=False)
    op.create_index(
        "uq_booking_person",
        "booking",
        ["event_id", "facilitator_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn' AND facilitator_id IS NOT NULL"),
        postgresql_where=sa.text("state <> 'withdrawn' AND facilitator_id IS NOT NULL"),
    )
    op.create_index(
        "uq_booking_seat",
        "booking",
        ["event_id", "seat"],
        unique=True,
        sqlite_where=sa.text("seat IS NOT NULL"),
        postgresql_where=sa.text("seat IS NOT NULL"),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half_day_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attendance", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("made_up_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "attendance IN ('present', 'late', 'left_early', 'absent', 'excused', 'made_up')",
            name=op.f("ck_mark_attendance"),
        ),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_mark_minutes")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_mark_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mark_by_id")),
        sa.ForeignKeyConstraint(["half_day_id"], ["half_day.id"], name=op.f("fk_mark_half_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint("booking_id", "half_day_id", name=op.f("uq_mark_booking_id_half_day_id")),
    )
    op.create_index(op.f("ix_mark_half_day_id"), "mark", ["half_day_id"], unique=False)
    op.create_table(
        "mark_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("half_day_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attendance", sa.String(length=40), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("made_up_on", sa.Date(), nullable=True),
        sa.Column("through", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "attendance IN ('present', 'late', 'left_early', 'absent', 'excused', 'made_up')",
            name=op.f("ck_mark_entry_attendance"),
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_mark_entry_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mark_entry_by_id")),
        sa.ForeignKeyConstraint(["half_day_id"], ["half_day.id"], name=op.f("fk_mark_entry_half_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_mark_entry_key")),
    )
    op.create_index(
        op.f("ix_mark_entry_booking_id_half_day_id"), "mark_entry", ["booking_id", "half_day_id"], unique=False
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("mark_entry")
    op.drop_table("mark")
    op.drop_table("booking")
    op.drop_table("half_day")
    op.drop_table("event_trainer")
    op.drop_table("event_area")
    op.drop_table("training_event")
