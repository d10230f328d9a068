"""The unit's work of 26 weeks against its hours: what breaks is named, by hand-computed weeks."""

from datetime import UTC, date, datetime, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role, Span, Week, minutes_of
from scaleup.areas.models import Handover, Implementation
from scaleup.core.dates import Nation, figure, hours
from scaleup.core.holidays import calendar
from scaleup.licences.models import Licence
from scaleup.portfolio.queries import forecast as reads
from scaleup.portfolio.rules.forecast import (
    ASSUMED,
    Forecast,
    Kind,
    Work,
    Worker,
    answer,
    end_of,
    forecast,
    refusals_of_minutes,
)
from scaleup.portfolio.rules.workload import described, drawing_of
from scaleup.training.models import Event, EventTrainer, HalfDay
from tests.factories import areas as founded
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]

MONDAY = date(2027, 1, 4)
ENGLAND = calendar(Nation.ENGLAND)
ASHA, BEN = 1, 2
HALF_TIME = Week(1080, assumed=False)
"""18 hours."""


def seen(work: list[Work], *workers: Worker, today: date = MONDAY) -> Forecast:
    return forecast(work, workers, minutes=ASSUMED, calendar=ENGLAND, today=today)


def test_a_week_with_more_work_than_hours_is_named_with_both_figures() -> None:
    work = [
        Work(ASHA, Kind.CONTACT, date(2027, 2, 8), 4),
        Work(ASHA, Kind.CONTACT, date(2027, 2, 12), 2),
        Work(ASHA, Kind.TRAINING, date(2027, 2, 9), 3),
        Work(ASHA, Kind.RENEWAL, date(2027, 2, 10), 2),
        Work(BEN, Kind.CONTACT, date(2027, 2, 9), 12),
    ]
    found = seen(work, Worker(ASHA, "Asha", HALF_TIME), Worker(BEN, "Ben", HALF_TIME))
    assert found.sentences == ["Week of 8 February: Asha has 32.8 hours of work and 18 hours."]
    assert answer(found) == "1 week of 1 person has more work than hours."
    asha = found.rows[0].loads[5]
    assert (asha.begins_on, asha.contacts, asha.days, asha.renewals) == (date(2027, 2, 8), 6, "1.5", 2)
    assert (asha.work, found.total[5].work, found.total[5].there) == (1965, 3045, 2160)


def test_the_work_of_a_week_is_told_in_words_reviews_among_it_and_without_what_there_is_none_of() -> None:
    work = [
        Work(ASHA, Kind.CONTACT, date(2027, 1, 4)),
        Work(ASHA, Kind.REVIEW, date(2027, 1, 5), 2),
        Work(ASHA, Kind.TRAINING, date(2027, 1, 6), 2),
        Work(ASHA, Kind.TRAINING, date(2027, 1, 12), 3),
    ]
    first, second, third = seen(work, Worker(ASHA, "Asha")).total[:3]
    assert first.parts == ["1 contact", "1 training day", "2 reviews"]
    assert (second.parts, third.parts) == (["1.5 training days"], [])


def test_work_that_just_fits_breaks_no_week() -> None:
    found = seen([Work(BEN, Kind.CONTACT, MONDAY, 12)], Worker(BEN, "Ben", HALF_TIME))
    assert (found.sentences, answer(found)) == ([], "No week has more work than hours.")
    assert seen([Work(BEN, Kind.CONTACT, MONDAY, 13)], Worker(BEN, "Ben", HALF_TIME)).sentences == [
        "Week of 4 January: Ben has 19.5 hours of work and 18 hours."
    ]


def test_bank_holidays_leave_and_days_that_are_over_take_hours_away() -> None:
    leave = (Span(date(2027, 4, 7), date(2027, 4, 13)),)
    loads = seen([], Worker(ASHA, "Asha", Week(2250, leave=leave))).rows[0].loads
    there = {load.begins_on: load.there for load in loads}
    assert there[date(2027, 3, 22)] == 1800  # Good Friday, 26 March
    assert there[date(2027, 3, 29)] == 1800  # Easter Monday
    assert there[date(2027, 4, 5)] == 900  # away from Wednesday
    assert there[date(2027, 4, 12)] == 1350  # back on Wednesday
    assert seen([], Worker(ASHA, "Asha"), today=date(2027, 1, 7)).rows[0].loads[0].there == 900


def test_what_is_late_counts_now_and_26_weeks_end_on_a_sunday() -> None:
    work = [Work(ASHA, Kind.CONTACT, date(2026, 12, 22)), Work(ASHA, Kind.CONTACT, date(2027, 7, 5))]
    found = seen(work, Worker(ASHA, "Asha"))
    assert [load.contacts for load in found.rows[0].loads] == [1] + [0] * 25
    assert end_of(date(2027, 1, 7)) == date(2027, 7, 4)


def test_work_that_nobody_has_stands_last_and_breaks_no_week() -> None:
    found = seen([Work(None, Kind.CONTACT, MONDAY, 40)], Worker(ASHA, "Asha"))
    assert [row.worker.name for row in found.rows] == ["Asha", "Nobody yet"]
    assert (found.sentences, found.unowned) == ([], 3600)
    assert answer(seen([], Worker(ASHA, "Asha"))) == "Nothing is planned for the next 26 weeks."


def test_bars_stand_in_their_weeks_and_those_that_break_have_a_mark_of_their_own() -> None:
    work = [Work(ASHA, Kind.CONTACT, MONDAY, 24), Work(ASHA, Kind.CONTACT, date(2027, 1, 11), 6)]
    drawing = drawing_of(seen(work, Worker(ASHA, "Asha", HALF_TIME)), most=12)
    bars = [(one.look, one.x, one.height) for one in drawing.shapes if one.kind == "box"]
    assert bars == [("f-late", 7, 44.0), ("sv2", 20, 11.0)]
    assert (drawing.width, drawing.height) == (352, 92)
    assert max(one.right for one in drawing.shapes if one.kind == "words") <= 352
    assert described(seen(work, Worker(ASHA, "Asha", HALF_TIME)), most=1) == (
        "Asha: 45 hours of work and 453.6 hours; weeks with more work: 1."
    )


