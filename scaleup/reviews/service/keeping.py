"""The rows of the plan of reviews are as their facts say: kept at each commit, made anew where they are not."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import EVERY_NATION, ClosureDayChanged
from scaleup.commit import Keeper
from scaleup.core import bulk
from scaleup.core.dates import Calendar, Nation
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.reviews import rules
from scaleup.reviews.models import AreaReview
from scaleup.reviews.queries import facts as reads

NEAR = timedelta(days=14)
"""No run of days without work is longer."""
AREA, LICENCE = "area of reviews", "licence of reviews"
FEEDS: dict[type, tuple[str, str]] = {
    Area: ("id", AREA),
    Implementation: ("area_id", AREA),
    Licence: ("area_id", AREA),
    LicenceMove: ("licence_id", LICENCE),
    Suspension: ("licence_id", LICENCE),
}
"""The records that reviews follow from, each with what names its area. Kinds of our own: contacts move nothing here."""


Alike = dict[tuple[str, rules.Facts], tuple[rules.Planned, ...]]
"""The reviews of implementations in one nation with the same facts."""


def keep(touched: Mapping[str, Collection[int]]) -> None:
    """The reviews of the areas that these records belong to are as their facts now say."""
    areas = set(touched.get(AREA, ()))
    for some in bulk.portions(touched.get(LICENCE, ())):
        areas |= set(db.session.scalars(select(Licence.area_id).where(Licence.id.in_(some))))
    plan_again(areas)


KEEPER = Keeper(FEEDS, keep, whole=AREA)


def plan_again(area_ids: Iterable[int]) -> int:
    """The open reviews of these areas stand on the days that follow from the facts. Returns how many rows changed."""
    changed = 0
    for some in bulk.portions(area_ids):
        fresh: list[bulk.Row] = []
        bases, kept = reads.bases_of(some), reads.kept_of(some)
        calendars = calendars_of({base.nation for base in bases if base.facts}) if bases else {}
        alike: Alike = {}
        for base in bases:
            if base.facts is not None or base.implementation_id in kept:
                rows = kept.get(base.implementation_id, [])
                changed += level(base, rows, wanted(base, rows, calendars, alike), fresh)
        bulk.put(db.session(), AreaReview, fresh)
        changed += len(fresh)
    return changed


def level(base: reads.Base, rows: list[AreaReview], plan: Iterable[rules.Planned], fresh: list[bulk.Row]) -> int:
    """The rows of one implementation say what its plan says, what is missing is fresh. Returns how many changed."""
    planned = {one.month: one for one in plan}
    changed = 0
    for row in rows:
        one = planned.pop(row.month, None)
        changed += row.state in ("open", "gone") and put(row, one)
    fresh.extend(new_row(base, one) for one in planned.values())
    return changed


def new_row(base: reads.Base, one: rules.Planned) -> bulk.Row:
    """A review that nobody has touched yet."""
    return {
        "implementation_id": base.implementation_id,
        "area_id": base.area_id,
        "month": one.month,
        "kind": one.kind.value,
        "nominal_on": one.nominal_on,
        "due_on": one.due_on,
        "provisional": one.provisional,
        "why": one.why or None,
    }


def wanted(
    base: reads.Base, rows: list[AreaReview], calendars: Mapping[str, Calendar], alike: Alike
) -> tuple[rules.Planned, ...]:
    """The reviews as they should stand; where nobody moved one they are reckoned once for all that are alike."""
    if base.facts is None:
        return ()
    moved = {row.month: row.moved_to for row in rows if row.moved_to}
    if moved:
        return rules.reviews(base.facts, calendars[base.nation], moved)
    key = base.nation, base.facts
    if key not in alike:
        alike[key] = rules.reviews(base.facts, calendars[base.nation])
    return alike[key]


def put(row: AreaReview, one: rules.Planned | None) -> bool:
    """Whether the row had to change to say what is planned; one without a plan is gone, and may come back."""
    before = (row.state, row.kind, row.nominal_on, row.due_on, row.provisional, row.why)
    if one is None:
        row.state = "gone"
    else:
        if row.due_on != one.due_on or row.state == "gone":
            row.anchor_version += 1
        row.state, row.kind, row.nominal_on, row.due_on = "open", one.kind, one.nominal_on, one.due_on
        row.provisional, row.why = one.provisional, one.why or None
    if before == (row.state, row.kind, row.nominal_on, row.due_on, row.provisional, row.why):
        return False
    row.version += 1
    return True


def mend() -> int:
    """Every review is as its facts say, as after an upgrade. Returns how many rows changed."""
    return plan_again(db.session.scalars(select(Licence.area_id).distinct()))


def closed_or_open(fact: ClosureDayChanged, _changes: Iterable[Change]) -> None:
    """Reviews near a day on which nobody works, or works again, stand on their other days."""
    plan_again(near(fact))


def near(fact: ClosureDayChanged) -> list[int]:
    """The areas with a review that the day can move."""
    return reads.areas_near(nations(fact), fact.on_day - NEAR, fact.on_day + NEAR)


def nations(fact: ClosureDayChanged) -> list[Nation]:
    """The nations that the day concerns."""
    return list(Nation) if fact.nation == EVERY_NATION else [Nation(fact.nation)]


FOLLOWING = (Handler(ClosureDayChanged, lambda _fact: [], closed_or_open),)
"""Reviews follow closure days; all else that they follow is a record that the keeper sees. Pages ask foreseeing.py."""
