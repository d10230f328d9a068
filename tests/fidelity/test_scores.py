"""Groups whose scores were worked out by hand, told as stories; the sums stand beside them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from scaleup.delivery.rules import Deliverer, Group, SessionRecord
from scaleup.facilitators.rules import Profession
from scaleup.fidelity.rules import (
    Colour,
    Method,
    Part,
    Result,
    Scores,
    area_scores,
    facilitator_scores,
    group_result,
    group_scores,
    scores,
)
from tests.delivery.groups import ACCREDITED, MIDWIFE, SUPPORTER, cancelled, group, held, moved
from tests.factories.programmes import shipped

Act = Callable[[SessionRecord], SessionRecord]
OVER = date(2024, 11, 22)
"""All sessions of Marlbury's first group are due: the last was planned for 22 October 2024."""


def untouched(session: SessionRecord) -> SessionRecord:
    """The session as nobody recorded it."""
    return session


def told(first_on: date = date(2024, 6, 18), *, families: int | None = None, **acts: Act) -> Group:
    """A group held as planned, but for the sessions that are named."""
    planned = group(first_on)
    sessions = tuple(acts.get(one.code, held)(one) for one in planned.sessions)
    return replace(planned, sessions=sessions, families=families)


def on(found: Group, today: date = OVER) -> Scores:
    """The scores of the group."""
    return group_scores(found, shipped(), today=today)


def percents(found: Scores) -> dict[str, Fraction]:
    """Each part in per cent."""
    return {str(part): share.percent for part, share in found.parts.items()}


def short(session: SessionRecord) -> SessionRecord:
    """Held, 90 minutes instead of 120."""
    return held(session, minutes=90)


def late(session: SessionRecord) -> SessionRecord:
    """Held two weeks after its day."""
    return held(session, days_later=14)


def alone(session: SessionRecord) -> SessionRecord:
    """Held by the midwife without a colleague of children's services."""
    return replace(held(session), pair=(MIDWIFE,))


def without(code: str) -> Act:
    """Held without one of its components."""
    return lambda session: replace(held(session), components=frozenset(session.components_planned) - {code})


def test_a_group_that_was_delivered_as_planned_is_green_in_every_part() -> None:
    found = on(told())
    assert percents(found) == {"content": 100, "frequency": 100, "duration": 100, "pairing": 100}
    assert (found.colour, found.lacks, found.counted) == (Colour.GREEN, "", "11 recorded of 11 due")


def test_a_group_with_five_troubles_is_green_still_as_its_worst_part_is() -> None:
    found = on(told(A3=cancelled, A5=late, A6=short, P1=without("changes"), P2=alone))
    # 27 components are planned: A3 brings none of 2, P1 one of 2
    assert found.parts[Part.CONTENT].percent == Fraction(2400, 27)
    # of 11 sessions A3 and A5 were not held in their weeks
    assert found.parts[Part.FREQUENCY].percent == Fraction(900, 11)
    # nine as long as planned, A6 three quarters, A3 nothing
    assert found.parts[Part.DURATION].percent == Fraction(975, 11)
    # A3 had no pair, and P2 half of one
    assert found.parts[Part.PAIRING].percent == Fraction(900, 11)
    assert (found.colour, found.worst) == (Colour.GREEN, (Part.FREQUENCY, Part.PAIRING))


def test_one_more_cancelled_session_makes_it_amber() -> None:
    found = on(told(A3=cancelled, A5=late, A6=short, P1=without("changes"), P2=alone, P3=cancelled))
    assert percents(found) == {
        "content": Fraction(2100, 27),
        "frequency": Fraction(800, 11),
        "duration": Fraction(875, 11),
        "pairing": Fraction(800, 11),
    }
    assert (found.colour, found.counted) == (Colour.AMBER, "11 recorded of 11 due")


def test_a_pair_that_lapsed_half_way_makes_the_group_red_although_all_else_is_well() -> None:
    lapsed = replace(SUPPORTER, accredited=(replace(ACCREDITED[0], until_on=date(2024, 7, 16)),))
    found = on(replace(told(), sessions=tuple(replace(one, pair=(MIDWIFE, lapsed)) for one in told().sessions)))
    # H1 and A1 to A5 were held by 16 July: 6 of 11
    assert found.parts[Part.PAIRING].percent == Fraction(600, 11)
    assert (found.colour, found.worst) == (Colour.RED, (Part.PAIRING,))


def test_what_is_not_due_yet_is_left_out_of_every_sum() -> None:
    running = told(H2=untouched, P1=untouched, P2=cancelled, P3=untouched, A6=short)
    found = on(running, date(2024, 8, 1))
    # H1 and A1 to A6: 17 components, six sessions as long as planned and one three quarters
    assert {part: share.of for part, share in found.parts.items()} == {
        Part.CONTENT: 17,
        Part.FREQUENCY: 7,
        Part.DURATION: 7,
        Part.PAIRING: 7,
    }
    assert found.parts[Part.DURATION].percent == Fraction(675, 7)
    assert found.counted == "7 recorded of 7 due"


def test_what_is_due_and_not_recorded_is_not_known_and_told_beside() -> None:
    found = on(told(A4=untouched, P2=untouched))
    assert percents(found) == {"content": 100, "frequency": 100, "duration": 100, "pairing": 100}
    assert found.counted == "9 recorded of 11 due"


