"""What if: by the same reckoning, by the address alone; no row changes and nobody is told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role, Week
from scaleup.core.base import Base
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.portfolio.rules.forecast import ASSUMED, Kind, Work, Worker, forecast
from scaleup.portfolio.rules.what_if import (
    Added,
    Compared,
    Moved,
    begins_after,
    looked_from,
    month_named,
    months_ahead,
    next_autumn,
    training_days,
    with_it,
)
from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.programmes.service import load_catalogue
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import licence, marlbury, priya, taking_up
from tests.factories.programmes import shipped

__all__ = ["licence", "marlbury", "priya", "taking_up"]

MONDAY, MONDAY_2028 = date(2027, 1, 4), date(2028, 8, 28)
BABY_STEPS = shipped()
ENGLAND = calendar(Nation.ENGLAND)
ASHA, BEN = Worker(1, "Asha", Week(180, assumed=False)), Worker(2, "Ben", Week(180, assumed=False))


def seen(work: list[Work]):
    return forecast(work, [ASHA, BEN], minutes=ASSUMED, calendar=ENGLAND, today=MONDAY)


def test_areas_move_from_a_day_and_training_stays_with_who_trains() -> None:
    work = [
        Work(1, Kind.CONTACT, date(2027, 2, 26), 3),
        Work(1, Kind.CONTACT, date(2027, 3, 1), 3),
        Work(1, Kind.TRAINING, date(2027, 3, 2), 2),
        Work(2, Kind.CONTACT, date(2027, 3, 3), 1),
    ]
    moved = Moved(1, 2, date(2027, 3, 1)).applied(work)
    assert [(one.person_id, one.kind, one.count) for one in moved] == [
        (1, Kind.CONTACT, 3),
        (2, Kind.CONTACT, 3),
        (1, Kind.TRAINING, 2),
        (2, Kind.CONTACT, 1),
    ]


def test_the_training_of_licences_to_come_is_no_officers_work() -> None:
    work = Added(3, BABY_STEPS, date(2027, 9, 1), 1).work(ENGLAND)
    whose = {kind: {one.person_id for one in work if one.kind is kind} for kind in {one.kind for one in work}}
    assert whose == {Kind.CONTACT: {1}, Kind.REVIEW: {1}, Kind.TRAINING: {None}}
    assert sum(one.count for one in work if one.kind is Kind.TRAINING) == 3 * 6


def test_weeks_that_break_with_it_without_it_and_either_way_are_told_apart() -> None:
    work = [Work(1, Kind.CONTACT, date(2027, 2, 22), 3), Work(1, Kind.CONTACT, date(2027, 3, 1), 3)]
    compared = Compared(seen(work), seen(Moved(1, 2, date(2027, 3, 1)).applied(work)))
    assert compared.new == ["Week of 1 March: Ben has 4.5 hours of work and 3 hours."]
    assert compared.gone == ["Week of 1 March: Asha has 4.5 hours of work and 3 hours."]
    assert compared.still == ["Week of 22 February: Asha has 4.5 hours of work and 3 hours."]
    assert compared.answer == "1 week more would have too much work and 1 week would fit again."
    assert Compared(seen(work), seen(work)).answer == "No other week breaks."


def test_work_that_nobody_would_have_is_the_answer_where_no_week_breaks() -> None:
    work = [Work(1, Kind.CONTACT, date(2027, 2, 22))]
    compared = Compared(seen(work), seen([*work, Work(None, Kind.CONTACT, date(2027, 3, 1), 2)]))
    assert compared.answer == "No other week breaks, but 3 hours of work would have nobody."
    assert [(row.worker.name, row.work, before and before.work) for row, before in compared.rows] == [
        ("Asha", 90, 90),
        ("Ben", 0, 0),
        ("Nobody yet", 180, None),
    ]


def test_training_begins_in_the_last_month_of_its_window_two_half_days_a_day() -> None:
    kind = TrainingEvent("initial", "Initial training", 5, TrainingAnchor.LICENCE_START, 0, 3, True, True, False)
    assert training_days(kind, date(2027, 1, 1), ENGLAND) == [
        (date(2027, 3, 1), 2),
        (date(2027, 3, 2), 2),
        (date(2027, 3, 3), 1),
    ]


def test_autumn_is_the_september_to_come_and_the_weeks_begin_with_what_is_asked() -> None:
    assert [next_autumn(day) for day in (date(2027, 8, 31), date(2027, 9, 1))] == [date(2027, 9, 1), date(2028, 9, 1)]
    assert looked_from([date(2027, 9, 1), date(2028, 3, 1)], MONDAY) == date(2027, 8, 30)
    assert looked_from([date(2027, 1, 1)], date(2027, 1, 6)) == date(2027, 1, 6)
    assert looked_from([], MONDAY) == MONDAY
    assert (months_ahead(MONDAY)[0], months_ahead(MONDAY)[-1]) == (date(2027, 1, 1), date(2028, 12, 1))
    assert [month_named(code, MONDAY) for code in ("2027-02", "2020-02", "x")] == [
        date(2027, 2, 1),
        date(2027, 9, 1),
        date(2027, 9, 1),
    ]


def test_licences_more_bring_the_reviews_of_their_plan_in_the_weeks_that_are_looked_at() -> None:
    added = Added(3, BABY_STEPS, date(2027, 9, 1), ASHA.person_id)
    assert added.reviews(ENGLAND) == [date(2028, 9, 1), date(2029, 9, 3), date(2030, 9, 2), date(2031, 9, 1)]
    autumn = with_it([], added, None, calendar=ENGLAND, since=date(2028, 8, 28))
    assert min(one.on_day for one in autumn) >= date(2028, 8, 28)
    found = forecast(autumn, [ASHA, BEN], minutes={**ASSUMED, Kind.REVIEW: 200}, calendar=ENGLAND, today=MONDAY_2028)
    week = found.rows[0].loads[0]
    assert (week.begins_on, week.reviews, week.contacts, week.work) == (MONDAY_2028, 3, 3, 3 * 200 + 3 * 90)
    unreviewed = Added(3, replace(BABY_STEPS, reviews=None), date(2027, 9, 1), ASHA.person_id)
    assert unreviewed.reviews(ENGLAND) == []


def test_reviews_of_what_is_added_go_along_when_areas_do() -> None:
    work = with_it(
        [], Added(1, BABY_STEPS, date(2027, 9, 1), 1), Moved(1, 2, date(2028, 9, 1)), calendar=ENGLAND, since=None
    )
    assert {one.person_id for one in work if one.kind is Kind.REVIEW} == {2}


def test_weeks_that_end_before_what_is_asked_begins_answer_nothing_about_it() -> None:
    assert begins_after([date(2027, 9, 1), date(2027, 7, 5)], MONDAY) == date(2027, 7, 5)
    assert begins_after([date(2027, 9, 1), date(2027, 7, 4)], MONDAY) is None
    assert begins_after([], MONDAY) is None
    compared = Compared(seen([]), seen([]), date(2027, 9, 1))
    assert compared.answer == "These 26 weeks end before what is asked begins, on 1 September 2027."


@pytest.fixture
def on_monday(clock) -> None:
    clock("2027-01-04T12:00:00+00:00")


def rows_of_all() -> dict[str, list[str]]:
    """Every row of each table."""
    tables = Base.metadata.sorted_tables
    return {one.name: sorted(repr(tuple(row)) for row in db.session.execute(select(one))) for one in tables}


def test_licences_more_and_areas_moved_are_shown_and_no_row_changes(
    client: FlaskClient, session: Session, licence: Licence, priya: Person, on_monday: None
) -> None:
    load_catalogue(datetime(2026, 12, 1, tzinfo=UTC))
    gareth = made.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
    for one in (priya, gareth):
        accounts.keep_week(one.id, "2", by=one.id)
    helen = made.person("Helen Ashworth", Role.UNIT_MANAGER)
    session.commit()
    before = rows_of_all()
    assert len(before["slot"]) == 22
    slug = "programme=baby-steps"
    with acting(helen, Role.UNIT_MANAGER):
        autumn = client.get("/forecast/what-if").text
        soon = client.get(f"/forecast/what-if?{slug}&add=3&month=2027-02&to={gareth.id}").text
        reviewed = client.get(f"/forecast/what-if?{slug}&add=3&month=2027-02&to={gareth.id}&weeks=2028-02").text
        move = client.get(f"/forecast/what-if?add=0&from={priya.id}&instead={gareth.id}&since=2027-01").text
        before_it = client.get(f"/forecast/what-if?{slug}&add=3&month=2027-09&weeks=2027-01").text
        odd = client.get("/forecast/what-if?add=x&month=y&to=999999&from=1&instead=999999&programme=none")
    assert "licences more from September 2027, with nobody yet." in autumn
    assert "The 26 weeks begin on 30 August 2027." in autumn
    assert "hours of work would have nobody." in autumn
    assert 'data-l="Hours of work without it"' in autumn
    assert "its reviews, the first on 1 February 2028." in soon
    assert "The 26 weeks begin on 1 February 2027." in soon
    assert "The 26 weeks begin on 31 January 2028." in reviewed
    assert "Week of 31 January: Gareth Llewellyn has 13.5 hours of work and 2 hours." in reviewed
    assert "licences more from February 2027, with Gareth Llewellyn." in soon
    assert "Week of 1 March: Gareth Llewellyn has 4.5 hours of work and 2 hours." in soon
    assert "all areas of Priya Nair with Gareth Llewellyn from January 2027" in move
    assert "Weeks that break with it" in move
    assert "These 26 weeks end before what is asked begins, on 1 September 2027." in before_it
    assert "No other week breaks" not in before_it
    assert odd.status_code == 200
    assert rows_of_all() == before


def test_areas_of_somebody_without_work_in_these_weeks_move_as_asked(
    client: FlaskClient, session: Session, priya: Person, on_monday: None
) -> None:
    helen = made.person("Helen Ashworth", Role.UNIT_MANAGER)
    session.commit()
    with acting(helen, Role.UNIT_MANAGER):
        page = client.get(f"/forecast/what-if?add=0&from={helen.id}&instead={priya.id}&since=2027-02").text
    assert "Asked: all areas of Helen Ashworth with Priya Nair from February 2027." in page
    assert "Nothing is asked yet" not in page


def test_only_a_unit_manager_asks(client: FlaskClient, priya: Person, on_monday: None) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert client.get("/forecast/what-if").status_code == 403
