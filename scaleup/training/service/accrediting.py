"""The accreditations kept on record are as the rule says: kept at each commit, re-made for all, compared.

They hold days alone, nothing that hangs on today: who may deliver on a day is a question of the days.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import delete, select

from scaleup.commit import Keeper
from scaleup.core import bulk
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.training.queries import trained
from scaleup.training.rules import periods

AREA, PERSON = "accredited area", "accredited facilitator"
FEEDS: dict[type, tuple[str, str]] = {
    PartDone: ("facilitator_id", PERSON),
    Facilitator: ("id", PERSON),
    Licence: ("area_id", AREA),
    DeliveryStart: ("area_id", AREA),
}
"""The records that an accreditation follows from, each with what names the area or the facilitator."""

Row = tuple[int, date, date]
"""The implementation, the first day and the last."""


def keep(touched: Mapping[str, Collection[int]]) -> None:
    """The accreditations of these areas and facilitators are as their facts now say."""
    for some in bulk.portions(touched.get(AREA, ())):
        level(trained.of_areas(some))
    for some in bulk.portions(touched.get(PERSON, ())):
        level(trained.of_facilitators(some))


KEEPER = Keeper(FEEDS, keep, whole=AREA)


def level(people: Iterable[trained.Person]) -> int:
    """The accreditations of these people are what the rule says; what differs is written. Returns of how many."""
    found = list(people)
    if not found:
        return 0
    kept = rows_of([one.facilitator_id for one in found])
    wrong = [one for one in found if kept.get(one.facilitator_id, []) != rows(one)]
    gone = [one.facilitator_id for one in wrong if one.facilitator_id in kept]
    for some in bulk.portions(gone):
        db.session.execute(
            delete(Accreditation).where(Accreditation.facilitator_id.in_(some)),
            execution_options={"synchronize_session": False},
        )
    new = [
        {"facilitator_id": one.facilitator_id, "implementation_id": row[0], "from_on": row[1], "until_on": row[2]}
        for one in wrong
        for row in rows(one)
    ]
    if new:
        bulk.put(db.session(), Accreditation, new)
    return len(wrong)


def rows(one: trained.Person) -> list[Row]:
    """What should stand for this facilitator."""
    return [(one.implementation_id, each.from_on, each.until_on) for each in periods(one.trained, one.needed)]


def rows_of(facilitator_ids: Collection[int]) -> dict[int, list[Row]]:
    """What stands for these facilitators."""
    found: dict[int, list[Row]] = {}
    for some in bulk.portions(facilitator_ids):
        asked = select(
            Accreditation.facilitator_id,
            Accreditation.implementation_id,
            Accreditation.from_on,
            Accreditation.until_on,
        ).where(Accreditation.facilitator_id.in_(some))
        for row in db.session.execute(asked.order_by(Accreditation.facilitator_id, Accreditation.from_on)):
            found.setdefault(row.facilitator_id, []).append((row.implementation_id, row.from_on, row.until_on))
    return found


def rebuild() -> int:
    """Every accreditation is as the rule says, as after an upgrade. Returns of how many people it was not."""
    return sum(level(some) for some in everybody())


def differences() -> list[int]:
    """The facilitators whose accreditations are not what the rule says; empty, or something wrote past the keeper."""
    wrong = []
    for some in everybody():
        kept = rows_of([one.facilitator_id for one in some])
        wrong += [one.facilitator_id for one in some if kept.get(one.facilitator_id, []) != rows(one)]
    return wrong


def everybody() -> Iterator[list[trained.Person]]:
    """All facilitators, of so many areas at once."""
    areas = select(Facilitator.area_id).distinct().order_by(Facilitator.area_id)
    for some in bulk.portions(db.session.scalars(areas).all()):
        yield trained.of_areas(some)
