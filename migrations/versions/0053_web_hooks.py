"""Systems that are told of what happens, by messages of the same outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table stands, and a message may go to a system."""
    op.add_column("outbox_message", sa.Column("endpoint_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
    op.create_index(
        "ix_outbox_message_endpoint",
        "outbox_message",
        ["endpoint_id", "id"],
        postgresql_where=sa.text("endpoint_id IS NOT NULL"),
        sqlite_where=sa.text("endpoint_id IS NOT NULL"),
    )
    op.create_table(
        "hook_endpoint",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("nonce", sa.String(length=60), nullable=False),
        sa.Column("former_nonce", sa.String(length=60), nullable=False),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("format IN ('plain', 'teams', 'slack')", name=op.f("ck_hook_endpoint_format")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_hook_endpoint_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_endpoint")),
    )
    op.create_index(op.f("ix_hook_endpoint_made_by_id"), "hook_endpoint", ["made_by_id"], unique=False)


def downgrade() -> None:
    """The table is gone, and what went or was to go to systems."""
    op.drop_table("hook_endpoint")
    op.execute("DELETE FROM outbox_event WHERE outbox_id IN (SELECT id FROM outbox_message WHERE endpoint_id > 0)")
    op.execute("DELETE FROM outbox_message WHERE endpoint_id > 0")
    op.drop_index("ix_outbox_message_endpoint", "outbox_message")
    op.drop_column("outbox_message", "endpoint_id")
