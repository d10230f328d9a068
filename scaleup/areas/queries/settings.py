"""What the whole installation is, and what the unit settled for all of it."""

from sqlalchemy import select

from scaleup.areas.models import Setting
from scaleup.extensions import db

DEMONSTRATION = "demonstration"


def holds_demonstration() -> bool:
    """Whether the areas here are the demonstration's: every page says so, and nothing is imported beside them."""
    return db.session.get(Setting, DEMONSTRATION) is not None


def settings_of(prefix: str) -> dict[str, str]:
    """What is settled under keys that begin so."""
    rows = db.session.execute(select(Setting.key, Setting.value).where(Setting.key.startswith(prefix, autoescape=True)))
    return {row.key: row.value for row in rows}
