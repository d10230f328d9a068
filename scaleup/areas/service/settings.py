"""The installation is marked for what it is."""

from collections.abc import Mapping
from datetime import datetime

from scaleup import audit
from scaleup.areas.models import Setting
from scaleup.areas.queries.settings import DEMONSTRATION
from scaleup.extensions import db


def mark_demonstration(*, now: datetime) -> None:
    """The areas here are the invented ones of the demonstration, since now."""
    db.session.merge(Setting(key=DEMONSTRATION, value=now.isoformat()))
    db.session.flush()


def settle(values: Mapping[str, str], *, by: int | None) -> None:
    """From now on the unit's settings of these keys have these values."""
    for key, value in values.items():
        db.session.merge(Setting(key=key, value=value))
    db.session.flush()
    audit.record("settings kept", subject="setting", subject_id=None, person_id=by, fields=values)
