"""A first session opens top-up windows, and takes them along when it moves, with the days on which people may deliver.

Told beforehand; nothing is written here: accreditations are kept level at each commit (accrediting.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.core.dates import counted
from scaleup.core.facts import Change, Handler
from scaleup.delivery.rules import DeliveryStarted, DeliveryStartMoved
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.queries import trained
from scaleup.training.rules import Trained, Window, accredited_on, periods, top_up_window

Moved = tuple[Window | None, Window]
"""Somebody's window as it was, where it was known, and as it would be."""


def started_changes(fact: DeliveryStarted) -> list[Change]:
    """Windows that open, and who may deliver on other days then."""
    return changed(fact, formerly=None)


def moved_changes(fact: DeliveryStartMoved) -> list[Change]:
    """Windows that move, and who may deliver on other days then."""
    return changed(fact, formerly=fact.formerly)


def changed(fact: DeliveryStarted | DeliveryStartMoved, *, formerly: date | None) -> list[Change]:
    """Windows that are other ones, each with how many people share it, and who may deliver on other days then."""
    windows: Counter[Moved] = Counter()
    other: list[int] = []
    for one in trained.of_areas([fact.area_id]):
        if one.implementation_id != fact.implementation_id or one.trained.left:
            continue
        before, now = (replace(one.trained, delivery_started_on=day) for day in (formerly, fact.started_on))
        windows.update(moved(one, before, now))
        if periods(before, one.needed) != periods(now, one.needed):
            other.append(one.facilitator_id)
    found = [Change(sentence(*window, count=count), count) for window, count in windows.items()]
    if other:
        said = f"{counted(len(other), 'person')} may deliver on other days then: {', '.join(names_of(other))}"
        found.append(Change(said, len(other), path=f"/areas/{fact.area_id}/accreditation"))
    return found


def sentence(before: Window | None, now: Window, *, count: int) -> str:
    """What becomes of a window that so many people share."""
    said = f"The top-up window of {counted(count, 'person')} is {now.words}"
    return f"{said}, no longer {before.words}" if before else said


def moved(one: trained.Person, formerly: Trained, now: Trained) -> Iterable[Moved]:
    """The windows of one person that are not what they were; that of a part that is complete is spent."""
    began = accredited_on(one.trained, one.needed)
    if began is None:
        return
    for event in (part for part in one.needed.keeping if part.code not in one.trained.parts):
        before, after = (
            top_up_window(event, delivery_started_on=told.delivery_started_on, accredited_on=began)
            for told in (formerly, now)
        )
        if after is not None and before != after:
            yield before, after


def names_of(facilitator_ids: Sequence[int]) -> Sequence[str]:
    """Who they are, by name."""
    asked = select(Person.name).join(Facilitator, Facilitator.person_id == Person.id)
    return db.session.scalars(asked.where(Facilitator.id.in_(facilitator_ids)).order_by(Person.name)).all()


HANDLERS = (Handler(DeliveryStarted, started_changes), Handler(DeliveryStartMoved, moved_changes))
"""Pages alone ask them."""
