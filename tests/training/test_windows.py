"""When an area needs its top-up, and the days that serve most areas."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.training.rules import Stands, Window, best_overlaps, proposal, said, stands, window_of

TOP_UP = TrainingEvent(
    "top_up", "Top-up training", 4, TrainingAnchor.FIRST_SESSION, 4, 6, required=True, accredits=False, keeps=True
)
FIRST = date(2026, 1, 1)
windows = st.dictionaries(
    st.integers(1, 6),
    st.tuples(st.integers(0, 40), st.integers(0, 25)).map(
        lambda pair: Window(FIRST + timedelta(pair[0]), FIRST + timedelta(pair[0] + pair[1]))
    ),
    max_size=6,
)


def test_marlburys_window_is_18_october_to_18_december_2024() -> None:
    found = window_of(TOP_UP, date(2024, 6, 18))
    assert found == Window(date(2024, 10, 18), date(2024, 12, 18))
    assert found.words == "18 October to 18 December 2024"
    assert window_of(TOP_UP, None) is None


def test_a_window_says_how_it_stands_on_each_side_of_its_days() -> None:
    window = Window(date(2024, 10, 18), date(2024, 12, 18))
    told = {
        date(2024, 10, 17): (Stands.AHEAD, "opens in 1 day, on 18 October 2024"),
        date(2024, 10, 18): (Stands.OPEN, "open until 18 December 2024"),
        date(2024, 11, 17): (Stands.OPEN, "open until 18 December 2024"),
        date(2024, 11, 18): (Stands.CLOSING, "closing in 30 days, on 18 December 2024"),
        date(2024, 12, 18): (Stands.CLOSING, "closing today, on 18 December 2024"),
        date(2024, 12, 19): (Stands.MISSED, "missed: it closed on 18 December 2024"),
    }
    for today, expected in told.items():
        assert (stands(window, today), said(window, today)) == expected
    assert (stands(None, FIRST), said(None, FIRST)) == (Stands.UNKNOWN, "not known until the first session")


def test_the_days_that_serve_most_areas_are_proposed_with_their_names() -> None:
    asked = {
        1: Window(date(2026, 12, 1), date(2027, 2, 1)),
        2: Window(date(2027, 1, 4), date(2027, 3, 4)),
        3: Window(date(2027, 2, 20), date(2027, 4, 20)),
    }
    found = best_overlaps(asked, from_on=date(2026, 11, 23))
    assert [one.window for one in found] == [
        Window(date(2027, 1, 4), date(2027, 2, 1)),
        Window(date(2027, 2, 20), date(2027, 3, 4)),
    ]
    assert proposal(found, {1: "Marlbury", 2: "Fife", 3: "Kelso"}) == (
        "4 January to 1 February 2027 lies in the window of Fife and Marlbury at once, "
        "the most that one event can serve."
    )
    assert proposal((), {}) == ""


@given(windows, st.integers(0, 70))
def test_no_day_serves_more_areas_than_those_proposed_and_every_such_day_is_proposed(
    asked: dict[int, Window], late: int
) -> None:
    from_on = FIRST + timedelta(late)
    days = [from_on + timedelta(number) for number in range(80)]
    served = {day: {one for one, w in asked.items() if w.opens_on <= day <= w.closes_on} for day in days}
    most = max(len(areas) for areas in served.values())
    best = {day for day in days if most and len(served[day]) == most}
    found = best_overlaps(asked, from_on=from_on)
    proposed = {day: one.serves for one in found for day in days if one.window.opens_on <= day <= one.window.closes_on}
    assert set(proposed) == best
    assert all(served[day] == serves for day, serves in proposed.items())
