"""Whether this database holds the demonstration, and whether it holds anything."""

from sqlalchemy import exists, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.queries import holds_demonstration
from scaleup.extensions import db


def present() -> bool:
    """Whether the areas, people and figures in this database are invented."""
    return holds_demonstration()


def is_empty() -> bool:
    """Whether there is no area and no person yet."""
    return not any(db.session.scalar(select(exists().where(row.id.is_not(None)))) for row in (Area, Person))
