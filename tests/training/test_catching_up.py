"""Whoever misses a half-day is shown where it can be made up, and is booked for that alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.core.dates import LONDON
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.training import queries, service
from scaleup.training.models import Booking, Event, Mark
from scaleup.training.queries.register import register_of_event, with_people
from scaleup.training.rules import Attendance, Half, Mail, Plan, Requirement, Sitting, Span
from scaleup.training.rules.catching_up import catches_up_words, caught_up_by, comes_for, lacks
from scaleup.training.rules.days import FIRST_HALF, SECOND_HALF, Day, Hours
from scaleup.training.service import certifying
from scaleup.training.service.catching_up import catch_up
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences, training
from tests.factories.areas import NOW
from tests.factories.support import keep
from tests.training.test_mails import handed, messages, parsed
from tests.worklist.reading import words

SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3))
DECEMBER, AFTER = date(2026, 12, 9), datetime(2026, 12, 10, 9, tzinfo=LONDON)
TODAY = date(2026, 11, 23)
INITIAL = Requirement("Initial training", 90, 6)
LAST = "day 3 afternoon of 3 September 2026"


def sittings(*attendance: Attendance) -> list[Sitting]:
    halves = [(number, day, half) for number, day in enumerate(SEPTEMBER, 1) for half in Half]
    return [Sitting(*one, 180, mark) for one, mark in zip(halves, attendance, strict=True)]


MISSED_THE_LAST = sittings(*[Attendance.PRESENT] * 5, Attendance.ABSENT)


def spans(*repeats: int | None, on_day: date = DECEMBER) -> list[Span]:
    return [Span(on_day, half, *FIRST_HALF, place) for half, place in zip(Half, repeats, strict=False)]


def test_what_somebody_lacks_is_the_half_day_that_was_missed() -> None:
    found = lacks([MISSED_THE_LAST], INITIAL, TODAY)
    assert [(one.place, one.words) for one in found.half_days] == [(6, LAST)]
    assert lacks([sittings(*[Attendance.PRESENT] * 6)], INITIAL, TODAY).half_days == ()


def test_who_came_to_a_short_event_alone_lacks_the_others() -> None:
    short = [replace(MISSED_THE_LAST[0], place=1)]
    found = lacks([short], INITIAL, TODAY)
    assert [one.words for one in found.half_days][:2] == ["day 1 afternoon", "day 2 morning"]
    assert found.places == {2, 3, 4, 5, 6}


def test_an_event_to_come_has_it_by_its_order_or_because_it_says_so() -> None:
    lacking = lacks([MISSED_THE_LAST], INITIAL, TODAY)
    whole = [replace(one, on_day=date(2026, 12, 7 + at // 2)) for at, one in enumerate(spans(None, None) * 3)]
    assert list(caught_up_by(whole, lacking, half_days=6, today=TODAY)) == [6]
    assert list(caught_up_by(spans(5, 6), lacking, half_days=6, today=TODAY)) == [6]
    for none in (spans(1, 2), spans(None, None), spans(6, on_day=TODAY)):
        assert caught_up_by(none, lacking, half_days=6, today=TODAY) == {}


def test_an_event_of_another_length_has_nothing_for_who_lacks_a_half_day_of_a_longer_one() -> None:
    longer = [*MISSED_THE_LAST, replace(MISSED_THE_LAST[0], day=4, on_day=date(2026, 9, 4))]
    lacking = lacks([[*longer[:5], longer[6], longer[5]]], INITIAL, TODAY)
    assert lacking.half_days
    assert caught_up_by(spans(5, 6), lacking, half_days=6, today=TODAY) == {}


def test_who_catches_up_comes_for_that_alone_and_for_all_once_the_event_no_longer_has_it() -> None:
    assert [one.repeats for one in comes_for(spans(5, 6), "6", half_days=6)] == [6]
    assert len(comes_for(spans(1, 2), "6", half_days=6)) == 2
    assert catches_up_words("5,6") == "catches up day 3 morning and day 3 afternoon"


@pytest.fixture
def marlbury(clock: Callable[[str], None], session: object) -> Implementation:
    """Marlbury with its licence, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    found = make.shipped_implementation()
    licences.granted(found)
    return found


@pytest.fixture
def amara(marlbury: Implementation) -> Facilitator:
    """She missed the last afternoon in September."""
    somebody, event = trained.facilitator(marlbury, "Amara Abara"), training.event(marlbury, days=SEPTEMBER)
    training.marks(training.booking(event, somebody), event, *[Attendance.PRESENT] * 5, Attendance.ABSENT)
    return somebody


def afternoon(*of: Implementation, repeats: int | None = 3, capacity: int = 12) -> Event:
    """A day in December that repeats the third day."""
    kind = queries.kind(of[0].programme_id, "initial")
    day = Day(0, DECEMBER, Hours(*FIRST_HALF), Hours(*SECOND_HALF), repeats)
    wanted = Plan((day,), tuple(one.id for one in of), (), capacity, "Marlbury Town Hall")
    return service.plan(kind, wanted, by=None, now=NOW)


