"""Time points of Marlbury's groups, and what came in of what was due, on 22 November 2026 (domain.md 7.1)."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.evaluation.rules import (
    Forms,
    Point,
    Share,
    Standing,
    expected,
    points_of,
    refusals_of_day,
    refusals_of_forms,
    refusals_of_giving,
    refusals_of_point,
    share_of,
    standing,
)
from tests.delivery.groups import cancelled, group, held, moved
from tests.factories.programmes import shipped

TODAY = date(2026, 11, 22)
MARLBURY = {
    "G01": (date(2024, 6, 18), 7, (6, 5, 5, 4, 2)),
    "G02": (date(2024, 9, 17), 8, (7, 6, 5, 5, 2)),
    "G03": (date(2025, 1, 14), 6, (5, 5, 4, 3, 2)),
    "G04": (date(2025, 2, 25), 8, (7, 6, 5, 5, 2)),
    "G05": (date(2025, 5, 13), 7, (6, 5, 5, 4, 2)),
    "G06": (date(2025, 9, 16), 7, (6, 5, 5, 4, 2)),
    "G07": (date(2025, 10, 7), 8, (7, 6, 5, 5, 2)),
    "G08": (date(2026, 1, 20), 6, (5, 5, 4, 3, 0)),
    "G09": (date(2026, 3, 3), 8, (7, 6, 5, 5, 0)),
    "G10": (date(2026, 5, 12), 7, (6, 5, 5, 4, 0)),
    "G11": (date(2026, 9, 15), 8, (7, 6, 0, 0, 0)),
    "G12": (date(2026, 10, 6), 7, (6, 5, 0, 0, 0)),
}
DAYS = {
    "G01": ("2024-07-23", "2024-09-17", "2024-10-22", "2025-04-22"),
    "G04": ("2025-04-01", "2025-05-27", "2025-07-01", "2026-01-01"),
    "G08": ("2026-02-24", "2026-04-21", "2026-05-26", "2026-11-26"),
    "G12": ("2026-11-10", "2027-01-05", "2027-02-09", "2027-08-09"),
}


def points(first_on: date) -> tuple[Point, ...]:
    """The time points of a group as planned."""
    return points_of(group(first_on), shipped().time_points)


def point(code: str, first_on: date = date(2024, 6, 18)) -> Point:
    """One of them."""
    return next(one for one in points(first_on) if one.code == code)


@pytest.mark.parametrize("name", DAYS)
def test_the_time_points_of_a_group_follow_from_its_sessions(name):
    found = {one.code: one.due_on.isoformat() for one in points(MARLBURY[name][0])}
    assert tuple(found[code] for code in ("T2", "T3", "T4", "F6")) == DAYS[name]


def test_marlbury_has_so_many_forms_of_those_that_were_due():
    total: dict[str, Share] = {}
    for first_on, families, came in MARLBURY.values():
        for one, received in zip(points(first_on), came, strict=True):
            share = share_of(one, Forms(received), wanted=families, today=TODAY)
            total[one.code] = total.get(one.code, Share()) + share
    assert total == {
        "T1": Share(75, 87),
        "T2": Share(65, 87),
        "T3": Share(48, 72),
        "T4": Share(42, 72),
        "F6": Share(14, 51),
    }
    assert [share.percent for share in total.values()] == [86, 75, 67, 58, 27]


def test_a_session_that_was_held_later_moves_its_time_point_and_a_cancelled_one_does_not():
    planned = group()
    sessions = {one.code: one for one in planned.sessions}
    otherwise = {
        "A6": held(sessions["A6"], days_later=7),
        "H2": moved(sessions["H2"], date(2024, 9, 24)),
        "P3": cancelled(sessions["P3"]),
    }
    changed = replace(planned, sessions=tuple(otherwise.get(one.code, one) for one in planned.sessions))
    found = {one.code: one.due_on for one in points_of(changed, shipped().time_points)}
    assert found == {
        "T1": date(2024, 6, 4),
        "T2": date(2024, 7, 30),
        "T3": date(2024, 9, 24),
        "T4": date(2024, 10, 22),
        "F6": date(2025, 4, 22),
    }


@pytest.mark.parametrize(
    ("forms", "today", "stands"),
    [
        (Forms(), date(2024, 7, 22), Standing.TO_COME),
        (Forms(), date(2024, 7, 23), Standing.IN_TIME),
        (Forms(5), date(2024, 8, 20), Standing.IN_TIME),
        (Forms(5), date(2024, 8, 21), Standing.LATE),
        (Forms(7), date(2024, 8, 21), Standing.SETTLED),
        (Forms(5, {"away": 1, "declined": 1}), date(2024, 8, 21), Standing.SETTLED),
    ],
)
def test_a_time_point_is_late_once_its_28_days_are_over_and_a_form_is_unaccounted_for(forms, today, stands):
    assert standing(point("T2"), forms, wanted=7, today=today) is stands


def test_of_fathers_as_many_are_expected_as_were_asked():
    enrolled = replace(group(), families=7)
    assert expected(enrolled, "mother", Forms()) == 7
    assert expected(enrolled, "father", Forms()) is None
    assert expected(enrolled, "father", Forms(asked=5)) == 5


def test_more_forms_than_families_are_refused():
    (refusal,) = refusals_of_forms(Forms(6, {"away": 2}), wanted=7)
    assert refusal.message.startswith("6 came back and 2 did not: that is more than the 7 who were to give one.")
    assert refusals_of_forms(Forms(6, {"away": 1}), wanted=7) == []


def refused(measure: str, role: str, time_point: str) -> list[str]:
    """Why the measure is not given so."""
    found = next(one for one in shipped().measures if one.code == measure)
    return [one.message for one in refusals_of_giving(shipped(), found, role=role, time_point=time_point)]


def test_the_unborn_baby_is_not_asked_about_after_the_birth():
    assert refused("pai", "mother", "T3") == [
        "Attachment to the unborn baby (PAI) is about the time before the birth, and T3 is after it. "
        "Enter it at T1 and T2."
    ]


def test_the_baby_is_not_asked_about_before_the_birth():
    assert refused("mors", "father", "T2") == [
        "Warmth and invasion (MORS short form) is about the baby that is born; T2 is before the birth. "
        "It is for T3 and T4 and F6."
    ]


def test_a_measure_is_refused_at_another_time_point_and_by_another_parent():
    assert refused("rqi", "mother", "T3") == [
        "Relationship quality (RQI) is not given at T3, but at T1 and T2 and T4 and F6"
    ]
    assert refused("rqi", "mother", "T9") == ["“T9” is no time point of Baby Steps. Use one of T1, T2, T3, T4, F6."]
    assert refused("pai", "father", "T1") == [
        "Attachment to the unborn baby (PAI) is given by a mother, not by a father"
    ]
    assert refused("hads", "partner", "F6") == []


def test_forms_are_taken_in_from_28_days_before():
    assert [one.message for one in refusals_of_point(point("T2"), today=date(2024, 6, 24))] == [
        "T2 is on 23 July 2024. Forms are taken in from 25 June 2024."
    ]
    assert list(refusals_of_point(point("T2"), today=date(2024, 6, 25))) == []
    assert [one.message for one in refusals_of_day(point("T2"), date(2024, 6, 1), today=TODAY)] == [
        "T2 is on 23 July 2024; 1 June 2024 is more than 28 days before it. Check the day, or the time point."
    ]
    assert [one.message for one in refusals_of_day(point("T2"), date(2026, 11, 23), today=TODAY)] == [
        "23 November 2026 is still to come. Enter the day on which it was filled in."
    ]
