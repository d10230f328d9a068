"""Briefs of many implementations at once: a fixed number of statements, whatever the number of areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import leads_of
from scaleup.areas.rules import AREA_ROLE_WORDS
from scaleup.core.dates import plain_date
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.milestones.rules import DECISION_IN_DAYS
from scaleup.portfolio.rules.briefs import Brief, Due, Last, Period, Ring, in_two_lines
from scaleup.programmes.models import Programme
from scaleup.readiness.models import Condition
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import KIND_WORDS
from scaleup.support.models import Action, Contact, Slot

LATE_FOR = timedelta(days=60)
"""Contacts that are late by more than this stand in the plan alone."""
CHANNELS = {"call": "a call", "visit": "a visit", "online": "an online meeting"}
Of = Mapping[int, list[Due]]


@dataclass(frozen=True)
class Found:
    """What hangs on each implementation, by its id."""

    licences: Mapping[int, Licence]
    contacts: Of
    reviews: Of
    actions: Of
    conditions: Of
    last: Mapping[int, Last]


def briefs_of(implementation_ids: Sequence[int], period: Period, *, today: date) -> list[Brief]:
    """The briefs of these implementations, which the reader may see, by the area's name. Eight statements."""
    rows = db.session.execute(
        select(Implementation, Area, Programme.name)
        .join(Area, Area.id == Implementation.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Implementation.id.in_(implementation_ids), Implementation.closed_on.is_(None))
        .order_by(Area.name_key, Implementation.id)
    ).all()
    ids = [row.Implementation.id for row in rows]
    planned = contacts(ids, period, today=today), reviews(ids, period, today=today)
    found = Found(licences(ids), *planned, actions(ids), conditions(ids), last_contacts(ids))
    ring = whom_to_ring({row.Area.id for row in rows}, today)
    return [brief(row.Implementation, row.Area, row[2], found=found, ring=ring, period=period) for row in rows]


def brief(
    under: Implementation,
    area: Area,
    programme: str,
    *,
    found: Found,
    ring: Mapping[int, Sequence[Ring]],
    period: Period,
) -> Brief:
    """One of them."""
    licence = found.licences.get(under.id)
    planned = [*found.contacts.get(under.id, []), *found.reviews.get(under.id, [])]
    due = [*planned, *(of_licence(licence, period) if licence else [])]
    return Brief(
        area_id=area.id,
        implementation_id=under.id,
        area=area.name,
        programme=programme,
        stands=stands(under, licence),
        due=tuple(sorted(due, key=lambda one: one.on_day or date.max)),
        agreed=tuple(found.actions.get(under.id, [])),
        conditions=tuple(found.conditions.get(under.id, [])),
        ring=tuple(ring.get(area.id, ())),
        last=found.last.get(under.id),
    )


def stands(under: Implementation, licence: Licence | None) -> tuple[str, ...]:
    """Where it stands, in sentences."""
    if licence is None:
        return (f"It has no licence yet; it took up the programme on {plain_date(under.opened_on)}.",)
    state = "is suspended" if licence.state == "suspended" else "runs"
    said = f"Licence {licence.number} {state} from {plain_date(licence.starts_on)} to {plain_date(licence.ends_on)}."
    return (said,)


def of_licence(licence: Licence, period: Period) -> list[Due]:
    """The decision on renewal and the end, where they fall into the period."""
    decide_on = licence.ends_on - timedelta(days=DECISION_IN_DAYS)
    found = []
    if licence.renewal is None and decide_on <= period.to_on:
        found.append(Due(decide_on, "Decide whether the licence is renewed"))
    if period.from_on <= licence.ends_on <= period.to_on:
        found.append(Due(licence.ends_on, "The licence ends"))
    return found


def licences(ids: Sequence[int]) -> dict[int, Licence]:
    """The licence in hand of each, the latest if there are several."""
    asked = select(Licence).where(Licence.implementation_id.in_(ids), Licence.state.in_(STANDING))
    return {one.implementation_id: one for one in db.session.scalars(asked.order_by(Licence.starts_on, Licence.id))}


