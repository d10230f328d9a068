"""Nothing of fewer than ten births, and no kind of one to four, follows from all that is told of births."""

from random import Random

from scaleup.evaluation.rules.birth_results import Born, Of
from scaleup.evaluation.rules.results import EVERYWHERE, Cell, Place
from scaleup.evaluation.rules.suppression.births import births_allowed
from tests.evaluation.births_attacked import births_found, careless, kinds_found, maternity, told_everywhere

WORLDS = 300


def test_from_all_figures_of_births_of_small_programmes_nothing_of_few_follows() -> None:
    chance, told = Random(60), 0
    for number in range(WORLDS):
        found = maternity(chance)
        allowed = births_allowed(found)
        told += told_everywhere(allowed)
        assert births_found(found, allowed) == 0, f"world {number}"
        assert kinds_found(found, allowed) == [], f"world {number}"
    assert told > WORLDS / 4


def test_it_follows_where_only_figures_of_fewer_than_ten_births_are_held_back() -> None:
    chance, births, kinds = Random(60), 0, 0
    for _ in range(60):
        found = maternity(chance)
        births += births_found(found, careless(found)) > 0
        kinds += bool(kinds_found(found, careless(found)))
    assert births > 15
    assert kinds > 15


def born(area: int, count: int, mode: str = "spontaneous", grams: tuple[int, ...] = (3400,)) -> list[Born]:
    return [Born(Cell(area, 2025), mode, 39, grams) for _ in range(count)]


def test_four_caesareans_are_not_told_and_neither_are_four_births_without_one() -> None:
    for few in (born(1, 4, "planned_caesarean") + born(1, 20), born(1, 20, "planned_caesarean") + born(1, 4)):
        assert births_allowed(few).parted[Of.MODE].coarse == frozenset()


def test_caesareans_are_told_together_where_planned_and_emergency_may_not_be_told_apart() -> None:
    found = born(1, 3, "planned_caesarean") + born(1, 6, "emergency_caesarean") + born(1, 20)
    told = births_allowed(found).parted[Of.MODE]
    assert told.coarse == {Place(1), EVERYWHERE}
    assert told.fine == frozenset()


def test_an_area_that_may_not_be_told_is_not_what_all_leave_over_of_its_neighbour() -> None:
    told = births_allowed(born(1, 20) + born(1, 8, "assisted") + born(2, 20) + born(2, 3, "assisted")).parted[Of.MODE]
    assert Place(1) in told.fine
    assert EVERYWHERE not in told.fine


def test_one_birth_of_twins_is_not_told_by_the_number_of_babies() -> None:
    told = births_allowed(born(1, 20) + born(1, 1, grams=(2600, 2700)))
    assert Place(1) in told.births.places
    assert Place(1) in told.weights
    assert told.parted[Of.WEIGHT].coarse == frozenset()
