"""Somebody lays all reports side by side: those of each year, of all years, of each area and of all areas."""

import re
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.evaluation.rules.results import Cell, Place
from scaleup.evaluation.rules.suppression import is_small
from scaleup.evaluation.rules.suppression.families import places_of
from scaleup.portfolio.rules.report import given
from tests.evaluation.attack import narrowed
from tests.factories import areas, delivery
from tests.factories.actors import acting
from tests.papers import read
from tests.portfolio.test_report import licence, marlbury, niamh, priya, shipped, taking_up

__all__ = ["licence", "marlbury", "niamh", "priya", "shipped", "taking_up"]
FAMILIES = re.compile(r"(?<!fewer than )\b(\d+) families in")
GROUPS = {"Marlbury": {2024: 20, 2025: 3, 2026: 9}, "Norwich": {2024: 4, 2025: 12}, "Kelso": {2025: 2}}
FIRST = {2024: date(2024, 6, 18), 2025: date(2025, 6, 17), 2026: date(2026, 6, 16)}
Told = dict[Place, int]


def small_only(counts: given.Rows, _order: object) -> frozenset[int]:
    """What was held back before: counts of 1 to 4 themselves."""
    return frozenset(year for year, row in counts.items() if any(is_small(n) for n in row))


def followed(families: dict[Cell, int], told: Told) -> list[Cell]:
    """The years of areas with one to four families whose number follows from what was told."""
    cells = {cell for cell, n in families.items() if n}
    left_out = {area for area in {cell.area_id for cell in cells} if is_small(of_area(families, area))}
    sums = []
    for place, n in told.items():
        inside = [cell for cell in cells if place.holds(cell) and (place.area_id or cell.area_id not in left_out)]
        if place.area_id is None and n != sum(families[cell] for cell in inside):
            inside = [cell for cell in inside if Place(cell.area_id, place.year) in told]
        assert n == sum(families[cell] for cell in inside), f"nobody adds up to {place}"
        sums.append((frozenset(inside), n))
    bounds = narrowed(sums, [frozenset({cell}) for cell in cells], cells)
    return [cell for cell, (low, high) in bounds.items() if low == high and is_small(families[cell])]


def of_area(families: dict[Cell, int], area: int) -> int:
    """The families of all years."""
    return sum(n for cell, n in families.items() if cell.area_id == area)


def numbers(rule: Callable[[given.Rows, dict[int, int]], frozenset[int]], families: dict[Cell, int]) -> Told:
    """What the reports of one area tell by this rule."""
    of = {cell.year: n for cell, n in families.items()}
    held = rule({year: (n,) for year, n in of.items()}, of)
    told = {Place(1, year): n for year, n in of.items() if n and year not in held}
    return told if is_small(sum(of.values())) else told | {Place(1): sum(of.values())}


def test_no_year_of_one_to_four_families_follows_from_the_others_and_with_less_care_many_do() -> None:
    chance, fallen, shown = Random(63), 0, 0
    for _ in range(400):
        years = range(2024, 2024 + chance.randint(1, 6))
        families = {Cell(1, year): chance.choice([0, 1, 2, 3, 4, 5, 8, 13, 20, 40]) for year in years}
        told = numbers(given.held_back, families)
        assert followed(families, told) == [], families
        shown += any(place.year is not None for place in told)
        fallen += bool(followed(families, numbers(small_only, families)))
    assert fallen > 40
    assert shown > 200


def test_where_no_year_is_small_every_year_is_told() -> None:
    assert given.held_back({2024: (20, 17), 2025: (5, 0)}, {2024: 20, 2025: 5}) == frozenset()


def test_a_count_that_only_one_hidden_year_has_takes_another_year_with_it() -> None:
    counts = {2024: (20, 12), 2025: (6, 2), 2026: (9, 0), 2027: (30, 14)}
    assert given.held_back(counts, {2024: 20, 2025: 6, 2026: 9, 2027: 30}) == {2024, 2025, 2026}


@pytest.fixture
def families(session: Session, shipped: Implementation, marlbury: Area) -> dict[Cell, int]:
    """Groups of three areas."""
    others = {
        name: areas.implementation(areas.area(name), version=shipped.programme_version)
        for name in GROUPS
        if name != "Marlbury"
    }
    found = {}
    for name, of in ({"Marlbury": shipped} | others).items():
        for year, n in GROUPS[name].items():
            delivery.group(of, f"Group of {year}", first_on=FIRST[year], families=n)
            found[Cell(of.area_id, year)] = n
    return found


def laid_side_by_side(client: FlaskClient, families: dict[Cell, int]) -> Told:
    """The families that each report tells, on its page and on its paper alike."""
    told: Told = {}
    with acting(areas.person("Helen Ashworth"), Role.UNIT_MANAGER):
        for place in places_of(families):
            rule = f"/areas/{place.area_id}/report" if place.area_id else "/results/report"
            asked = f"?year={place.year}" if place.year else ""
            found = FAMILIES.findall(read(client.get(f"{rule}.pdf{asked}").data).title)
            assert set(FAMILIES.findall(client.get(f"{rule}{asked}").text)) == set(found)
            told.update((place, int(n)) for n in found)
    return told


def test_reports_of_years_and_areas_laid_side_by_side_give_no_small_year_away(
    client: FlaskClient, families: dict[Cell, int], marlbury: Area
) -> None:
    told = laid_side_by_side(client, families)
    assert (told[Place(marlbury.id)], told[Place()]) == (32, 48)
    assert Place(marlbury.id, 2024) in told
    assert not {Place(marlbury.id, 2025), Place(marlbury.id, 2026)} & told.keys()
    assert followed(families, told) == []


def test_they_do_where_only_small_numbers_themselves_are_held_back(
    client: FlaskClient, families: dict[Cell, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "held_back", small_only)
    assert followed(families, laid_side_by_side(client, families)) != []
