"""Addresses that mail comes back from."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "outbox_address",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("begun_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_address")),
    )
    op.create_index(op.f("ix_outbox_address_person_id"), "outbox_address", ["person_id"], unique=False)
    op.create_index(
        "ix_outbox_address_stopped",
        "outbox_address",
        ["stopped_at"],
        unique=False,
        postgresql_where=sa.text("stopped_at IS NOT NULL"),
        sqlite_where=sa.text("stopped_at IS NOT NULL"),
    )
    op.create_index("uq_outbox_address_address", "outbox_address", ["address"], unique=True)
    op.create_table(
        "outbox_undelivered",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("again_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("sort IN ('hard', 'counted', 'withheld', 'noted')", name=op.f("ck_outbox_undelivered_sort")),
        sa.ForeignKeyConstraint(["address_id"], ["outbox_address.id"], name=op.f("fk_outbox_undelivered_address_id")),
        sa.ForeignKeyConstraint(["again_id"], ["outbox_message.id"], name=op.f("fk_outbox_undelivered_again_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox_message.id"], name=op.f("fk_outbox_undelivered_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_undelivered")),
    )
    op.create_index(
        op.f("ix_outbox_undelivered_address_id_at"), "outbox_undelivered", ["address_id", "at"], unique=False
    )
    op.create_index(op.f("ix_outbox_undelivered_again_id"), "outbox_undelivered", ["again_id"], unique=False)
    op.create_index(
        "ix_outbox_undelivered_open",
        "outbox_undelivered",
        ["id"],
        unique=False,
        postgresql_where=sa.text("over_at IS NULL"),
        sqlite_where=sa.text("over_at IS NULL"),
    )
    op.create_index("uq_outbox_undelivered_report", "outbox_undelivered", ["outbox_id", "report"], unique=True)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("outbox_undelivered")
    op.drop_table("outbox_address")
