"""A hold covers everything, one kind or rule of messages, or one area."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Holds that stand cover everything, as they did."""
    with op.batch_alter_table("outbox_hold") as table:
        table.add_column(sa.Column("scope", sa.String(length=10), nullable=False, server_default="all"))
        table.add_column(sa.Column("kind", sa.String(length=60), nullable=False, server_default=""))
        table.add_column(sa.Column("rule", sa.String(length=60), nullable=False, server_default=""))
        table.add_column(sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        table.create_check_constraint(op.f("ck_outbox_hold_scope"), "scope IN ('all', 'kind', 'area')")


def downgrade() -> None:
    """Holds in part are gone; those of everything stay."""
    op.execute("DELETE FROM outbox_hold WHERE scope <> 'all'")
    with op.batch_alter_table("outbox_hold") as table:
        table.drop_constraint(op.f("ck_outbox_hold_scope"), type_="check")
        for name in ("area_id", "rule", "kind", "scope"):
            table.drop_column(name)
