"""A first session that moves takes top-up windows along, and days on which people may deliver: told beforehand.

Nothing is written here: accreditations are kept level at each commit (accrediting.py).
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.core.dates import counted
from scaleup.core.facts import Change, Handler
from scaleup.delivery.rules import DeliveryStartMoved
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.queries import trained
from scaleup.training.rules import Trained, Window, accredited_on, periods, top_up_window

Moved = tuple[Window, Window]
"""Somebody's window as it was and as it would be."""


def moved_changes(fact: DeliveryStartMoved) -> list[Change]:
    """Windows that move, each with how many people share it, and who may deliver on other days then."""
    windows: dict[Moved, int] = {}
    other: list[int] = []
    for one in trained.of_areas([fact.area_id]):
        if one.implementation_id != fact.implementation_id or one.trained.left:
            continue
        formerly, now = (replace(one.trained, delivery_started_on=day) for day in (fact.formerly, fact.started_on))
        for window in moved(one, formerly, now):
            windows[window] = windows.get(window, 0) + 1
        if periods(formerly, one.needed) != periods(now, one.needed):
            other.append(one.facilitator_id)
    found = [
        Change(f"The top-up window of {counted(count, 'person')} is {now.words}, no longer {formerly.words}", count)
        for (formerly, now), count in windows.items()
    ]
    if other:
        said = f"{counted(len(other), 'person')} may deliver on other days then: {', '.join(names_of(other))}"
        found.append(Change(said, len(other), path=f"/areas/{fact.area_id}/accreditation"))
    return found


def moved(one: trained.Person, formerly: Trained, now: Trained) -> list[Moved]:
    """The windows of one person that are not what they were."""
    began = accredited_on(one.trained, one.needed)
    if began is None:
        return []
    found = []
    for event in one.needed.keeping:
        before, after = (
            top_up_window(event, delivery_started_on=told.delivery_started_on, accredited_on=began)
            for told in (formerly, now)
        )
        if before is not None and after is not None and before != after:
            found.append((before, after))
    return found


def names_of(facilitator_ids: Sequence[int]) -> Sequence[str]:
    """Who they are, by name."""
    asked = select(Person.name).join(Facilitator, Facilitator.person_id == Person.id)
    return db.session.scalars(asked.where(Facilitator.id.in_(facilitator_ids)).order_by(Person.name)).all()


def moved_apply(_fact: DeliveryStartMoved, _changes: Sequence[Change]) -> None:
    """The keeper of accreditations writes what follows."""


HANDLERS = (Handler(DeliveryStartMoved, moved_changes, moved_apply),)
