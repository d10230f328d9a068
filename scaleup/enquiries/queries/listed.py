"""The list of enquiries: open ones first, the late ones at the top; and those that wait for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import State
from scaleup.extensions import db
from scaleup.programmes.models import Programme

ORDER = {State.OPEN: 0, State.ANSWERED: 1, State.CONVERTED: 2, State.ENDED: 2}


@dataclass(frozen=True)
class Page:
    """A page of the list, and the figures above it."""

    rows: Sequence[Enquiry]
    total: int
    """Counted to one more than COUNTED."""
    late: int
    by_state: dict[State, int]
    seen: frozenset[int]
    """The areas of these enquiries that are the reader's to see."""


def listed(actor: Actor, *, state: str, programme: str, skip: int, most: int, today: date) -> Page:
    """The enquiries of this state and programme, or of all."""
    wanted = narrowed(state, programme)
    rows = db.session.scalars(
        select(Enquiry)
        .join(Programme, Programme.id == Enquiry.programme_id)
        .where(*wanted)
        .options(joinedload(Enquiry.programme), joinedload(Enquiry.manager), joinedload(Enquiry.area))
        .order_by(
            case(ORDER, value=Enquiry.state),
            case((Enquiry.state == State.OPEN, Enquiry.answer_by_on)),
            Enquiry.came_on.desc(),
            Enquiry.id.desc(),
        )
        .limit(most)
        .offset(skip)
    ).all()
    some = (
        select(Enquiry.state, Enquiry.answer_by_on)
        .join(Programme, Programme.id == Enquiry.programme_id)
        .where(*narrowed("", programme))
        .order_by(case(ORDER, value=Enquiry.state))
        .limit(COUNTED * 4)
        .subquery()
    )
    late = func.sum(case((some.c.state == State.OPEN, case((some.c.answer_by_on < today, 1), else_=0)), else_=0))
    counts = db.session.execute(select(some.c.state, func.count(), late).group_by(some.c.state)).all()
    by_state = {State(found): count for found, count, _ in counts}
    total = by_state.get(State(state), 0) if state in set(State) else sum(by_state.values())
    seen = in_sight([one.area_id for one in rows if one.area_id], actor, today)
    return Page(rows, min(total, COUNTED + 1), sum(row[2] or 0 for row in counts), by_state, seen)


def in_sight(area_ids: Sequence[int], actor: Actor, today: date) -> frozenset[int]:
    """Those of these areas that are the reader's to see."""
    asked = select(Area.id).where(Area.id.in_(area_ids), Area.id.in_(scope(actor, today)))
    return frozenset(db.session.scalars(asked)) if area_ids else frozenset()


def narrowed(state: str, programme: str) -> list[ColumnElement[bool]]:
    """The conditions of the list's filters; unknown words narrow nothing."""
    wanted: list[ColumnElement[bool]] = []
    if state in set(State):
        wanted.append(Enquiry.state == state)
    if programme:
        wanted.append(Programme.slug == programme)
    return wanted


def waiting_for(person_id: int, *, everybodys: bool, most: int) -> Sequence[Enquiry]:
    """The enquiries that nobody has answered and that are this person's, or nobody's where those count too."""
    mine = Enquiry.manager_id == person_id
    return db.session.scalars(
        select(Enquiry)
        .where(Enquiry.state == State.OPEN, or_(mine, Enquiry.manager_id.is_(None)) if everybodys else mine)
        .options(joinedload(Enquiry.programme))
        .order_by(Enquiry.answer_by_on, Enquiry.id)
        .limit(most)
    ).all()
