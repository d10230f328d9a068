"""The stage by its dates, how long it has lasted, and what is usual when some have not gone on yet."""

from datetime import date

import pytest

from scaleup.milestones.rules import Spell, Stage, StageDates, days_in_stage, lasting, median, since, stage

ASKED, ASSESSED = date(2023, 9, 12), date(2023, 10, 17)
OPENED, LICENSED, BEGUN = date(2024, 1, 23), date(2024, 4, 1), date(2024, 7, 9)
MARLBURY = StageDates(ASKED, ASSESSED, OPENED, LICENSED, BEGUN, date(2027, 4, 1))


@pytest.mark.parametrize(
    ("today", "reads", "days"),
    [
        (date(2023, 9, 12), Stage.ENQUIRY, 0),
        (date(2023, 10, 16), Stage.ENQUIRY, 34),
        (date(2023, 10, 17), Stage.READINESS, 0),
        (date(2024, 1, 22), Stage.READINESS, 97),
        (date(2024, 1, 23), Stage.PREPARING, 0),
        (date(2024, 3, 31), Stage.PREPARING, 68),
        (date(2024, 4, 1), Stage.TRAINING, 0),
        (date(2024, 7, 8), Stage.TRAINING, 98),
        (date(2024, 7, 9), Stage.DELIVERING, 0),
        (date(2025, 7, 8), Stage.DELIVERING, 364),
        (date(2025, 7, 9), Stage.EMBEDDED, 0),
        (date(2027, 3, 31), Stage.EMBEDDED, 630),
        (date(2027, 4, 1), Stage.ENDED, 0),
    ],
)
def test_a_stage_begins_on_its_first_day(today: date, reads: Stage, days: int) -> None:
    assert (stage(MARLBURY, today), days_in_stage(MARLBURY, today)) == (reads, days)


def test_delivery_that_began_on_a_leap_day_is_embedded_on_28_february() -> None:
    begun = StageDates(preparing_on=OPENED, training_on=date(2024, 1, 31), delivering_on=date(2024, 2, 29))
    assert stage(begun, date(2025, 2, 27)) is Stage.DELIVERING
    assert stage(begun, date(2025, 2, 28)) is Stage.EMBEDDED


def test_a_pause_is_a_stage_of_its_own_since_it_began() -> None:
    paused = StageDates(ASKED, ASSESSED, OPENED, LICENSED, BEGUN, date(2026, 8, 1), paused=True)
    assert (stage(paused, date(2026, 11, 23)), since(paused, date(2026, 11, 23))) == (Stage.PAUSED, date(2026, 8, 1))


def test_an_area_that_has_taken_up_nothing_is_preparing_since_nobody_knows_when() -> None:
    nothing = StageDates()
    assert (stage(nothing, OPENED), since(nothing, OPENED), days_in_stage(nothing, OPENED)) == (
        Stage.PREPARING,
        None,
        None,
    )


def test_the_middle_is_the_day_by_which_half_went_on() -> None:
    assert median([Spell(days, done=True) for days in (10, 20, 30, 40, 50)]) == 30
    assert median([Spell(20, done=True, count=3), Spell(90, done=True, count=2)]) == 20


def test_what_still_goes_on_makes_the_usual_time_longer_than_leaving_it_out() -> None:
    went_on = [Spell(days, done=True) for days in (10, 20, 30, 40, 50)]
    waiting = [Spell(days, done=False) for days in (35, 60, 70)]
    assert median(went_on) == 30
    assert median(went_on + waiting) == 40
    assert median([*went_on, Spell(5, done=False, count=4)]) == 30


def test_too_few_that_went_on_say_nothing_of_what_is_usual() -> None:
    assert median([Spell(days, done=True) for days in (10, 20, 30, 40)]) is None
    assert median([*(Spell(days, done=True) for days in (1, 2, 3, 4, 5)), Spell(400, done=False, count=20)]) is None
    assert median([]) is None


@pytest.mark.parametrize(
    ("days", "reads"),
    [
        (None, ""),
        (-3, ""),
        (0, "today"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 wk"),
        (55, "7 wk"),
        (61, "2 mo"),
        (700, "23 mo"),
        (735, "2 yr"),
    ],
)
def test_a_time_in_a_stage_is_said_in_few_letters(days: int | None, reads: str) -> None:
    assert lasting(days) == reads
