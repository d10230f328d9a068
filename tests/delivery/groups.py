"""Groups of the shipped programme for the tests of delivery and fidelity: their plan, their pair, their records."""

from dataclasses import replace
from datetime import date, timedelta

from scaleup.delivery.rules import Days, Deliverer, Group, Reason, SessionRecord, State, set_up
from scaleup.facilitators.rules import Profession
from tests.factories.programmes import shipped

LICENCE = Days(date(2024, 4, 1), date(2027, 3, 31))
ACCREDITED = (Days(date(2024, 4, 25), date(2027, 3, 31)),)
MIDWIFE = Deliverer(1, Profession.MIDWIFE, ACCREDITED)
SUPPORTER = Deliverer(2, Profession.FAMILY_SUPPORT_WORKER, ACCREDITED)
PAIR = (MIDWIFE, SUPPORTER)


def group(first_on: date = date(2024, 6, 18), *, pair: tuple[Deliverer, ...] = PAIR) -> Group:
    """A group of eight places that nothing is recorded of: Marlbury's first by its dates."""
    return set_up(
        shipped().delivery, name="Library, summer", variant="standard", first_on=first_on, places=8, pair=pair
    )


def held(session: SessionRecord, *, days_later: int = 0, minutes: int | None = None) -> SessionRecord:
    """The session as it was planned, or so many days later, or so long."""
    return replace(
        session,
        state=State.HELD,
        on_day=session.planned_on + timedelta(days=days_later),
        minutes=session.minutes_planned if minutes is None else minutes,
        components=frozenset(session.components_planned),
        mothers=7,
        partners=6,
        interpreters=0,
        supervised=True,
    )


def cancelled(session: SessionRecord) -> SessionRecord:
    """The session as one that did not take place."""
    return replace(session, state=State.CANCELLED, because=Reason.FACILITATOR_AWAY)


def moved(session: SessionRecord, on_day: date) -> SessionRecord:
    """The session as one that is to be held on another day."""
    return replace(session, state=State.MOVED, on_day=on_day, because=Reason.VENUE)
