"""Marks are put on a register: taps by their own instants, a form or file only where its sender changed something.

One writer an event at a time; every tap is an entry, once by its key, and the register is what the entries come to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlalchemy import Insert, delete, tuple_
from sqlalchemy.sql.dml import ReturningInsert

from scaleup import audit
from scaleup.core.dates import counted, local_date
from scaleup.core.errors import Refusal, Refused, refuse
from scaleup.core.pages import Actor
from scaleup.core.rows import given_rows, inserting_rows
from scaleup.extensions import db
from scaleup.training.models import Mark, MarkEntry
from scaleup.training.queries import register as queries
from scaleup.training.queries.register import Cell, Key, Register
from scaleup.training.rules import register as rules
from scaleup.training.rules.register import Said, Tap, Typed
from scaleup.training.service.certifying import certify

CANCELLED = "This event was cancelled, so nothing is marked on its register. What was marked before stays."
CLASHED = (
    "Somebody else changed marks that you changed too, so nothing is saved yet. Both stand below: "
    "keep yours or take theirs, then save again."
)
NOT_HERE = "This person or half-day is not on this register any more. Load the page again."

LONGEST_NONCE = 24
CELL = ("booking_id", "half_day_id")
SAID = ("attendance", "minutes", "made_up_on")
TAPPED = ("key", *CELL, *SAID, "marked_at", "won")
TOLD = ("through", "by_id", "entered_at")
MARKED = (*SAID, "by_id", "marked_at")


class Outcome(StrEnum):
    """What became of a tap."""

    SAVED = "saved"
    AGAIN = "again"
    """It was here already."""
    LOST = "lost"
    """Somebody tapped the same cell later."""
    REFUSED = "refused"


class Told(NamedTuple):
    """What became of a tap, and what its sender has to know of it."""

    tap: Tap
    outcome: Outcome
    sentence: str = ""


@dataclass(frozen=True)
class Kept:
    """The register afterwards, and what became of each tap."""

    register: Register
    told: tuple[Told, ...] = ()
    changed: int = 0


class Clashed(Exception):
    """Somebody else changed cells that this form changes too: nothing is saved. `theirs` says what they hold now."""

    def __init__(self, register: Register, theirs: Mapping[Key, str]) -> None:
        self.register, self.theirs = register, dict(theirs)
        super().__init__("somebody else changed the same marks")


def keep_taps(actor: Actor, event_id: int, taps: Sequence[Tap], *, now: datetime) -> Kept:
    """Each tap is kept, once; the later one of a cell stands. One that is refused stops no other."""
    head = queries.register_locked(actor, event_id, local_date(now))
    ids = sorted({tap.booking_id for tap in taps})
    register = queries.with_people(head, ids) if ids else head
    refused = {tap.key: why for tap in taps if (why := why_not(register, tap, now=now))}
    good = [tap for tap in taps if tap.key not in refused]
    kept = write(register, good, through="tap", by=actor.person_id, now=now)
    told = (*kept.told, *(Told(tap, Outcome.REFUSED, refused[tap.key]) for tap in taps if tap.key in refused))
    return replace(kept, told=told)


def enter_paper(event_id: int, said: Mapping[Key, Said], *, by: int | None, marked_at: datetime, now: datetime) -> Kept:
    """A register that was kept on paper is entered: these cells say so since that instant, entered now."""
    register = queries.with_people(queries.register_of_event(event_id))
    taps = [Tap(f"paper:{event_id}:{b}:{h}", b, h, one, marked_at) for (b, h), one in said.items()]
    refused = [Refusal(why) for tap in taps if (why := why_not(register, tap, now=now))]
    if refused:
        raise Refused(refused)
    return write(register, taps, through="paper", by=by, now=now)


def why_not(register: Register, tap: Tap, *, now: datetime) -> str:
    """Why the tap is refused; empty if it is not."""
    if register.cancelled:
        return CANCELLED
    name, column = register.names.get(tap.booking_id), register.column(tap.half_day_id)
    if name is None or column is None:
        return NOT_HERE
    return " ".join(rules.refusals_of_mark(tap.said, column, name=name, now=now))


def keep_form(
    actor: Actor, event_id: int, typed: Mapping[Key, Typed], *, nonce: str, through: str, now: datetime
) -> Kept:
    """What the sender changed is on the register, all of it or nothing; a form sent twice counts once.

    Raises Refused, each refusal at its cell, and Clashed where others changed the same cells to something else.
    """
    register = queries.with_people(queries.register_locked(actor, event_id, local_date(now)))
    name = f"{through}:{nonce[:LONGEST_NONCE]}"
    changed = {key: one for key, one in typed.items() if one.said.code != one.seen}
    taps = [Tap(f"{name}:{b}:{h}", b, h, one.said, now, one.seen) for (b, h), one in changed.items()]
    refused = [Refusal(why, field_of(tap.cell)) for tap in taps if (why := why_not(register, tap, now=now))]
    if refused:
        raise refuse(CANCELLED) if register.cancelled else Refused(refused)
    theirs = {tap.cell: theirs_of(register, tap) for tap in taps if clashes(register, tap)}
    if theirs:
        raise Clashed(register, theirs)
    return write(register, taps, through=through, by=actor.person_id, now=now)


def field_of(key: Key) -> str:
    """The name of a cell's control in a form."""
    return f"m-{key[0]}-{key[1]}"


