"""Events are planned, changed and cancelled through their pages."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Implementation
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.training import queries, service
from scaleup.training.models import Booking, Event, HalfDay, MarkEntry
from scaleup.training.rules import BookingState, Plan
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> FlaskClient:
    """The browser of a unit manager, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


@pytest.fixture
def marlbury(helen: FlaskClient) -> Implementation:
    """Marlbury with its licence."""
    found = make.shipped_implementation()
    licences.granted(found)
    return found


def day(number: int, on_day: date) -> dict[str, str]:
    return {
        f"days-{number}-on_day-day": str(on_day.day),
        f"days-{number}-on_day-month": str(on_day.month),
        f"days-{number}-on_day-year": str(on_day.year),
        f"days-{number}-morning_starts": "09:30",
        f"days-{number}-morning_ends": "12:30",
        f"days-{number}-afternoon_starts": "13:30",
        f"days-{number}-afternoon_ends": "16:30",
    }


def typed(of: Implementation, *days: date, **others: str) -> dict[str, str]:
    lines = {name: value for number, on_day in enumerate(days) for name, value in day(number, on_day).items()}
    return {"areas": str(of.id), "capacity": "12", "venue": "Marlbury Town Hall", **lines, **others}


def shown(page: TestResponse) -> str:
    return page.text.split('name="shown" value="')[1].split('"')[0]


def confirmed(client: FlaskClient, path: str, values: dict[str, str]) -> tuple[TestResponse, TestResponse]:
    """The form is sent, and sent again with the mark of what was shown."""
    token = {"csrf_token": people.form_token(client.get(path))}
    first = client.post(path, data=token | values)
    return first, client.post(path, data=token | values | {"shown": shown(first)})


def test_an_event_is_checked_first_and_then_planned(helen: FlaskClient, marlbury: Implementation) -> None:
    path = f"/training/plan/{marlbury.programme_id}/initial"
    assert "Initial training" in helen.get("/training/plan").text
    values = typed(marlbury, date(2027, 1, 12), date(2027, 1, 16), joining="Bring a doll.")
    first, second = confirmed(helen, path, values)
    assert "16 January 2027 is a Saturday, and Marlbury takes part." in first.text
    assert "No trainer is named yet." in first.text
    short = "This event has 4 of the 6 half-days of initial training: nobody becomes accredited by this event alone."
    assert short in first.text
    event = db.session.scalars(select(Event)).one()
    assert second.location == f"/training/{event.id}"
    assert (event.first_on, event.last_on, event.joining) == (date(2027, 1, 12), date(2027, 1, 16), "Bring a doll.")
    assert len(queries.half_days(event.id)) == 4
    page = helen.get(f"/training/{event.id}").text
    assert "12 and 16 January 2027, Marlbury Town Hall." in page
    assert "0 of 12 places booked." in page
    assert short in page
    assert all(short in helen.get(f"/training/{event.id}/register{more}").text for more in ("", "/all"))
    assert "12 and 16 January 2027" in helen.get("/training").text
    assert "No training has taken place yet." in helen.get("/training?show=past").text


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    helen: FlaskClient, marlbury: Implementation
) -> None:
    path = f"/training/plan/{marlbury.programme_id}/initial"
    token = people.form_token(helen.get(path))
    values = typed(marlbury, date(2027, 1, 12), date(2027, 1, 12), joining="Bring a doll.", link="javascript:alert(1)")
    answer = helen.post(path, data={"csrf_token": token, **values})
    assert answer.status_code == 422
    assert 'href="#days-1-on_day-day"' in answer.text
    assert "12 January 2027 is day 1 already." in answer.text
    assert "is not an address: begin with https://" in answer.text
    assert "Bring a doll." in answer.text
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.usefixtures("session")
def test_a_trainer_sees_the_areas_of_an_event_until_thirty_days_after_it_and_the_days_move_along() -> None:
    marlbury = make.shipped_implementation()
    licences.granted(marlbury)
    ruth = make.person("Ruth Adeyemi", Role.TRAINER)
    event = trained.event(marlbury, trainers=(ruth,))
    given = db.session.scalars(select(Access).where(Access.person_id == ruth.id)).one()
    assert (given.area_id, given.until_on) == (marlbury.area_id, date(2027, 2, 13))
    later = trained.plan_of(marlbury, days=(date(2027, 2, 2), date(2027, 2, 3), date(2027, 2, 4)))
    wanted = Plan(**{**vars(later), "trainer_ids": (ruth.id,)})
    service.change(event, wanted, version=event.version, by=None, now=NOW)
    assert (given.until_on, event.sequence) == (date(2027, 3, 6), 1)
    service.cancel(event, "The hall is flooded.", version=event.version, by=None, now=NOW)
    assert (given.until_on, event.sequence) == (date(2026, 11, 24), 2)


@pytest.mark.usefixtures("session")
def test_the_cancellation_of_a_past_event_opens_no_area_again() -> None:
    marlbury = make.shipped_implementation()
    ruth = make.person("Ruth Adeyemi", Role.TRAINER)
    event = trained.event(marlbury, trainers=(ruth,))
    given = db.session.scalars(select(Access).where(Access.person_id == ruth.id)).one()
    much_later = NOW + timedelta(days=200)
    service.cancel(event, "Nobody came.", version=event.version, by=None, now=much_later)
    assert given.until_on == date(2027, 2, 13)


