"""When reminders fall due, until when they are worth sending, and who is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from scaleup.core.dates import Calendar, Nation
from scaleup.core.holidays import calendar
from scaleup.programmes.rules import (
    Expiry,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderRule,
    ReminderSubject,
    Says,
    Shift,
    Side,
    Unit,
)
from scaleup.reminders.rules import People, Rung, Subject, due, recipients, rungs

ENGLAND = calendar(Nation.ENGLAND)
SCOTLAND = calendar(Nation.SCOTLAND)


def contact_rule(code: str, offset: Offset, *told: Recipient, expires: Expiry) -> ReminderRule:
    return ReminderRule(
        code=code,
        subject=ReminderSubject.CONTACT,
        anchor=ReminderAnchor.DUE_ON,
        offset=offset,
        recipients=told,
        expires=expires,
        if_not_working=Shift.EARLIER,
    )


BOTH = (Recipient.PROJECT_LEAD, Recipient.IMPLEMENTATION_MANAGER)
WEEK = contact_rule("7-days", Offset(7, Unit.DAYS, Side.BEFORE), *BOTH, expires=Expiry.ANCHOR)
TODAY = contact_rule("today", Offset(0, Unit.DAYS, Side.AFTER), *BOTH, expires=Expiry.NEXT_WORKING_DAY)
LATE = contact_rule(
    "3-late", Offset(3, Unit.WORKING_DAYS, Side.AFTER), Recipient.IMPLEMENTATION_MANAGER, expires=Expiry.NEXT_RUNG
)
LATER = contact_rule("10-late", Offset(10, Unit.WORKING_DAYS, Side.AFTER), Recipient.UNIT_MANAGER, expires=Expiry.NEVER)
RULES = (WEEK, TODAY, LATE, LATER)
PEOPLE = People(project_leads=(1,), manager_id=2, unit_managers=(3, 4))


def contact(due_on: date) -> Subject:
    return Subject(ReminderSubject.CONTACT, 7, 1, due_on, area_id=5, begun_at=datetime(2024, 4, 1, tzinfo=UTC))


def by_code(due_on: date, nation: Calendar = ENGLAND) -> dict[str, Rung]:
    return {rung.rule.code: rung for rung in rungs(contact(due_on), RULES, nation)}


def told(due_on: date, now: datetime, people: People = PEOPLE) -> set[tuple[str, int]]:
    found = due(contact(due_on), RULES, calendar=ENGLAND, people=people, begin=now, end=now)
    return {(telling.rung.rule.code, telling.person_id) for telling in found}


def test_a_week_before_is_nine_in_the_morning_london_time() -> None:
    rung = by_code(date(2027, 1, 13))["7-days"]
    assert rung.due_at == datetime(2027, 1, 6, 9, tzinfo=UTC)
    assert rung.expires_at == datetime(2027, 1, 13, 9, tzinfo=UTC)


def test_nine_in_the_morning_stays_nine_in_summer() -> None:
    assert by_code(date(2026, 7, 15))["today"].due_at == datetime(2026, 7, 15, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_on", "first"),
    [
        (date(2026, 3, 30), datetime(2026, 3, 30, 8, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 9, tzinfo=UTC)),
    ],
)
def test_the_first_monday_after_each_clock_change_is_still_nine(due_on: date, first: datetime) -> None:
    assert by_code(due_on)["today"].due_at == first


def test_a_week_before_a_bank_holiday_goes_the_working_day_before() -> None:
    # Contact on Monday 4 January 2027; a week before is Monday 28 December, the substitute for Boxing Day.
    assert by_code(date(2027, 1, 4))["7-days"].due_at == datetime(2026, 12, 24, 9, tzinfo=UTC)


def test_three_working_days_late_counts_the_nations_own_days() -> None:
    # Wednesday 30 December 2026: in Scotland Friday 1 January and, for Saturday the 2nd, Monday 4 January are free.
    assert by_code(date(2026, 12, 30))["3-late"].due_at == datetime(2027, 1, 5, 9, tzinfo=UTC)
    assert by_code(date(2026, 12, 30), SCOTLAND)["3-late"].due_at == datetime(2027, 1, 6, 9, tzinfo=UTC)


def test_each_rung_is_worth_sending_until_the_next_says_more_and_the_last_for_ever() -> None:
    rung = by_code(date(2026, 11, 2))
    assert rung["today"].expires_at == datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert rung["3-late"].expires_at == rung["10-late"].due_at == datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert rung["10-late"].expires_at is None


def test_before_nine_nobody_is_told_and_from_nine_both_are() -> None:
    assert told(date(2026, 11, 23), datetime(2026, 11, 23, 8, 59, tzinfo=UTC)) == {("7-days", 1), ("7-days", 2)}
    assert told(date(2026, 11, 23), datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == {("today", 1), ("today", 2)}


def test_after_a_month_of_standstill_only_the_last_rung_is_told() -> None:
    assert told(date(2026, 11, 2), datetime(2026, 12, 2, 11, tzinfo=UTC)) == {("10-late", 3), ("10-late", 4)}


def test_without_a_project_lead_the_manager_is_told_once_and_without_one_the_unit_managers() -> None:
    assert tuple(recipients(WEEK, contact(date(2026, 11, 2)), People((), 2, (3, 4)))) == (2,)
    assert tuple(recipients(WEEK, contact(date(2026, 11, 2)), People((), None, (3, 4)))) == (3, 4)


def test_a_lead_who_is_also_the_manager_is_told_once() -> None:
    assert tuple(recipients(WEEK, contact(date(2026, 11, 2)), People((2,), 2, ()))) == (2,)


def test_what_was_late_for_good_before_an_area_began_is_not_told() -> None:
    began = datetime(2026, 11, 20, 14, tzinfo=UTC)
    old = Subject(ReminderSubject.CONTACT, 7, 1, date(2026, 10, 1), area_id=5, begun_at=began)
    recent = Subject(ReminderSubject.CONTACT, 8, 1, date(2026, 11, 10), area_id=5, begun_at=began)
    now = datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert due(old, RULES, calendar=ENGLAND, people=PEOPLE, begin=now, end=now) == []
    assert {one.rung.rule.code for one in due(recent, RULES, calendar=ENGLAND, people=PEOPLE, begin=now, end=now)} == {
        "10-late"
    }


AGENDA = replace(
    contact_rule("agenda", Offset(3, Unit.WORKING_DAYS, Side.BEFORE), Recipient.PROJECT_LEAD, expires=Expiry.START),
    says=Says.AGENDA,
)


def told_with_agenda(now: datetime, at: time | None = None) -> set[tuple[str, int]]:
    """Of a contact on Wednesday 13 January 2027."""
    subject = replace(contact(date(2027, 1, 13)), at=at)
    found = due(subject, (WEEK, AGENDA, TODAY), calendar=ENGLAND, people=PEOPLE, begin=now, end=now)
    return {(one.rung.rule.code, one.person_id) for one in found}


def test_an_agenda_goes_three_working_days_before_over_a_weekend_and_stands_for_the_notice_of_a_week() -> None:
    assert told_with_agenda(datetime(2027, 1, 8, 8, 59, tzinfo=UTC)) == {("7-days", 1), ("7-days", 2)}
    assert told_with_agenda(datetime(2027, 1, 8, 9, tzinfo=UTC)) == {("agenda", 1), ("7-days", 2)}


def test_an_agenda_is_worth_sending_until_the_contact_begins() -> None:
    noon = datetime(2027, 1, 13, 12, tzinfo=UTC)
    assert told_with_agenda(noon) == {("today", 1), ("today", 2)}
    assert told_with_agenda(noon, at=time(14, 30)) == {("agenda", 1), ("today", 1), ("today", 2)}
    assert ("agenda", 1) not in told_with_agenda(datetime(2027, 1, 13, 14, 30, tzinfo=UTC), at=time(14, 30))


def test_over_the_month_ahead_both_the_notice_and_the_agenda_are_foreseen() -> None:
    begin, end = datetime(2026, 12, 20, 9, tzinfo=UTC), datetime(2027, 1, 19, 9, tzinfo=UTC)
    found = due(contact(date(2027, 1, 13)), (WEEK, AGENDA), calendar=ENGLAND, people=PEOPLE, begin=begin, end=end)
    assert [(one.rung.rule.code, one.person_id) for one in found] == [("7-days", 1), ("7-days", 2), ("agenda", 1)]


def test_a_version_without_a_rule_for_something_never_reminds_of_it() -> None:
    action = Subject(ReminderSubject.ACTION, 7, 1, date(2026, 11, 2), area_id=5)
    assert rungs(action, RULES, ENGLAND) == []
    assert rungs(action, (), ENGLAND) == []