def clashes(register: Register, tap: Tap) -> bool:
    """Whether somebody else has changed the cell since its sender looked, to something else than the tap says."""
    return register.cell(*tap.cell).said.code not in (tap.seen, tap.said.code)


def theirs_of(register: Register, tap: Tap) -> str:
    """What the cell holds instead, and who put it there."""
    cell = register.cell(*tap.cell)
    who = cell.by or "Somebody else"
    return (
        f"{who} has marked “{cell.said.words}” meanwhile." if cell.said.code else "The mark was taken back meanwhile."
    )


def write(register: Register, taps: Sequence[Tap], *, through: str, by: int | None, now: datetime) -> Kept:
    """The taps are entries, and the register says what they come to. Four statements for any number of taps."""
    cells = dict(register.cells)
    told: list[Told] = []
    new = enter(register, taps, through=through, by=by, now=now)
    for tap in sorted(taps, key=lambda one: one.marked_at):
        if tap.key not in new:
            told.append(Told(tap, Outcome.AGAIN))
            continue
        before = register.cell(*tap.cell)
        told.append(told_of(register, tap, won=new[tap.key], by=by))
        if new[tap.key]:
            cells[tap.cell] = Cell(tap.said, by, before.by, tap.marked_at, now, tap.marked_at)
    changed = [key for key, cell in cells.items() if cell.said.code != register.cell(*key).said.code]
    settle(cells, {one.tap.cell for one in told if one.outcome is Outcome.SAVED}, now=now)
    after = replace(register, cells=cells)
    if changed:
        log(register, changed, by=by)
        if ids := anew(register, after, changed):
            certify(ids, today=local_date(now), by=by)
    return Kept(after, tuple(told), len(changed))


def anew(before: Register, after: Register, changed: Sequence[Key]) -> list[int]:
    """Whose accreditation may follow from these changes: who has completed the part by them, or has no longer."""
    booking_ids = {booking_id for booking_id, _ in changed}
    return [
        one.facilitator_id
        for one in after.people
        if one.booking_id in booking_ids
        and one.facilitator_id is not None
        and (one.elsewhere or before.complete_on(one.booking_id) != after.complete_on(one.booking_id))
    ]


def enter(register: Register, taps: Sequence[Tap], *, through: str, by: int | None, now: datetime) -> dict[str, bool]:
    """The taps that were not here before are entries; their keys, each with whether it changes the register."""
    last = {tap.cell: register.cell(*tap.cell).last_at for tap in taps}
    won: dict[str, bool] = {}
    for tap in sorted(taps, key=lambda one: one.marked_at):
        won[tap.key] = rules.wins(tap.marked_at, last=last[tap.cell])
        last[tap.cell] = tap.marked_at if won[tap.key] else last[tap.cell]
    return put_down(taps, won, through=through, by=by, now=now)


