"""The calendar in the product: months, weeks and lists, whose they are, and what is said of each day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Leave, Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Area, Implementation
from scaleup.licences.models import Licence
from scaleup.portfolio.rules.calendar import Entry, Hours, Kind, Look, contact_stands
from scaleup.portfolio.rules.months import View, by_day, day_named, period, sentence, view_named, weeks
from scaleup.support.models import Contact
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import marlbury, niamh, priya, taking_up
from tests.factories.plans import slot

__all__ = ["marlbury", "niamh", "priya", "taking_up"]

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday_23_november(clock: Callable[[str], None]) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def licence(taking_up: Implementation) -> Licence:
    return made.licence(taking_up)


def entry(*days: Hours, words: str = "support contact 1 of 22", kind: Kind = Kind.CONTACT, state: str = "") -> Entry:
    return Entry(kind, "contact-1", 1, days, "Marlbury", words, "/areas/1/plan", state=state)


# --- The rules --------------------------------------------------------------------------------------------------------


def test_a_month_is_drawn_from_a_monday_to_a_sunday_and_leads_to_its_neighbours() -> None:
    november = period(View.MONTH, TODAY)
    assert (november.name, november.first_on, november.last_on) == (
        "November 2026",
        date(2026, 11, 1),
        date(2026, 11, 30),
    )
    assert november.shown == (date(2026, 10, 26), date(2026, 12, 6))
    assert (november.before_on, november.after_on) == (date(2026, 10, 1), date(2026, 12, 1))
    assert period(View.LIST, date(2026, 12, 31)).after_on == date(2027, 1, 1)


def test_a_week_begins_on_monday_and_is_named_by_its_days() -> None:
    week = period(View.WEEK, date(2026, 12, 31))
    assert (week.first_on, week.last_on, week.name) == (
        date(2026, 12, 28),
        date(2027, 1, 3),
        "Mon 28 Dec 2026 to Sun 3 Jan 2027",
    )
    assert (week.before_on, week.after_on) == (date(2026, 12, 21), date(2027, 1, 4))


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_an_address_that_names_no_day_shows_today(text: str) -> None:
    assert (day_named(text, TODAY), view_named(text)) == (TODAY, View.MONTH)


def test_weekends_are_drawn_only_where_something_stands_on_one() -> None:
    november = period(View.MONTH, TODAY)
    assert {len(week) for week in weeks(november, {}, {})} == {5}
    saturday = date(2026, 11, 28)
    assert {len(week) for week in weeks(november, {saturday: [entry(Hours(saturday))]}, {})} == {7}


def test_a_day_of_a_month_shows_four_entries_and_says_how_many_more_a_week_shows_all() -> None:
    found = {TODAY: [entry(Hours(TODAY))] * 6}
    [day] = [day for week in weeks(period(View.MONTH, TODAY), found, {}) for day in week if day.on == TODAY]
    assert (len(day.entries), day.more) == (4, 2)
    [day] = [day for week in weeks(period(View.WEEK, TODAY), found, {}) for day in week if day.on == TODAY]
    assert (len(day.entries), day.more) == (6, 0)


def test_what_has_no_hour_comes_first_and_an_event_stands_on_each_of_its_days() -> None:
    tuesday = date(2026, 11, 24)
    early, late = (Hours(TODAY, time(hour), time(hour + 1)) for hour in (9, 14))
    found = by_day([entry(late), entry(early, Hours(tuesday, time(9), time(16))), entry(Hours(TODAY))])
    assert [one.days[0].starts for one in found[TODAY]] == [None, time(9), time(14)]
    assert [one.days for one in found[tuesday]] == [(Hours(tuesday, time(9), time(16)),)]


def test_the_sentence_counts_what_stands_and_what_is_late_or_was_missed() -> None:
    november = period(View.MONTH, TODAY)
    found = by_day(
        [
            entry(Hours(TODAY)),
            entry(Hours(TODAY), state="late"),
            entry(Hours(TODAY), state="missed"),
            entry(Hours(TODAY), kind=Kind.LICENCE),
            entry(Hours(date(2026, 12, 1)), kind=Kind.TRAINING),
        ]
    )
    assert sentence(november, found) == "3 contacts, 1 end of a licence; 1 is late; 1 was missed."
    assert sentence(november, {}) == "nothing is planned."


@pytest.mark.parametrize(
    ("state", "on_day", "said"),
    [
        ("held", date(2026, 11, 2), ("held", Look.DONE)),
        ("missed", date(2026, 11, 2), ("missed", Look.LATE)),
        ("open", date(2026, 11, 20), ("late", Look.LATE)),
        ("open", date(2026, 11, 23), ("today", Look.SOON)),
        ("open", date(2026, 11, 24), ("", Look.IDLE)),
    ],
)
def test_how_a_contact_stands_is_said_in_a_word_and_a_shape(state: str, on_day: date, said: tuple[str, Look]) -> None:
    assert contact_stands(state, on_day, TODAY) == said


# --- The page ---------------------------------------------------------------------------------------------------------


def test_states_are_words_and_what_was_held_stands_on_its_day(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    held = slot(licence, 1, date(2026, 11, 3), state="held")
    made.keep(
        Contact(
            implementation_id=licence.implementation_id,
            area_id=licence.area_id,
            slot_id=held.id,
            held_on=date(2026, 11, 5),
            channel="call",
            outcome="held",
            entered_at=NOW,
        )
    )
    slot(licence, 2, date(2026, 11, 20))
    slot(licence, 3, date(2026, 11, 26), at_time=time(14, 30))
    session.commit()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        month = client.get("/calendar").text
        listed = client.get("/calendar?view=list").text
        week = client.get("/calendar?view=week&on=2026-11-05").text
    assert "November 2026: 3 contacts; 1 is late." in month
    assert "14:30 Marlbury: contact 3 of 3" in month
    assert [word in listed for word in ("Thu 5 Nov", "held", "late", "to come")] == [True] * 4
    assert ("Tue 3 Nov" in listed, "contact 1 of 3" in week) == (False, True)


def test_bank_holidays_closure_days_and_leave_are_named(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    made.implementation(made.area("Kelso", "Scotland"), manager=priya)
    areas.add_closure_day("all", date(2026, 12, 24), reason="The unit moves house", by=None)
    made.keep(Leave(person_id=priya.id, from_on=date(2026, 12, 8), to_on=date(2026, 12, 9)))
    session.commit()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        text = client.get("/calendar?view=list&on=2026-12-01").text
    for words in (
        "Tue 8 Dec: Priya Nair is away",
        "Thu 24 Dec: The unit moves house",
        "Fri 25 Dec: Christmas Day",
        "Mon 28 Dec: Boxing Day",
    ):
        assert words in text
    assert "Nothing stands in December 2026" in text
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "St Andrew’s Day (Scotland)" in client.get("/calendar").text


def test_an_empty_page_says_what_comes_next_and_one_that_is_over_does_not(
    client: FlaskClient, session: Session, licence: Licence, niamh: Person
) -> None:
    slot(licence, 21, date(2027, 1, 4))
    with acting(niamh, Role.PROJECT_LEAD):
        month = client.get("/calendar?on=2026-11-23").text
        assert "The next is on" in month
        assert "Monday 4 January 2027" in month
        assert "The next is on" not in client.get("/calendar?on=2027-01-04").text
        assert "The next is on" not in client.get("/calendar?on=2026-09-01").text


def test_what_comes_next_may_stand_on_a_day_of_the_next_month_that_the_page_shows(
    client: FlaskClient, session: Session, licence: Licence, niamh: Person
) -> None:
    slot(licence, 20, date(2026, 12, 2))
    slot(licence, 21, date(2026, 12, 15))
    session.commit()
    with acting(niamh, Role.PROJECT_LEAD):
        month = client.get("/calendar?on=2026-11-23").text
    assert "November 2026: nothing is planned." in month
    assert "Wednesday 2 December 2026</a>: " in month
    assert "Tuesday 15 December 2026" not in month


def test_a_unit_manager_reads_anybodys_calendar_and_others_their_own_alone(
    client: FlaskClient, session: Session, priya: Person, niamh: Person, marlbury: Area, licence: Licence
) -> None:
    helen = made.person("Helen Ashworth", Role.UNIT_MANAGER)
    kelso = made.area("Kelso", "Scotland")
    slot(licence, 3, date(2026, 11, 26))
    session.commit()
    with acting(helen, Role.UNIT_MANAGER):
        assert "contact 3 of 3" not in client.get("/calendar").text
        theirs = client.get(f"/calendar?person={priya.id}").text
        assert "contact 3 of 3" in client.get(f"/calendar?area={marlbury.id}").text
    assert ("Calendar of Priya Nair" in theirs, "contact 3 of 3" in theirs) == (True, True)
    with acting(niamh, Role.PROJECT_LEAD):
        assert "contact 3 of 3" in client.get("/calendar").text
        assert client.get(f"/calendar?person={priya.id}").status_code == 404
        assert client.get(f"/calendar?area={kelso.id}").status_code == 404


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_five_hundred_entries_are_asked_for_like_one(
    client: FlaskClient, session: Session, statements: Statements, priya: Person, licence: Licence
) -> None:
    slot(licence, 1, date(2026, 11, 24))
    session.commit()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        client.get("/calendar")
        statements.clear()
        client.get("/calendar")
        few = list(statements)
        for number in range(25):
            under = made.implementation(made.area(f"Area {number}"), manager=priya)
            of = made.licence(under, number=f"BS-{number + 100}")
            for sequence in range(1, 21):
                slot(of, sequence, date(2026, 11, 2) + timedelta(days=sequence))
        session.commit()
        statements.clear()
        answer = client.get("/calendar?view=list").text
    assert answer.count("support contact") >= 500
    assert len(few) <= 12
    assert len(statements) == len(few)
