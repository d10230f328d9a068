"""The calendar entry of a contact says the same hour to another program, in winter and in summer."""

from datetime import UTC, date, datetime, time

import pytest
import vobject

from scaleup.reminders.adapters import Entry, request


def entry(on_day: date) -> Entry:
    return Entry(
        uid="contact-20@scaleup.example",
        sequence=1,
        on_day=on_day,
        at_time=time(14, 30),
        title="Contact 20 with Marlbury",
        url="https://scaleup.example/areas/1",
        meeting_link=None,
        organiser="unit@unit.example",
        attendee="niamh@marlbury.example",
        made_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("on_day", "begins"),
    [
        (date(2027, 1, 14), datetime(2027, 1, 14, 14, 30, tzinfo=UTC)),
        (date(2027, 7, 14), datetime(2027, 7, 14, 13, 30, tzinfo=UTC)),
    ],
)
def test_half_past_two_is_half_past_two_in_january_and_in_july(on_day: date, begins: datetime) -> None:
    [found] = vobject.readOne(request(entry(on_day))).vevent_list
    assert found.dtstart.value.astimezone(UTC) == begins
