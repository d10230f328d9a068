"""What stands in the calendar of a person, or of an area: read in a number of statements that nothing changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.milestones.models import Progress
from scaleup.portfolio.queries import schedule
from scaleup.portfolio.queries.whose import Whose, within
from scaleup.portfolio.rules import calendar as rules
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.reviews.rules import KIND_WORDS
from scaleup.support.models import Contact, Slot

MOST = 2_000
"""Of entries of one kind so many are read; nobody looks after as many."""
DAY = timedelta(days=1)
LOOKED_AHEAD = timedelta(days=366)
"""So far is looked for what comes next, where a page is empty."""
WHILE_HELD = timedelta(days=21)
"""A contact counts for a slot within 10 working days; it is read by its slot, and stands on the day it was held."""


def entries(whose: Whose) -> list[rules.Entry]:
    """Everything that stands on these days, the earliest first."""
    found = [*contacts(whose), *reviews(whose), *licence_ends(whose), *schedule.events(whose)]
    return sorted(found, key=lambda one: (one.days[0].on_day, one.days[0].starts is not None, str(one.days[0].starts)))


def coming(whose: Whose, *, after: date) -> rules.Entry | None:
    """What stands next after the last day of a page, within a year; None where that day is over."""
    if after < whose.today:
        return None
    ahead = replace(whose, first_on=after + DAY, last_on=after + LOOKED_AHEAD)
    return next((one for one in entries(ahead) if one.days[0].on_day >= ahead.first_on), None)


def contacts(whose: Whose) -> Sequence[rules.Entry]:
    """The contacts of the plan, those held on the day on which they were; those withdrawn do not stand."""
    other = aliased(Slot)
    last = (
        select(func.max(other.sequence))
        .where(other.licence_id == Slot.licence_id, other.state != "gone")
        .correlate(Slot)
        .scalar_subquery()
    )
    asked = (
        select(Slot, Area.name, Contact.id.label("contact_id"), Contact.held_on, last.label("of"))
        .join(Progress, Progress.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .outerjoin(Contact, (Contact.slot_id == Slot.id) & Contact.settles & (Contact.outcome == "held"))
        .where(
            Slot.state != "gone",
            Slot.due_on.between(whose.first_on - WHILE_HELD, whose.last_on + WHILE_HELD),
            or_(Slot.state != "open", Progress.closed_on.is_(None)),
        )
        .order_by(Slot.due_on, Slot.id)
        .limit(MOST)
    )
    found = [
        contact(row, whose)
        for row in db.session.execute(within(whose, asked, whose.actor.entering(Permission.SEE_AREAS)))
    ]
    return [one for one in found if whose.first_on <= one.days[0].on_day <= whose.last_on]


def contact(row: Row[*tuple[Any, ...]], whose: Whose) -> rules.Entry:
    """One contact."""
    slot = row.Slot
    on_day = row.held_on or slot.due_on
    starts = slot.at_time if on_day == slot.due_on else None
    state, look = rules.contact_stands(slot.state, on_day, whose.today)
    return rules.Entry(
        kind=rules.Kind.CONTACT,
        uid=f"contact-{slot.id}",
        sequence=slot.anchor_version,
        days=(rules.Hours(on_day, starts, rules.an_hour_from(starts)),),
        area=row.name,
        words=f"support contact {slot.sequence} of {row.of}",
        address=f"/contacts/{row.contact_id}" if row.contact_id else f"/areas/{slot.area_id}/plan",
        place=slot.meeting_link or "",
        state=state,
        look=look,
    )


def reviews(whose: Whose) -> Sequence[rules.Entry]:
    """The reviews of the plan, those held on the day on which they were; those left out do not stand."""
    on_day = func.coalesce(ReviewRecord.held_on, AreaReview.due_on)
    asked = (
        select(AreaReview, Area.name, ReviewRecord.held_on)
        .join(Progress, Progress.id == AreaReview.implementation_id)
        .join(Area, Area.id == AreaReview.area_id)
        .outerjoin(ReviewRecord, ReviewRecord.review_id == AreaReview.id)
        .where(AreaReview.state.in_(("open", "done")), on_day.between(whose.first_on, whose.last_on))
        .order_by(AreaReview.due_on, AreaReview.id)
        .limit(MOST)
    )
    rows = db.session.execute(within(whose, asked, whose.actor.entering(Permission.SEE_AREAS)))
    return [review(row, whose) for row in rows]


def review(row: Row[*tuple[Any, ...]], whose: Whose) -> rules.Entry:
    """One review."""
    found, name = row.AreaReview, KIND_WORDS[row.AreaReview.kind]
    on_day = row.held_on or found.due_on
    state, look = rules.contact_stands("held" if row.held_on else found.state, on_day, whose.today)
    return rules.Entry(
        kind=rules.Kind.REVIEW,
        uid=f"review-{found.id}",
        sequence=found.anchor_version,
        days=(rules.Hours(on_day),),
        area=row.name,
        words=f"{name[0].lower()}{name[1:]}",
        address=f"/reviews/{found.id}",
        state=state,
        look=look,
    )


def licence_ends(whose: Whose) -> Sequence[rules.Entry]:
    """The last days of licences that were granted, and did not end before their time."""
    asked = (
        select(Licence.id, Licence.number, Licence.version, Licence.ends_on, Licence.area_id, Area.name)
        .join(Progress, Progress.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .where(
            Licence.state.in_((State.GRANTED, State.SUSPENDED)), Licence.ends_on.between(whose.first_on, whose.last_on)
        )
        .order_by(Licence.ends_on, Licence.id)
        .limit(MOST)
    )
    return [
        rules.Entry(
            kind=rules.Kind.LICENCE,
            uid=f"licence-end-{row.id}",
            sequence=row.version,
            days=(rules.Hours(row.ends_on),),
            area=row.name,
            words=f"licence {row.number} ends",
            address=f"/areas/{row.area_id}/licence",
        )
        for row in db.session.execute(within(whose, asked, whose.actor.entering(Permission.SEE_AREAS)))
    ]
