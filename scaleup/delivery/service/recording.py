"""What became of a session is on record, with what follows from it for the first session and for a group that is over.

What a record said before it was corrected is kept.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, func, select

from scaleup import audit
from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionBefore, SessionDeliverer
from scaleup.delivery.queries.groups import pairs_of_groups, record_of
from scaleup.delivery.queries.pages import remarks_on
from scaleup.delivery.rules import (
    REASON_WORDS,
    RECORDED,
    STATE_WORDS,
    Group,
    GroupEnded,
    GroupReopened,
    Reason,
    SessionRecord,
    State,
    ended_on,
    refusals_after_leaving,
    refusals_of_record,
    start_told,
)
from scaleup.delivery.service.groups import name_pair, pair_of
from scaleup.delivery.service.start import consider_start, keep_start
from scaleup.extensions import db
from scaleup.licences.queries import lock_implementation
from scaleup.programmes.rules import Attender
from scaleup.programmes.service import terms as terms_of

RECORDED_MEANWHILE = "Somebody else recorded this session while you had it open. Compare, then save again."
COUNTS = ("minutes", *Attender, "interpreters")


@dataclass(frozen=True)
class Told:
    """What a person tells of a session."""

    state: State
    on_day: date | None = None
    because: Reason | None = None
    minutes: int | None = None
    components: frozenset[str] = frozenset()
    mothers: int | None = None
    partners: int | None = None
    interpreters: int | None = None
    supervised: bool | None = None
    facilitator_ids: tuple[int, ...] = ()
    parents: int | None = None
    children: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What is to be said once a session is recorded: no reproach, only what is so."""

    remarks: tuple[str, ...] = ()
    started_on: date | None = None
    """The first session of the implementation, where this record told or moved it."""


def consider_record(row: GroupSession, told: Told, *, today: date, by: int | None) -> list[facts.Change]:
    """What would follow from the record; nothing is written. Raises Refused."""
    record = as_told(row, told)
    check(row, record, today)
    started_on = start_after(row, record)
    first = [] if started_on is None else started(row.group.implementation_id, started_on, today=today, by=by)
    return [*first, *facts.consequences(end_told(row.group, with_record(row, record), today))]


def started(implementation_id: int, started_on: date, *, today: date, by: int | None) -> list[facts.Change]:
    """What would follow from the first session on that day; a refusal of it stands at the day of the session."""
    try:
        return consider_start(implementation_id, started_on, today=today, by=by)
    except Refused as refused:
        raise Refused([Refusal(one.message, "on_day") for one in refused.refusals]) from None


def record(row: GroupSession, told: Told, *, version: int, today: date, now: datetime, by: int | None) -> Outcome:
    """The session's record says so; pressed twice it is kept once. Raises Refused, and Conflict where somebody else
    recorded it meanwhile.
    """
    group = row.group
    lock_implementation(group.implementation_id)
    said = as_told(row, told)
    check(row, said, today)
    if not advance(db.session(), row, version):
        if says_so(row, said):
            return Outcome()
        raise Conflict(RECORDED_MEANWHILE, in_words(row))
    from_first = queries.start_of(group.implementation_id)
    started_on, stays = start_after(row, said), start_stays(row, said)
    again, changed = row.recorded_at is not None, differing(row, said)
    keep_before(row, now=now, by=by)
    write(row, said, now=now, by=by)
    if started_on is not None:
        known = from_first.version if from_first else 0
        keep_start(group.implementation_id, started_on, version=known, today=today, by=by)
    act = "session corrected" if again else "session recorded"
    audit.record(act, subject="group_session", subject_id=row.id, person_id=by, area_id=row.area_id, fields=changed)
    tell_end(group, today)
    return Outcome((*shortfalls_of(group, said), *unlicensed(group, said), *stays), started_on)


def as_told(row: GroupSession, told: Told) -> SessionRecord:
    """The session with what was told of it; who delivers one that was not held stays as it was."""
    planned = record_of(row, pairs_of_groups([row.group_id]).get(row.id, ()))
    blank = replace(
        planned,
        state=told.state,
        on_day=None,
        because=None,
        minutes=None,
        components=frozenset(),
        mothers=None,
        partners=None,
        parents=None,
        children=None,
        interpreters=None,
        supervised=None,
    )
    if told.state is State.HELD:
        return replace(
            blank,
            on_day=told.on_day,
            minutes=told.minutes,
            components=told.components,
            mothers=told.mothers,
            partners=told.partners,
            parents=told.parents,
            children=told.children,
            interpreters=told.interpreters,
            supervised=told.supervised,
            pair=pair_of(row.group.implementation_id, told.facilitator_ids),
        )
    if told.state is State.MOVED:
        return replace(blank, on_day=told.on_day, because=told.because)
    return replace(blank, because=told.because if told.state is State.CANCELLED else None)


def check(row: GroupSession, record: SessionRecord, today: date) -> None:
    """The record can be kept; else Refused is raised."""
    delivery = terms_of(row.group.programme_version_id).delivery
    refused = [
        *refusals_of_record(record, today=today, attending=delivery.attending),
        *refusals_after_leaving(record, row.group.closed_on),
    ]
    if refused:
        raise Refused(refused)


