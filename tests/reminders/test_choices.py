"""How people want to be written to: hours, one mail a day, and somebody who stands in; nothing is lost by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Area, Implementation
from scaleup.core.dates import LONDON
from scaleup.core.errors import Refused
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft
from scaleup.programmes.service import load_catalogue
from scaleup.reminders import service
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Choices, Manner, arranged, going, hour
from scaleup.support.models import Action
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import look, words_in
from tests.servers import Mailbox

OFFICE = Choices(days=frozenset(range(5)), from_hour=9, until_hour=17)


# --- Hours --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        ("2026-10-01T08:00", "2026-10-01T08:00"),
        ("2026-10-01T07:59", "2026-10-01T08:00"),
        ("2026-10-01T16:00", "2026-10-02T08:00"),
        ("2026-10-02T15:59", "2026-10-02T15:59"),
        ("2026-10-02T16:00", "2026-10-05T08:00"),
        ("2026-10-23T16:00", "2026-10-26T09:00"),
    ],
)
def test_mail_outside_the_hours_waits_for_the_next_ones_in_local_time(at: str, goes: str) -> None:
    then = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert OFFICE.open_at(then) == datetime.fromisoformat(goes).replace(tzinfo=UTC), "clocks go back on 25 October"


def test_an_hour_that_a_clock_change_skips_is_an_hour_later_and_one_that_comes_twice_is_the_first() -> None:
    assert hour(date(2026, 3, 29), 1) == datetime(2026, 3, 29, 1, tzinfo=UTC), "02:00 by the new clock"
    assert hour(date(2026, 10, 25), 1) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert hour(date(2026, 10, 25), 24) == datetime(2026, 10, 26, 0, tzinfo=UTC)


JANUARY_2026, DECEMBER_2035 = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2035-12-31")


@given(
    st.datetimes(JANUARY_2026, DECEMBER_2035),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 23),
    st.integers(1, 24),
)
def test_at_any_minute_of_ten_years_mail_goes_within_the_hours_or_waits_at_most_a_week(
    at: datetime, days: set[int], begins: int, length: int
) -> None:
    choices = Choices(days=frozenset(days), from_hour=begins, until_hour=min(24, begins + length))
    now = at.replace(tzinfo=UTC)
    goes = choices.open_at(now)
    assert now <= goes <= now + timedelta(days=8)
    assert goes.astimezone(LONDON).weekday() in days
    assert choices.open_at(goes) == goes


def test_what_would_be_useless_in_the_next_hours_is_told_in_a_digest() -> None:
    saturday = datetime(2026, 10, 3, 9, tzinfo=UTC)
    monday = datetime(2026, 10, 5, 8, tzinfo=UTC)
    how = [
        going(OFFICE, saturday, expires_at=until, had_digest=False, stood_in_for=False).in_digest
        for until in (None, monday + timedelta(hours=1), monday)
    ]
    assert how == [False, False, True]


# --- With areas and people ----------------------------------------------------------------------------------------

NINE = datetime(2026, 10, 1, 8, tzinfo=UTC)
"""Nine in London, on Thursday 1 October 2026."""


@pytest.fixture
def area(session: Session, clock: Callable[[str], None]) -> Area:
    clock("2026-10-01T08:00:00+00:00")
    load_catalogue(make.LONG_AGO)
    return make.area()


@pytest.fixture
def taking_up(area: Area) -> Implementation:
    return make.implementation(area, manager=make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))


@pytest.fixture
def lead(area: Area, taking_up: Implementation, session: Session) -> Person:
    found = make.lead("Niamh O’Rourke", area)
    session.commit()
    return found


def agree(taking_up: Implementation, owner: Person, *days: date) -> None:
    for day in days:
        plans.agreed(taking_up, day, owner=owner)
    commit.now()


def away_with_a_stand_in(lead: Person, area: Area, session: Session) -> Person:
    """Ada, who stands in for the lead from 30 September to 6 October."""
    deputy = make.lead("Ada Quill", area)
    session.commit()
    choose(lead, Choices(from_hour=9, until_hour=17, stand_in_id=deputy.id))
    accounts.keep_leave(lead.id, date(2026, 9, 30), to_on=date(2026, 10, 6), by=lead.id, today=date(2026, 9, 29))
    return deputy


def choose(person: Person, choices: Choices) -> None:
    service.choose(person.id, choices, today=date(2026, 10, 1), now=NINE)
    commit.now()


def tick(now: datetime, clock: Callable[[str], None]) -> None:
    """The clock says so, and all that is due then has gone."""
    clock(now.isoformat())
    look(now)


def settled(session: Session) -> list[str]:
    return sorted(row for row in session.scalars(select(Message.state)))


def test_a_mail_that_falls_due_outside_the_hours_waits_and_its_instant_is_reckoned_once(
    lead: Person, taking_up: Implementation, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    choose(lead, Choices(days=frozenset({4}), from_hour=13, until_hour=15))
    agree(taking_up, lead, date(2026, 9, 28))
    for minutes in (0, 1, 60):
        tick(NINE + timedelta(minutes=minutes), clock)
    assert mailbox.mails == []
    friday = datetime(2026, 10, 2, 12, tzinfo=UTC)
    assert session.scalars(select(Message.due_at)).all() == [friday]
    tick(friday, clock)
    assert [mail["Subject"] for mail in mailbox.mails] == ["Marlbury: something agreed was due 28 September 2026"]


def test_who_wants_one_mail_a_day_gets_one_and_what_comes_later_waits_for_the_next(
    lead: Person, taking_up: Implementation, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    choose(lead, Choices(manner=Manner.DAILY, days=frozenset(range(5)), from_hour=9, until_hour=17))
    agree(taking_up, lead, date(2026, 9, 28), date(2026, 10, 1))
    tick(NINE, clock)
    assert [mail["Subject"] for mail in mailbox.mails] == ["1 thing is late, 1 is coming"]
    agree(taking_up, lead, date(2026, 10, 1))
    tick(NINE + timedelta(hours=2), clock)
    assert len(mailbox.mails) == 1
    tick(NINE + timedelta(days=1), clock)
    assert len(mailbox.mails) == 2
    assert settled(session) == ["folded"] * 3 + ["sent"] * 2


def test_while_away_the_stand_in_is_told_and_on_return_one_mail_says_what_is_still_open(
    lead: Person,
    area: Area,
    taking_up: Implementation,
    session: Session,
    mailbox: Mailbox,
    clock: Callable[[str], None],
) -> None:
    deputy = away_with_a_stand_in(lead, area, session)
    agree(taking_up, lead, date(2026, 10, 1), date(2026, 10, 2))
    tick(NINE, clock)
    tick(NINE + timedelta(days=1), clock)
    assert mailbox.to(lead.email or "") == []
    [first, second] = mailbox.to(deputy.email or "")
    text = words_in(first)
    assert "You get this because you stand in for Niamh O’Rourke, who is away" in text
    done = session.scalars(select(Action).where(Action.due_on == date(2026, 10, 1))).one()
    assert done.owner_id == lead.id, "what is hers to do stays hers"
    done.done_on = date(2026, 10, 5)
    session.commit()
    tick(datetime(2026, 10, 7, 7, 59, tzinfo=UTC), clock)
    assert mailbox.to(lead.email or "") == []
    tick(datetime(2026, 10, 7, 8, tzinfo=UTC), clock)
    assert {mail["Subject"] for mail in mailbox.to(lead.email or "")} == {
        "Marlbury: something agreed was due 2 October 2026",
        "1 thing is late",
    }, "its third working day is today, and the summary holds it too"
    assert second is not first


def test_a_stand_in_who_cannot_open_the_area_is_told_nothing_and_the_person_is_told_as_ever(
    lead: Person,
    area: Area,
    taking_up: Implementation,
    session: Session,
    mailbox: Mailbox,
    clock: Callable[[str], None],
) -> None:
    deputy = away_with_a_stand_in(lead, area, session)
    for access in area_access(session, deputy):
        access.until_on = date(2026, 9, 30)
    agree(taking_up, lead, date(2026, 10, 1))
    tick(NINE, clock)
    assert mailbox.recipients == [[lead.email]]


def area_access(session: Session, person: Person) -> list[Access]:
    return list(session.scalars(select(Access).where(Access.person_id == person.id)))


def test_nobody_who_cannot_open_ones_areas_can_be_chosen_and_one_day_at_least_is_needed(
    lead: Person, session: Session
) -> None:
    stranger = make.person("Otto Stranger")
    with pytest.raises(Refused) as refused:
        choose(lead, Choices(days=frozenset(), from_hour=9, until_hour=9, stand_in_id=stranger.id))
    assert [one.field for one in refused.value.refusals] == ["days", "until_hour", "stand_in"]


def test_who_can_no_longer_sign_in_has_chosen_nothing_and_stands_in_for_nobody(
    lead: Person, area: Area, session: Session
) -> None:
    deputy, boss = make.lead("Ada Quill", area), make.person("Helen Ashworth", Role.UNIT_MANAGER)
    session.commit()
    choose(lead, Choices(stand_in_id=deputy.id))
    choose(deputy, OFFICE)
    accounts.deactivate(boss.id, person_id=deputy.id, now=NINE)
    session.commit()
    session.expire_all()
    assert [(one.person_id, one.stand_in_id) for one in session.scalars(select(MailChoice))] == [(lead.id, None)]


# --- The page -----------------------------------------------------------------------------------------------------


def test_one_chooses_on_ones_own_page_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    lead: Person, area: Area, session: Session, client: FlaskClient
) -> None:
    deputy = make.lead("Ada Quill", area)
    session.commit()
    sent = {"manner": "daily", "days": ["0", "3"], "from_hour": "10", "until_hour": "9", "stand_in": str(deputy.id)}
    client.application.config["WTF_CSRF_ENABLED"] = False
    with acting(lead, Role.PROJECT_LEAD):
        page = client.get("/me/mail").text
        assert "Nobody gets more than three reminders a day." in page
        assert "Word that a training was cancelled" in page
        assert "Ada Quill" in page
        assert "Days and hours: every day, at any hour" in page
        refused = client.post("/me/mail", data=sent)
        assert refused.status_code == 422
        assert "The last hour lies before the first. Choose a later one." in refused.text
        assert client.post("/me/mail", data=sent | {"until_hour": "12"}).status_code == 303
        away = {f"{name}-{part}": value for name in ("from_on", "to_on") for part, value in DAY_AWAY.items()}
        assert client.post("/me/days-away", data=away).status_code == 303
        page = client.get("/me/mail").text
        assert "You are away on Monday 12 October 2026." in page
        assert "Days and hours: Monday, Thursday, from 10:00 to 12:00" in page
    kept = session.get(MailChoice, lead.id)
    assert kept is not None
    assert (kept.manner, kept.days, kept.from_hour, kept.until_hour, kept.stand_in_id) == (
        "daily",
        "03",
        10,
        12,
        deputy.id,
    )


DAY_AWAY = {"day": "12", "month": "10", "year": "2026"}


# --- What a rule says of how it comes ---------------------------------------------------------------------------------


def of_rule(channel: str, key: str = "1") -> Draft:
    return Draft(dedupe_key=key, kind="reminder of an action", due_at=NINE, person_id=7, values={"channel": channel})


def test_a_rule_for_the_digest_gathers_at_the_hours_of_its_reader() -> None:
    plan = arranged([of_rule("digest"), of_rule("digest", "2")], {}, had_digest=(), covered=(), now=NINE)
    assert [(key, len(some)) for key, some in plan.digests.items()] == [((7, NINE), 2)]
    saturday = datetime(2026, 10, 3, 9, tzinfo=UTC)
    plan = arranged([of_rule("digest")], {7: OFFICE}, had_digest=(), covered=(), now=saturday)
    assert list(plan.digests) == [(7, datetime(2026, 10, 5, 8, tzinfo=UTC))], "nine on Monday"


def test_what_always_comes_waits_for_no_hours_and_no_digest() -> None:
    daily = replace(OFFICE, manner=Manner.DAILY)
    saturday = datetime(2026, 10, 3, 9, tzinfo=UTC)
    plan = arranged([of_rule("always"), of_rule("mail", "2")], {7: daily}, had_digest=(), covered=(), now=saturday)
    assert [draft.dedupe_key for draft in plan.single] == ["1"]
    assert len(plan.digests) == 1
