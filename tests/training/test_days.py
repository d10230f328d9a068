"""The days of an event as they are typed, and what somebody should see before it is saved."""

from dataclasses import replace
from datetime import date, time

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.training.rules import (
    Day,
    Elsewhere,
    Half,
    Hours,
    Plan,
    Served,
    Span,
    Window,
    days_in_words,
    findings,
    in_words,
    refusals_to_plan,
    usual_days,
)

TODAY = date(2026, 11, 23)
MORNING, AFTERNOON, NOTHING = Hours(time(9, 30), time(12, 30)), Hours(time(13, 30), time(16, 30)), Hours(None, None)
INITIAL = TrainingEvent(
    "initial", "Initial training", 6, TrainingAnchor.LICENCE_START, 0, 3, required=True, accredits=True, keeps=False
)
ENGLAND = calendar(Nation.ENGLAND)
MARLBURY = Served(
    1, "Marlbury", ENGLAND, Window(date(2026, 12, 1), date(2027, 3, 1)), ((date(2026, 12, 1), date(2029, 11, 30)),)
)


def plan(
    *days: Day, areas: tuple[int, ...] = (1,), capacity: int = 12, trainers: tuple[int, ...] = (7,), late: bool = False
) -> Plan:
    return Plan(days, areas, trainers, capacity, venue="Town Hall", late=late)


def whole(line: int, on_day: date) -> Day:
    return Day(line, on_day, MORNING, AFTERNOON)


def refused(wanted: Plan) -> list[tuple[str, str]]:
    return [(one.field, one.message) for one in refusals_to_plan(wanted, [MARLBURY], INITIAL, today=TODAY)]


def test_an_event_of_three_days_begins_with_three_lines_and_a_half_day_with_a_morning() -> None:
    assert usual_days(6) == [(MORNING, AFTERNOON)] * 3
    assert usual_days(1) == [(MORNING, NOTHING)]


def test_a_half_day_of_the_part_is_repeated_once() -> None:
    first, second = (replace(whole(line, date(2026, 12, 8 + line)), repeats=3) for line in (0, 1))
    assert refused(plan(first, replace(second, repeats=2))) == []
    assert refused(plan(first, replace(second, morning=NOTHING))) == [
        ("days-1-repeats", "Day 1 repeats day 3 afternoon already.")
    ]


def test_a_day_that_stands_twice_is_refused_at_the_second() -> None:
    day = date(2026, 12, 8)
    assert refused(plan(whole(0, day), whole(1, day))) == [
        ("days-1-on_day", "8 December 2026 is day 1 already. Enter it once.")
    ]


def test_an_end_before_a_start_and_halves_that_overlap_are_refused_at_their_control() -> None:
    backward = Day(0, date(2026, 12, 8), Hours(time(12, 0), time(9, 0)), NOTHING)
    overlapping = Day(2, date(2026, 12, 9), Hours(time(9, 0), time(14, 0)), AFTERNOON)
    found = refused(plan(backward, overlapping))
    assert [field for field, _ in found] == ["days-0-morning_ends", "days-2-afternoon_starts"]
    assert found[0][1] == "The morning would end at 09:00, but starts at 12:00. Enter a later end."


def test_a_half_without_its_end_and_a_day_without_a_half_say_what_is_missing() -> None:
    open_ended = Day(0, date(2026, 12, 8), Hours(time(9, 0), None), NOTHING)
    empty = Day(1, date(2026, 12, 9), NOTHING, NOTHING)
    assert [field for field, _ in refused(plan(open_ended, empty))] == ["days-0-morning_ends", "days-1-morning_starts"]


def test_a_day_before_today_is_refused_unless_it_is_entered_late() -> None:
    past = whole(0, date(2026, 11, 20))
    [(field, message)] = refused(plan(past))
    assert (field, "20 November 2026 has passed." in message) == ("days-0-on_day", True)
    assert refused(plan(past, late=True)) == []


def test_a_trainer_twice_no_area_and_no_day_are_refused_at_their_field() -> None:
    assert refused(plan(whole(0, date(2026, 12, 8)), trainers=(7, 7)))[0][0] == "trainers"
    assert refused(plan(whole(0, date(2026, 12, 8)), areas=()))[0] == (
        "areas",
        "Choose at least one area that takes part.",
    )
    assert refused(plan())[0] == ("days", "Enter at least one day.")


def test_a_licence_that_is_shorter_than_its_training_is_refused() -> None:
    short = Served(1, "Marlbury", ENGLAND, None, ((date(2026, 1, 1), date(2026, 12, 8)),))
    wanted = plan(whole(0, date(2026, 12, 8)), whole(1, date(2026, 12, 9)))
    [one] = refusals_to_plan(wanted, [short], INITIAL, today=TODAY)
    assert (one.field, "ends on 8 December 2026, before the training does on 9 December 2026" in one.message) == (
        "areas",
        True,
    )


def test_what_should_be_seen_before_is_said_one_by_one() -> None:
    kelso = Served(2, "Kelso", calendar(Nation.SCOTLAND), None, ())
    days = (whole(0, date(2026, 11, 30)), whole(1, date(2026, 12, 5)))
    ruth = Elsewhere("Ruth Adeyemi", "Top-up training", Span(date(2026, 11, 30), Half.AFTERNOON, time(13), time(15)))
    free = Elsewhere("Ruth Adeyemi", "Top-up training", Span(date(2026, 12, 1), Half.AFTERNOON, time(13), time(15)))
    found = findings(
        replace(plan(*days, areas=(1, 2)), capacity=18), [MARLBURY, kelso], [ruth, free], INITIAL, usual=12
    )
    assert found == [
        "Ruth Adeyemi trains at Top-up training on 30 November 2026, 13:00 to 15:00: the two events clash.",
        "Monday 30 November 2026 is a bank holiday in Scotland, and Kelso takes part.",
        "5 December 2026 is a Saturday, and Marlbury and Kelso take part.",
        "It belongs into 1 December 2026 to 1 March 2027 in Marlbury, and these days lie outside.",
        "When Kelso needs it is not known yet: no licence has started.",
        "Kelso has no licence that gives places: nobody can be booked there until it is granted.",
        "The event has 18 places, and the programme trains no more than 12 together.",
        "This event has 4 of the 6 half-days of initial training: nobody becomes accredited by this event alone. "
        "Say at each day which day of the part it repeats, if it is to catch one up.",
    ]


def test_days_and_hours_are_said_as_people_say_them() -> None:
    assert days_in_words([date(2024, 4, 23), date(2024, 4, 24), date(2024, 4, 25)]) == "23 to 25 April 2024"
    assert days_in_words([date(2024, 11, 12), date(2024, 11, 13)]) == "12 and 13 November 2024"
    assert days_in_words([date(2027, 1, 30), date(2027, 2, 2)]) == "30 January 2027 and 2 February 2027"
    assert days_in_words([date(2025, 1, 21)]) == "21 January 2025"
    halves = plan(whole(0, date(2026, 12, 8)), Day(1, date(2026, 12, 9), MORNING, NOTHING)).spans
    assert in_words(halves, "", "")["hours"] == (
        "8 December 09:30 to 12:30 and 13:30 to 16:30; 9 December 09:30 to 12:30"
    )
