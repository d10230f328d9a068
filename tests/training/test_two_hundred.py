"""Two hundred people are booked in the same second for twelve places: twelve have one, and the others wait in order."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from scaleup import commit
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.training import service
from scaleup.training.models import Booking
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW
from tests.together import in_parallel

PEOPLE, AREAS = 200, 17


def lay() -> tuple[int, list[int]]:
    """An event of twelve places for seventeen areas, and two hundred facilitators who hold places of their licences."""
    first = make.shipped_implementation()
    others = [make.area(f"Area {number}") for number in range(1, AREAS)]
    served: list[Implementation] = [
        first,
        *(make.implementation(one, version=first.programme_version) for one in others),
    ]
    granted = {one.id: licences.granted(one).id for one in served}
    where = [served[number % AREAS] for number in range(PEOPLE)]
    told = [facilitators.BroughtIn(one.id, make.person().id, Profession.MIDWIFE, "test") for one in where]
    ids = facilitators.bring_in(told, by=None)
    holding = [
        facilitators.Holding(granted[one.implementation_id], id_, date(2026, 11, 1))
        for one, id_ in zip(told, ids, strict=True)
    ]
    facilitators.hold_places(holding, by=None)
    event = trained.event(*served)
    db.session.commit()
    return event.id, ids


def test_of_two_hundred_at_once_exactly_twelve_have_a_seat_and_everybody_else_waits_in_order(app: Flask) -> None:
    with app.app_context():
        event_id, ids = lay()

    def booked(facilitator_id: int) -> None:
        with app.app_context():
            service.book_or_wait(event_id, [facilitator_id], by=None, now=NOW)
            commit.now()

    in_parallel([lambda one=one: booked(one) for one in ids])  # type: ignore[misc]  # bound at each turn
    with app.app_context():
        rows = db.session.scalars(select(Booking).where(Booking.event_id == event_id).order_by(Booking.id)).all()
        assert [one.seat for one in rows] == [*range(1, 13), *[None] * 188]
        assert [one.state for one in rows] == ["booked"] * 12 + ["waiting"] * 188
        assert sorted(one.facilitator_id or 0 for one in rows) == sorted(ids)
        gone = [service.withdraw(one, "ill", by=None, now=NOW) for one in rows[:3]]
        assert [one.id for moved in gone for one in moved] == [one.id for one in rows[12:15]]
        assert len(db.session.scalars(select(Facilitator.id)).all()) == PEOPLE
        db.session.rollback()
