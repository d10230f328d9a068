"""Events and who is booked on them, for tests of training."""

from datetime import date, time

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.training import queries, service
from scaleup.training.models import Event
from scaleup.training.rules import Day, Hours, Plan
from tests.factories import areas as make
from tests.factories.areas import NOW

MORNING, AFTERNOON = Hours(time(9, 30), time(12, 30)), Hours(time(13, 30), time(16, 30))
DAYS = (date(2027, 1, 12), date(2027, 1, 13), date(2027, 1, 14))


def plan_of(*implementations: Implementation, days: tuple[date, ...] = DAYS, capacity: int = 12) -> Plan:
    """Whole days in the town hall, unless said otherwise."""
    return Plan(
        tuple(Day(number, day, MORNING, AFTERNOON) for number, day in enumerate(days)),
        tuple(one.id for one in implementations),
        (),
        capacity,
        "Marlbury Town Hall",
    )


def event(
    *implementations: Implementation,
    part: str = "initial",
    days: tuple[date, ...] = DAYS,
    capacity: int = 12,
    trainers: tuple[Person, ...] = (),
) -> Event:
    """An event of this kind of Baby Steps for these areas."""
    kind = queries.kind(implementations[0].programme_id, part)
    wanted = plan_of(*implementations, days=days, capacity=capacity)
    wanted = Plan(**{**vars(wanted), "trainer_ids": tuple(one.id for one in trainers), "late": days[0] < NOW.date()})
    return service.plan(kind, wanted, by=None, now=NOW)


def facilitator(of: Implementation, name: str, profession: Profession = Profession.HEALTH_VISITOR) -> Facilitator:
    """Somebody who is to deliver there, and holds no place yet."""
    return facilitators.join(of.id, make.person(name).id, profession=profession, by=None)
