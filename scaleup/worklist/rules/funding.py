"""Funding that ends before the licence, as lines of My work."""

from collections.abc import Iterator
from datetime import date, timedelta

from scaleup.core.dates import plain_date
from scaleup.worklist.rules.facts import Facts, Group, Line, Link, Target

FUND_BEFORE = timedelta(days=180)
"""Before funding ends, when further funding is to be seen to: as long as a renewal takes (our own)."""


def funding_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Areas whose funding ends before their licence does, from half a year before it ends."""
    for area in facts.unfunded:
        due_on = area.funded_until_on - FUND_BEFORE
        if due_on > today:
            continue
        ended = "ended" if area.funded_until_on < today else "ends"
        yield Line(
            group=Group.LATE if due_on < today else Group.TODAY,
            area=area.area,
            what="See to further funding",
            why=f"Funding {ended} on {plain_date(area.funded_until_on)}, the licence on {plain_date(area.ends_on)}",
            on=due_on,
            link=Link(Target.LICENCE, area.area_id),
            act="See the funding",
            key=f"funding:{area.implementation_id}",
            stamp=area.funded_until_on.isoformat(),
        )
