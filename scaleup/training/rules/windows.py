"""The window in which an area needs an event, how it stands today, and the days that serve most areas. Pure.

decisions.md, Time: the top-up opens four months and closes six months after the first delivered session, both included.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from scaleup.core.dates import add_months, counted, plain_date
from scaleup.programmes.rules import TrainingEvent

CLOSING = timedelta(days=30)
"""Before its last day: from here on a window counts as closing (domain.md 3.4)."""


class Stands(StrEnum):
    """How a window stands."""

    UNKNOWN = "unknown"
    AHEAD = "ahead"
    OPEN = "open"
    CLOSING = "closing"
    MISSED = "missed"


@dataclass(frozen=True)
class Window:
    """First and last day, both included."""

    opens_on: date
    closes_on: date

    @property
    def words(self) -> str:
        """ "18 October to 18 December 2024"."""
        first = plain_date(self.opens_on)
        if self.opens_on.year == self.closes_on.year:
            first = first.rsplit(" ", 1)[0]
        return f"{first} to {plain_date(self.closes_on)}"


@dataclass(frozen=True)
class Overlap:
    """Days that lie in the windows of these implementations, and of no more than these."""

    window: Window
    serves: frozenset[int]


def window_of(kind: TrainingEvent, anchor: date | None) -> Window | None:
    """When this kind of event belongs; None while its anchor is not known."""
    if anchor is None:
        return None
    return Window(add_months(anchor, kind.opens_months), add_months(anchor, kind.closes_months))


def stands(window: Window | None, today: date) -> Stands:
    """How the window stands today."""
    if window is None:
        return Stands.UNKNOWN
    if today < window.opens_on:
        return Stands.AHEAD
    if today > window.closes_on:
        return Stands.MISSED
    return Stands.CLOSING if window.closes_on - today <= CLOSING else Stands.OPEN


def said(window: Window | None, today: date) -> str:
    """The same in words."""
    if window is None:
        return "not known until the first session"
    how = stands(window, today)
    if how is Stands.AHEAD:
        return f"opens in {counted((window.opens_on - today).days, 'day')}, on {plain_date(window.opens_on)}"
    if how is Stands.MISSED:
        return f"missed: it closed on {plain_date(window.closes_on)}"
    if how is Stands.CLOSING:
        days = (window.closes_on - today).days
        left = f"in {counted(days, 'day')}" if days else "today"
        return f"closing {left}, on {plain_date(window.closes_on)}"
    return f"open until {plain_date(window.closes_on)}"


def best_overlaps(windows: Mapping[int, Window], *, from_on: date) -> tuple[Overlap, ...]:
    """The stretches of days, from this day on, that lie in the windows of most implementations; the earliest first.

    Between two days at which a window opens or has closed nothing changes, so each stretch begins at such a day.
    """
    live = {one: window for one, window in windows.items() if window.closes_on >= from_on}
    edges = sorted(
        {max(window.opens_on, from_on) for window in live.values()}
        | {window.closes_on + timedelta(days=1) for window in live.values()}
    )
    found: list[Overlap] = []
    for first, after in pairwise(edges):
        serves = frozenset(one for one, window in live.items() if window.opens_on <= first <= window.closes_on)
        if serves:
            found.append(Overlap(Window(first, after - timedelta(days=1)), serves))
    most = max((len(one.serves) for one in found), default=0)
    return tuple(one for one in found if len(one.serves) == most)


def proposal(overlaps: Sequence[Overlap], names: Mapping[int, str]) -> str:
    """The first of the stretches that serve most areas, as a sentence; empty without one."""
    if not overlaps:
        return ""
    first = overlaps[0]
    areas = sorted(names[one] for one in first.serves)
    whose = f"{', '.join(areas[:-1])} and {areas[-1]}" if len(areas) > 1 else areas[0]
    most = " at once, the most that one event can serve" if len(areas) > 1 else ""
    return f"{first.window.words} lies in the window of {whose}{most}."
