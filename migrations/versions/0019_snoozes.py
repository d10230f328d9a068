"""Lines of My work that are put off, and the ways in which My work reads the narrow rows."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

OWNED = "done_on IS NULL AND dropped_on IS NULL"
IDLE = "delivering_on IS NULL AND closed_on IS NULL AND trained_on IS NOT NULL"


def upgrade() -> None:
    """The table and the indexes stand."""
    op.create_table(
        "snooze",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("line_key", sa.String(length=80), nullable=False),
        sa.Column("stamp", sa.String(length=80), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_snooze_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("person_id", "line_key", name=op.f("uq_snooze_person_id_line_key")),
    )
    op.create_index(op.f("ix_snooze_area_id"), "snooze", ["area_id"])
    op.create_index(
        "ix_progress_idle", "progress", ["trained_on"], sqlite_where=sa.text(IDLE), postgresql_where=sa.text(IDLE)
    )
    op.create_index("ix_progress_manager_id_contact_due_on", "progress", ["manager_id", "contact_due_on"])
    op.create_index(
        "ix_action_owned",
        "action",
        ["owner_id", "due_on"],
        sqlite_where=sa.text(OWNED),
        postgresql_where=sa.text(OWNED),
    )
    op.create_index(
        "ix_licence_condition_open",
        "licence_condition",
        ["due_on"],
        sqlite_where=sa.text("met_on IS NULL"),
        postgresql_where=sa.text("met_on IS NULL"),
    )


def downgrade() -> None:
    """They are gone."""
    op.drop_index("ix_licence_condition_open", "licence_condition")
    op.drop_index("ix_action_owned", "action")
    op.drop_index("ix_progress_manager_id_contact_due_on", "progress")
    op.drop_index("ix_progress_idle", "progress")
    op.drop_table("snooze")
