"""When a licence must have started for one of its contacts to be due on a wanted day. Pure."""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from scaleup.core.dates import add_months


def months_of(steps: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The months after the start at which contacts are due, from (months between, contacts) pairs."""
    return tuple(accumulate(between for between, contacts in steps for _ in range(contacts)))


def anchor(target: date, *, contact: int, months: tuple[int, ...]) -> date:
    """The start for which the contact of this number, or one soon after it, is due exactly on the target.

    A start on the 30th has no contact on the 31st, so the numbers after the wanted one are tried in turn.
    """
    tried = [*months[contact - 1 :], *months]
    for count in tried:
        start = add_months(target, -count)
        if add_months(start, count) == target:
            return start
    raise ValueError(f"no contact can be due on {target}")
