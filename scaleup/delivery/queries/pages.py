"""What the pages of delivery show: an area's groups, and one group with its sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendar_of, implementations_of
from scaleup.core.dates import Calendar
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.queries.crew import names_of
from scaleup.delivery.queries.groups import pairs_of_groups, record_of, sessions_of, value_of, values_of
from scaleup.delivery.rules import (
    Closed,
    Deliverer,
    SessionRecord,
    Standing,
    State,
    answer,
    closed_on,
    shortfalls,
    standing,
)
from scaleup.extensions import db
from scaleup.programmes.rules import Programme as Terms
from scaleup.programmes.service import terms as terms_of


@dataclass(frozen=True)
class GroupLine:
    """A group as the area's page shows it."""

    group: DeliveryGroup
    standing: Standing


@dataclass(frozen=True)
class Part:
    """The groups of one programme in the area."""

    implementation: Implementation
    programme: str
    plans: bool
    """Whether the programme plans sessions, so that a group can be set up."""
    current: Sequence[GroupLine]
    finished: Sequence[GroupLine]

    @property
    def lacking(self) -> list[tuple[DeliveryGroup, SessionRecord]]:
        """The sessions without a record, the oldest first."""
        found = [(line.group, one) for line in self.current for one in line.standing.lacking]
        return sorted(found, key=lambda each: (each[1].due_on, each[0].name))


@dataclass(frozen=True)
class AreaPage:
    """An area's Delivery page."""

    answer: str
    more: str
    parts: Sequence[Part]


def area_page(area: Area, today: date) -> AreaPage:
    """The groups of the area by programme, the running ones first; three statements at any size."""
    groups = list(
        db.session.scalars(
            select(DeliveryGroup)
            .where(DeliveryGroup.area_id == area.id)
            .order_by(DeliveryGroup.first_on, DeliveryGroup.id)
        )
    )
    values = values_of(groups)
    lines = [GroupLine(one, standing(values[one.id], today)) for one in groups]
    parts = [part_of(one, lines) for one in implementations_of(area.id)]
    first, more = answer(values.values(), today)
    return AreaPage(first, more, [one for one in parts if one.plans or one.current or one.finished])


def part_of(implementation: Implementation, lines: Sequence[GroupLine]) -> Part:
    """The part of the page for one implementation."""
    here = [line for line in lines if line.group.implementation_id == implementation.id]
    version = implementation.programme_version
    return Part(
        implementation=implementation,
        programme=version.programme.name,
        plans=bool(terms_of(version.id).delivery.sessions) and implementation.closed_on is None,
        current=[line for line in here if not line.standing.finished],
        finished=[line for line in reversed(here) if line.standing.finished],
    )


@dataclass(frozen=True)
class SessionLine:
    """A session as the group's page shows it."""

    row: GroupSession
    record: SessionRecord
    lacking: bool
    names: Sequence[str]
    remarks: Sequence[str]
    """What the pair lacked on the day it was held."""
    closed: Closed | None
    """What closes the day on which it is still to be held."""
    delivered: str
    """How many of the planned parts were delivered."""


@dataclass(frozen=True)
class GroupPage:
    """A group's page."""

    group: DeliveryGroup
    standing: Standing
    lines: Sequence[SessionLine]


def group_page(group: DeliveryGroup, today: date) -> GroupPage:
    """The group with its sessions in order; six statements at any size."""
    rows, pairs = sessions_of([group.id]), pairs_of_groups([group.id])
    names = names_of({one.facilitator_id for pair in pairs.values() for one in pair})
    terms, calendar = terms_of(group.programme_version_id), calendar_of(group.area.nation)
    value = value_of(group, [record_of(row, pairs.get(row.id, ())) for row in rows])
    stands = standing(value, today)
    lines = [
        line_of(row, one, names=names, terms=terms, calendar=calendar, lacking=one in stands.lacking)
        for row, one in zip(rows, value.sessions, strict=True)
    ]
    return GroupPage(group, stands, lines)


def line_of(
    row: GroupSession,
    one: SessionRecord,
    *,
    names: Mapping[int, str],
    terms: Terms,
    calendar: Calendar,
    lacking: bool,
) -> SessionLine:
    """One session."""
    held = one.state is State.HELD
    parts = len(one.components_planned)
    return SessionLine(
        row=row,
        record=one,
        lacking=lacking,
        names=[names[each.facilitator_id] for each in one.pair],
        remarks=remarks_on(one.pair, terms, one.on_day) if held else (),
        closed=closed_on(one.due_on, calendar) if one.state in (State.PLANNED, State.MOVED) else None,
        delivered=f"{len(one.components)} of {parts} parts" if held and parts else "",
    )


def remarks_on(pair: tuple[Deliverer, ...], terms: Terms, on_day: date | None) -> tuple[str, ...]:
    """What these lack as a pair of the programme on that day."""
    if terms.pairing is None or on_day is None:
        return ()
    return shortfalls(pair, pairing=terms.pairing, roles=terms.roles, on_day=on_day)
