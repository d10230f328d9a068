"""The first session of an implementation as its groups' records tell of it. Pure."""

from collections.abc import Collection
from datetime import date


def start_told(recorded: date | None, *, before: date | None, held: Collection[date]) -> date | None:
    """The day to which the recorded first session goes, given the days of all group sessions held; None: it stays.

    `before` is the day that the session had in its record until now, if it was held. A day earlier than the recorded
    one moves it; so does a correction of the very session that it came from. A first session without any record in
    a group is left alone.
    """
    first = min(held, default=None)
    if first is None or first == recorded:
        return None
    if recorded is None or first < recorded or before == recorded:
        return first
    return None
