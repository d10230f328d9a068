"""The tables of outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "outbox_hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_hold")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedupe_key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_address", sa.String(length=320), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("condition", sa.String(length=60), nullable=False),
        sa.Column("condition_key", sa.String(length=200), nullable=False),
        sa.Column("policy", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("refused_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("possible_repeat", sa.Boolean(), nullable=False),
        sa.Column("handed_to", sa.String(length=320), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("body_text", sa.Text(), nullable=True),
        sa.Column("body_html", sa.Text(), nullable=True),
        sa.Column("rendered_hash", sa.String(length=64), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("smtp_code", sa.Integer(), nullable=True),
        sa.Column("folded_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("again_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("policy IN ('resend', 'hold')", name=op.f("ck_outbox_message_policy")),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'handing', 'sent', 'unsure', 'held', 'failed', 'expired', 'cancelled', 'told', 'folded')",
            name=op.f("ck_outbox_message_state"),
        ),
        sa.ForeignKeyConstraint(["again_of_id"], ["outbox_message.id"], name=op.f("fk_outbox_message_again_of_id")),
        sa.ForeignKeyConstraint(
            ["folded_into_id"], ["outbox_message.id"], name=op.f("fk_outbox_message_folded_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    op.create_index(op.f("ix_outbox_message_area_id_due_at"), "outbox_message", ["area_id", "due_at"], unique=False)
    op.create_index(
        op.f("ix_outbox_message_condition_condition_key"),
        "outbox_message",
        ["condition", "condition_key"],
        unique=False,
    )
    op.create_index(
        "ix_outbox_message_due",
        "outbox_message",
        ["next_attempt_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_message_expiry",
        "outbox_message",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_message_kept",
        "outbox_message",
        ["settled_at"],
        unique=False,
        postgresql_where=sa.text("body_text IS NOT NULL"),
        sqlite_where=sa.text("body_text IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_message_lease",
        "outbox_message",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('claimed', 'handing')"),
        sqlite_where=sa.text("state IN ('claimed', 'handing')"),
    )
    op.create_index(op.f("ix_outbox_message_person_id_due_at"), "outbox_message", ["person_id", "due_at"], unique=False)
    op.create_index(op.f("ix_outbox_message_state_due_at"), "outbox_message", ["state", "due_at"], unique=False)
    op.create_index(
        "uq_outbox_message_dedupe_key",
        "outbox_message",
        ["dedupe_key"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
        sqlite_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index(
        "uq_outbox_message_message_id",
        "outbox_message",
        ["message_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
        sqlite_where=sa.text("state <> 'cancelled'"),
    )
    op.create_table(
        "outbox_tick",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_outbox_tick")),
    )
    op.create_table(
        "outbox_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("smtp_code", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox_message.id"], name=op.f("fk_outbox_event_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_event")),
    )
    op.create_index(op.f("ix_outbox_event_outbox_id_id"), "outbox_event", ["outbox_id", "id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("outbox_event")
    op.drop_table("outbox_tick")
    op.drop_table("outbox_message")
    op.drop_table("outbox_hold")