def test_who_catches_up_is_asked_to_come_for_the_half_day_missed_and_is_trained_by_it(
    marlbury: Implementation, amara: Facilitator
) -> None:
    event = afternoon(marlbury)
    assert certifying.out_of_reach([amara.id], "initial", today=TODAY)
    booked = catch_up(event.id, amara.id, places=[6], by=None, now=NOW)
    assert certifying.out_of_reach([amara.id], "initial", today=TODAY) == {}
    invited = handed(messages(Mail.INVITED)[0])
    assert "9 December 2026, 13:30 to 16:30" in invited.text
    assert "You come for what you missed before, and not for the rest of the event." in invited.text
    assert f"{parsed(invited).vevent.dtstart.value:%Y-%m-%d %H:%M}" == "2026-12-09 13:30"
    register = with_people(register_of_event(event.id))
    assert [[one.name for one in register.people_at(half.id)] for half in register.columns] == [[], ["Amara Abara"]]
    assert register.people[0].trade == "Health visitor, catches up day 3 afternoon"
    keep(
        Mark(
            booking_id=booked.id,
            half_day_id=register.columns[1].id,
            attendance=Attendance.PRESENT,
            marked_at=AFTER,
            entered_at=AFTER,
        )
    )
    certifying.certify([amara.id], today=AFTER.date(), by=None)
    assert db.session.scalars(select(PartDone.done_on).where(PartDone.facilitator_id == amara.id)).all() == [DECEMBER]


def test_who_comes_for_other_half_days_is_not_trained_by_them(marlbury: Implementation, amara: Facilitator) -> None:
    event = afternoon(marlbury, repeats=1)
    training.marks(training.booking(event, amara), event)
    assert certifying.certify([amara.id], today=AFTER.date(), by=None) == []


def test_a_full_event_catches_nobody_up(marlbury: Implementation, amara: Facilitator) -> None:
    event = afternoon(marlbury, capacity=1)
    service.book(event.id, [trained.facilitator(marlbury, "Bram Sorrel").id], by=None, now=NOW)
    with pytest.raises(Refused, match="This event is full"):
        catch_up(event.id, amara.id, places=[6], by=None, now=NOW)


def test_the_page_offers_events_to_come_and_books_in_one_step(
    client: FlaskClient, marlbury: Implementation, amara: Facilitator
) -> None:
    kelso = make.shipped_implementation(make.area("Kelso", "Scotland"))
    here, there = afternoon(marlbury, repeats=1), afternoon(kelso)
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    assert "Where it can be caught up" in client.get(f"/areas/{marlbury.area_id}/accreditation").text
    past = db.session.scalars(select(Event).where(Event.first_on == SEPTEMBER[0])).one()
    assert f"Amara Abara Initial training: misses {LAST}" in words(client.get(f"/training/{past.id}").text)
    address = f"/facilitators/{amara.id}/catch-up"
    page = client.get(address)
    assert f"Initial training: misses {LAST}" in words(page.text)
    assert f'href="/training/{past.id}/register/all"' in page.text
    assert "day 3 afternoon on 9 December 2026, 13:30 to 16:30" in page.text
    assert "Kelso; 12 free places. Their area takes part in it from then on" in words(page.text)
    assert f'value="{here.id}"' not in page.text
    token = {"csrf_token": people.form_token(page)}
    refused = client.post(address, data=token)
    assert refused.status_code == 422
    assert "Choose where it is caught up." in refused.text
    assert client.post(address, data={**token, "event": str(there.id)}).location == f"/training/{there.id}"
    assert sorted(one.area_id for one in queries.areas_of(there.id)) == sorted([marlbury.area_id, kelso.area_id])
    assert "catches up day 3 afternoon" in client.get(f"/training/{there.id}").text
    assert "Nothing has to be caught up." in client.get(address).text
    assert db.session.scalars(select(Booking.catches_up).where(Booking.event_id == there.id)).all() == ["6"]


def test_a_project_lead_is_offered_events_of_their_own_area_alone(
    client: FlaskClient, marlbury: Implementation, amara: Facilitator
) -> None:
    lead = people.person("Grace Dunmore", Role.PROJECT_LEAD)
    areas.give_access(
        marlbury.area_id, lead.id, role=Role.PROJECT_LEAD, from_on=TODAY, until_on=None, through="lead", by=None
    )
    kelso = make.shipped_implementation(make.area("Kelso", "Scotland"))
    afternoon(kelso)
    people.sign_in(client, lead)
    address = f"/facilitators/{amara.id}/catch-up"
    page = words(client.get(address).text)
    assert "No event to come that you see has it with a free place." in page
    assert "register" not in page
    afternoon(marlbury)
    assert "Marlbury; 12 free places." in words(client.get(address).text)


def test_a_short_event_is_asked_which_day_it_repeats_and_says_whom_it_serves(
    client: FlaskClient, marlbury: Implementation
) -> None:
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/training/plan/{marlbury.programme_id}/initial"
    blank = client.get(path)
    assert "days-0-repeats" not in blank.text
    line = dict(zip(("day", "month", "year"), ("9", "12", "2026"), strict=True))
    hours = {"morning_starts": "", "morning_ends": "", "afternoon_starts": "13:30", "afternoon_ends": "16:30"}
    values = {f"days-0-on_day-{name}": value for name, value in line.items()}
    values |= {f"days-0-{name}": value for name, value in hours.items()}
    values |= {"areas": str(marlbury.id), "capacity": "12", "csrf_token": people.form_token(blank)}
    first = client.post(path, data=values)
    assert "nobody becomes accredited by this event alone. Say at each day which day of the part" in first.text
    assert "days-0-repeats" in first.text
    said = client.post(path, data={**values, "days-0-repeats": "3"})
    assert "Whoever missed day 3 afternoon can catch that up." in said.text
    shown = said.text.split('name="shown" value="')[1].split('"')[0]
    made = client.post(path, data={**values, "days-0-repeats": "3", "shown": shown})
    event = db.session.scalars(select(Event)).one()
    assert made.location == f"/training/{event.id}"
    assert [one.repeats for one in queries.half_days(event.id)] == [6]
    changed = client.get(f"/training/{event.id}/change").text
    assert '<option value="3" selected' in changed