@pytest.mark.usefixtures("session")
def test_a_half_day_with_marks_stays_and_an_event_with_marks_is_not_cancelled() -> None:
    marlbury = make.shipped_implementation()
    licences.granted(marlbury)
    event = trained.event(marlbury)
    half = db.session.scalars(select(HalfDay).where(HalfDay.event_id == event.id).order_by(HalfDay.id)).first()
    assert half
    booking = Booking(event_id=event.id, walk_in="Ada Visitor", state=BookingState.BOOKED, seat=1, booked_at=NOW)
    db.session.add(booking)
    db.session.flush()
    entry = MarkEntry(
        key="k", booking_id=booking.id, half_day_id=half.id, attendance="present", through="tap", won=True
    )
    entry.marked_at = entry.entered_at = NOW
    db.session.add(entry)
    db.session.flush()
    moved = trained.plan_of(marlbury, days=(date(2027, 1, 13), date(2027, 1, 14)))
    with pytest.raises(Refused, match="The register of the morning of 12 January 2027 has marks"):
        service.change(event, moved, version=event.version, by=None, now=NOW)
    with pytest.raises(Refused, match="it took place, and cannot be cancelled"):
        service.cancel(event, "Flooded", version=event.version, by=None, now=NOW)


def test_a_change_says_what_changes_and_a_cancellation_who_is_told(
    helen: FlaskClient, marlbury: Implementation
) -> None:
    event = trained.event(marlbury)
    values = typed(marlbury, date(2027, 1, 12), date(2027, 1, 13), version=str(event.version))
    first, second = confirmed(helen, f"/training/{event.id}/change", values)
    assert "Days: 12 and 13 January 2027 instead of 12 to 14 January 2027." in first.text
    assert second.location == f"/training/{event.id}"
    db.session.expire_all()
    cancel = {"reason": "The hall is flooded.", "version": str(event.version)}
    first, second = confirmed(helen, f"/training/{event.id}/cancel", cancel)
    assert second.location == f"/training/{event.id}"
    page = helen.get(f"/training/{event.id}").text
    assert "This event is cancelled:</strong> The hall is flooded." in page
    assert "Cancelled" in helen.get("/training").text


def test_who_saves_an_event_that_somebody_else_changed_is_told(helen: FlaskClient, marlbury: Implementation) -> None:
    event = trained.event(marlbury)
    path = f"/training/{event.id}/cancel"
    values = {"reason": "The hall is flooded.", "version": "7"}
    token = {"csrf_token": people.form_token(helen.get(path))}
    first = helen.post(path, data=token | values)
    answer = helen.post(path, data=token | values | {"shown": shown(first)})
    assert "Somebody else changed this event while you had it open." in answer.text


def test_a_trainer_sees_their_own_events_and_a_lead_those_of_their_area(
    clock: Callable[[str], None], client: FlaskClient
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    marlbury = make.shipped_implementation()
    kelso = make.implementation(make.area("Kelso", "Scotland"), version=marlbury.programme_version)
    for one in (marlbury, kelso):
        licences.granted(one)
    ruth, niamh = people.person("Ruth Adeyemi", Role.TRAINER), people.person("Niamh Lead", Role.PROJECT_LEAD)
    mine, other = trained.event(marlbury, kelso, trainers=(ruth,)), trained.event(marlbury)
    db.session.add(
        Access(area_id=kelso.area_id, person_id=niamh.id, role=Role.PROJECT_LEAD, from_on=date(2026, 1, 1), through="x")
    )
    people.sign_in(client, ruth)
    assert (client.get(f"/training/{mine.id}").status_code, client.get(f"/training/{other.id}").status_code) == (
        200,
        404,
    )
    people.sign_in(client, niamh)
    page = client.get(f"/training/{mine.id}")
    assert (page.status_code, client.get(f"/training/{other.id}").status_code) == (200, 404)
    assert "Kelso and 1 other area" in page.text
    assert "Marlbury<" not in page.text


def test_who_changes_an_event_of_several_areas_neither_reads_nor_drops_those_they_do_not_see(
    clock: Callable[[str], None], client: FlaskClient
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    marlbury = make.shipped_implementation()
    kelso = make.implementation(make.area("Kelso", "Scotland"), version=marlbury.programme_version)
    for one in (marlbury, kelso):
        licences.granted(one)
    event = trained.event(marlbury, kelso)
    tom = people.person("Tom Manager", Role.IMPLEMENTATION_MANAGER)
    sees = Access(area_id=marlbury.area_id, person_id=tom.id, role=Role.IMPLEMENTATION_MANAGER, through="x")
    sees.from_on = NOW.date()
    db.session.add(sees)
    people.sign_in(client, tom)
    path = f"/training/{event.id}/change"
    page = client.get(path).text
    assert "1 more area that you do not look after takes part, and stays in the event." in page
    values = typed(marlbury, date(2026, 11, 30), date(2027, 1, 13), version=str(event.version))
    first, second = confirmed(client, path, values)
    assert "and another area takes part." in first.text
    assert "Kelso" not in page + first.text
    assert second.location == f"/training/{event.id}"
    db.session.expire_all()
    assert {one.implementation_id for one in queries.areas_of(event.id)} == {marlbury.id, kelso.id}
    without = values | {"version": str(db.session.get_one(Event, event.id).version)}
    del without["areas"]
    first, second = confirmed(client, path, without)
    assert second.location == "/training"
    assert [one.implementation_id for one in queries.areas_of(event.id)] == [kelso.id]
