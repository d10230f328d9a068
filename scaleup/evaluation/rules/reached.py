"""Families reached and families who completed, group by group, from the records of delivery. Pure.

A family has completed when it was at the last session of a group that is over (docs/decisions/0052-costs.md).
"""

from collections.abc import Iterable
from datetime import date

from scaleup.core.years import Year
from scaleup.delivery.rules import Group, SessionRecord, State
from scaleup.evaluation.rules.costs import Families


def reached(groups: Iterable[Group], *, year: Year, today: date) -> tuple[Families, ...]:
    """The families enrolled of each group that began in the year, up to today: one whose first session was held."""
    found = ((group, began_on(group)) for group in groups)
    return tuple(
        Families(group.name, group.families) for group, day in found if day and day <= today and year.holds(day)
    )


def completed(groups: Iterable[Group], *, year: Year, today: date) -> tuple[Families, ...]:
    """The families at the last session of each group that was over in the year, up to today."""
    found = ((group, over_on(group)) for group in groups if group.is_over(today))
    return tuple(Families(group.name, families_at_the_last(group)) for group, day in found if day and year.holds(day))


def began_on(group: Group) -> date | None:
    """The day of the first session that was held."""
    return min((one.on_day for one in group.sessions if one.state is State.HELD and one.on_day), default=None)


def over_on(group: Group) -> date | None:
    """The day of its last session: when it was held, else when it was due. None for a group that never began."""
    if began_on(group) is None:
        return None
    return max(one.on_day or one.due_on if one.state is State.HELD else one.due_on for one in group.sessions)


def families_at_the_last(group: Group) -> int | None:
    """How many families were at its last session.

    A session counts mothers and partners, or parents, not families: the more of the two, or half of the parents, is
    the least number of families that there can have been, and never more than enrolled. None while that session lacks
    a record, or the enrolled a count;
    of a last session that was cancelled, the one before it speaks.
    """
    for session in sorted(group.sessions, key=ended, reverse=True):
        if session.state is State.CANCELLED:
            continue
        came = families_that_came(session)
        return None if came is None or group.families is None else min(came, group.families)
    return None


def families_that_came(session: SessionRecord) -> int | None:
    """The least number of families that can have been at a session; None where it was not held, or nobody counted."""
    if session.state is not State.HELD:
        return None
    counts = [one for one in (session.mothers, session.partners, half_of(session.parents)) if one is not None]
    return max(counts, default=None)


def half_of(parents: int | None) -> int | None:
    """So many families at least, of parents whom nobody told apart: two of each."""
    return None if parents is None else (parents + 1) // 2


def ended(session: SessionRecord) -> tuple[date, str]:
    """The order of a group's sessions: by their days, then by their codes."""
    held = session.on_day if session.state is State.HELD else None
    return (held or session.due_on, session.code)
