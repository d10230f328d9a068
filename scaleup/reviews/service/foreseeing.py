"""Before an act is confirmed: which reviews come, go or move with it, by the reckoning of the keeper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import AreaNationChanged, ImplementationClosed, ImplementationOpened
from scaleup.core.dates import Calendar
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
from scaleup.reviews.models import AreaReview
from scaleup.reviews.queries import facts as reads
from scaleup.reviews.service.keeping import Alike, wanted


def of_licence(fact: LicenceFact) -> list[Change]:
    """What the act does to the reviews. What closes as a whole is told as a whole."""
    closing = isinstance(fact, LicenceEnded | LicenceSuspended | LicenceTerminated) and fact.closing
    return [] if closing else told(fact.implementation_id, fact.area_id, [fact])


def of_closing(fact: ImplementationClosed) -> list[Change]:
    """What the area's leaving does to the reviews, the end or the pause of its licences included."""
    moved = [act for change in following.changes(fact) for act in change.follow_on]
    return told(fact.implementation_id, fact.area_id, [fact, *moved])


def of_opening(fact: ImplementationOpened) -> list[Change]:
    """What it does to the reviews that an area takes up again what had paused."""
    return told(fact.implementation_id, fact.area_id, [fact])


def told(implementation_id: int, area_id: int, acts: Sequence[object]) -> list[Change]:
    """A sentence for the reviews that come, for those that go, and for those that move."""
    base = reads.base_after(implementation_id, acts)
    return of_area(area_id, [base] if base else [])


def of_nation(fact: AreaNationChanged) -> list[Change]:
    """What the working days of another nation do to the area's reviews."""
    return of_area(fact.area_id, [replace(base, nation=fact.nation) for base in reads.bases_of([fact.area_id])])


def of_area(area_id: int, bases: Sequence[reads.Base]) -> list[Change]:
    """A sentence for each fate that reviews of the area have, as these implementations would be."""
    kept = reads.kept_of([area_id])
    calendars = calendars_of({base.nation for base in bases})
    found = [one for base in bases for one in changed(base, kept.get(base.implementation_id, []), calendars, {})]
    path = f"/areas/{area_id}/reviews"
    return [Change(rules.sentence(fate, said), len(said), path=path) for fate, said in fates(found)]


def fates(found: Iterable[rules.Difference]) -> Iterator[tuple[rules.Fate, list[rules.Difference]]]:
    """Each fate with the reviews that share it."""
    by_fate = groupby(sorted(found, key=attrgetter("fate")), key=attrgetter("fate"))
    return ((fate, [*said]) for fate, said in by_fate)


def changed(
    base: reads.Base, rows: list[AreaReview], calendars: Mapping[str, Calendar], alike: Alike
) -> list[rules.Difference]:
    """The reviews of one implementation that would be otherwise. What people did is never rewritten."""
    if base.facts is None and not rows:
        return []
    plan = wanted(base, rows, calendars, alike)
    settled = {row.month for row in rows if row.state not in ("open", "gone")}
    kept = [rules.Kept(row.month, row.kind, row.due_on, stands=row.state == "open") for row in rows]
    return list(
        rules.differences(
            [one for one in kept if one.month not in settled], [one for one in plan if one.month not in settled]
        )
    )


LICENCE_ACTS = (
    LicenceGranted,
    LicenceTermChanged,
    LicenceSuspended,
    LicenceResumed,
    LicenceEnded,
    LicenceTerminated,
)
HANDLERS = (
    Handler(ImplementationClosed, of_closing),
    Handler(ImplementationOpened, of_opening),
    Handler(AreaNationChanged, of_nation),
    *(Handler(fact, of_licence) for fact in LICENCE_ACTS),
)
"""Nothing is written here: at the commit the keeper sees the records themselves."""