def test_one_huge_week_is_cut_and_says_its_figure_and_the_rest_stays_to_be_read() -> None:
    work = [Work(ASHA, Kind.CONTACT, MONDAY, 12), Work(None, Kind.CONTACT, MONDAY, 120)]
    drawing = drawing_of(seen(work, Worker(ASHA, "Asha", HALF_TIME)), most=12)
    bars = [(one.x, one.height) for one in drawing.shapes if one.kind == "box"]
    assert bars == [(7, 22.0), (7, 35.0), (7, 6.0)]
    assert "180 hours" in [one.text for one in drawing.shapes if one.kind == "words"]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("37.5", 2250), ("1,25", 75), ("0", 0), ("8", 480), ("", None), ("-3", None), ("7h", None)]
)
def test_hours_are_read_as_people_write_them(typed: str, minutes: int | None) -> None:
    assert minutes_of(typed) == minutes


def test_hours_are_said_with_at_most_one_decimal() -> None:
    assert [figure(90), figure(60), hours(60), hours(2250), hours(20), figure(72_000)] == [
        "1.5",
        "1",
        "1 hour",
        "37.5 hours",
        "0.3 hours",
        "1,200",
    ]


def test_a_piece_of_work_takes_a_number_of_hours_up_to_a_hundred() -> None:
    given = {**ASSUMED, Kind.CONTACT: None, Kind.RENEWAL: 6001}
    assert [(one.field, one.message) for one in refusals_of_minutes(given)] == [
        ("contact", "A contact, with its notes: write the hours in figures, such as 1.5, up to 100."),
        ("renewal", "A renewal: write the hours in figures, such as 1.5, up to 100."),
    ]


@pytest.fixture
def on_monday(clock) -> None:
    clock("2027-01-04T12:00:00+00:00")


def test_a_unit_manager_sees_everybody_and_who_looks_after_areas_sees_their_own(
    client: FlaskClient, session: Session, licence: Licence, priya: Person, on_monday: None
) -> None:
    gareth = made.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
    accounts.keep_week(priya.id, "1", by=priya.id)
    with acting(made.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        page = client.get("/forecast").text
        one = client.get(f"/forecast?person={priya.id}").text
    assert "Week of 4 January: Priya Nair has 5.5 hours of work and 1 hour." in page
    assert "Week of 29 March: Priya Nair has 1.5 hours of work and 0.8 hours." in page
    assert "2 weeks of 1 person have more work than hours." in page
    assert "A week of 37.5 hours is assumed for Gareth Llewellyn." in page
    assert "Forecast for Priya Nair" in one
    assert all('data-l="Reviews"' in shown for shown in (page, one))
    with acting(gareth, Role.IMPLEMENTATION_MANAGER):
        own = client.get(f"/forecast?person={priya.id}").text
    assert "Forecast for Gareth Llewellyn" in own
    assert "Priya" not in own
    assert "Nothing is planned for the next 26 weeks." in own


def test_hours_of_work_are_set_once_for_the_unit(client: FlaskClient, session: Session, on_monday: None) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = False
    sent = {"contact": "2", "training": "7.5", "preparing": "3", "review": "3", "renewal": "four"}
    with acting(made.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        assert "These hours are assumed" in client.get("/forecast/hours").text
        refused = client.post("/forecast/hours", data=sent)
        assert (refused.status_code, 'value="four"' in refused.text) == (422, True)
        assert client.post("/forecast/hours", data=sent | {"renewal": "4"}).status_code == 303
        assert "A contact, with its notes: 2 hours" in client.get("/forecast").text
        assert "These hours were set by the unit." in client.get("/forecast/hours").text


def test_a_project_lead_does_not_enter(client: FlaskClient, niamh: Person, on_monday: None) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get("/forecast").status_code == 403


def test_work_goes_where_it_is_handed_over_from_its_day_and_training_goes_to_each_trainer(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person
) -> None:
    gareth = made.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
    made.keep(
        Handover(
            implementation_id=taking_up.id,
            area_id=taking_up.area_id,
            from_id=priya.id,
            to_id=gareth.id,
            on_day=date(2027, 3, 1),
            asked_at=datetime(2027, 1, 4, tzinfo=UTC),
        )
    )
    event = made.keep(training_event(taking_up))
    for one in (priya, gareth):
        made.keep(EventTrainer(event_id=event.id, person_id=one.id))
    made.keep(HalfDay(event_id=event.id, on_day=date(2027, 2, 2), half="morning", starts=time(9), ends=time(12)))
    helen = founded.actor(made.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER)
    found = reads.work_of(helen, person_id=None, today=MONDAY)
    told = sorted((one.kind.value, one.on_day, one.person_id) for one in found)
    assert told == [
        ("contact", date(2027, 1, 4), priya.id),
        ("contact", date(2027, 3, 29), gareth.id),
        ("renewal", MONDAY, gareth.id),
        ("training", date(2027, 2, 2), priya.id),
        ("training", date(2027, 2, 2), gareth.id),
    ]
    assert reads.work_of(helen, person_id=priya.id, today=MONDAY) == [one for one in found if one.person_id == priya.id]


def training_event(under: Implementation) -> Event:
    """An event of that programme, not cancelled."""
    return Event(
        programme_id=under.programme_id,
        programme_version_id=under.programme_version_id,
        part="initial",
        capacity=12,
        uid="one@example",
        created_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
