"""When a part of the training is complete: nine tenths of its minutes, made up or not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scaleup.training.rules import (
    Attendance,
    Certification,
    Half,
    Requirement,
    Sitting,
    certification,
    out_of_events,
    together,
)

INITIAL = Requirement("Initial training", 90, 6, date(2024, 7, 1))
DAYS = (date(2024, 4, 23), date(2024, 4, 24), date(2024, 4, 25))
A_WEEK_LATER = date(2024, 5, 2)


def register(*attendance: Attendance | None) -> list[Sitting]:
    """Three days of two half-days of three hours each, marked in order."""
    halves = [(number, day, half) for number, day in enumerate(DAYS, 1) for half in Half]
    marks = [*attendance, *[Attendance.PRESENT] * (len(halves) - len(attendance))]
    return [Sitting(number, day, half, 180, mark) for (number, day, half), mark in zip(halves, marks, strict=True)]


def but_last(last: Sitting) -> list[Sitting]:
    return [*register()[:-1], last]


def on(sittings: list[Sitting], day: date = A_WEEK_LATER) -> Certification:
    return certification(sittings, INITIAL, day)


def test_who_attends_every_half_day_completes_the_part_on_its_last_day() -> None:
    found = on(register())
    assert (found.complete_on, found.counted, found.planned) == (date(2024, 4, 25), 1080, 1080)
    assert found.sentence == "Initial training complete on 25 April 2024"


def test_who_misses_an_afternoon_is_told_which_and_until_when_it_can_be_made_up() -> None:
    found = on(but_last(Sitting(3, DAYS[2], Half.AFTERNOON, 180, Attendance.ABSENT)))
    assert (found.complete_on, found.reachable) == (None, False)
    assert found.sentence == (
        "Initial training: misses day 3 afternoon of 25 April 2024; a make-up by 1 July 2024 keeps the place"
    )


def test_excused_is_missing_until_it_is_made_up() -> None:
    assert on(but_last(Sitting(3, DAYS[2], Half.AFTERNOON, 180, Attendance.EXCUSED))).complete_on is None


def test_a_make_up_completes_the_part_on_its_own_day_and_not_before() -> None:
    made_up = but_last(Sitting(3, DAYS[2], Half.AFTERNOON, 180, Attendance.MADE_UP, made_up_on=date(2024, 6, 6)))
    assert on(made_up, date(2024, 6, 5)).complete_on is None
    assert on(made_up, date(2024, 6, 6)).complete_on == date(2024, 6, 6)


def test_leaving_early_counts_by_the_minute_and_nine_tenths_are_enough() -> None:
    """1,080 minutes: 972 are nine tenths."""
    enough = Sitting(3, DAYS[2], Half.AFTERNOON, 180, Attendance.LEFT_EARLY, attended=72)
    short = Sitting(3, DAYS[2], Half.AFTERNOON, 180, Attendance.LEFT_EARLY, attended=71)
    assert on(but_last(enough)).complete_on == date(2024, 4, 25)
    assert on(but_last(short)).complete_on is None


def test_what_is_to_come_can_still_be_reached() -> None:
    begun = register(Attendance.PRESENT, Attendance.PRESENT, None, None, None, None)
    assert (on(begun).complete_on, on(begun).reachable) == (None, True)
    assert on(begun).sentence == "Initial training: 4 half-days to come"


def test_that_it_can_no_longer_be_reached_is_known_on_the_first_day() -> None:
    begun = register(Attendance.ABSENT, Attendance.PRESENT, None, None, None, None)
    assert not on(begun, DAYS[0]).reachable


def test_the_same_half_day_of_another_event_catches_a_missed_one_up() -> None:
    spring = register(Attendance.PRESENT, Attendance.ABSENT)
    autumn = [
        Sitting(one.day, date(2024, 9, one.on_day.day), one.half, 200, mark)
        for one, mark in zip(register(), [Attendance.ABSENT, Attendance.PRESENT, *[Attendance.ABSENT] * 4], strict=True)
    ]
    found = certification(together([spring, autumn]), INITIAL, date(2024, 10, 1))
    assert found.complete_on == date(2024, 9, 23)


def test_a_booked_catch_up_is_to_come_and_not_missing() -> None:
    spring = register(Attendance.ABSENT)
    autumn = [Sitting(one.day, date(2024, 9, one.on_day.day), one.half, 180) for one in register()]
    found = certification(together([spring, autumn]), INITIAL, A_WEEK_LATER)
    assert (found.complete_on, found.reachable, found.missing) == (None, True, ())


def one_afternoon(day: date, mark: Attendance | None = Attendance.PRESENT, *, place: int = 0) -> list[Sitting]:
    return [Sitting(1, day, Half.AFTERNOON, 180, mark, place=place)]


def test_an_event_shorter_than_the_part_completes_nobody() -> None:
    found = on(one_afternoon(DAYS[0]))
    assert (found.complete_on, found.reachable, found.short) == (None, False, True)
    assert found.sentence == "Initial training: 1 of its 6 half-days by the events so far, and all of them are needed"
    assert on(register()[:5]).complete_on is None
    assert not on(register(*[None] * 6)[:5]).reachable
    assert on(one_afternoon(DAYS[0], Attendance.ABSENT)).sentence == (
        "Initial training: 1 of its 6 half-days by the events so far, and all of them are needed; "
        "misses day 1 afternoon of 23 April 2024 too"
    )


def test_an_event_longer_than_the_part_is_judged_by_its_own_half_days() -> None:
    fourth = Sitting(4, date(2024, 4, 26), Half.MORNING, 180, Attendance.ABSENT)
    assert on([*register(), fourth]).complete_on is None
    assert on([*register(), Sitting(4, fourth.on_day, Half.MORNING, 180, Attendance.PRESENT)]).complete_on


def test_a_part_that_the_programme_does_not_know_is_as_long_as_its_event() -> None:
    assert certification(one_afternoon(DAYS[0]), Requirement("", 90, 0), A_WEEK_LATER).complete_on == DAYS[0]


def test_a_short_event_catches_up_the_half_day_that_it_repeats_and_no_other() -> None:
    missed = register(*[Attendance.PRESENT] * 5, Attendance.ABSENT)
    september = date(2024, 9, 3)
    for place, done in ((6, september), (5, None), (0, None)):
        found = out_of_events([missed, one_afternoon(september, place=place)], INITIAL, september)
        assert found.complete_on == done
    coming = out_of_events([missed, one_afternoon(september, None, place=6)], INITIAL, A_WEEK_LATER)
    assert (coming.reachable, coming.missing) == (True, ())
    unnamed = out_of_events([missed, one_afternoon(september)], INITIAL, september)
    assert unnamed.sentence.startswith("Initial training: misses day 3 afternoon of 25 April 2024")


def test_short_events_that_together_repeat_every_half_day_complete_the_part() -> None:
    first = [
        Sitting(one.day, one.on_day, one.half, 180, Attendance.PRESENT, place=at)
        for at, one in enumerate(register()[:4], 1)
    ]
    second = [
        Sitting(1, one.on_day, one.half, 180, Attendance.PRESENT, place=at) for at, one in enumerate(register()[4:], 5)
    ]
    assert out_of_events([first], INITIAL, A_WEEK_LATER).half_days == 4
    assert out_of_events([first, second], INITIAL, A_WEEK_LATER).complete_on == DAYS[2]


marks = st.lists(st.sampled_from([None, *Attendance]), min_size=6, max_size=6)
minutes = st.lists(st.integers(0, 240), min_size=6, max_size=6)


@given(st.integers(1, 12), st.lists(st.integers(0, 12), min_size=1, max_size=11))
def test_nobody_completes_a_part_without_all_of_its_half_days(asks: int, places: list[int]) -> None:
    """Short events alone, whatever they say that they repeat, complete it only where every half-day is among that."""
    events = [one_afternoon(date(2024, 9, number), place=place) for number, place in enumerate(places, 1)]
    asked = Requirement("Initial training", 90, max(asks, 2))
    complete = out_of_events(events, asked, date(2024, 10, 1)).complete_on is not None
    assert complete == (set(range(1, max(asks, 2) + 1)) <= set(places))


@given(marks, minutes)
def test_nothing_is_complete_below_nine_tenths_of_its_minutes(
    attendance: list[Attendance | None], attended: list[int]
) -> None:
    sittings = [
        Sitting(one.day, one.on_day, one.half, 180, mark, minute)
        for one, mark, minute in zip(register(), attendance, attended, strict=True)
    ]
    found = on(sittings)
    there = {Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY, Attendance.MADE_UP}
    counted = sum(min(minute, 180) for mark, minute in zip(attendance, attended, strict=True) if mark in there)
    assert found.counted == counted
    assert (found.complete_on is not None) == (counted >= 972)
    assert found.reachable or found.missing
