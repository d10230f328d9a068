"""The attacker reads what anybody can open: every page of results and every file of a small programme."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest
from flask.testing import FlaskClient

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.evaluation.rules.results import EVERYWHERE, Answered, Cell, Definition, Gathered, Place
from scaleup.evaluation.rules.suppression import Allowed
from scaleup.evaluation.rules.suppression.families import Family
from scaleup.evaluation.service import results
from tests.evaluation.attack import ANXIETY, CHANGE, Figures, Unknown, recovered, sum_of
from tests.evaluation.test_suppression import careless
from tests.factories import areas, delivery, evaluation
from tests.factories.actors import acting

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
BEGAN = "Change of those who began in "
MEAN = re.compile(r"−?[\d.]+ \(−?[\d.]+ to −?[\d.]+\), n (\d+)")
GROUPS = {"Marlbury": {2024: (13, 13), 2025: (7, 7), 2026: (15, 13)}, "Norwich": {2024: (8, 8), 2025: (11, 10)}}
"""How many mothers answered at T1 and at T4 in the groups that end in each financial year."""
Figure = tuple[Place, str, str, int]


@pytest.fixture
def found(shipped: Implementation, marlbury: Area) -> Gathered:
    """Mothers of two areas, some of whom did not come back; as the attacker knows them: how many, never what."""
    norwich = areas.implementation(areas.area("Norwich"), version=shipped.programme_version)
    people = []
    for of, name in ((shipped, "Marlbury"), (norwich, "Norwich")):
        for year, (first, last) in GROUPS[name].items():
            group = delivery.group(of, f"Group of {year}", first_on=date(year, 6, 18))
            scores = [3 + (7 * number + year) % 15 for number in range(first)]
            evaluation.people(
                group, evaluation.anxiety(scores, [one - 1 for one in scores[:last]] + [None] * (first - last))
            )
            cell = Cell(of.area_id, year)
            people += [
                Answered(cell, {"T1": float(one)} | ({"T4": one - 1.0} if number < last else {}))
                for number, one in enumerate(scores)
            ]
    return Gathered(ANXIETY, tuple(people))


def read(client: FlaskClient, found: Gathered) -> list[Figure]:
    """Every figure that the pages and the files hold: of whom, at what time, of which band, of how many people."""
    told: set[Figure] = set()
    areas_known = {cell.area_id for cell in found.cells}
    with acting(areas.person("Helen Ashworth"), Role.UNIT_MANAGER):
        for area in (None, *sorted(areas_known)):
            for year in (None, 2024, 2025, 2026):
                here = f"/areas/{area}/results" if area else "/results"
                asked = f"?year={year}" if year else ""
                rows = set(of_file(client.get(f"{here}.csv{asked}").text, Place(area, year)))
                page = client.get(f"{here}{asked}").text
                means = [n for _, time, _, n in rows if " " not in time]
                assert sorted(map(int, MEAN.findall(page))) == sorted(means * 2), "drawn, and as a table"
                assert page.count('class="ci"') == len(means)
                told |= rows
    return sorted(told, key=repr)


def of_file(text: str, place: Place) -> Iterator[Figure]:
    """The figures of a file."""
    for row in csv.DictReader(text.removeprefix("\ufeff").splitlines()):
        if row["Shown"] == "shown" and row["Score"] == "Anxiety":
            band = row["Figure"].removeprefix(BEGAN) if row["Figure"].startswith(BEGAN) else ""
            if band or row["Figure"] in ("Mean", "Change in the same people"):
                yield place, row["Time"], band, int(row["n"])


def sums(found: Gathered, told: list[Figure]) -> Figures:
    """Of whom each figure is: of all areas, those whose numbers add up to its n."""
    return Figures(tuple(sum_for(found, one) for one in told))


def sum_for(found: Gathered, one: Figure) -> dict[Unknown, float]:
    """The people in one figure."""
    place, time, band, n = one
    weights = CHANGE if " " in time else {time: 1.0}
    every = sorted({cell.area_id for cell in found.cells})
    for size in range(len(every) if place.area_id is None else 1):
        for left_out in combinations(every, size):
            family = Family(frozenset(), frozenset(left_out))
            some = sum_of(found, family, place, weights, band=band or None)
            if n == how_many(found, family, place, weights):
                return some
    assert band, f"nobody adds up to {one}"
    return sum_of(found, Family(), place, weights, band=band)


def how_many(found: Gathered, family: Family, place: Place, weights: dict[str, float]) -> int:
    """How many people answered whenever these weights ask."""
    return sum(family.counts(place, one.cell) and set(one.values) >= set(weights) for one in found.people)


def without_care(some: Gathered, definition: Definition) -> Allowed:
    """Every mean and change of ten people and more, whatever follows."""
    told = careless(some)
    return Allowed({point: told.means.get(point, Family()) for point in definition.points}, told.change, told.further)


def test_from_all_pages_and_files_of_two_small_areas_no_cell_of_fewer_than_ten_follows(
    client: FlaskClient, found: Gathered
) -> None:
    told = read(client, found)
    assert (EVERYWHERE, "T1", "", 54) in told
    assert all(n >= 10 for *_, n in told)
    assert recovered(found, sums(found, told)) == 0


def test_they_follow_where_only_small_cells_themselves_are_held_back(
    client: FlaskClient, found: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "allowed", without_care)
    assert recovered(found, sums(found, read(client, found))) > 0
