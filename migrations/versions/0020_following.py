"""Which licence follows another, and who is or was in an area, is answered by an index."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The indexes stand."""
    op.create_index(op.f("ix_licence_renews_id"), "licence", ["renews_id"])
    op.create_index(op.f("ix_area_person_area_id"), "area_person", ["area_id"])


def downgrade() -> None:
    """They are gone."""
    op.drop_index(op.f("ix_area_person_area_id"), "area_person")
    op.drop_index(op.f("ix_licence_renews_id"), "licence")