def contacts(ids: Sequence[int], period: Period, *, today: date) -> Of:
    """The contacts that fall into the period, and those that are late today."""
    rows = db.session.execute(
        select(Slot.implementation_id, Slot.due_on, Slot.sequence, Slot.at_time)
        .where(
            Slot.implementation_id.in_(ids),
            Slot.state == "open",
            Slot.due_on >= today - LATE_FOR,
            Slot.due_on <= period.to_on,
            or_(Slot.due_on < today, Slot.due_on >= period.from_on),
        )
        .order_by(Slot.due_on, Slot.id)
    )
    return by_implementation(
        (row.implementation_id, Due(row.due_on, f"Contact {row.sequence}{said_at(row.at_time)}")) for row in rows
    )


def reviews(ids: Sequence[int], period: Period, *, today: date) -> Of:
    """The reviews that fall into the period, and those without a record."""
    rows = db.session.execute(
        select(AreaReview.implementation_id, AreaReview.due_on, AreaReview.kind)
        .where(
            AreaReview.implementation_id.in_(ids),
            AreaReview.state == "open",
            AreaReview.due_on <= period.to_on,
            or_(AreaReview.due_on < today, AreaReview.due_on >= period.from_on),
        )
        .order_by(AreaReview.due_on, AreaReview.id)
    )
    return by_implementation((row.implementation_id, Due(row.due_on, KIND_WORDS[row.kind])) for row in rows)


def said_at(at_time: object) -> str:
    """The hour, if one is agreed."""
    return f" at {str(at_time)[:5]}" if at_time else ""


def actions(ids: Sequence[int]) -> Of:
    """What was agreed and is open, with who does it."""
    rows = db.session.execute(
        select(Action.implementation_id, Action.due_on, Action.wording, Person.name)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.implementation_id.in_(ids), Action.done_on.is_(None), Action.dropped_on.is_(None))
        .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    )
    return by_implementation(
        (row.implementation_id, Due(row.due_on, row.wording, row.name or "nobody named")) for row in rows
    )


def conditions(ids: Sequence[int]) -> Of:
    """Conditions that are not met, with who sees to them."""
    rows = db.session.execute(
        select(Condition.implementation_id, Condition.due_on, Condition.wording, Person.name)
        .outerjoin(Person, Person.id == Condition.owner_id)
        .where(Condition.implementation_id.in_(ids), Condition.met_on.is_(None))
        .order_by(Condition.due_on, Condition.id)
    )
    return by_implementation(
        (row.implementation_id, Due(row.due_on, row.wording, row.name or "nobody named")) for row in rows
    )


def by_implementation(rows: Iterable[tuple[int, Due]]) -> Of:
    """Grouped, in their order."""
    found: dict[int, list[Due]] = {}
    for implementation_id, due in rows:
        found.setdefault(implementation_id, []).append(due)
    return found


def last_contacts(ids: Sequence[int]) -> dict[int, Last]:
    """The last contact that was held with each."""
    place = func.row_number().over(
        partition_by=Contact.implementation_id, order_by=(Contact.held_on.desc(), Contact.id.desc())
    )
    ranked = (
        select(Contact.id, place.label("place"))
        .where(Contact.implementation_id.in_(ids), Contact.outcome == "held")
        .subquery()
    )
    rows = db.session.execute(
        select(Contact, Person.name)
        .join(ranked, (ranked.c.id == Contact.id) & (ranked.c.place == 1))
        .outerjoin(Person, Person.id == Contact.staff_id)
    )
    return {
        one.implementation_id: Last(
            one.id,
            one.held_on,
            CHANNELS[one.channel],
            name or one.staff_note or "",
            in_two_lines(one.discussed or "Nothing was written down."),
        )
        for one, name in rows
    }


def whom_to_ring(area_ids: Iterable[int], today: date) -> dict[int, list[Ring]]:
    """Project leads, then deputies, of each area."""
    return {
        area_id: [Ring(one.name, AREA_ROLE_WORDS[role].lower(), one.email or "") for role, one in people]
        for area_id, people in leads_of(sorted(area_ids), today).items()
    }
