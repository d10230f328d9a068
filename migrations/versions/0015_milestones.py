"""The rows of the lists. The step after each migration fills them from the facts: their rules are code."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "progress",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("implementation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=True),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("manager_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("exit", sa.String(length=40), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("licence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("licence_state", sa.String(length=40), nullable=True),
        sa.Column("licence_ends_on", sa.Date(), nullable=True),
        sa.Column("renewal", sa.String(length=40), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("contact_due_on", sa.Date(), nullable=True),
        sa.Column("action_due_on", sa.Date(), nullable=True),
        sa.Column("preparing_on", sa.Date(), nullable=True),
        sa.Column("training_on", sa.Date(), nullable=True),
        sa.Column("delivering_on", sa.Date(), nullable=True),
        sa.Column("embedded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("resting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_progress_area_id")),
        sa.ForeignKeyConstraint(
            ["implementation_id"], ["implementation.id"], name=op.f("fk_progress_implementation_id")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_progress_licence_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_progress_manager_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_progress_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    op.create_index(op.f("ix_progress_area_id"), "progress", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_progress_contact_due_on_name_key_id"), "progress", ["contact_due_on", "name_key", "id"], unique=False
    )
    op.create_index(op.f("ix_progress_delivering_on_ended_on"), "progress", ["delivering_on", "ended_on"], unique=False)
    op.create_index(op.f("ix_progress_embedded_on_ended_on"), "progress", ["embedded_on", "ended_on"], unique=False)
    op.create_index(op.f("ix_progress_ended_on"), "progress", ["ended_on"], unique=False)
    op.create_index(op.f("ix_progress_lapses_on"), "progress", ["lapses_on"], unique=False)
    op.create_index(
        op.f("ix_progress_licence_ends_on_name_key_id"), "progress", ["licence_ends_on", "name_key", "id"], unique=False
    )
    op.create_index(op.f("ix_progress_manager_id"), "progress", ["manager_id"], unique=False)
    op.create_index(op.f("ix_progress_name_key_id"), "progress", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_progress_programme_id"), "progress", ["programme_id"], unique=False)
    op.create_index(op.f("ix_progress_region"), "progress", ["region"], unique=False)
    op.create_index(
        "ix_progress_resting",
        "progress",
        ["wanted_on", "name_key", "id"],
        unique=False,
        sqlite_where=sa.text("resting"),
        postgresql_where=sa.text("resting"),
    )
    op.create_index(op.f("ix_progress_training_on_ended_on"), "progress", ["training_on", "ended_on"], unique=False)
    op.create_index(
        op.f("ix_progress_wanted_on_name_key_id"), "progress", ["wanted_on", "name_key", "id"], unique=False
    )


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("progress")
