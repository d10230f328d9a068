"""The one place that reads the clock. Edges call it and pass `today` or `now` on; nothing else does.

`SCALEUP_NOW` (an aware ISO instant) fixes the time for demonstrations and tests; production refuses it. What works
through the outbox goes by the database's clock: a host whose own is wrong sends nothing early, and nothing late.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from scaleup.core.base import UtcDateTime

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Heard:
    """The database's instant, and what `elapsed` said when it was heard."""

    instant: datetime
    elapsed: float

    def now(self) -> datetime:
        """The database's instant by now."""
        return self.instant + timedelta(seconds=elapsed() - self.elapsed)


_heard: ContextVar[Heard | None] = ContextVar("heard", default=None)


@contextmanager
def going_by(heard: Heard) -> Iterator[None]:
    """Within this, the present is what the database's clock says, whatever the host's does."""
    before = _heard.set(heard)
    try:
        yield
    finally:
        _heard.reset(before)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    fixed = os.environ.get("SCALEUP_NOW")
    if fixed:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    heard = _heard.get()
    return heard.now() if heard else datetime.now(UTC)


def today() -> date:
    """The present date in Europe/London."""
    return now().astimezone(LONDON).date()


def elapsed() -> float:
    """Seconds on a clock that never jumps; for how long something took, never for when."""
    return time.monotonic()


class DatabaseNow(FunctionElement[datetime]):
    """The database's own instant, some seconds ahead: leases are by its clock, never a worker's."""

    type = UtcDateTime()
    inherit_cache = True

    def __init__(self, seconds: int | BindParameter[int] = 0) -> None:
        super().__init__(literal(seconds) if isinstance(seconds, int) else seconds)


@compiles(DatabaseNow)
def on_postgresql(element: DatabaseNow, compiler: SQLCompiler, **_kw: object) -> str:
    """The wall clock, not the transaction's start."""
    return f"(clock_timestamp() + make_interval(secs => {compiler.process(element.clauses)}))"


@compiles(DatabaseNow, "sqlite")
def on_sqlite(element: DatabaseNow, compiler: SQLCompiler, **_kw: object) -> str:
    """The same, in the form that our instants are stored in."""
    seconds = compiler.process(element.clauses)
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {seconds} || ' seconds') || '000')"
