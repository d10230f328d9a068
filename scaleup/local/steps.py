"""What `make run` does in the database before it starts the servers. The registry hands in what higher or sibling
domains do: this package knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

Act = Callable[[datetime], object]


@dataclass(frozen=True)
class Steps:
    """The acts of a start."""

    always: Sequence[Act]
    """Each start: what is shipped is loaded, what is there already stays."""
    demonstration: Sequence[Act]
    """Each start with the demonstration: does nothing in a database that holds anything."""
    links: Callable[[datetime], Sequence[tuple[str, str]]]
    """New one-time sign-in links: a role in words, and the address."""


_installed: list[Steps] = []


def install(steps: Steps) -> None:
    """Afterwards a start does these."""
    _installed[:] = [steps]


def installed() -> Steps:
    """The acts of a start."""
    return _installed[0]