def test_a_moved_session_counts_once_its_new_day_has_come_and_against_its_first_plan() -> None:
    away = told(P3=lambda session: moved(session, date(2024, 11, 12)))
    assert on(away, date(2024, 11, 11)).counted == "10 recorded of 10 due"
    assert on(away, date(2024, 11, 12)).counted == "10 recorded of 11 due"
    kept = on(told(P3=lambda session: held(session, days_later=21)))
    assert kept.parts[Part.FREQUENCY].percent == Fraction(1000, 11)
    assert kept.parts[Part.CONTENT].percent == 100


def test_a_longer_session_makes_good_for_no_shorter_one() -> None:
    found = on(told(A1=short, A2=lambda session: held(session, minutes=240)))
    assert found.parts[Part.DURATION].percent == Fraction(1075, 11)


def test_four_group_sessions_are_not_enough_data_and_five_are() -> None:
    running = told(A6=untouched)
    found = on(running, date(2024, 7, 15))
    assert (found.colour, found.counted) == (None, "5 recorded of 5 due")
    assert found.lacks == "not enough data: 4 group sessions are recorded and 5 are needed"
    assert on(running, date(2024, 7, 16)).colour is Colour.GREEN


def test_one_recorded_session_is_said_in_the_singular() -> None:
    found = on(told(), date(2024, 6, 18))
    assert found.lacks == "not enough data: 1 group session is recorded and 5 are needed"


def test_before_the_first_day_nothing_is_measured() -> None:
    found = on(told(), date(2024, 6, 3))
    assert (found.parts, found.recorded, found.due, found.worst, found.colour) == ({}, 0, 0, (), None)


def test_a_version_that_does_not_say_how_long_sessions_are_gives_no_colour() -> None:
    sessions = [replace(one, minutes_planned=None) for one in told().sessions]
    found = scores(sessions, shipped(), today=OVER)
    assert (found.colour, Part.DURATION in found.parts) == (None, False)
    assert found.lacks == "not enough data: duration cannot be measured by session records"


def test_a_programme_that_goes_by_other_parts_gets_no_colour_by_these() -> None:
    found = scores(told().sessions, shipped("coping-with-crying"), today=OVER)
    assert (found.colour, Part.PAIRING in found.parts) == (None, False)


def test_an_area_is_the_sum_of_its_groups_sessions_and_no_mean_of_means() -> None:
    first = told(families=7)
    second = told(date(2024, 9, 17), families=8, A2=cancelled)
    today = date(2024, 9, 30)
    # of the first group H1, A1 to A6 and H2: 20 components; of the second H1, A1 and A2: 6 of 8
    found = area_scores([first, second], shipped(), today=today)
    assert found.parts[Part.CONTENT].percent == Fraction(2600, 28)
    assert found.parts[Part.FREQUENCY].percent == Fraction(1000, 11)
    assert found.counted == "11 recorded of 11 due"


def test_coverage_stands_beside_and_counts_groups_that_have_begun() -> None:
    first = replace(told(families=7), meeting_criteria=6)
    second, third = told(date(2024, 9, 17), families=8), told(date(2025, 1, 14), families=6)
    found = area_scores([first, second, third], shipped(), today=OVER).coverage
    assert found is not None
    assert (found.families, found.places) == (15, 16)
    assert found.reach == Fraction(9375, 100)
    assert found.criteria == Fraction(600, 7)


def test_coverage_never_changes_the_colour() -> None:
    assert on(told(families=0)).colour is on(told(families=8)).colour is Colour.GREEN


def test_a_group_of_which_nobody_told_the_families_is_no_empty_group() -> None:
    found = on(told()).coverage
    assert found is not None
    assert found.reach is found.criteria is None


def test_a_facilitator_is_scored_by_the_sessions_that_they_delivered_or_were_to() -> None:
    stand_in = Deliverer(3, Profession.SOCIAL_WORKER, ACCREDITED)

    def stood_in(session: SessionRecord) -> SessionRecord:
        return replace(short(session), pair=(MIDWIFE, stand_in))

    def not_held(session: SessionRecord) -> SessionRecord:
        return replace(cancelled(session), pair=(MIDWIFE, stand_in))

    groups = [told(A1=stood_in, A2=stood_in, A3=not_held)]
    of_stand_in = facilitator_scores(3, groups, shipped(), today=OVER)
    assert of_stand_in.parts[Part.DURATION].percent == 50
    assert (of_stand_in.counted, of_stand_in.colour) == ("3 recorded of 3 due", None)
    assert facilitator_scores(2, groups, shipped(), today=OVER).counted == "8 recorded of 8 due"
    assert facilitator_scores(1, groups, shipped(), today=OVER).counted == "11 recorded of 11 due"
    assert facilitator_scores(1, groups, shipped(), today=OVER).coverage is None


def test_a_group_that_is_over_gives_one_result_its_worst_part_on_its_last_day() -> None:
    amber = told(A3=cancelled, A5=late, P3=cancelled)
    assert group_result(amber, shipped(), today=date(2024, 10, 21)) is None
    assert group_result(amber, shipped(), today=date(2024, 10, 22)) == Result(
        date(2024, 10, 22), Method.SELF_REPORT, Fraction(800, 11), Colour.AMBER
    )


def test_a_group_of_which_too_little_is_recorded_gives_no_result() -> None:
    assert group_result(group(), shipped(), today=OVER) is None


@pytest.mark.parametrize(
    ("today", "counted"),
    [
        (date(2024, 7, 23), "6 recorded of 7 due"),
        (date(2024, 10, 30), "10 recorded of 11 due"),
        (date(2024, 10, 31), "11 recorded of 11 due"),
    ],
)
def test_scores_of_an_earlier_day_do_not_know_what_was_held_later(today: date, counted: str) -> None:
    later = told(A6=lambda session: held(session, days_later=100))
    assert on(later, today).counted == counted
