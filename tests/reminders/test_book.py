"""The unit's rules over the catalogue's, and what repeats until it is settled: the pure part."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.programmes.rules import (
    Expiry,
    Offset,
    Recipient,
    ReminderSubject,
    Side,
    Unit,
)
from scaleup.reminders.rules import (
    People,
    Repeat,
    Subject,
    UnitRule,
    due,
    effective,
    faults,
    from_terms,
    next_code,
    rhythm_of,
    rungs,
    terms_of,
)
from tests.factories.rules import LATE

ENGLAND = calendar(Nation.ENGLAND)
PEOPLE = People(project_leads=(1,), manager_id=2, unit_managers=(3,))
WEEKLY = replace(LATE, repeat=Repeat(every=5, unit=Unit.WORKING_DAYS, most=3))


def contact(due_on: date) -> Subject:
    return Subject(ReminderSubject.CONTACT, 7, 1, due_on, area_id=5, begun_at=datetime(2024, 4, 1, tzinfo=UTC))


def test_it_is_told_again_every_five_working_days_over_christmas_and_at_most_three_times() -> None:
    # Friday 11 December 2026; three working days after is Wednesday 16; 25 and 28 December and 1 January are free.
    days = [rung.due_at.date() for rung in rungs(contact(date(2026, 12, 11)), [WEEKLY], ENGLAND)]
    assert days == [date(2026, 12, 16), date(2026, 12, 23), date(2027, 1, 4), date(2027, 1, 11)]


def test_each_time_is_worth_telling_until_the_next_and_the_last_for_good() -> None:
    found = rungs(contact(date(2026, 12, 11)), [WEEKLY], ENGLAND)
    assert [rung.expires_at for rung in found] == [*(rung.due_at for rung in found[1:]), None]


def test_a_repeat_every_calendar_day_is_told_on_monday_once_for_the_whole_weekend() -> None:
    daily = replace(LATE, repeat=Repeat(every=1, unit=Unit.DAYS, most=5))
    found = rungs(contact(date(2026, 11, 10)), [daily], ENGLAND)
    assert [(rung.due_at.date(), rung.step) for rung in found] == [
        (date(2026, 11, 13), 0),
        (date(2026, 11, 16), 1),
        (date(2026, 11, 17), 2),
        (date(2026, 11, 18), 3),
    ]


def test_two_rules_on_one_day_both_go_and_stand_until_a_later_day() -> None:
    first = replace(LATE, code="first", expires=Expiry.NEXT_RUNG)
    second = replace(first, code="second", recipients=(Recipient.UNIT_MANAGER,))
    later = replace(LATE, code="later", offset=Offset(10, Unit.WORKING_DAYS, Side.AFTER))
    found = {rung.rule.code: rung for rung in rungs(contact(date(2026, 11, 2)), [first, second, later], ENGLAND)}
    assert found["first"].expires_at == found["second"].expires_at == found["later"].due_at


def test_the_unit_s_version_for_one_programme_lies_over_that_for_all_and_that_over_the_catalogue() -> None:
    everywhere = replace(LATE, number=1, expires=Expiry.NEXT_RUNG)
    baby_steps = replace(LATE, number=1, programme="baby-steps", is_on=False)
    own = {(LATE.code, ""): everywhere, (LATE.code, "baby-steps"): baby_steps}
    assert effective([LATE], {}, "baby-steps") == (LATE,)
    assert effective([LATE], own, "baby-steps") == ()
    assert effective([LATE], own, "minding-the-baby") == (everywhere,)


def test_a_rule_that_the_unit_added_acts_in_its_programme_and_an_edit_never_adds_one_to_an_older_version() -> None:
    added = replace(LATE, code="own_1", number=1, programme="baby-steps")
    edited = replace(LATE, code="of_a_newer_version", number=1)
    own = {("own_1", "baby-steps"): added, ("of_a_newer_version", ""): edited}
    assert effective([LATE], own, "baby-steps") == (LATE, added)
    assert effective([LATE], own, "minding-the-baby") == (LATE,)
    assert next_code(["contact_today", "own_1", "own_12"]) == "own_13"


def test_terms_are_read_as_they_were_written() -> None:
    rule = replace(WEEKLY, quiet_until=date(2027, 1, 4))
    assert from_terms(rule.code, terms_of(rule)) == rule


def test_keys_of_repeats_stay_while_the_days_stay_and_change_with_them() -> None:
    first = replace(WEEKLY, number=3, rhythm=3)
    other_people = replace(first, number=4, recipients=(Recipient.UNIT_MANAGER,))
    assert rhythm_of(other_people, first) == 3
    assert rhythm_of(replace(other_people, repeat=Repeat(2, Unit.WORKING_DAYS, 3)), first) == 4


def test_what_cannot_stand_is_said_at_its_field() -> None:
    wrong = replace(
        WEEKLY,
        offset=Offset(3, Unit.DAYS, Side.BEFORE),
        recipients=(),
        repeat=Repeat(0, Unit.DAYS, 99),
    )
    assert [one.field for one in faults(wrong, [])] == ["recipients", "every", "every", "most"]
    assert [one.field for one in faults(replace(LATE, expires=Expiry.ANCHOR), LATE.recipients)] == ["expires"]
    assert faults(WEEKLY, WEEKLY.recipients) == []


def days_from(first: date, most: int) -> st.SearchStrategy[date]:
    return st.integers(0, most).map(lambda days: first + timedelta(days=days))


RULES = st.builds(
    lambda amount, unit, side, repeat, expires: replace(
        LATE,
        offset=Offset(amount, unit, side),
        expires=expires,
        repeat=repeat if side is Side.AFTER else None,
    ),
    st.integers(0, 30),
    st.sampled_from(Unit),
    st.sampled_from(Side),
    st.none() | st.builds(Repeat, every=st.integers(1, 12), unit=st.sampled_from(Unit), most=st.integers(1, 8)),
    st.sampled_from([Expiry.NEXT_RUNG, Expiry.NEVER, Expiry.NEXT_WORKING_DAY]),
)
ANCHORS = days_from(date(2026, 11, 1), 200)
START = datetime(2026, 10, 1, 12, tzinfo=UTC)


@settings(deadline=None)
@given(RULES, ANCHORS)
def test_ticked_day_after_day_each_step_is_told_once_and_none_is_left_out(rule: UnitRule, anchor: date) -> None:
    told: dict[str, datetime] = {}
    for day in range(500):
        now = START + timedelta(days=day)
        for one in due(contact(anchor), [rule], calendar=ENGLAND, people=PEOPLE, begin=now, end=now):
            told.setdefault(one.rung.step_code, now)
    expected = rungs(contact(anchor), [rule], ENGLAND)
    assert set(told) == {rung.step_code for rung in expected if rung.expires_at is None or rung.expires_at > START}
    assert len({rung.step_code for rung in expected}) == len({rung.due_at for rung in expected}) == len(expected)


@given(RULES, ANCHORS, days_from(date(2026, 10, 1), 300), st.none() | days_from(date(2026, 10, 1), 300))
def test_nothing_due_before_a_rule_acts_ever_goes_and_everything_after_does(
    rule: UnitRule, anchor: date, acts: date, quiet: date | None
) -> None:
    acts_from = datetime(acts.year, acts.month, acts.day, 12, tzinfo=UTC)
    changed = replace(rule, acts_from=acts_from, quiet_until=quiet)
    end = START + timedelta(days=600)
    free = due(contact(anchor), [rule], calendar=ENGLAND, people=PEOPLE, begin=START, end=end)
    bound = due(contact(anchor), [changed], calendar=ENGLAND, people=PEOPLE, begin=START, end=end)
    held_back = [one.rung.due_at for one in free if one.rung.due_at < (changed.begins_at or START)]
    assert len(bound) + len(held_back) == len(free), "what goes and what was before is all there is"
    assert all(one.rung.due_at >= acts_from for one in bound)
