"""A line put off: for how long, why, and what brings it back."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.worklist.rules import Group, Line, Link, Snooze, Target, last_day, parted, refusals

TODAY = date(2026, 11, 23)
LATE = Line(
    group=Group.LATE,
    area="Marlbury",
    what="Contact 20 of 22 has no record",
    why="Every 3 months, with Niamh O’Rourke",
    on=date(2026, 11, 20),
    link=Link(Target.LOG, 7, item_id=20),
    act="Log it",
    key="contact:20",
    stamp="2026-11-20",
)
SNOOZE = Snooze(1, "contact:20", "2026-11-20", date(2026, 11, 30), "Niamh is on leave")


def said(until_on: date, reason: str = "Niamh is on leave", *, text_checked: bool = False) -> list[str]:
    return [each.message for each in refusals(until_on, reason, today=TODAY, text_checked=text_checked)]


def test_a_line_is_put_off_for_at_most_thirty_days() -> None:
    assert last_day(TODAY) == date(2026, 12, 23)
    assert said(date(2026, 12, 23)) == []
    assert said(date(2026, 12, 24)) == [
        "Nothing is put off for more than 30 days. Enter Wednesday 23 December 2026 or an earlier day"
    ]


def test_the_day_is_still_to_come() -> None:
    assert said(date(2026, 11, 24)) == []
    assert said(TODAY) == ["23 November 2026 is not still to come. Enter tomorrow or a later day"]


def test_a_reason_is_needed_and_says_nothing_about_a_family() -> None:
    assert said(date(2026, 11, 30), " ") == ["Say why it can wait: whoever looks at your list reads this sentence"]
    [asked] = said(date(2026, 11, 30), "After the birth on 3/4/2026, dob 3/4/2026")
    assert "date of birth" in asked
    assert said(date(2026, 11, 30), "After the birth on 3/4/2026, dob 3/4/2026", text_checked=True) == []


@pytest.mark.parametrize(
    ("changed", "today", "out"),
    [
        ({}, date(2026, 11, 29), True),
        ({}, date(2026, 11, 30), False),
        ({"stamp": "2026-11-25"}, date(2026, 11, 24), False),
        ({"key": "contact:21"}, date(2026, 11, 24), False),
    ],
)
def test_a_line_is_out_until_its_day_or_until_its_date_changes(changed: dict[str, str], today: date, out: bool) -> None:
    line = replace(LATE, **changed)
    awake, asleep = parted([line], [SNOOZE], today)
    assert (awake == [], [one.line for one in asleep] == [line]) == (out, out)


def test_what_comes_back_first_stands_first() -> None:
    other = replace(LATE, key="action:3", stamp="2026-11-01")
    later = Snooze(2, "action:3", "2026-11-01", date(2026, 12, 1), "Waits for the council")
    _, asleep = parted([other, LATE], [later, SNOOZE], TODAY)
    assert [one.line.key for one in asleep] == ["contact:20", "action:3"]