def start_after(row: GroupSession, said: SessionRecord) -> date | None:
    """The day to which the first session of the implementation goes with this record; None where it stays."""
    if row.kind != unit_of(row.group):
        return None
    start = queries.start_of(row.group.implementation_id)
    held = {day for day in (first_besides(row), said.on_day if said.state is State.HELD else None) if day}
    return start_told(start.started_on if start else None, before=held_before(row), held=held)


def start_stays(row: GroupSession, said: SessionRecord) -> tuple[str, ...]:
    """That the recorded first session has no record in a group any more, where this takes it away."""
    start = queries.start_of(row.group.implementation_id)
    goes = start is not None and held_before(row) == start.started_on and row.kind == unit_of(row.group)
    if start is None or not goes or said.state is State.HELD or first_besides(row) is not None:
        return ()
    return (f"The first session here stays on record as {plain_date(start.started_on)}: tell the unit if it was not.",)


def held_before(row: GroupSession) -> date | None:
    """The day on which it was held, as the record has it until now."""
    return row.on_day if row.state == State.HELD else None


def first_besides(row: GroupSession) -> date | None:
    """The first day on which another session of this kind was held in the implementation."""
    return db.session.scalar(
        select(func.min(GroupSession.on_day))
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .where(
            DeliveryGroup.implementation_id == row.group.implementation_id,
            GroupSession.kind == row.kind,
            GroupSession.state == State.HELD,
            GroupSession.id != row.id,
        )
    )


def unit_of(group: DeliveryGroup) -> str:
    """The kind of session that the programme counts: group sessions, not home visits."""
    return terms_of(group.programme_version_id).delivery.unit.value


def shortfalls_of(group: DeliveryGroup, said: SessionRecord) -> tuple[str, ...]:
    """What the pair of a held session lacked on its day."""
    if said.state is not State.HELD:
        return ()
    return remarks_on(said.pair, terms_of(group.programme_version_id), said.on_day)


def unlicensed(group: DeliveryGroup, said: SessionRecord) -> tuple[str, ...]:
    """That no licence covers the day on which it was held, or to which it is moved: noted, never refused."""
    lack = queries.lack_of(queries.licences_of(group.implementation_id), said.on_day)
    return (lack,) if lack else ()


def differing(row: GroupSession, said: SessionRecord) -> list[str]:
    """The columns that this record changes."""
    now = {name: getattr(said, name) for name in RECORDED} | {"components": sorted(said.components)}
    return [name for name, value in now.items() if getattr(row, name) != value]


def says_so(row: GroupSession, said: SessionRecord) -> bool:
    """Whether the row says all this already: the same press, sent twice."""
    names = {one.facilitator_id for one in said.pair}
    return row.recorded_at is not None and not differing(row, said) and set(queries.pair_of_session(row.id)) == names


def keep_before(row: GroupSession, *, now: datetime, by: int | None) -> None:
    """What the record said until now is kept, if it said anything."""
    if row.recorded_at is None:
        return
    was = queries.said_now(row)
    db.session.add(SessionBefore(session_id=row.id, area_id=row.area_id, at=now, person_id=by, was=dict(was)))


def write(row: GroupSession, said: SessionRecord, *, now: datetime, by: int | None) -> None:
    """The row says what the record says."""
    for name in RECORDED:
        setattr(row, name, getattr(said, name))
    row.components = sorted(said.components)
    row.due_on = said.due_on
    row.recorded_at, row.recorded_by_id = (None, None) if said.state is State.PLANNED else (now, by)
    db.session.execute(delete(SessionDeliverer).where(SessionDeliverer.session_id == row.id))
    name_pair(row.id, [one.facilitator_id for one in said.pair])
    db.session.flush()


def tell_end(group: DeliveryGroup, today: date) -> None:
    """Where every session of the group has its record, what hangs on that has been told; else that it is open."""
    facts.announce(end_told(group, queries.group_values([group.id])[group.id], today))


def end_told(group: DeliveryGroup, value: Group, today: date) -> GroupEnded | GroupReopened:
    """That every session of the group has its record, as this value of it says, or that one lacks it."""
    on_day = ended_on(value, today)
    if on_day is None:
        return GroupReopened(group.id)
    return GroupEnded(group.id, group.implementation_id, group.area_id, on_day, group.programme_version_id, value)


def with_record(row: GroupSession, said: SessionRecord) -> Group:
    """The group as it would be with this record."""
    value = queries.group_values([row.group_id])[row.group_id]
    return replace(value, sessions=tuple(said if one.code == said.code else one for one in value.sessions))


def in_words(row: GroupSession) -> dict[str, str]:
    """What the record says, by field of the form, for whoever saves over it."""
    said = {
        "state": STATE_WORDS[row.state],
        "on_day": plain_date(row.on_day) if row.on_day else "",
        "because": REASON_WORDS[row.because] if row.because else "",
        **{name: getattr(row, name) for name in COUNTS},
    }
    return {name: str(words) for name, words in said.items() if words not in (None, "")}