def put_down(
    taps: Sequence[Tap], won: Mapping[str, bool], *, through: str, by: int | None, now: datetime
) -> dict[str, bool]:
    """The taps are entries, those that are here already left as they are; the keys of the new ones."""
    rows = [
        {
            "key": tap.key,
            "booking_id": tap.booking_id,
            "half_day_id": tap.half_day_id,
            "attendance": tap.said.attendance,
            "minutes": tap.said.minutes,
            "made_up_on": tap.said.made_up_on,
            "marked_at": tap.marked_at,
            "won": won[tap.key],
        }
        for tap in sorted({one.key: one for one in taps}.values(), key=lambda one: one.marked_at)
    ]
    if not rows:
        return {}
    dialect = db.session.get_bind().dialect.name
    alike = {"through": through, "by_id": by, "entered_at": now}
    made = db.session.execute(entering(dialect), given_rows(rows, alike=alike, dialect=dialect))
    return {row.key: row.won for row in made}


@cache
def entering(dialect: str) -> ReturningInsert[str, bool]:
    """The statement that puts down new taps, and passes over those that are here."""
    insert = inserting_rows(MarkEntry, TAPPED, alike=TOLD, dialect=dialect)
    return insert.on_conflict_do_nothing(index_elements=["key"]).returning(MarkEntry.key, MarkEntry.won)


@cache
def marking(dialect: str) -> Insert:
    """The statement that makes the mark of a cell say what it says now."""
    insert = inserting_rows(Mark, (*CELL, *MARKED), alike=("entered_at",), dialect=dialect)
    kept = {name: insert.excluded[name] for name in (*MARKED, "entered_at")}
    return insert.on_conflict_do_update(index_elements=CELL, set_=kept)


def told_of(register: Register, tap: Tap, *, won: bool, by: int | None) -> Told:
    """What the sender of a tap has to know: that another's later one stands, or that it changed another's."""
    cell = register.cell(*tap.cell)
    other = cell.by_id != by and cell.said.code not in (tap.seen, tap.said.code)
    who = cell.by or "Somebody else"
    if not won:
        told = f"{who} marked “{cell.said.words}” after you did. That stands."
        return Told(tap, Outcome.LOST, told if cell.by_id != by and cell.said.code != tap.said.code else "")
    if other and cell.said.code:
        return Told(tap, Outcome.SAVED, f"{who} had marked “{cell.said.words}”. Yours is later and stands.")
    return Told(tap, Outcome.SAVED)


def settle(cells: Mapping[Key, Cell], keys: Iterable[Key], *, now: datetime) -> None:
    """The marks of these cells are as the cells say."""
    put = [(key, cells[key]) for key in sorted(set(keys))]
    marks = [
        {
            "booking_id": key[0],
            "half_day_id": key[1],
            "attendance": cell.said.attendance,
            "minutes": cell.said.minutes,
            "made_up_on": cell.said.made_up_on,
            "by_id": cell.by_id,
            "marked_at": cell.marked_at,
        }
        for key, cell in put
        if cell.said.attendance is not None
    ]
    if marks:
        dialect = db.session.get_bind().dialect.name
        db.session.execute(marking(dialect), given_rows(marks, alike={"entered_at": now}, dialect=dialect))
    gone = [key for key, cell in put if cell.said.attendance is None]
    if gone:
        db.session.execute(
            delete(Mark).where(tuple_(Mark.booking_id, Mark.half_day_id).in_(gone)),
            execution_options={"synchronize_session": False},
        )


def log(register: Register, changed: Sequence[Key], *, by: int | None) -> None:
    """That the register was marked is in the audit log, once for each area of those who were marked."""
    of = {one.booking_id: one.area_id for one in register.people}
    areas = dict.fromkeys(of[booking_id] for booking_id, _ in changed)
    audit.record_all(
        (("register marked", "training event", register.event_id, area_id, ()) for area_id in areas), person_id=by
    )


def saved_words(kept: Kept) -> str:
    """What the page says once a form is saved."""
    if not kept.changed:
        return "Nothing was changed, so there was nothing to save."
    return f"{counted(kept.changed, 'mark')} {'is' if kept.changed == 1 else 'are'} saved."
