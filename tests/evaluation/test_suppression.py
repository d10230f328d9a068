"""Nothing about one to nine people follows from all that is told, and without care for what is left over it would."""

from dataclasses import replace
from importlib import import_module
from random import Random

import pytest

from scaleup.evaluation.rules.results import EVERYWHERE, Answered, Cell, Gathered, Place, Sent
from scaleup.evaluation.rules.suppression import (
    LEAST,
    Allowed,
    allowed,
    answers,
    family,
    losses_of,
    plain,
    reliable_told,
)
from scaleup.evaluation.rules.suppression.allowed import by_band, cells_of, kinds, tellable
from scaleup.evaluation.rules.suppression.families import Family, large, places_of
from tests.evaluation.attack import (
    ANXIETY,
    BANDS,
    DEFINITION,
    POINTS,
    alike,
    changed,
    chorus,
    crowd,
    few_stood_for,
    fewest,
    narrowed,
    published,
    recovered,
    told_alike,
    ways_worked_out,
    world,
)

WORLDS, CROWDS = 400, 120
rule = import_module("scaleup.evaluation.rules.suppression.allowed")
families = import_module("scaleup.evaluation.rules.suppression.families")
"""The modules themselves: functions of the same name hide them."""


def careless(found: Gathered) -> Allowed:
    """Everything of ten people and more, whatever follows from it."""
    counts = {point: plain(answers(found, point)) for point in POINTS}
    both, again = (
        plain({cell: one.both for cell, one in losses_of(found, pair).items()}) for pair in (("T1", "T4"), ("T1", "F6"))
    )
    told = {point: large(loads, Family(places_of(loads))) for point, loads in counts.items()}
    change, further = large(both, Family(places_of(both))), large(again, Family(places_of(again)))
    return Allowed(
        told, change, further, frozenset(place for place in change.places if large_bands(found, change, place))
    )


def large_bands(found: Gathered, change: Family, place: Place) -> bool:
    """Whether each band by itself holds ten or nobody."""
    rows = cells_of(by_band(found.people, DEFINITION), place, change)
    return all(not 0 < sum(row.get(band.name, 0) for row in rows) < LEAST for band in BANDS)


def test_from_all_figures_of_small_programmes_no_sum_of_fewer_than_ten_follows() -> None:
    chance = Random(6)
    for number in range(WORLDS):
        found = world(chance)
        assert recovered(found, published(found, allowed(found, DEFINITION))) == 0, f"world {number}"


def test_the_attack_succeeds_where_only_small_cells_themselves_are_held_back() -> None:
    chance = Random(6)
    fallen = sum(
        recovered(found, published(found, careless(found))) > 0 for found in (world(chance) for _ in range(60))
    )
    assert fallen > 20


def test_from_changes_by_band_no_sum_of_fewer_than_ten_follows() -> None:
    chance = Random(8)
    shown = 0
    for number in range(CROWDS):
        found = crowd(chance)
        told = allowed(found, DEFINITION)
        shown += bool(told.bands)
        assert recovered(found, published(found, told)) == 0, f"world {number}"
    assert shown > CROWDS / 4


def test_changes_by_band_tell_of_few_where_each_band_is_only_looked_at_by_itself() -> None:
    chance, fallen = Random(8), 0
    for found in (crowd(chance) for _ in range(50)):
        told = allowed(found, DEFINITION)
        every = frozenset(place for place in told.change.places if large_bands(found, told.change, place))
        fallen += recovered(found, published(found, Allowed(told.means, told.change, told.further, every))) > 0
    assert fallen > 5


def test_of_no_place_do_its_means_and_its_two_changes_tell_of_fewer_than_ten() -> None:
    chance, shown = Random(9), 0
    for number in range(150):
        found = world(chance)
        told = allowed(found, DEFINITION)
        shown += bool(told.further.places)
        assert fewest(found, told) >= min(LEAST, len(found.people) or LEAST), f"world {number}"
    assert shown > 50


def test_nothing_whatever_follows_of_fewer_than_ten_from_means_and_both_changes() -> None:
    chance = Random(11)
    for number in range(300):
        found = world(chance)
        told = replace(allowed(found, DEFINITION), bands=frozenset())
        assert few_stood_for(found, published(found, told), chance, tries=40) == 0, f"world {number}"


def test_they_tell_of_few_where_the_mean_after_the_course_is_told_whenever_ten_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def whenever_ten(found: Gathered, points: tuple[str, str, str], told: Allowed) -> Family:
        return family(plain(answers(found, points[2])))

    monkeypatch.setattr(rule, "mean_after", whenever_ten)
    chance = Random(9)
    worlds = [world(chance) for _ in range(60)]
    assert sum(fewest(found, allowed(found, DEFINITION)) < LEAST for found in worlds) > 10
    told = [published(found, replace(allowed(found, DEFINITION), bands=frozenset())) for found in worlds]
    some = zip(worlds, told, strict=True)
    assert sum(few_stood_for(found, figures, chance, tries=40) > 0 for found, figures in some) > 10


