"""Top-up windows in which nothing is planned, as lines of My work. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from scaleup.core.dates import counted, plain_date
from scaleup.training.rules import Stands, said, stands
from scaleup.worklist.rules.facts import Group, Line, Link, Target, Unplanned

GROUPS = {Stands.OPEN: Group.WEEK, Stands.CLOSING: Group.TODAY, Stands.MISSED: Group.LATE}
"""An open window may wait, one that closes soon may not, and a missed one is late."""


def window_lines(unplanned: Sequence[Unplanned], today: date) -> Iterator[Line]:
    """A line for each area; where it leads, the event is planned with this area ticked."""
    for one in unplanned:
        how = stands(one.window, today)
        if how not in GROUPS:
            continue
        who = f"{counted(one.people, 'person')} {'lacks' if one.people == 1 else 'lack'} it"
        yield Line(
            group=GROUPS[how],
            area=one.area,
            what="Top-up window missed" if how is Stands.MISSED else "Plan the top-up",
            why=f"The window{whose(one)} is {said(one.window, today)}; {who}, and no event is planned",
            on=one.window.closes_on if how is Stands.MISSED else None,
            link=Link(
                Target.ELSEWHERE,
                one.area_id,
                address=f"/training/plan/{one.programme_id}/{one.part}?area={one.implementation_id}",
            ),
            act="Plan it",
            key=f"window:{one.implementation_id}" + (f":{one.own_on.isoformat()}" if one.own_on else ""),
            stamp=how.value,
            distance="" if how is Stands.MISSED else f"until {plain_date(one.window.closes_on)}",
        )


def whose(one: Unplanned) -> str:
    """Whose window it is, where it is not that of all who were accredited before the first session."""
    return f" of who was accredited on {plain_date(one.own_on)}" if one.own_on else ""
