"""The map: each authority in its place, filled by stage, and every hexagon in words."""

import pytest

from scaleup.milestones.rules import Stage
from scaleup.portfolio.rules.hexmap import Filling, Spot, hexmap, letters

BLACKPOOL, LUTON, SCILLY = (
    Spot("B", "Blackpool", 2, 15),
    Spot("L", "Luton", 10, 7),
    Spot("S", "Isles of Scilly", -6, -2),
)
SHETLAND = Spot("Z", "Shetland Islands", 3, 29)
SPOTS = (BLACKPOOL, LUTON, SCILLY, SHETLAND)


def test_a_hexagon_stands_where_the_layout_has_it() -> None:
    filled = {"B": Filling("Blackpool", {Stage.DELIVERING: 1}, 0, "/areas/7")}
    drawn = hexmap(SPOTS, filled)
    assert len(drawn.land) == 3
    (one,) = drawn.hexagons
    assert (one.x, one.y) == (293.9, 413.2)
    assert one.points == "293.9,395.8 309.0,404.5 309.0,421.9 293.9,430.6 278.9,421.9 278.9,404.5"
    assert (one.kind, one.code, one.url, one.late, one.pale, one.plated) == (
        "sg5",
        "BLA",
        "/areas/7",
        False,
        True,
        False,
    )
    assert one.title == "Blackpool: Delivering, nothing late"


def test_several_areas_in_one_authority_are_told_by_stage_and_filled_as_most_are() -> None:
    several = Filling("Luton", {Stage.TRAINING: 2, Stage.EMBEDDED: 1, Stage.ENDED: 1}, 1, "/areas?region=East")
    (one,) = hexmap(SPOTS, {"L": several}).hexagons
    assert one.kind == "sg4"
    assert one.title == "Luton: 2 training, 1 embedded, 1 ended; 1 with something late"
    assert one.late


def test_of_as_many_the_furthest_on_fills_and_what_is_over_comes_last() -> None:
    assert Filling("Luton", {Stage.PREPARING: 1, Stage.DELIVERING: 1, Stage.ENDED: 1}, 0, "").stage is Stage.DELIVERING


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Leeds", "LEE"),
        ("Bournemouth, Christchurch and Poole", "BCP"),
        ("Kingston upon Hull", "KIN"),
        ("Derry City and Strabane", "DCS"),
        ("Na h-Eileanan Siar", "NHE"),
        ("Ely", "ELY"),
    ],
)
def test_three_letters_stand_for_a_name(name: str, code: str) -> None:
    assert letters(name) == code


def test_without_the_table_of_authorities_there_is_no_map() -> None:
    assert (hexmap([], {}).width, hexmap([], {}).hexagons) == (0, ())
