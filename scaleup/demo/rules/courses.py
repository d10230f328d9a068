"""The groups of Marlbury as they are written down: their days, their families, and how many forms came back. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.programmes.rules import Giver

POINTS = ("T1", "T2", "T3", "T4", "F6")


@dataclass(frozen=True)
class Course:
    """A group as it is written down."""

    name: str
    first_on: date
    families: int
    short: tuple[str, ...] = ()
    """Sessions that were shorter than planned."""
    left_out: tuple[str, ...] = ()
    """Sessions that left something out."""
    cancelled: tuple[str, ...] = ()

    def answered(self, role: Giver, point: str) -> int:
        """How many forms come back of this role at a time point: it follows from the number of families."""
        return ANSWERED[role][self.families][POINTS.index(point)]


ANSWERED: dict[Giver, dict[int, tuple[int, ...]]] = {
    Giver.MOTHER: {6: (5, 5, 4, 3, 2), 7: (6, 5, 5, 4, 2), 8: (7, 6, 5, 5, 2)},
    Giver.FATHER: {6: (2, 2, 1, 1, 0), 7: (3, 2, 2, 1, 1), 8: (3, 3, 2, 2, 1)},
}
"""Forms that come back at T1, T2, T3, T4 and six months on, by role and by how many families a group has."""

GROUPS = (
    Course("Group 1, Library", date(2024, 6, 18), 7, short=("A2",)),
    Course("Group 2, Quayside", date(2024, 9, 17), 8, left_out=("A5",)),
    Course("Group 3, Library", date(2025, 1, 14), 6, short=("A4", "P2"), left_out=("A3", "P1")),
    Course("Group 4, Quayside", date(2025, 2, 25), 8, left_out=("A3", "P3"), cancelled=("P2",)),
    Course("Group 5, Northgate", date(2025, 5, 13), 7, left_out=("P1",)),
    Course("Group 6, Library", date(2025, 9, 16), 7, cancelled=("A4",)),
    Course("Group 7, Quayside", date(2025, 10, 7), 8, short=("A2",)),
    Course("Group 8, Northgate", date(2026, 1, 20), 6, left_out=("A5",)),
    Course("Group 9, Library", date(2026, 3, 3), 8, left_out=("A3",)),
    Course("Group 10, Quayside", date(2026, 5, 12), 7),
    Course("Group 11, Library", date(2026, 9, 15), 8),
    Course("Group 12, Northgate", date(2026, 10, 6), 7, short=("A3",)),
)
"""Twelve groups with 87 families."""
