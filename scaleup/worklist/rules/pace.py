"""What stands on My work of the pace of support: proposals that wait for a decision."""

from collections.abc import Iterable, Iterator

from scaleup.core.dates import plain_date
from scaleup.worklist.rules.facts import Group, Line, Link, PaceProposed, Target


def pace_lines(proposed: Iterable[PaceProposed]) -> Iterator[Line]:
    """Each proposal, until somebody decides or the facts no longer ask for it."""
    for one in proposed:
        yield Line(
            Group.TODAY,
            one.area,
            "Decide how often contacts stand",
            one.sentence,
            None,
            Link(Target.ELSEWHERE, one.area_id, address=f"/areas/{one.area_id}/plan/{one.licence_id}/pace"),
            "See what would change",
            key=f"pace:{one.proposal_id}",
            stamp=one.key,
            distance=f"since {plain_date(one.since_on)}",
        )
