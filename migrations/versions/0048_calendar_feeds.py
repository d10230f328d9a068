"""Calendar feeds: secret addresses that calendar programs read."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_calendar_feed_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_index(op.f("ix_calendar_feed_area_id"), "calendar_feed", ["area_id"], unique=False)
    op.create_index(op.f("ix_calendar_feed_person_id"), "calendar_feed", ["person_id"], unique=False)
    op.create_index(
        "uq_calendar_feed_area",
        "calendar_feed",
        ["area_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND area_id IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND area_id IS NOT NULL"),
    )
    op.create_index(
        "uq_calendar_feed_person",
        "calendar_feed",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND area_id IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND area_id IS NULL"),
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("calendar_feed")
