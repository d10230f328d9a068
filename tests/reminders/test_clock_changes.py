"""All 20 changes of the clocks in the United Kingdom from 2026 to 2035, minute by minute, 180 minutes around each.

Beside the product stands a reckoning of its own: in London it is an hour later than in UTC from 01:00 UTC on the last
Sunday of March until 01:00 UTC on the last Sunday of October (Summer Time Order 2002), and the days are written out.
An hour that is skipped is taken an hour later; of an hour that comes twice the first is meant. No rule takes another
zone (Jersey, Guernsey and the Isle of Man keep London's clock), so none is tried.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from celery.schedules import schedule
from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from scaleup.accounts.rules import Role
from scaleup.core.base import UtcDateTime
from scaleup.core.dates import DAY, LONDON, Nation, local_date, nine_o_clock
from scaleup.core.holidays import calendar
from scaleup.core.local_days import LocalDay
from scaleup.core.zones import LONDON_LINES, london
from scaleup.extensions import celery
from scaleup.outbox.models import Message, MessageEvent
from scaleup.programmes.rules import Expiry, ReminderSubject
from scaleup.programmes.service import load_catalogue, shipped
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Choices, People, Rung, Subject, due, hour, rungs
from scaleup.reminders.tasks import SCHEDULE
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look
from tests.servers import Mailbox

MARCH = (29, 28, 26, 25, 31, 30, 28, 27, 26, 25)
OCTOBER = (25, 31, 29, 28, 27, 26, 31, 30, 29, 28)
FORWARD = [datetime(2026 + n, 3, day, 1, tzinfo=UTC) for n, day in enumerate(MARCH)]
BACK = [datetime(2026 + n, 10, day, 1, tzinfo=UTC) for n, day in enumerate(OCTOBER)]
CHANGES = sorted(FORWARD + BACK)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
AROUND = [timedelta(minutes=n) for n in range(-90, 90)]
MINUTES = [change + ahead for change in CHANGES for ahead in AROUND]


def ahead_of_utc(at: datetime) -> timedelta:
    """By the law, not by the zone's data."""
    year = at.year - 2026
    return HOUR if FORWARD[year] <= at < BACK[year] else timedelta(0)


def on_the_wall(at: datetime) -> datetime:
    """What a clock in London shows, without a zone."""
    return (at + ahead_of_utc(at)).replace(tzinfo=None)


def meant(day: date, clock: time) -> datetime:
    """The instant of a time on the wall: the first that shows it; one that is skipped is an hour later."""
    shown = datetime.combine(day, clock)
    first = min(
        (at for at in (shown.replace(tzinfo=UTC) - HOUR, shown.replace(tzinfo=UTC)) if on_the_wall(at) == shown),
        default=None,
    )
    return shown.replace(tzinfo=UTC) if first is None else first


def test_there_are_3600_minutes_around_20_changes_and_the_days_are_those_of_the_zone() -> None:
    assert len(MINUTES) == 3600
    for change in CHANGES:
        assert change.weekday() == 6
        before, after = ((change + by).astimezone(LONDON).utcoffset() for by in (-MINUTE, MINUTE))
        assert {before, after} == {timedelta(0), HOUR}


def test_the_date_of_each_minute_is_that_on_the_wall() -> None:
    assert [local_date(at) for at in MINUTES] == [on_the_wall(at).date() for at in MINUTES]


def test_the_databases_give_each_minute_the_date_on_the_wall(session: Session) -> None:
    for change in CHANGES:
        asked = [change + ahead for ahead in AROUND[::30]] + [
            change - MINUTE,
            change - 65 * MINUTE,
            change + 65 * MINUTE,
        ]
        given = union_all(*[select(literal(at, UtcDateTime()).label("at")) for at in asked]).subquery()
        found = dict(session.execute(select(given.c.at, LocalDay(given.c.at))).all())
        assert found == {at: on_the_wall(at).date() for at in asked}


@pytest.mark.parametrize("days", [-2, -1, 0, 1, 2])
def test_nine_in_the_morning_is_nine_on_the_wall_on_the_days_around_each_change(days: int) -> None:
    for change in CHANGES:
        day = change.date() + days * DAY
        assert on_the_wall(nine_o_clock(day)) == datetime.combine(day, time(9))
        assert nine_o_clock(day) == meant(day, time(9))


def test_each_hour_of_the_day_of_a_change_is_an_instant_and_never_goes_back() -> None:
    for change in CHANGES:
        day = change.date()
        hours = [hour(day, number) for number in range(25)]
        assert hours[:24] == [meant(day, time(number)) for number in range(24)]
        assert hours[24] == meant(day + DAY, time(0))
        assert hours == sorted(hours)
        assert hours[24] - hours[0] == (23 if change in FORWARD else 25) * HOUR


@pytest.mark.parametrize(("begins", "ends"), [(0, 24), (1, 2), (1, 3), (2, 3), (0, 1), (2, 24), (9, 17)])
def test_from_each_minute_mail_goes_in_the_hours_of_its_reader_and_no_minute_earlier_than_they_begin(
    begins: int, ends: int
) -> None:
    choices = Choices(from_hour=begins, until_hour=ends)
    for at in MINUTES:
        goes = choices.open_at(at)
        day = on_the_wall(at).date()
        windows = [(hour(day + n * DAY, begins), hour(day + n * DAY, ends)) for n in range(3)]
        assert goes == next(max(at, first) for first, last in windows if at < last)
        skipped = goes in FORWARD and (begins, ends) == (1, 2)
        assert skipped or begins <= on_the_wall(goes).hour < ends


