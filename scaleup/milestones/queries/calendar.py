"""Arithmetic with dates in SQL, the same on both databases."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

LAST = "'9999-12-31'"


class plus_days(FunctionElement[date]):  # noqa: N801 - reads as the SQL function that it is
    """A date so many days on."""

    type = Date()
    inherit_cache = True

    def __init__(self, day: Any, days: int) -> None:
        super().__init__(day, literal(days, Integer))


class years_on(FunctionElement[date]):  # noqa: N801 - as above
    """The same date a year on; 28 February for a 29th."""

    type = Date()
    inherit_cache = True


class earliest(FunctionElement[date]):  # noqa: N801 - as above
    """The earliest of these dates that are known."""

    type = Date()
    inherit_cache = True


class days_between(FunctionElement[int]):  # noqa: N801 - as above
    """How many days lie from the first date to the second."""

    type = Integer()
    inherit_cache = True


@compiles(plus_days, "sqlite")
def _(element: plus_days, compiler: Any, **kw: Any) -> str:
    day, days = (compiler.process(one, **kw) for one in element.clauses)
    return f"date({day}, {days} || ' days')"


@compiles(plus_days)
def _(element: plus_days, compiler: Any, **kw: Any) -> str:
    day, days = (compiler.process(one, **kw) for one in element.clauses)
    return f"({day} + CAST({days} AS INTEGER))"


@compiles(years_on, "sqlite")
def _(element: years_on, compiler: Any, **kw: Any) -> str:
    day = compiler.process(element.clauses, **kw)
    leap = f"CASE strftime('%m-%d', {day}) WHEN '02-29' THEN '-1 day' ELSE '+0 days' END"
    return f"date({day}, '+1 year', {leap})"


@compiles(years_on)
def _(element: years_on, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} + INTERVAL '1 year' AS DATE)"


@compiles(earliest, "sqlite")
def _(element: earliest, compiler: Any, **kw: Any) -> str:
    known = ", ".join(f"coalesce({compiler.process(one, **kw)}, {LAST})" for one in element.clauses)
    return f"nullif(min({known}), {LAST})"


@compiles(earliest)
def _(element: earliest, compiler: Any, **kw: Any) -> str:
    return f"least({compiler.process(element.clauses, **kw)})"


@compiles(days_between, "sqlite")
def _(element: days_between, compiler: Any, **kw: Any) -> str:
    first, last = (compiler.process(one, **kw) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@compiles(days_between)
def _(element: days_between, compiler: Any, **kw: Any) -> str:
    first, last = (compiler.process(one, **kw) for one in element.clauses)
    return f"(CAST({last} AS DATE) - CAST({first} AS DATE))"
