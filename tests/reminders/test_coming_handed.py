"""What is handed over in the days ahead is reckoned for who has it then, and comes back: it is what then goes.

By hand: Priya Nair is away from Wednesday 6 to Sunday 17 January 2027 and Gareth Llewellyn has her areas. She reads no
mail on Tuesdays. Contacts are due in Leeds on Monday 4, in Hull on Wednesday 6, in York on Friday 8 January, in Leeds
again on Tuesday 12 January and in York again on Friday 29 January.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
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
from scaleup.reminders import service
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Manner
from scaleup.reminders.rules.sentences import handed
from scaleup.reminders.service import Coming
from tests.factories import areas as founded
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import look
from tests.servers import Mailbox

Clock = Callable[[str], None]
Line = tuple[datetime, int | None, str | None, str | None]
CONTACTS = (
    ("Leeds", date(2027, 1, 4)),
    ("Hull", date(2027, 1, 6)),
    ("York", date(2027, 1, 8)),
    ("Leeds", date(2027, 1, 12)),
    ("York", date(2027, 1, 29)),
)
NOW = datetime(2026, 12, 22, 10, tzinfo=UTC)
FROM, TO = date(2027, 1, 6), date(2027, 1, 17)
DAYS = 32


@pytest.fixture
def priya(session: Session, clock: Clock) -> Person:
    clock(NOW.isoformat())
    load_catalogue(make.LONG_AGO)
    return make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def gareth(session: Session) -> Person:
    return make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def three(priya: Person) -> list[Implementation]:
    """Three areas that Priya looks after, each with a lead and its contacts."""
    return plans.three_of(priya, CONTACTS)


def no_tuesdays(person: Person) -> None:
    make.keep(
        MailChoice(
            person_id=person.id,
            manner=Manner.SINGLE,
            days="0234",
            from_hour=10,
            until_hour=17,
            changed_at=make.LONG_AGO,
        )
    )


def hand(of: list[Implementation], to: Person, on_day: date, *, until_on: date | None) -> None:
    wish = handing.Wish([Chosen(one.id, one.manager_id) for one in of], to.id, on_day, until_on)
    found = areas.looked_at(founded.actor(to, Role.UNIT_MANAGER), [one.id for one in of], NOW.date())
    handing.hand_over(wish, found, by=None, now=NOW)
    look(NOW)


def texts(ahead: Coming, area_id: int | None) -> list[Line]:
    """When, to whom, and the whole text, as the simulator has it."""
    found: list[Line] = []
    for line in service.shown(ahead, area_id=area_id).lines:
        _, text = service.text_of(ahead, line.mark, area_id=area_id)
        assert text is not None
        found.append((line.at, line.person_id, text.subject, text.text))
    return sorted(found, key=str)


def sent(session: Session, clock: Clock, *, days: int) -> list[Message]:
    """What went once the days have really passed: a tick at midnight, at nine and at ten."""
    for number in range(days + 1):
        for hour in (0, 9, 10):
            now = NOW.replace(hour=hour) + timedelta(days=number)
            if NOW < now <= NOW + timedelta(days=days):
                clock(now.isoformat())
                commit.each(areas.due_handovers(now.date()), handing.take_over)
                look(now)
    return list(session.scalars(select(Message).where(Message.state == "sent", Message.settled_at > NOW)))


def lines(messages: list[Message]) -> list[Line]:
    found = [(one.settled_at or NOW, one.person_id, one.subject, one.body_text) for one in messages]
    return sorted(found, key=str)


def test_what_is_foreseen_over_a_hand_over_and_back_is_what_is_sent(
    three: list[Implementation], priya: Person, gareth: Person, session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    no_tuesdays(priya)
    hand(three, gareth, FROM, until_on=TO)
    of_people = {one.id: texts(service.coming_to(one.id, NOW, days=DAYS), None) for one in (priya, gareth)}
    went = sent(session, clock, days=DAYS)
    for person_id, before in of_people.items():
        assert before == lines([one for one in went if one.person_id == person_id])
    leeds = [
        (f"{one.settled_at:%d %b}", one.person_id == gareth.id, str(one.values["rule"]))
        for one in went
        if one.area_id == three[0].area_id and one.person_id in (priya.id, gareth.id)
    ]
    assert ("07 Jan", False, "contact_in_7_days") not in leeds, "what waited for her from Tuesday goes to him"
    assert ("06 Jan", True, "contact_in_7_days") in leeds
    assert any(
        "because you look after Leeds" in " ".join((text or "").split()) for _, _, _, text in of_people[gareth.id]
    )
    hers = [at.date() for at, _, _, _ in of_people[priya.id]]
    assert not [day for day in hers if FROM <= day <= TO], "nothing of it goes to her meanwhile"
    assert [day for day in hers if day > TO], "York is hers again"


def test_so_it_is_where_nobody_looks_after_the_area_until_then(
    gareth: Person, three: list[Implementation], session: Session, mailbox: Mailbox, clock: Clock
) -> None:
    make.person("Helen Ashworth", Role.UNIT_MANAGER)
    hull = three[1]
    hull.manager_id = None
    session.commit()
    hand([hull], gareth, FROM, until_on=None)
    before = texts(service.coming_about(hull.area_id, NOW, days=20), hull.area_id)
    assert before == lines([one for one in sent(session, clock, days=20) if one.area_id == hull.area_id])
    assert {person_id for _, person_id, _, _ in before} >= {gareth.id}


def test_a_hand_over_whose_last_day_is_over_before_it_is_carried_out_says_that_nothing_changes() -> None:
    priya, gareth = "Priya Nair", "Gareth Llewellyn"
    days = date(2027, 1, 18), date(2027, 1, 17)
    stays = "1 area was to be with Gareth Llewellyn until Sunday 17 January 2027. That day is over, so it stays with "
    assert handed(*days, priya, gareth, 1) == f"{stays}Priya Nair."
    assert handed(*days, priya, gareth, 2).endswith("That day is over, so they stay with Priya Nair.")
    assert handed(*days[::-1], priya, gareth, 1) == (
        "1 area goes from Priya Nair to Gareth Llewellyn on Sunday 17 January 2027, until Monday 18 January 2027."
    )


def test_a_hand_over_that_would_be_dropped_is_not_reckoned(
    gareth: Person, priya: Person, three: list[Implementation], session: Session, mailbox: Mailbox
) -> None:
    hand(three, gareth, FROM, until_on=None)
    assert service.coming_to(gareth.id, NOW, days=DAYS).mails
    for held in session.scalars(select(RoleHeld).where(RoleHeld.person_id == gareth.id)):
        held.ended_at = NOW
    session.commit()
    assert service.coming_to(gareth.id, NOW, days=DAYS).mails == ()
    late = [one for one in service.coming_to(priya.id, NOW, days=DAYS).mails if one.at.date() > FROM]
    assert late, "they stay with her"


def test_an_area_whose_reminders_are_not_started_sends_neither_of_them_anything(
    three: list[Implementation], priya: Person, gareth: Person, session: Session, mailbox: Mailbox
) -> None:
    hand(three, gareth, FROM, until_on=TO)
    assert service.coming_to(priya.id, NOW, days=DAYS).mails
    assert service.coming_to(gareth.id, NOW, days=DAYS).mails
    for area in session.scalars(select(Area)):
        area.reminders_started_at = None
    session.commit()
    assert service.coming_to(priya.id, NOW, days=DAYS).mails == ()
    assert service.coming_to(gareth.id, NOW, days=DAYS).mails == ()
    assert service.coming_about(three[2].area_id, NOW, days=DAYS).mails, "the area's own page: if they began now"


def test_the_page_shows_the_mails_of_both_and_says_why(
    client: FlaskClient, three: list[Implementation], gareth: Person, session: Session, mailbox: Mailbox
) -> None:
    hand(three, gareth, FROM, until_on=TO)
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        address = f"/people/{gareth.id}/coming-mail"
        page = client.get(address).text
        marks = re.findall(rf"{address}/([0-9a-f]+)", page)
        text = client.get(f"{address}/{marks[0]}").text
    assert "Here everything is reckoned for who looks after them today" not in page
    assert len(marks) > 3
    assert "the implementation manager" in text
