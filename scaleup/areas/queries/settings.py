"""What the whole installation is."""

from scaleup.areas.models import Setting
from scaleup.extensions import db

DEMONSTRATION = "demonstration"


def holds_demonstration() -> bool:
    """Whether the areas here are the demonstration's: every page says so, and nothing is imported beside them."""
    return db.session.get(Setting, DEMONSTRATION) is not None
