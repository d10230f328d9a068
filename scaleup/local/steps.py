"""What `make run` does in the database before it starts the servers, handed in by the registry.

The demonstration is this package's sibling, so it is not imported here.
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


_installed: list[Steps] = []


def install(steps: Steps) -> None:
    """Afterwards a start does these."""
    _installed[:] = [steps]


def installed() -> Steps:
    """The acts of a start."""
    return _installed[0]
