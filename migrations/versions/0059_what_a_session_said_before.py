"""What the record of a session said before it was corrected is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables stand."""
    op.create_table(
        "session_before",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_session_before_area_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_before_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["group_session.id"], name=op.f("fk_session_before_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_before")),
    )
    op.create_index(op.f("ix_session_before_area_id"), "session_before", ["area_id"], unique=False)
    op.create_index(op.f("ix_session_before_person_id"), "session_before", ["person_id"], unique=False)
    op.create_index(op.f("ix_session_before_session_id"), "session_before", ["session_id"], unique=False)


def downgrade() -> None:
    """The tables are gone."""
    op.drop_table("session_before")
