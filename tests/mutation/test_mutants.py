"""The faults that are put into rules are small, are faults, and are in force once they are put in."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.patching import put_in

SOURCE = '''"""A module."""
from dataclasses import dataclass
from functools import lru_cache
MOST = 3
__all__ = ["MOST"]

@dataclass(frozen=True)
class Room:
    """A room."""
    seats: int = 2

    @property
    def large(self) -> bool:
        """A docstring is no word of a rule."""
        return self.seats > MOST

@lru_cache
def fits(room: Room, people: int = 1) -> str:
    if people <= room.seats and people:
        return f"{people} fit"
    return min([one for one in ("a", "b") if one != "b"])
'''


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = tmp_path / "rooms.py"
    path.write_text(SOURCE)
    made = ModuleType("scaleup.rooms")
    monkeypatch.setitem(sys.modules, "scaleup.rooms", made)
    exec(compile(SOURCE, str(path), "exec"), vars(made))
    return made


def found(tmp_path: Path) -> dict[str, Mutant]:
    return {one.name: one for one in mutants("scaleup.rooms", tmp_path / "rooms.py")}


def test_every_boundary_number_word_and_condition_is_changed_once(rooms: ModuleType, tmp_path: Path) -> None:
    assert list(found(tmp_path)) == [
        "rooms MOST: 3 -> 4",
        "rooms Room.seats: 2 -> 3",
        "rooms Room.large: return self.seats > MOST -> return None",
        "rooms Room.large: self.seats > MOST -> self.seats >= MOST",
        "rooms fits: people <= room.seats and people -> not (people <= room.seats and people)",
        "rooms fits: people <= room.seats and people -> people <= room.seats or people",
        "rooms fits: people <= room.seats -> people < room.seats",
        "rooms fits: return f'{people} fit' -> return None",
        "rooms fits: ' fit' -> 'XX fitXX'",
        "rooms fits: return min([one for one in ('a', 'b') if one != 'b']) -> return None",
        "rooms fits: min([one for one in ('a', 'b') if one != 'b']) -> max([one for one in ('a', 'b') if one != 'b'])",
        "rooms fits: for one in ('a', 'b') if one != 'b' -> for one in ('a', 'b')",
        "rooms fits: 'a' -> 'XXaXX'",
        "rooms fits: 'b' -> 'XXbXX'",
        "rooms fits: one != 'b' -> one == 'b'",
    ]
    assert [one.name for one in found(tmp_path).values() if one.is_words] == ["rooms fits: ' fit' -> 'XX fitXX'"]


@pytest.mark.parametrize(
    ("name", "large", "seats", "fits"),
    [
        ("rooms MOST: 3 -> 4", False, 2, "1 fit"),
        ("rooms Room.seats: 2 -> 3", True, 3, "1 fit"),
        ("rooms Room.large: self.seats > MOST -> self.seats >= MOST", True, 2, "1 fit"),
        ("rooms fits: people <= room.seats -> people < room.seats", True, 2, "a"),
    ],
)
def test_a_fault_that_is_put_in_is_in_force(
    rooms: ModuleType, tmp_path: Path, name: str, large: bool, seats: int, fits: str
) -> None:
    assert (rooms.Room(4).large, rooms.Room(3).large, rooms.fits(rooms.Room(1))) == (True, False, "1 fit")
    put_in(found(tmp_path)[name])
    assert (rooms.Room(4).large, rooms.Room().seats, rooms.fits(rooms.Room(1))) == (large, seats, fits)
    assert rooms.Room(3).large == (name.endswith(">= MOST"))
