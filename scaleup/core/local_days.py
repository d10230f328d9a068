"""The London day of a stored instant, in SQL: what `core.dates.local_date` is for an instant in hand."""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

FORWARD = "datetime(strftime('%Y', {at}) || '-03-25', 'weekday 0', '+1 hour')"
BACK = "datetime(strftime('%Y', {at}) || '-10-25', 'weekday 0', '+1 hour')"
"""Summer time begins and ends on the last Sunday of March and October, at 01:00 UTC (Summer Time Order 2002)."""


class LocalDay(FunctionElement[date]):
    """The day that it was in London at this instant."""

    type = Date()
    inherit_cache = True


@compiles(LocalDay)
def on_postgresql(element: LocalDay, compiler: SQLCompiler, **kw: object) -> str:
    """PostgreSQL knows the zone."""
    return f"CAST(timezone('Europe/London', {compiler.process(element.clauses, **kw)}) AS DATE)"


@compiles(LocalDay, "sqlite")
def on_sqlite(element: LocalDay, compiler: SQLCompiler, **kw: object) -> str:
    """SQLite knows no zones, and keeps instants as text in UTC: between the two Sundays an hour is added."""
    at = compiler.process(element.clauses, **kw)
    summer = f"{at} >= {FORWARD.format(at=at)} AND {at} < {BACK.format(at=at)}"
    return f"date({at}, CASE WHEN {summer} THEN '+1 hour' ELSE '+0 hours' END)"
