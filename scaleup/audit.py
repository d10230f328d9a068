"""Who did what, when: append-only. Person ids and field names, never values of personal fields."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core import bulk, clock
from scaleup.core.base import Base, BigId, Id
from scaleup.extensions import db


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