RULES = shipped("baby-steps").reminder_rules
ENGLAND = calendar(Nation.ENGLAND)
PEOPLE = People(project_leads=(1,), manager_id=2, unit_managers=(3,))


def contact(on: date, at: time | None = None) -> Subject:
    begun = datetime(2025, 1, 1, tzinfo=UTC)
    return Subject(ReminderSubject.CONTACT, 7, 1, on, area_id=5, begun_at=begun, at=at)


def test_every_rung_of_a_contact_around_a_change_is_due_at_nine_on_the_wall() -> None:
    for change in CHANGES:
        for days in (-2, 1, 2, 5, 8):
            for rung in rungs(contact(change.date() + days * DAY), RULES, ENGLAND):
                assert on_the_wall(rung.due_at).time() == time(9)


@pytest.mark.parametrize("clock", [time(0, 59), time(1), time(1, 30), time(1, 59), time(2), time(2, 30)])
def test_the_agenda_of_a_contact_on_the_day_of_a_change_is_of_use_until_the_instant_that_is_meant(clock: time) -> None:
    for change in CHANGES:
        found = rungs(contact(change.date(), clock), RULES, ENGLAND)
        [ends] = [rung.expires_at for rung in found if rung.rule.expires is Expiry.START]
        assert ends == meant(change.date(), clock)


def test_ticked_each_minute_around_each_change_and_at_nine_each_rung_begins_once_and_never_comes_back() -> None:
    for change in CHANGES:
        subject = contact(change.date() + DAY, time(14))
        began: dict[str, datetime] = {}
        ended: set[str] = set()
        nines = [nine_o_clock(change.date() + n * DAY) for n in range(-14, 22)]
        ticks = sorted({change + ahead for ahead in AROUND} | {nine + n * MINUTE for nine in nines for n in (-1, 0, 1)})
        for now in ticks:
            found = due(subject, RULES, calendar=ENGLAND, people=PEOPLE, begin=now, end=now)
            standing = {f"{one.rung.rule.code} {one.person_id}" for one in found}
            assert not standing & ended, "what was over is due again"
            ended |= set(began) - standing
            for one in standing - set(began):
                began[one] = now
        expected: dict[str, Rung] = {rung.rule.code: rung for rung in rungs(subject, RULES, ENGLAND)}
        assert {one.split()[0] for one in began} == set(expected)
        assert all(at == expected[one.split()[0]].due_at for one, at in began.items())


def test_the_tick_is_due_every_minute_of_every_change() -> None:
    every = SCHEDULE["reminders.tick"]["schedule"]
    for change in CHANGES:
        for ahead in AROUND:
            now = change + ahead
            entry = schedule(every, nowfun=lambda now=now: now, app=celery)
            assert entry.is_due(now - MINUTE).is_due
            assert not entry.is_due(now - MINUTE / 2).is_due


def test_the_zone_in_our_calendars_has_each_minute_as_it_is_on_the_wall_by_two_parsers() -> None:
    lines = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *LONDON_LINES, "END:VCALENDAR", ""))
    zones = (london().to_tz(), vobject.readOne(lines).vtimezone.tzinfo)
    for at in MINUTES:
        shown = on_the_wall(at)
        if at == meant(shown.date(), shown.time()):  # the first of two that show the same
            assert [zone.utcoffset(shown) for zone in zones] == [ahead_of_utc(at)] * 2, at


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(
    ("change", "at_one", "at_two"),
    [
        (datetime(2026, 10, 25, 1, tzinfo=UTC), "2026-10-25T00:00", "2026-10-25T02:00"),
        (datetime(2028, 3, 26, 1, tzinfo=UTC), "2028-03-26T01:00", "2028-03-26T01:00"),
    ],
)
def test_ticked_through_a_change_each_mail_goes_once_at_the_hour_that_its_reader_chose(
    session: Session,
    mailbox: Mailbox,
    clock: Callable[[str], None],
    change: datetime,
    at_one: str,
    at_two: str,
    dialect: str,
) -> None:
    friday = change.date() - 2 * DAY
    clock((change - 2 * DAY).isoformat())
    load_catalogue(make.LONG_AGO)
    taking_up = make.implementation(make.area(), manager=make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))
    readers = [make.lead(name, make.area(f"Area of {name}")) for name in ("From One", "From Two")]
    for number, reader in enumerate(readers, 1):
        hours = {"from_hour": number, "until_hour": 24, "days": "6", "manner": "single", "changed_at": make.LONG_AGO}
        make.keep(MailChoice(person_id=reader.id, **hours))
        plans.agreed(taking_up, friday, owner=reader)
    session.commit()
    near = {n for n in range(-90, 90) if min(abs(n), abs(n - 60), abs(n + 60)) <= 3 or n % 15 == 0}
    for now in [nine_o_clock(friday), *[change + n * MINUTE for n in sorted(near)]]:
        clock(now.isoformat())
        look(now)
    sent = session.execute(
        select(Message.person_id, MessageEvent.at)
        .join(MessageEvent, MessageEvent.outbox_id == Message.id)
        .where(MessageEvent.to_state == "sent")
    ).all()
    expected = [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (at_one, at_two)]
    assert sorted(sent) == [(reader.id, at) for reader, at in zip(readers, expected, strict=True)]
    assert len(mailbox.mails) == 2
