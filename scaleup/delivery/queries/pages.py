"""What the pages of delivery show: an area's groups, and one group with its sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendar_of, implementations_of
from scaleup.core.dates import Calendar, counted
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.queries.crew import Named, names_of
from scaleup.delivery.queries.groups import pairs_of_groups, record_of, sessions_of, value_of, values_of
from scaleup.delivery.queries.licensed import Licensed, lack_of, licences_of
from scaleup.delivery.rules import (
    Closed,
    Deliverer,
    SessionRecord,
    Standing,
    State,
    answer,
    closed_on,
    falls_away,
    shortfalls,
    standing,
)
from scaleup.extensions import db
from scaleup.programmes.rules import ATTENDER_WORDS, Attender, Delivery
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
    delivery: Delivery
    open: bool
    """Whether something can be set up under it still."""
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
    first, more = answer(values.values(), today, units={part.delivery.unit for part in parts})
    return AreaPage(first, more, parts)


def part_of(implementation: Implementation, lines: Sequence[GroupLine]) -> Part:
    """The part of the page for one implementation."""
    here = [line for line in lines if line.group.implementation_id == implementation.id]
    version = implementation.programme_version
    return Part(
        implementation=implementation,
        programme=version.programme.name,
        delivery=terms_of(version.id).delivery,
        open=implementation.closed_on is None,
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
    """What the pair lacked on the day it was held; who may not deliver what is to come; that no licence covers it."""
    unfit: bool
    """Whether somebody stands at it who will not be able to deliver it."""
    closed: Closed | None
    """What closes the day on which it is still to be held."""
    delivered: str
    """How many of the planned parts were delivered."""
    gone: bool
    """Whether it fell away when the area left the programme."""
    came: Sequence[str]
    """Who came, each kind with its number."""


@dataclass(frozen=True)
class GroupPage:
    """A group with how it stands and its sessions in order, as its page shows them."""

    group: DeliveryGroup
    delivery: Delivery
    standing: Standing
    lines: Sequence[SessionLine]

    @property
    def unfit(self) -> bool:
        """Whether somebody stands at what is to come who will not be able to deliver it."""
        return any(line.unfit for line in self.lines)

    @property
    def goes_on(self) -> bool:
        """Whether its sessions are planned as they come, and more may."""
        return self.group.as_it_goes and self.group.closed_on is None


def group_page(group: DeliveryGroup, today: date) -> GroupPage:
    """The group with its sessions in order; nine statements at any size."""
    rows, pairs = sessions_of([group.id]), pairs_of_groups([group.id])
    names = names_of({one.facilitator_id for pair in pairs.values() for one in pair})
    terms, calendar = terms_of(group.programme_version_id), calendar_of(group.area.nation)
    records = [record_of(row, pairs.get(row.id, ())) for row in rows]
    stands = standing(value_of(group, records), today)
    around = Around(names, terms, calendar, licences_of(group.implementation_id))
    lines = [line_of(row, one, around, lacking=one in stands.lacking) for row, one in zip(rows, records, strict=True)]
    return GroupPage(group, terms.delivery, stands, lines)


@dataclass(frozen=True)
class Around:
    """What a session is seen against: who people are, what the programme asks, closed days, licences."""

    names: Mapping[int, Named]
    terms: Terms
    calendar: Calendar
    licences: Sequence[Licensed]


def line_of(row: GroupSession, one: SessionRecord, around: Around, *, lacking: bool) -> SessionLine:
    """A session with who delivers it, what is to be known of it, and how much of its plan was delivered."""
    held, gone = one.state is State.HELD, falls_away(one, row.group.closed_on)
    ahead = one.state in (State.PLANNED, State.MOVED) and not gone
    parts = len(one.components_planned)
    unfit = unfit_for(one, around.names) if ahead else ()
    unlicensed = lack_of(around.licences, one.on_day if held else one.due_on if ahead else None)
    return SessionLine(
        row=row,
        record=one,
        lacking=lacking,
        names=[around.names[each.facilitator_id].name for each in one.pair],
        remarks=(*(remarks_on(one.pair, around.terms, one.on_day) if held else unfit), *filter(None, [unlicensed])),
        unfit=bool(unfit),
        closed=closed_on(one.due_on, around.calendar) if ahead else None,
        delivered=f"{len(one.components)} of {parts} parts" if held and parts else "",
        gone=gone,
        came=came(one) if held else (),
    )


def unfit_for(one: SessionRecord, names: Mapping[int, Named]) -> tuple[str, ...]:
    """Who of the pair has left by its day, or is not accredited on it."""
    found = (names[each.facilitator_id].remark(each, one.due_on) for each in one.pair)
    return tuple(remark for remark in found if remark)


def came(one: SessionRecord) -> tuple[str, ...]:
    """Who came to a session, each kind with its number; interpreters where there were any."""
    found = [counted(count, ATTENDER_WORDS[each]) for each in Attender if (count := one.count_of(each)) is not None]
    return (*found, *([counted(one.interpreters, "interpreter")] if one.interpreters else []))


def remarks_on(pair: tuple[Deliverer, ...], terms: Terms, on_day: date | None) -> tuple[str, ...]:
    """What these lack as a pair of the programme on that day."""
    if terms.pairing is None or on_day is None:
        return ()
    return shortfalls(pair, pairing=terms.pairing, roles=terms.roles, on_day=on_day)
