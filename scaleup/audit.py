"""Who did what, and who read evaluation data, when: append-only. Ids and field names, never values of personal fields.

`note_read` is what every page and export of scores, outcomes and results calls before it answers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, Insert, String, insert
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core import bulk, clock
from scaleup.core.base import Base, BigId, Code, Id, one_of
from scaleup.core.pages import Actor
from scaleup.extensions import NOTED_READS, db, reading


class Entry(Base):
    """One act."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "subject_id"), Index(None, "area_id", "at"))

    id: Mapped[Id]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(BigId)
    """Who acted; empty for the system itself. No foreign key: the log outlives the person's record."""
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(BigId)
    area_id: Mapped[int | None] = mapped_column(BigId)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)


class Reading(StrEnum):
    """How evaluation data was taken in."""

    READ = "read"
    EXPORT = "export"


class Read(Base):
    """One look at evaluation data: who, what, of which area. Never what was seen."""

    __tablename__ = "evaluation_read"
    __table_args__ = (
        one_of("kind", Reading),
        Index(None, "area_id", "at"),
        Index(None, "person_id", "at"),
        Index(None, "at"),
    )

    id: Mapped[Id]
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(BigId)
    """No foreign key: the log outlives the person's record."""
    kind: Mapped[Code]
    what: Mapped[str] = mapped_column(String(80))
    area_id: Mapped[int | None] = mapped_column(BigId)
    """Empty where it was of a whole programme or portfolio."""


Act = tuple[str, str, int, int | None, Iterable[str]]
"""What was done, the kind of its subject, its id, its area, the fields."""
_together: ContextVar[list[tuple[Act, int | None]] | None] = ContextVar("together", default=None)
_listener: list[Callable[[Sequence[Act]], None]] = []


def install_listener(listener: Callable[[Sequence[Act]], None]) -> None:
    """Afterwards this is told of every act about something that has an id, but for what is brought in together."""
    _listener[:] = [listener]


def announce(acts: Sequence[Act]) -> None:
    """Who listens has heard of these acts, in their transaction."""
    if acts and _together.get() is None:
        for listener in _listener:
            listener(acts)


def record(
    act: str,
    *,
    subject: str,
    subject_id: int | None,
    person_id: int | None,
    area_id: int | None = None,
    fields: Iterable[str] = (),
) -> None:
    """The act is in the log when the transaction commits."""
    db.session.add(
        Entry(
            at=clock.now(),
            person_id=person_id,
            act=act,
            subject=subject,
            subject_id=subject_id,
            area_id=area_id,
            fields=sorted(fields),
        )
    )
    if subject_id is not None:
        announce([(act, subject, subject_id, area_id, ())])


@contextmanager
def together() -> Iterator[None]:
    """What is recorded in bulk inside is written by one statement at the end; nothing of it if the act fails."""
    collected: list[tuple[Act, int | None]] = []
    before = _together.set(collected)
    try:
        yield
    finally:
        _together.reset(before)
    write_down(collected)


def record_all(acts: Iterable[Act], *, person_id: int | None) -> None:
    """These acts are in the log when the transaction commits, in one statement whatever their number."""
    collected = _together.get()
    told = [(act, person_id) for act in acts]
    if collected is None:
        write_down(told)
        announce([act for act, _ in told])
    else:
        collected += told


def write_down(told: Iterable[tuple[Act, int | None]]) -> None:
    """The acts are rows."""
    at = clock.now()
    bulk.put(
        db.session(),
        Entry,
        [
            {
                "at": at,
                "person_id": person_id,
                "act": act,
                "subject": subject,
                "subject_id": subject_id,
                "area_id": area_id,
                "fields": sorted(fields),
            }
            for (act, subject, subject_id, area_id, fields), person_id in told
        ],
    )


def note_read(actor: Actor, *, what: str, area_id: int | None, kind: Reading = Reading.READ) -> None:
    """It is on record that the actor read, or took as a file (`Reading.EXPORT`), this evaluation data.

    To be called by the view of every page and export of scores, outcomes and results before it answers, with `what` in
    a few words for readers ("results of an area", "scores of a group"), never a name or a figure; `area_id` is None for
    a programme or the portfolio. Not for process counts. A GET writes it in a short transaction of its own, which is
    why its route is listed with `read(...)` in tests/house/routes.py; an act writes it in its own. What cannot be put
    on record is not shown: the error is the request's.
    """
    put_down(insert(Read).values(at=clock.now(), person_id=actor.person_id, kind=kind, what=what, area_id=area_id))


def note_taken(act: str, *, subject: str, subject_id: int, person_id: int) -> None:
    """It is on record that somebody took a file out, before they have it; for GETs, as `note_read`."""
    put_down(
        insert(Entry).values(
            at=clock.now(), person_id=person_id, act=act, subject=subject, subject_id=subject_id, fields=[]
        )
    )


def put_down(noted: Insert) -> None:
    """The line is kept: by a GET in a short transaction of its own, by an act at its end (commit.finish).

    An act that is refused shows its page again, so its line then stands alone.
    """
    if not reading.get():
        db.session.info.setdefault(NOTED_READS, []).append(noted)
        return
    told = reading.set(False)
    try:
        with db.engine.begin() as connection:
            connection.execute(noted)
    finally:
        reading.reset(told)
