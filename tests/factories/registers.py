"""Training events laid for tests: three days of two half-days, twelve people, one trainer, unless said otherwise."""

from collections.abc import Sequence
from datetime import date, timedelta

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.training.models import Booking, Event, EventArea, EventTrainer, HalfDay
from tests.factories import support as make
from tests.factories import training

TWELVE = (
    "Carys Bevan",
    "Dafydd Morgan",
    "Dawn Whittaker",
    "Ffion Hughes",
    "Grace Mensah",
    "Huw Parry",
    "Imran Sheikh",
    "Jo Tanner",
    "Lowri Edwards",
    "Magdalena Wiśniewska-Kowalczyk",
    "Rhian Powell",
    "Siân Ellis",
)
MONDAY = date(2026, 11, 23)


def event(
    of: Implementation, *trainers: Person, first_on: date = MONDAY, days: int = 3, part: str = "initial"
) -> Event:
    """An event of one area, of so many days from this one, with these trainers."""
    found = training.event(of, part=part, days=[first_on + timedelta(days=number) for number in range(days)])
    for trainer in trainers:
        make.keep(EventTrainer(event_id=found.id, person_id=trainer.id))
    return found


def trainer(name: str = "Ruth Adeyemi") -> Person:
    """Somebody who trains."""
    return make.person(name, Role.TRAINER)


def booked(of: Event, under: Implementation, names: Sequence[str] = TWELVE) -> list[Booking]:
    """These people are facilitators and come, each in a seat of their own."""
    trades = (Profession.HEALTH_VISITOR, Profession.FAMILY_SUPPORT_WORKER)
    found = []
    for number, name in enumerate(names, 1):
        joined: Facilitator = facilitators.join(under.id, make.person(name).id, profession=trades[number % 2], by=None)
        found.append(training.booking(of, joined, seat=number))
    db.session.flush()
    return found


def half_days(of: Event) -> list[HalfDay]:
    """The half-days, in order."""
    return sorted(db.session.query(HalfDay).filter_by(event_id=of.id), key=lambda one: (one.on_day, one.starts))


def book_another(under: Implementation, name: str) -> Booking:
    """One more comes to the first event of this implementation."""
    of = db.session.query(EventArea).filter_by(implementation_id=under.id).order_by(EventArea.id).first()
    assert of
    joined = facilitators.join(under.id, make.person(name).id, profession=Profession.MIDWIFE, by=None)
    taken = db.session.query(Booking).filter_by(event_id=of.event_id).count()
    return training.booking(db.session.get_one(Event, of.event_id), joined, seat=taken + 1)
