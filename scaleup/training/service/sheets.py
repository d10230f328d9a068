"""A file of marks: what it would change is told line by line, and all of it is saved or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from scaleup.core.dates import counted, local_date
from scaleup.core.errors import refuse
from scaleup.core.pages import Actor
from scaleup.training.queries import register as queries
from scaleup.training.queries.register import Key, Register
from scaleup.training.rules import register_sheet as sheets
from scaleup.training.rules.register import Typed, refusals_of_mark
from scaleup.training.rules.register_sheet import Person, Problem
from scaleup.training.service.registering import Clashed, Kept, keep_form


@dataclass(frozen=True)
class Change:
    """A mark that the file would change."""

    name: str
    half_day: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What a file would do; `shown` names this very preview."""

    changes: Sequence[Change]
    problems: Sequence[Problem]
    shown: str
    same: int
    """Marks of the file that the register has already."""


def preview(register: Register, text: str, *, now: datetime) -> Preview:
    """What the file would change, and what stands against it."""
    read, typed = read_sheet(register, text)
    names = {one.booking_id: one.name for one in register.people}
    columns = {one.id: one for one in register.columns}
    problems = list(read.problems)
    changes = []
    for (booking_id, half_day_id), one in changed(typed).items():
        name, column = names[booking_id], columns[half_day_id]
        before = register.cell(booking_id, half_day_id).said
        changes.append(Change(name, column.short, before.words, one.said.words))
        problems += [Problem(0, why) for why in refusals_of_mark(one.said, column, name=name, now=now)]
    told = sha256("\n".join([text, *(f"{key}{one.seen}" for key, one in typed.items())]).encode()).hexdigest()
    return Preview(changes, problems, told[:32], len(typed) - len(changes))


def read_sheet(register: Register, text: str) -> tuple[sheets.Read, dict[Key, Typed]]:
    """What the file says, beside what the register has."""
    people = [Person(one.booking_id, one.name, one.email) for one in register.people]
    read = sheets.read(text, people, register.columns)
    typed = {key: Typed(said, register.cell(*key).said.code) for key, said in read.said.items()}
    return read, typed


def changed(typed: dict[Key, Typed]) -> dict[Key, Typed]:
    """Those that differ from what the register has."""
    return {key: one for key, one in typed.items() if one.said.code != one.seen}


def bring_in(actor: Actor, event_id: int, text: str, *, shown: str, nonce: str, now: datetime) -> Kept:
    """The marks of the file are on the register, as its preview said; Refused where the register changed since."""
    register = queries.with_people(queries.register_locked(actor, event_id, local_date(now)))
    told = preview(register, text, now=now)
    if told.shown != shown or told.problems:
        raise refuse("The register changed since this was shown. Look at it again, then bring the file in.")
    _, typed = read_sheet(register, text)
    try:
        return keep_form(actor, event_id, typed, nonce=nonce, through="csv", now=now)
    except Clashed:
        raise refuse("The register changed since this was shown. Look at it again, then bring the file in.") from None


def changed_words(count: int) -> str:
    """How many marks it changed."""
    return f"{counted(count, 'mark')} changed" if count else "the register had all of it already"
