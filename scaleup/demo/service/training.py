"""The training of the demonstration: Marlbury's five events as they are written down, and one to come for two areas."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.demo.service.stage import Stage
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training import queries
from scaleup.training import service as training
from scaleup.training.models import Event
from scaleup.training.queries.register import register_of_event, with_people
from scaleup.training.rules import Answer, Attendance, Day, Hours, Plan
from scaleup.training.rules.register import Said
from scaleup.training.service import registering

TRAINER = "Ruth Adeyemi"
MORNING, AFTERNOON, NONE = Hours(time(9, 30), time(12, 30)), Hours(time(13, 30), time(16, 30)), Hours(None, None)
INITIAL_ON = (date(2024, 4, 23), date(2024, 4, 24), date(2024, 4, 25))
HALF_DAY_ON = (date(2024, 5, 14),)
TOP_UP_ON = (date(2024, 11, 12), date(2024, 11, 13))
VERP_ON = (date(2025, 1, 21),)
REPLACEMENT_ON = (date(2025, 11, 18), date(2025, 11, 19), date(2025, 11, 20))
MADE_UP_ON = date(2024, 6, 6)
"""The day on which a health visitor made up the last afternoon of April 2024."""
PRESENT = Said(Attendance.PRESENT)
GUESTS = ("Ottilie Vance", "Bram Sorrel", "Wilhelmina Fairlie", "Piers Ludlow")
"""Midwives and others from outside, who come by name alone."""
TOGETHER = ("Leicester", "Sandwell")
"""Two areas whose top-up windows overlap, so that one event serves both."""
AHEAD, SEATS, COMING = timedelta(days=56), 6, 3


def hold(
    stage: Stage,
    part: str,
    days: Sequence[date],
    *,
    areas: Sequence[Implementation],
    capacity: int = 12,
    venue: str = "Marlbury Town Hall, Market Place",
) -> Event:
    """An event of this kind, trained by the demonstration's trainer; in the past it is entered late."""
    kind = queries.kind(areas[0].programme_id, part)
    halves = (MORNING, NONE) if kind.event.half_days == 1 else (MORNING, AFTERNOON)
    plan = Plan(
        days=tuple(Day(number, day, *halves) for number, day in enumerate(days)),
        implementation_ids=tuple(one.id for one in areas),
        trainer_ids=(stage.unit[TRAINER].id,),
        capacity=capacity,
        venue=venue,
        joining="Doors open at 9. Bring a doll and the first part of the manual; lunch is provided.",
        materials_version="3.2",
        late=days[0] < stage.today,
    )
    return training.plan(kind, plan, by=stage.unit[TRAINER].id, now=stage.now)


def train_first_team(stage: Stage, marlbury: Implementation, twelve: Sequence[Facilitator]) -> None:
    """The twelve were booked on the six days of three events; others came to the half day by name."""
    ids = [one.id for one in twelve]
    for part, days in (("initial", INITIAL_ON), ("top_up", TOP_UP_ON), ("verp", VERP_ON)):
        event = hold(stage, part, days, areas=[marlbury])
        training.book(event.id, ids, by=stage.unit[TRAINER].id, now=stage.now)
        register(stage, event, missed=twelve[0] if part == "initial" else None)
    open_to_others = next(
        one.event.code
        for one in queries.kinds()
        if one.programme_id == marlbury.programme_id and not one.event.required
    )
    half = hold(stage, open_to_others, HALF_DAY_ON, areas=[marlbury], capacity=20)
    for name in GUESTS:
        guest = queries.Guest(name, marlbury.area_id)
        training.book_guest(half.id, guest, by=stage.unit[TRAINER].id, now=stage.now)


def register(stage: Stage, event: Event, *, missed: Facilitator | None = None) -> None:
    """Everybody was there throughout; one missed the last afternoon, and has made it up."""
    found = with_people(register_of_event(event.id))
    said = {(one.booking_id, column.id): PRESENT for one in found.people for column in found.columns}
    for one in found.people:
        if missed is not None and one.facilitator_id == missed.id:
            said[one.booking_id, found.columns[-1].id] = Said(Attendance.MADE_UP, None, MADE_UP_ON)
    over = found.columns[-1].over
    registering.enter_paper(event.id, said, by=stage.unit[TRAINER].id, marked_at=over, now=stage.now)


def train_replacements(stage: Stage, marlbury: Implementation, two: Sequence[Facilitator]) -> None:
    """The two who replaced those who left were booked on three days of their own."""
    event = hold(stage, "initial", REPLACEMENT_ON, areas=[marlbury], capacity=4)
    training.book(event.id, [one.id for one in two], by=stage.unit[TRAINER].id, now=stage.now)
    register(stage, event)


def plan_together(stage: Stage) -> None:
    """A top-up to come for two areas: fewer places than people, and half of the invitations not answered."""
    areas = db.session.scalars(
        select(Implementation)
        .join(Area, Area.id == Implementation.area_id)
        .where(Area.name.in_(TOGETHER))
        .order_by(Area.name)
    ).all()
    monday = stage.today + AHEAD - timedelta(days=stage.today.weekday())
    days = (monday + timedelta(days=1), monday + timedelta(days=2))
    event = hold(stage, "top_up", days, areas=areas, capacity=SEATS, venue="The Brewhouse, 4 Quay Street, Leicester")
    people = db.session.scalars(
        select(Facilitator.id)
        .where(Facilitator.implementation_id.in_(one.id for one in areas))
        .order_by(Facilitator.id)
    ).all()
    made = training.book_or_wait(event.id, people, by=stage.unit[TRAINER].id, now=stage.now)
    for booking in made[:COMING]:
        training.answered(booking, Answer.COMING, now=stage.now)
