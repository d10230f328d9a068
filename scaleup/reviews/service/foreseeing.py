"""Before an act on a licence is confirmed: which reviews come, go or move with it, by the reckoning of the keeper."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import ImplementationClosed
from scaleup.core.facts import Change, Handler
from scaleup.licences.rules import (
    LicenceEnded,
    LicenceFact,
    LicenceGranted,
    LicenceResumed,
    LicenceSuspended,
    LicenceTermChanged,
    LicenceTerminated,
)
from scaleup.licences.service import following
from scaleup.reviews import rules
from scaleup.reviews.queries import facts as reads
from scaleup.reviews.service.keeping import wanted


def of_licence(fact: LicenceFact) -> list[Change]:
    """What the act does to the reviews. What closes as a whole is told as a whole."""
    closing = isinstance(fact, LicenceEnded | LicenceSuspended | LicenceTerminated) and fact.closing
    return [] if closing else told(fact.implementation_id, fact.area_id, [fact])


def of_closing(fact: ImplementationClosed) -> list[Change]:
    """What the area's leaving does to the reviews, the end or the pause of its licences included."""
    moved = [act for change in following.changes(fact) for act in change.follow_on]
    return told(fact.implementation_id, fact.area_id, [fact, *moved])


def told(implementation_id: int, area_id: int, acts: Sequence[object]) -> list[Change]:
    """A sentence for the reviews that come, for those that go, and for those that move."""
    base = reads.base_after(implementation_id, acts)
    rows = reads.kept_of([area_id]).get(implementation_id, [])
    if base is None or (base.facts is None and not rows):
        return []
    plan = wanted(base, rows, calendars_of([base.nation]), {})
    settled = {row.month for row in rows if row.state not in ("open", "gone")}
    kept = [rules.Kept(row.month, row.kind, row.due_on, stands=row.state == "open") for row in rows]
    found = rules.differences(
        [one for one in kept if one.month not in settled], [one for one in plan if one.month not in settled]
    )
    by_fate = groupby(sorted(found, key=attrgetter("fate")), key=attrgetter("fate"))
    path = f"/areas/{area_id}/reviews"
    return [Change(rules.sentence(fate, said), len(said), path=path) for fate, [*said] in by_fate]


LICENCE_ACTS = (
    LicenceGranted,
    LicenceTermChanged,
    LicenceSuspended,
    LicenceResumed,
    LicenceEnded,
    LicenceTerminated,
)
HANDLERS = (Handler(ImplementationClosed, of_closing), *(Handler(fact, of_licence) for fact in LICENCE_ACTS))
"""Nothing is written here: at the commit the keeper sees the records themselves."""
