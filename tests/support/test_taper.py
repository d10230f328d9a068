"""The taper against dates written out by hand: each nation, Easter, Christmas, the 31st, leap years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.core.dates import Nation, add_months
from scaleup.core.errors import Refused
from scaleup.core.holidays import calendar
from scaleup.support.rules import Step, steps_left, taper, taper_refusals

STEPS = (Step(1, 12), Step(2, 6), Step(3, 4))
ENGLAND = calendar(Nation.ENGLAND)


def days(*written: str) -> list[date]:
    """Dates as they are written below."""
    return [date.fromisoformat(day) for line in written for day in line.split()]


def due_days(starts_on: str, ends_on: str, nation: Nation) -> list[date]:
    """The due dates of a standard taper."""
    planned = taper(date.fromisoformat(starts_on), date.fromisoformat(ends_on), STEPS, calendar(nation))
    return [contact.due_on for contact in planned]


def test_marlbury_has_its_22_written_dates():
    assert due_days("2024-04-01", "2027-03-31", Nation.ENGLAND) == days(
        "2024-05-01 2024-06-03 2024-07-01 2024-08-01 2024-09-02 2024-10-01",
        "2024-11-01 2024-12-02 2025-01-02 2025-02-03 2025-03-03 2025-04-01",
        "2025-06-02 2025-08-01 2025-10-01 2025-12-01 2026-02-02 2026-04-01",
        "2026-07-01 2026-10-01 2027-01-04 2027-03-31",
    )


def test_nine_of_marlburys_nominal_dates_fall_on_a_day_without_work():
    planned = taper(date(2024, 4, 1), date(2027, 3, 31), STEPS, ENGLAND)
    assert [contact.sequence for contact in planned if not ENGLAND.is_working(contact.nominal_on)] == [
        2,
        5,
        8,
        9,
        10,
        11,
        13,
        17,
        21,
    ]


def test_scotland_from_the_31st_of_january_passes_st_andrews_day_and_a_leap_year():
    assert due_days("2026-01-31", "2029-01-30", Nation.SCOTLAND) == days(
        "2026-03-02 2026-03-31 2026-04-30 2026-06-01 2026-06-30 2026-07-31",
        "2026-08-31 2026-09-30 2026-11-02 2026-12-01 2026-12-31 2027-02-01",
        "2027-03-31 2027-06-01 2027-08-03 2027-09-30 2027-12-01 2028-01-31",
        "2028-05-02 2028-07-31 2028-10-31 2029-01-30",
    )


def test_scotland_passes_2_january_and_15_june_2026():
    assert due_days("2025-12-02", "2026-02-01", Nation.SCOTLAND)[0] == date(2026, 1, 5)
    assert due_days("2025-12-02", "2026-02-01", Nation.ENGLAND)[0] == date(2026, 1, 2)
    assert due_days("2026-05-15", "2026-06-30", Nation.SCOTLAND) == [date(2026, 6, 16)]
    assert due_days("2026-05-15", "2026-06-30", Nation.WALES) == [date(2026, 6, 15)]


@pytest.mark.parametrize(
    ("nation", "expected"),
    [
        # Good Friday is 3 April 2026; Easter Monday, the 6th, is a working day in Scotland only.
        (Nation.ENGLAND, "2026-04-07"),
        (Nation.WALES, "2026-04-07"),
        (Nation.SCOTLAND, "2026-04-06"),
        (Nation.NORTHERN_IRELAND, "2026-04-07"),
        (Nation.JERSEY, "2026-04-07"),
        (Nation.GUERNSEY, "2026-04-07"),
        (Nation.ISLE_OF_MAN, "2026-04-07"),
    ],
)
def test_a_contact_on_good_friday_waits_until_easter_is_over(nation, expected):
    assert due_days("2026-03-03", "2026-04-30", nation)[0] == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("nation", "starts_on", "expected"),
    [
        (Nation.NORTHERN_IRELAND, "2026-02-17", "2026-03-18"),
        (Nation.NORTHERN_IRELAND, "2026-06-12", "2026-07-14"),
        (Nation.JERSEY, "2025-04-09", "2025-05-12"),
        (Nation.GUERNSEY, "2025-04-09", "2025-05-12"),
        (Nation.JERSEY, "2026-04-09", "2026-05-11"),
        (Nation.ISLE_OF_MAN, "2026-05-05", "2026-06-08"),
        (Nation.ISLE_OF_MAN, "2026-06-06", "2026-07-07"),
        (Nation.WALES, "2026-07-31", "2026-09-01"),
        (Nation.SCOTLAND, "2026-07-03", "2026-08-04"),
        (Nation.SCOTLAND, "2026-07-31", "2026-08-31"),
        (Nation.ENGLAND, "2026-11-25", "2026-12-29"),
        (Nation.ENGLAND, "2027-11-25", "2027-12-29"),
    ],
)
def test_the_first_contact_passes_the_nations_own_days(nation, starts_on, expected):
    first = taper(date.fromisoformat(starts_on), date(2028, 12, 1), STEPS, calendar(nation))[0]
    assert first.due_on == date.fromisoformat(expected)


def test_a_start_on_29_february_keeps_the_29th_where_there_is_one():
    planned = taper(date(2028, 2, 29), date(2032, 2, 28), STEPS, ENGLAND)
    nominal = [contact.nominal_on for contact in planned]
    assert nominal[0] == date(2028, 3, 29)
    assert nominal[11] == date(2029, 2, 28)
    assert nominal[-1] == date(2032, 2, 29)
    assert planned[-1].due_on == date(2032, 2, 27)


def test_the_last_contact_moves_back_when_the_licence_ends_in_a_holiday():
    # 25 to 28 December 2027 are no working days, and the licence ends on the 28th.
    planned = taper(date(2024, 12, 29), date(2027, 12, 28), STEPS, ENGLAND)
    assert planned[-1].nominal_on == date(2027, 12, 29)
    assert planned[-1].due_on == date(2027, 12, 24)
    assert planned[-1].moved_because.startswith("the licence ends on Tuesday 28 December 2027 and ")


def test_the_day_after_the_end_still_has_its_contact_and_the_day_beyond_has_none():
    assert len(taper(date(2024, 4, 1), date(2024, 4, 30), STEPS, ENGLAND)) == 1
    assert len(taper(date(2024, 4, 1), date(2024, 4, 29), STEPS, ENGLAND)) == 0


def test_beyond_the_listed_steps_the_last_interval_repeats():
    planned = taper(date(2024, 4, 1), date(2028, 3, 31), STEPS, ENGLAND)
    assert len(planned) == 26
    assert [contact.interval_months for contact in planned[18:]] == [3] * 8


def test_a_renewed_licence_goes_on_from_the_step_reached():
    assert steps_left(STEPS, 14) == (Step(2, 4), Step(3, 4))
    assert steps_left(STEPS, 22) == (Step(3, 1),)
    assert steps_left(STEPS, 0) == STEPS


def test_the_reason_of_a_shift_names_every_day_that_was_passed_over():
    first = taper(date(2026, 3, 3), date(2026, 4, 30), STEPS, ENGLAND)[0]
    assert first.moved_because == (
        "Friday 3 April 2026 is a bank holiday in England and 4 April 2026 is a Saturday "
        "and Monday 6 April 2026 is a bank holiday in England"
    )


def test_contacts_past_the_announced_bank_holidays_are_provisional():
    planned = taper(date(2027, 1, 4), date(2030, 1, 3), STEPS, ENGLAND)
    assert [contact.provisional for contact in planned] == [contact.due_on.year > 2028 for contact in planned]
    assert planned[-1].provisional


def test_a_closure_day_moves_a_contact():
    closed = calendar(Nation.ENGLAND, closures=[date(2026, 7, 1)])
    first = taper(date(2026, 6, 1), date(2026, 12, 31), STEPS, closed)[0]
    assert first.due_on == date(2026, 7, 2)
    assert first.moved_because == "Wednesday 1 July 2026 is a day on which the unit is closed"


def test_an_end_before_the_start_is_refused_with_both_dates():
    with pytest.raises(Refused, match="The end, Sunday 31 March 2024, lies before the start, Monday 1 April"):
        taper(date(2024, 4, 1), date(2024, 3, 31), STEPS, ENGLAND)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((), "The taper has no step"),
        ((Step(0, 12),), "Step 1 of the taper has 0 months between contacts"),
        ((Step(1, 12), Step(-1, 2)), "Step 2 of the taper has -1 months between contacts"),
        ((Step(1, 0),), "Step 1 of the taper has 0 contacts"),
        ((Step(1, 10**9),), "Step 1 of the taper has 1000000000 contacts"),
    ],
)
def test_a_taper_without_months_or_contacts_is_refused(steps, sentence):
    refusals = taper_refusals(date(2024, 4, 1), date(2027, 3, 31), steps, ENGLAND)
    assert [refusal.field for refusal in refusals] == ["steps"]
    assert refusals[0].message.startswith(sentence)


def test_a_term_beyond_the_known_bank_holidays_is_refused():
    refusals = taper_refusals(date(2024, 4, 1), date(2999, 3, 31), STEPS, ENGLAND)
    assert [(refusal.field, refusal.message) for refusal in refusals] == [
        ("ends_on", "The bank holidays are known from 2012 to 2060. Give a start and an end within these years.")
    ]


nations = st.sampled_from([calendar(nation) for nation in Nation])
starts = st.dates(date(2018, 1, 1), date(2040, 12, 31))
tapers = st.lists(st.builds(Step, st.integers(1, 6), st.integers(1, 14)), min_size=1, max_size=4)


@given(nations, starts, st.integers(0, 2200), tapers)
def test_every_plan_keeps_its_promises(each, starts_on, length, steps):
    ends_on = starts_on + timedelta(days=length)
    planned = taper(starts_on, ends_on, steps, each)
    months = 0
    for number, contact in enumerate(planned, start=1):
        months += contact.interval_months
        assert contact.sequence == number
        assert contact.nominal_on == add_months(starts_on, months)
        assert starts_on <= contact.due_on <= ends_on
        assert each.is_working(contact.due_on)
        assert abs(contact.due_on - contact.nominal_on) <= timedelta(days=8)
        assert bool(contact.moved_because) == (contact.due_on != contact.nominal_on)
    due_on = [contact.due_on for contact in planned]
    assert due_on == sorted(due_on)
    assert add_months(starts_on, months + interval_after(steps, len(planned))) > ends_on + timedelta(days=1)


def interval_after(steps: list[Step], contacts: int) -> int:
    """The interval of the contact that would come next."""
    listed = [step.months_between for step in steps for _ in range(step.contacts)]
    return listed[contacts] if contacts < len(listed) else steps[-1].months_between
