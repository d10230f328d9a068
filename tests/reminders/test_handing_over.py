"""An officer is handed over in the week of three due contacts, and has the areas back four weeks later.

By hand: contacts are due in Leeds on Monday 4, in Hull on Wednesday 6, in York on Friday 8 January and again on Friday
5 February 2027. Priya Nair is away from Wednesday 6 to Sunday 31 January; Gareth Llewellyn has her areas. Seven days
before lies on 28 December (a bank holiday: the 24th), 30 December, 1 January (a bank holiday: the 31st) and 29 January.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas import queries as areas
from scaleup.areas import service as handing
from scaleup.areas.models import Area, Implementation
from scaleup.areas.rules import Chosen
from scaleup.outbox.models import Message
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Slot
from tests.factories import areas as founded
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import plan

CONTACTS = (
    ("Leeds", date(2027, 1, 4)),
    ("Hull", date(2027, 1, 6)),
    ("York", date(2027, 1, 8)),
    ("York", date(2027, 2, 5)),
)
FIRST, FROM, TO = date(2026, 12, 23), date(2027, 1, 6), date(2027, 1, 31)


@pytest.fixture(autouse=True)
def before_christmas(clock: Callable[[str], None]) -> None:
    clock("2026-12-22T10:00:00+00:00")


@pytest.fixture
def priya(session: Session) -> Person:
    load_catalogue(make.LONG_AGO)
    return make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def gareth(session: Session) -> Person:
    return make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def three(priya: Person) -> list[Implementation]:
    """Three areas that Priya looks after, each with a lead and its contacts."""
    return plans.three_of(priya, CONTACTS)


def hand(of: list[Implementation], to: Person, on_day: date, *, until_on: date | None, now: datetime) -> None:
    wish = handing.Wish([Chosen(one.id, one.manager_id) for one in of], to.id, on_day, until_on)
    found = areas.looked_at(founded.actor(to, Role.UNIT_MANAGER), [one.id for one in of], now.date())
    handing.hand_over(wish, found, by=None, now=now)
    commit.now()


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def tick(now: datetime) -> None:
    """What a tick does, and all that it plans has gone."""
    commit.each(areas.due_handovers(now.date()), handing.take_over)
    plan(now)


def went(session: Session, now: datetime) -> None:
    """What waits has gone; what it is too late for has not."""
    waits = Message.state == "pending"
    session.execute(update(Message).where(waits, Message.expires_at <= now).values(state="expired"))
    session.execute(update(Message).where(waits).values(state="sent"))
    commit.now()


def told(session: Session, *people: Person) -> list[tuple[str, str, str, str]]:
    """What these were reminded of: day, first name, rule, area; each in the order of time."""
    rows = session.execute(
        select(Message, Person.name, Area.name)
        .join(Person, Person.id == Message.person_id)
        .join(Area, Area.id == Message.area_id)
        .where(
            Message.person_id.in_([one.id for one in people]),
            Message.kind == "reminder of a contact",
            Message.state.not_in(["cancelled", "expired"]),
        )
        .order_by(Message.created_at, Message.id)
    )
    return [(f"{one.created_at:%d %b}", who.split()[0], str(one.values["rule"]), area) for one, who, area in rows]


def days(session: Session, first: date, last: date, *, held_on: date | None = None) -> None:
    """A tick each morning; on `held_on`, before it, every contact that is due by then is held."""
    day = first
    while day <= last:
        if day == held_on:
            session.execute(update(Slot).where(Slot.due_on < day).values(state="held"))
        tick(nine(day))
        went(session, nine(day))
        day += timedelta(days=1)


def test_three_due_contacts_are_reminded_of_whoever_has_the_areas_and_nobody_is_told_twice(
    session: Session, three: list[Implementation], priya: Person, gareth: Person
) -> None:
    hand(three, gareth, FROM, until_on=TO, now=datetime(2026, 12, 22, 10, tzinfo=UTC))
    days(session, FIRST, date(2027, 2, 5), held_on=date(2027, 1, 14))
    assert told(session, priya, gareth) == [
        ("24 Dec", "Priya", "contact_in_7_days", "Leeds"),
        ("30 Dec", "Priya", "contact_in_7_days", "Hull"),
        ("31 Dec", "Priya", "contact_in_7_days", "York"),
        ("04 Jan", "Priya", "contact_today", "Leeds"),
        ("06 Jan", "Gareth", "contact_today", "Hull"),
        ("06 Jan", "Gareth", "contact_in_7_days", "York"),
        ("07 Jan", "Gareth", "contact_3_days_late", "Leeds"),
        ("08 Jan", "Gareth", "contact_today", "York"),
        ("11 Jan", "Gareth", "contact_3_days_late", "Hull"),
        ("13 Jan", "Gareth", "contact_3_days_late", "York"),
        ("29 Jan", "Gareth", "contact_in_7_days", "York"),
        ("01 Feb", "Priya", "contact_in_7_days", "York"),
        ("05 Feb", "Priya", "contact_today", "York"),
    ]


def test_what_somebody_was_told_before_is_not_told_again_when_the_area_comes_back(
    session: Session, three: list[Implementation], priya: Person, gareth: Person
) -> None:
    york = three[2:]
    hand(york, gareth, date(2027, 1, 4), until_on=date(2027, 1, 5), now=datetime(2026, 12, 22, 10, tzinfo=UTC))
    days(session, FIRST, date(2027, 1, 8))
    of_york = [line for line in told(session, priya, gareth) if line[3] == "York"]
    assert of_york == [
        ("31 Dec", "Priya", "contact_in_7_days", "York"),
        ("04 Jan", "Gareth", "contact_in_7_days", "York"),
        ("08 Jan", "Priya", "contact_today", "York"),
    ]


def test_what_still_waits_for_the_one_who_hands_over_goes_to_who_takes_over(
    session: Session, three: list[Implementation], priya: Person, gareth: Person
) -> None:
    hull = three[1]
    tick(nine(FROM))
    assert ("Priya", "contact_today", "Hull") in [line[1:] for line in told(session, priya, gareth)]
    hand([hull], gareth, FROM, until_on=None, now=nine(FROM) + timedelta(minutes=5))
    tick(nine(FROM) + timedelta(minutes=6))
    tick(nine(FROM) + timedelta(minutes=7))
    assert [line[1:] for line in told(session, priya, gareth) if line[3] == "Hull"] == [
        ("Gareth", "contact_today", "Hull")
    ]


def test_the_simulator_says_what_is_to_be_handed_over_in_its_days(
    client: FlaskClient, session: Session, three: list[Implementation], priya: Person, gareth: Person
) -> None:
    hand(three, gareth, FROM, until_on=TO, now=datetime(2026, 12, 22, 10, tzinfo=UTC))
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        of_priya = client.get(f"/people/{priya.id}/coming-mail").text
        of_gareth = client.get(f"/people/{gareth.id}/coming-mail").text
        soon = client.get(f"/people/{priya.id}/coming-mail?days=7").text
        of_hull = client.get(f"/areas/{three[1].area_id}/coming-mail").text
    then = "from Priya Nair to Gareth Llewellyn on Wednesday 6 January 2027, until Sunday 31 January 2027."
    assert f"3 areas go {then}" in of_priya
    assert f"3 areas go {then}" in of_gareth
    assert f"1 area goes {then}" in of_hull
    assert "Each mail below goes to who looks after its area by then." in of_hull
    assert "to Gareth Llewellyn on" not in soon


def ahead_of(area_id: int) -> list[tuple[date, date | None, str, str, int]]:
    return areas.handed_ahead_in(area_id, today=date(2026, 12, 22), days=30)


def test_the_simulator_names_only_what_it_reckons(
    session: Session, three: list[Implementation], priya: Person, gareth: Person
) -> None:
    leeds, hull, york = three
    hand(three, gareth, FROM, until_on=TO, now=datetime(2026, 12, 22, 10, tzinfo=UTC))
    lasting = (FROM, TO, "Priya Nair", "Gareth Llewellyn", 1)
    assert [ahead_of(one.area_id) for one in three] == [[lasting], [lasting], [lasting]]
    hull.closed_on = date(2026, 12, 22)
    york.manager_id = make.person("Colm Daly", Role.IMPLEMENTATION_MANAGER).id
    session.commit()
    assert [ahead_of(one.area_id) for one in three] == [[lasting], [], []]
    priya.deactivated_at = datetime(2026, 12, 22, 10, tzinfo=UTC)
    session.commit()
    assert ahead_of(leeds.area_id) == [(FROM, None, "Priya Nair", "Gareth Llewellyn", 1)], "she cannot have it back"
    of_a_late_day = areas.handed_ahead_in(leeds.area_id, today=date(2027, 1, 7), days=30)
    assert [one[0] for one in of_a_late_day] == [date(2027, 1, 7)], "its day has come: it is reckoned from now"
    for held in session.scalars(select(RoleHeld).where(RoleHeld.person_id == gareth.id)):
        held.ended_at = datetime(2026, 12, 22, 10, tzinfo=UTC)
    session.commit()
    assert ahead_of(leeds.area_id) == []