def test_they_tell_of_few_where_only_those_are_weighed_who_answered_one_of_first_and_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Thirty answered always, two came once more at T4 and not at F6, twelve never came again."""
    everywhere = [*people(1, 2025, 30, *POINTS), *people(1, 2025, 2, "T1", "T4"), *people(1, 2025, 12, "T1")]
    found = Gathered(ANXIETY, tuple(everywhere))
    assert fewest(found, allowed(found, DEFINITION)) >= LEAST
    monkeypatch.setattr(rule, "least_told", least_of_two)
    assert fewest(found, allowed(found, DEFINITION)) == 2


def least_of_two(people: dict[tuple[bool, bool, bool], int], *, course: bool) -> int:
    """What would be weighed if there were no change over the course."""
    return sum(n for (first, _, after), n in people.items() if first != after)


def test_nothing_follows_of_people_who_all_answered_alike() -> None:
    chance, there = Random(10), 0
    for number in range(150):
        found = chorus(chance)
        there += bool(alike(found, {"T1": 1.0}))
        assert told_alike(found, allowed(found, DEFINITION)) == 0, f"world {number}"
    assert there > 50


def test_it_follows_where_nobody_asks_whether_they_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "alike_cut", lambda *some: None)
    some = [chorus(Random(seed)) for seed in range(80)]
    by_difference = sum(told_alike(one, allowed(one, DEFINITION)) > 0 for one in some)
    monkeypatch.setattr(families, "alike_places", lambda *some: frozenset())
    told = sum(told_alike(one, allowed(one, DEFINITION)) > 0 for one in some)
    assert 3 < by_difference < told


def test_an_area_whose_mothers_all_answered_alike_is_not_told_of_and_takes_nothing_from_others() -> None:
    found = Gathered(ANXIETY, (*alike_people(1, 12), *people(2, 2025, 30, "T1"), *people(3, 2025, 30, "T1")))
    told = allowed(found, DEFINITION).means["T1"]
    assert not {Place(1), Place(1, 2025)} & told.places
    assert {Place(2), Place(3), EVERYWHERE} <= told.places
    assert told.left_out == {1}


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([Sent(Cell(1, 2025), "T1", 12, 9.0, 0.0)], False),
        ([Sent(Cell(1, 2025), "T1", 6, 9.0, 0.0), Sent(Cell(1, 2025), "T1", 6, 9.0, 0.0)], False),
        ([Sent(Cell(1, 2025), "T1", 1, 9.0, None)] * 12, False),
        ([Sent(Cell(1, 2025), "T1", 6, 9.0, 0.0), Sent(Cell(1, 2025), "T1", 6, 8.0, 0.0)], True),
        ([Sent(Cell(1, 2025), "T1", 12, 9.0, 2.0)], True),
    ],
)
def test_means_that_areas_sent_are_not_told_where_they_say_what_everybody_answered(
    groups: list[Sent], told: bool
) -> None:
    found = Gathered(replace(ANXIETY, counted=False), sent=tuple(groups))
    assert (Place(1) in allowed(found, DEFINITION).means["T1"].places) is told


def test_changes_by_band_are_not_told_where_one_band_all_changed_alike() -> None:
    low = [Answered(Cell(1, 2025), {"T1": 3.0, "T4": 3.0 + number % 5}) for number in range(30)]
    high = [Answered(Cell(1, 2025), {"T1": 14.0, "T4": 10.0 + number % 5}) for number in range(30)]
    steady = [Answered(Cell(1, 2025), {"T1": 14.0, "T4": 12.0}) for _ in range(30)]
    assert Place(1) in allowed(Gathered(ANXIETY, (*low, *high)), DEFINITION).bands
    assert Place(1) not in allowed(Gathered(ANXIETY, (*low, *steady)), DEFINITION).bands


def alike_people(area: int, count: int) -> list[Answered]:
    return [Answered(Cell(area, 2025), {"T1": 9.0}) for _ in range(count)]


def test_no_number_of_fewer_than_ten_people_can_be_worked_out_either() -> None:
    chance = Random(7)
    for _ in range(WORLDS):
        counts = answers(world(chance), "T1")
        told = family(plain(counts))
        assert worked_out(counts, told) == []


def test_numbers_are_worked_out_where_only_small_cells_are_held_back() -> None:
    chance = Random(7)
    fallen = 0
    for _ in range(60):
        counts = answers(world(chance), "T1")
        fallen += bool(worked_out(counts, large(plain(counts), Family(places_of(counts)))))
    assert fallen > 10


def worked_out(counts: dict[Cell, int], told: Family) -> list[Cell]:
    """The cells of one to nine people whose number can be only one."""
    cells = set(counts)
    inside = {place: frozenset(cell for cell in cells if told.counts(place, cell)) for place in places_of(cells)}
    sums = [(inside[place], sum(counts[cell] for cell in inside[place])) for place in told.places]
    known = narrowed(sums, [held for place, held in inside.items() if place not in told.places and held], cells)
    return [cell for cell, (low, high) in known.items() if low == high and 0 < counts[cell] < LEAST]


def test_no_count_of_reliable_change_from_1_to_4_can_be_worked_out() -> None:
    chance, shown = Random(9), 0
    for number in range(WORLDS):
        found = changed(chance)
        told = reliable_told(found.areas, found.every, found.change)
        shown += EVERYWHERE in told
        assert ways_worked_out(found, told) == [], f"world {number}"
    assert shown > WORLDS / 10


@pytest.mark.parametrize("care", ["none", "each by itself", "what is left over"])
def test_counts_of_reliable_change_are_worked_out_with_less_care(care: str) -> None:
    chance, fallen = Random(9), 0
    for _ in range(WORLDS):
        found = changed(chance)
        every = {Place(area): one for area, one in found.areas.items()} | {EVERYWHERE: found.every}
        seen = {place for place in found.change.places if place.year is None}
        if care != "none":
            seen = {place for place in seen if tellable(kinds(every[place]))}
        if care == "what is left over" and EVERYWHERE in seen:
            inside = [Place(area) for area in found.areas if area not in found.change.left_out]
            rest = [sum(kinds(every[place])[way] for place in inside if place not in seen) for way in range(3)]
            seen -= set() if tellable(rest) else {EVERYWHERE}
        fallen += bool(ways_worked_out(found, seen))
    assert fallen > 0


def people(area: int, year: int, count: int, *points: str) -> list[Answered]:
    """So many who answered at these points, and changed from 3 upwards by one more each."""
    return [
        Answered(Cell(area, year), {point: 3.0 + number % 4 * (1 + at) for at, point in enumerate(points)})
        for number in range(count)
    ]


def test_an_area_of_eight_is_left_out_of_the_programme_and_takes_nothing_from_its_neighbour() -> None:
    told = family(plain({Cell(1, 2025): 12, Cell(2, 2025): 30, Cell(3, 2025): 8}))
    assert told.places == {
        EVERYWHERE,
        Place(None, 2025),
        *(Place(area, year) for area in (1, 2) for year in (None, 2025)),
    }
    assert told.left_out == {3}


def test_two_small_areas_of_ten_together_stand_in_the_programme() -> None:
    told = family(plain({Cell(1, 2025): 12, Cell(2, 2025): 6, Cell(3, 2025): 7}))
    assert EVERYWHERE in told.places
    assert told.left_out == frozenset()
    assert Place(2) not in told.places


def test_a_year_of_seven_is_not_the_difference_between_an_area_and_its_other_years() -> None:
    told = family(plain({Cell(1, 2024): 7, Cell(1, 2025): 12, Cell(1, 2026): 15}))
    assert Place(1) in told.places
    assert not {Place(1, 2024), Place(1, 2025)} & told.places


def test_the_last_mean_is_held_back_where_with_the_change_it_would_tell_of_two_who_left() -> None:
    found = Gathered(ANXIETY, (*people(1, 2025, 12, "T1", "T4"), *people(1, 2025, 2, "T1")))
    told = allowed(found, DEFINITION)
    assert Place(1) in told.means["T1"].places & told.change.places
    assert Place(1) not in told.means["T4"].places


def test_the_last_mean_is_told_where_nobody_left() -> None:
    told = allowed(Gathered(ANXIETY, tuple(people(1, 2025, 12, "T1", "T4"))), DEFINITION)
    assert Place(1) in told.means["T1"].places & told.change.places & told.means["T4"].places


@pytest.mark.parametrize("count", [1, 9])
def test_fewer_than_ten_people_are_never_told_of(count: int) -> None:
    assert (
        allowed(Gathered(ANXIETY, tuple(people(1, 2025, count, "T1", "T4"))), DEFINITION).means["T1"].places
        == frozenset()
    )


def test_ten_areas_of_one_person_each_are_not_told_by_their_sum() -> None:
    told = family(plain({Cell(area, 2025): 1 for area in range(10)}))
    assert told.places == frozenset()
