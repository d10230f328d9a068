"""Two plans drawn one above the other."""

from datetime import date

from scaleup.core.marks import Circle, Path, Words
from scaleup.support import rules
from scaleup.support.rules.drawn import AFTER, BEFORE, LEFT, RIGHT
from scaleup.support.rules.reshape import Difference, Move

TODAY = date(2026, 11, 22)
HELD = Difference(Move.UNCHANGED, 1, date(2026, 10, 5), date(2026, 10, 5), "it was held")
MOVED = Difference(Move.MOVED, 2, date(2026, 12, 7), date(2027, 3, 1), "")
GONE = Difference(Move.GONE, 3, date(2027, 1, 4), None, "the licence rests")
ADDED = Difference(Move.ADDED, 4, None, date(2027, 4, 5), "")


def test_each_contact_stands_in_the_row_of_the_plan_that_has_it() -> None:
    drawing = rules.two_plans([HELD, MOVED, GONE, ADDED], settled={1: "done"}, today=TODAY)
    rings = [(one.look, one.y) for one in drawing.shapes if isinstance(one, Circle)]
    assert rings == [
        *[("f-done", BEFORE), ("f-done", AFTER)],
        *[("ring", BEFORE), ("ring", AFTER)],
        ("ring", BEFORE),
        ("next", AFTER),
    ]


def test_only_a_contact_that_moves_is_joined_to_where_it_goes() -> None:
    drawing = rules.two_plans([HELD, MOVED, GONE, ADDED], settled={}, today=TODAY)
    assert sum(one.look == "join" for one in drawing.shapes if isinstance(one, Path)) == 1


def test_the_first_and_the_last_day_stand_at_the_edges_and_years_are_named() -> None:
    drawing = rules.two_plans([HELD, MOVED, GONE, ADDED], settled={}, today=TODAY)
    across = [one.x for one in drawing.shapes if isinstance(one, Circle)]
    assert (min(across), max(across)) == (LEFT, RIGHT)
    assert "2027" in [one.text for one in drawing.shapes if isinstance(one, Words)]


def test_a_single_contact_today_is_drawn_too() -> None:
    drawing = rules.two_plans([Difference(Move.ADDED, 1, None, TODAY)], settled={}, today=TODAY)
    assert [one.x for one in drawing.shapes if isinstance(one, Circle)] == [LEFT]
