"""Hours of a week and days away: kept by oneself or a unit manager, told to the person, deleted when they are over."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts import queries, service
from scaleup.accounts.models import Leave, Person
from scaleup.accounts.rules import Role, Span, Week, refusals_of_leave, refusals_of_week
from scaleup.core.errors import Absent, Refused
from scaleup.records.service import own_record
from tests.factories import support as made
from tests.factories.actors import acting

TODAY = date(2026, 11, 23)
ALL_OF_MARCH = {"from_on": date(2027, 3, 1), "to_on": date(2027, 3, 31)}


@pytest.fixture
def asha(session: Session) -> Person:
    return made.person("Asha Rao", Role.IMPLEMENTATION_MANAGER)


def sent(**days: date) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}-{part}": str(getattr(day, part)) for name, day in days.items() for part in parts}


def test_hours_are_assumed_until_they_are_kept_and_days_that_are_over_are_left_out(asha: Person) -> None:
    assert queries.weeks_of([asha.id], from_on=TODAY) == {asha.id: Week(2250, assumed=True)}
    service.keep_week(asha.id, "18", by=asha.id)
    service.keep_week(asha.id, "22.5", by=asha.id)
    service.keep_leave(asha.id, date(2027, 3, 1), to_on=date(2027, 3, 31), by=asha.id, today=TODAY)
    march = Span(date(2027, 3, 1), date(2027, 3, 31))
    assert queries.weeks_of([asha.id], from_on=TODAY) == {asha.id: Week(1350, assumed=False, leave=(march,))}
    assert queries.weeks_of([asha.id], from_on=date(2027, 4, 1))[asha.id].leave == ()


def test_a_week_or_a_time_away_that_cannot_be_is_refused_in_words(asha: Person) -> None:
    assert [one.message for one in refusals_of_week(3660)] == ["61 hours are too many; the most is 60."]
    assert refusals_of_week(3600) == []
    refused = [
        refusals_of_leave(date(2026, 11, 25), date(2026, 11, 24), today=TODAY),
        refusals_of_leave(date(2026, 11, 2), date(2026, 11, 22), today=TODAY),
        refusals_of_leave(date(2026, 11, 24), date(2028, 1, 1), today=TODAY),
    ]
    assert [one.message.split(".")[0] for (one,) in refused] == [
        "The last day lies before the first",
        "These days have passed",
        "That is more than 400 days",
    ]
    service.keep_leave(asha.id, TODAY, to_on=TODAY, by=asha.id, today=TODAY)
    with pytest.raises(Refused, match="kept as leave already"):
        service.keep_leave(asha.id, TODAY, to_on=date(2026, 11, 30), by=asha.id, today=TODAY)
    with pytest.raises(Refused, match="in figures"):
        service.keep_week(asha.id, "full time", by=asha.id)


def test_days_of_somebody_else_are_not_taken_back(asha: Person) -> None:
    service.keep_leave(asha.id, TODAY, to_on=TODAY, by=asha.id, today=TODAY)
    kept = queries.leave_of([asha.id], from_on=TODAY)[0]
    with pytest.raises(Absent):
        service.take_back_leave(asha.id + 1, kept.id, by=asha.id)


def test_it_stands_in_ones_own_record_and_goes_thirty_days_after_its_end(session: Session, asha: Person) -> None:
    service.keep_week(asha.id, "18", by=asha.id)
    service.keep_leave(asha.id, date(2027, 3, 1), to_on=date(2027, 3, 31), by=asha.id, today=TODAY)
    parts = {part.title: part.lines for part in own_record(asha.id)}
    assert parts["Working weeks"] == [[("Minutes", "1080")]]
    assert parts["Times away"] == [[("From", "1 March 2027"), ("To", "31 March 2027")]]
    service.forget_spent(datetime(2027, 4, 30, 12, tzinfo=UTC))
    assert session.scalar(select(Leave.id)) is not None
    assert service.forget_spent(datetime(2027, 5, 1, 12, tzinfo=UTC)) == 1
    assert session.scalar(select(Leave.id)) is None


def test_somebody_keeps_their_own_and_a_unit_manager_anybodys(client: FlaskClient, asha: Person, clock) -> None:
    clock("2026-11-23T12:00:00+00:00")
    client.application.config["WTF_CSRF_ENABLED"] = False
    with acting(asha, Role.IMPLEMENTATION_MANAGER):
        assert "37.5 hours a week, assumed until somebody says otherwise." in client.get("/me/hours").text
        refused = client.post("/me/hours", data={"hours": "seven"})
        assert (refused.status_code, 'value="seven"' in refused.text) == (422, True)
        assert client.post("/me/hours", data={"hours": "18"}).status_code == 303
        backwards = {"from_on": date(2027, 3, 31), "to_on": date(2027, 3, 1)}
        assert "lies before the first" in client.post("/me/days-away", data=sent(**backwards)).text
        assert client.post("/me/days-away", data=sent(**ALL_OF_MARCH)).location == "/me/days-away"
        assert "You are away from Monday 1 March 2027 to Wednesday 31 March 2027." in client.get("/me/hours").text
        assert client.get(f"/people/{asha.id}/hours").status_code == 403
    with acting(made.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        page = client.get(f"/people/{asha.id}/hours").text
        assert "18 hours a week." in page
        assert "Monday 1 March 2027" in page
        kept = page.split('name="leave"')[1].split('value="')[1].split('"')[0]
        there = f"/people/{asha.id}/days-away/take-back"
        assert client.post(there, data={"leave": "x"}).status_code == 303
        assert client.post(there, data={"leave": kept}).location == f"/people/{asha.id}/hours"
        assert "No days away are kept." in client.get(f"/people/{asha.id}/hours").text
        assert "Hours and days away" in client.get(f"/people/{asha.id}").text


def test_a_project_lead_has_no_hours_here(client: FlaskClient, session: Session) -> None:
    with acting(made.person("Niamh O’Rourke", Role.PROJECT_LEAD), Role.PROJECT_LEAD):
        assert client.get("/me/hours").status_code == 403
