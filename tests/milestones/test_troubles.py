"""What needs attention, worst first."""

from datetime import date

import pytest

from scaleup.licences.rules import Rest
from scaleup.milestones.rules import Dates, Need, troubles

TODAY = date(2026, 11, 23)


def said(**dates: object) -> list[tuple[str, str]]:
    return [(one.need.value, one.words) for one in troubles(Dates(**dates), TODAY)]  # type: ignore[arg-type]


def test_silence_is_the_good_news() -> None:
    assert said(contact_due_on=date(2026, 12, 7), licence_state="granted", licence_ends_on=date(2029, 3, 31)) == []


@pytest.mark.parametrize(
    ("due_on", "reads"),
    [
        (date(2026, 11, 9), [("late", "Contact 14 days late")]),
        (date(2026, 11, 23), [("soon", "Contact is for today")]),
        (date(2026, 11, 24), [("soon", "Contact is for tomorrow")]),
        (date(2026, 11, 26), [("soon", "Contact in 3 days")]),
        (date(2026, 11, 27), []),
    ],
)
def test_a_contact_is_late_soon_or_quiet(due_on: date, reads: list[tuple[str, str]]) -> None:
    assert said(contact_due_on=due_on) == reads


@pytest.mark.parametrize(
    ("ends_on", "reads"),
    [
        (date(2027, 3, 31), [("late", "Renewal decision 52 days late")]),
        (date(2027, 5, 21), [("late", "Renewal decision 1 day late")]),
        (date(2027, 5, 22), [("soon", "Renewal decision is for today")]),
        (date(2027, 5, 25), [("soon", "Renewal decision in 3 days")]),
        (date(2027, 5, 26), []),
        (date(2026, 9, 24), [("late", "Renewal decision 240 days late")]),
        (date(2026, 9, 23), []),
    ],
)
def test_a_decision_is_wanted_from_180_days_before_to_60_after_the_end(
    ends_on: date, reads: list[tuple[str, str]]
) -> None:
    assert said(licence_state="granted", licence_ends_on=ends_on) == reads
    assert said(licence_state="granted", licence_ends_on=ends_on, renewal="end") == []
    assert said(licence_state="ended", licence_ends_on=ends_on) == []


def test_trained_and_not_delivering_is_a_warning_after_120_days() -> None:
    trained: dict[str, object] = {
        "licence_state": "granted",
        "licence_ends_on": date(2029, 3, 31),
        "trained_on": date(2026, 6, 26),
    }
    assert said(**trained) == [("late", "Trained 150 days ago, no first session")]
    assert said(**trained, started_on=date(2026, 9, 1)) == []
    assert said(**trained | {"trained_on": date(2026, 7, 26)}) == [("soon", "First session is for today")]
    assert said(**trained | {"trained_on": date(2026, 7, 30)}) == []


def test_late_comes_before_soon_and_soon_before_what_rests() -> None:
    found = said(
        licence_state="suspended", action_due_on=date(2026, 11, 20), contact_due_on=date(2026, 11, 25), held=True
    )
    assert found == [
        ("late", "Something agreed is 3 days late"),
        ("soon", "Contact in 2 days"),
        ("held", "Licence suspended"),
        ("held", "Reminders not started"),
    ]


def test_who_has_left_needs_nobody_and_who_paused_is_held_back() -> None:
    gone = {"closed_on": date(2026, 8, 1), "contact_due_on": date(2026, 8, 20)}
    assert said(**gone, exit="lapsed") == []
    assert said(**gone, exit="paused") == [(Need.HELD.value, "Paused")]


@pytest.mark.parametrize(
    ("from_on", "to_on", "reads"),
    [
        (date(2026, 12, 18), date(2027, 1, 8), []),
        (date(2026, 11, 23), date(2026, 11, 23), [("held", "Licence suspended")]),
        (date(2026, 11, 2), None, [("held", "Licence suspended")]),
        (date(2026, 10, 1), date(2026, 11, 22), []),
    ],
)
def test_a_suspension_holds_back_on_its_own_days_alone(
    from_on: date, to_on: date | None, reads: list[tuple[str, str]]
) -> None:
    assert said(licence_state="suspended", rest=Rest(from_on, to_on)) == reads
