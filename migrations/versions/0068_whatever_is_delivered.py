"""Groups say what they are: a group, a family, a viewing; who came may be parents or children.

What a group is comes from the version that it was set up by.
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The columns stand; each group has the unit of its version."""
    with op.batch_alter_table("group_session") as table:
        table.add_column(sa.Column("parents", sa.Integer(), nullable=True))
        table.add_column(sa.Column("children", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f("ck_group_session_others"), "parents >= 0 AND children >= 0")
    with op.batch_alter_table("delivery_group") as table:
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("unit", sa.String(length=40), nullable=False, server_default="group"))
        table.add_column(sa.Column("as_it_goes", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_check_constraint(
            op.f("ck_delivery_group_unit"), "unit IN ('group', 'family', 'viewing', 'assessment', 'case')"
        )
    for version_id, unit in units(op.get_bind()):
        op.execute(GROUPS.update().where(GROUPS.c.programme_version_id == version_id).values(unit=unit))
    with op.batch_alter_table("delivery_group") as table:
        table.alter_column("unit", server_default=None)
        table.alter_column("as_it_goes", server_default=None)


VERSIONS = sa.table("programme_version", sa.column("id"), sa.column("content", sa.JSON()))
GROUPS = sa.table("delivery_group", sa.column("programme_version_id"), sa.column("unit"))


def units(connection: sa.Connection) -> list[tuple[int, str]]:
    """What each version delivers, where it is no group."""
    rows = connection.execute(sa.select(VERSIONS.c.id, VERSIONS.c.content)).all()
    found = [(row.id, row.content.get("delivery", {}).get("unit", "group")) for row in rows]
    return [(version_id, unit) for version_id, unit in found if unit != "group"]


def downgrade() -> None:
    """The columns are gone with what they held."""
    with op.batch_alter_table("delivery_group") as table:
        table.drop_constraint(op.f("ck_delivery_group_unit"), type_="check")
        table.drop_column("as_it_goes")
        table.drop_column("unit")
        table.drop_column("ended_on")
    with op.batch_alter_table("group_session") as table:
        table.drop_constraint(op.f("ck_group_session_others"), type_="check")
        table.drop_column("children")
        table.drop_column("parents")
