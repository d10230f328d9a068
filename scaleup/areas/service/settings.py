"""The installation is marked for what it is."""

from datetime import datetime

from scaleup.areas.models import Setting
from scaleup.areas.queries.settings import DEMONSTRATION
from scaleup.extensions import db


def mark_demonstration(*, now: datetime) -> None:
    """The areas here are the invented ones of the demonstration, since now."""
    db.session.merge(Setting(key=DEMONSTRATION, value=now.isoformat()))
    db.session.flush()
