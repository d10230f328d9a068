"""Whether this database holds the demonstration, and whether it holds anything."""

from sqlalchemy import exists, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.demo.models import Demonstration
from scaleup.extensions import db


def present() -> bool:
    """Whether the areas, people and figures in this database are invented."""
    return bool(db.session.scalar(select(exists().where(Demonstration.id.is_not(None)))))


def is_empty() -> bool:
    """Whether there is no area and no person yet."""
    return not db.session.scalar(select(exists().where(Area.id.is_not(None)))) and not db.session.scalar(
        select(exists().where(Person.id.is_not(None)))
    )
