"""What each row of a file needs of its area and programme to make sense alone, and how it is kept to what is seen."""

from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.exports.queries import Field, shown
from scaleup.programmes.models import Programme

Manager = aliased(Person, name="manager")

PLACE: tuple[Field, ...] = (
    shown("Area", Area.name),
    shown("Nation", Area.nation),
    shown("Programme", Programme.name),
)
"""The first columns of every file about areas."""


def in_place(
    asked: Select[*tuple[Any, ...]],
    area: InstrumentedAttribute[int],
    implementation: InstrumentedAttribute[int],
    *,
    actor: Actor,
    area_id: int | None,
    today: date,
) -> Select[*tuple[Any, ...]]:
    """The rows with their area, programme and manager, of one area or of all that the actor may see."""
    asked = (
        asked.join(Area, Area.id == area)
        .join(Implementation, Implementation.id == implementation)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Manager, Manager.id == Implementation.manager_id)
    )
    if area_id is not None:
        asked = asked.where(area == area_id)
    return scoped(asked, area, actor=actor, today=today)
