"""Which column of which table refers to a person, an area, or what hangs on them. Each domain lists its own.

Merging two records moves what refers to one of them; a person's own record is read along the same lists. The registry
collects the lists, and a guard goes over every foreign key there is.
"""

from dataclasses import dataclass
from enum import StrEnum


class Clash(StrEnum):
    """What becomes of a row that cannot be moved because its twin is there already."""

    DROP = "drop"
    """It goes: the twin says the same."""
    FOLD = "fold"
    """What refers to it is moved to its twin, then it goes."""
    END = "end"
    """It has its end now, and is moved as history."""
    NUMBER = "number"
    """It is another thing of the same name: it is moved, and has a number after its name."""


class Kept(StrEnum):
    """How a moved row is watched until a merge can no longer be undone."""

    WHOLE = "whole"
    """Any change of it stands in the way."""
    PLACE = "place"
    """It goes on living; only where it belongs must be the same."""
    DERIVED = "derived"
    """It is made from other rows, and is made anew."""


@dataclass(frozen=True)
class Reference:
    """A column that holds the id of a record of the table `to`; a plain value counts too."""

    table: str
    column: str
    to: str
    one: str
    many: str
    moving: tuple[str, str] = ("", "")
    """How one and several are said to move from {whose} to the one {what}, where the two nouns read badly."""
    counted: str = ""
    """The column whose different values are counted then; without one the rows are."""
    clash: Clash = Clash.DROP
    end_with: str = ""
    """The column that END fills."""
    named: str = ""
    """The column to which NUMBER adds a number."""
    same: tuple[str, ...] = ()
    """Columns in which two open rows would say the same, where no unique constraint forbids it."""
    same_while: str = ""
    """The condition of that, as SQL of this one table."""
    kept: Kept = Kept.WHOLE
    keyed: str = ""
    """A text column whose end names the record, as "person:5"."""
    told: tuple[str, ...] = ()
    """The columns that a person is given of their own record."""
