"""What a cell was read as: a value, nothing, or a doubt that is said and never guessed away."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

NOT_KNOWN = frozenset(
    [
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "-",
        "--",
        "–",
        "—",
        ".",
        "?",
        "??",
        "???",
        "none",
        "nil",
        "not known",
        "unknown",
        "not applicable",
        "to be confirmed",
        "not yet",
        "pending",
        "#n/a",
        "blank",
        "awaiting",
        "to follow",
    ]
)
"""Words by which a tracker says that something is not known, or not so."""


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value; or nothing (None without trouble); or trouble, with what may have been meant.

    `note` says what was put right in a value that is beyond doubt.
    """

    value: T | None = None
    trouble: str = ""
    proposals: tuple[T, ...] = ()
    note: str = ""

    @property
    def unclear(self) -> bool:
        """Whether something stands there that could not be read."""
        return bool(self.trouble)


def says_nothing(words: str) -> bool:
    """Whether the words say that the thing is not known: blank, TBC, n/a, a dash."""
    return not words or words.casefold() in NOT_KNOWN
