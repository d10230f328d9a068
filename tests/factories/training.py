"""Training events with their half-days, who is booked, and marks, for tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count

from scaleup.areas.models import Implementation
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, EventArea, HalfDay, Mark
from scaleup.training.rules import Attendance, BookingState, Half
from tests.factories.support import keep

LONG_AGO = datetime(2024, 1, 8, 9, tzinfo=UTC)
HOURS = {Half.MORNING: (time(9, 30), time(12, 30)), Half.AFTERNOON: (time(13, 30), time(16, 30))}
APRIL = (date(2024, 4, 23), date(2024, 4, 24), date(2024, 4, 25))
NUMBERS = count(1)


def event(of: Implementation, *, part: str = "initial", days: Sequence[date] = APRIL, capacity: int = 12) -> Event:
    """An event of this part for one area, on these days, a morning and an afternoon each."""
    made = keep(
        Event(
            programme_id=of.programme_id,
            programme_version_id=of.programme_version_id,
            part=part,
            capacity=capacity,
            uid=f"event-{next(NUMBERS)}@scaleup.example",
            first_on=days[0],
            last_on=days[-1],
            created_at=LONG_AGO,
        )
    )
    keep(EventArea(event_id=made.id, implementation_id=of.id, area_id=of.area_id))
    for day in days:
        for half, (starts, ends) in HOURS.items():
            keep(HalfDay(event_id=made.id, on_day=day, half=half, starts=starts, ends=ends))
    return made


def booking(on: Event, somebody: Facilitator, *, seat: int = 1) -> Booking:
    """The facilitator has this seat."""
    return keep(
        Booking(
            event_id=on.id,
            area_id=somebody.area_id,
            facilitator_id=somebody.id,
            state=BookingState.BOOKED,
            seat=seat,
            booked_at=LONG_AGO,
        )
    )


def marks(of: Booking, on: Event, *attendance: Attendance) -> list[Mark]:
    """The half-days of the event, in order, as they were attended; present from the last one given on."""
    said = [*attendance, *[Attendance.PRESENT] * (len(on.half_days) - len(attendance))]
    return [
        keep(
            Mark(
                booking_id=of.id,
                half_day_id=half_day.id,
                attendance=one,
                marked_at=LONG_AGO,
                entered_at=LONG_AGO,
            )
        )
        for half_day, one in zip(on.half_days, said, strict=True)
    ]
