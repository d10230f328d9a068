"""How Alembic reaches the app's database: one connection, one transaction a migration, batch mode for SQLite."""

from alembic import context
from flask import current_app

from scaleup.core.base import Base, UtcDateTime


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Instants are written plainly: a migration imports nothing from scaleup."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Every migration asked for has run."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
