"""A list as a file reads it: its fields, the one statement behind them, and which of them are for the unit alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Result, Row, Select

from scaleup.accounts.rules import UNIT_ROLES
from scaleup.core.pages import Actor
from scaleup.exports.rules import Column, Kind, Rows
from scaleup.extensions import reading

BATCH = 1_000
Found = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Field:
    """A column of a file and what it is read from."""

    column: Column
    value: Any
    """A mapped column or an expression."""
    for_unit: bool = False
    """Project leads, deputies and viewers do not get it."""


@dataclass(frozen=True)
class Listing:
    """A list as a file has it. Its rows come in the order of the columns, unless `made` makes them so."""

    name: str
    """In the file's name and in the record of who took it: "areas"."""
    title: str
    statement: Select[*tuple[Any, ...]]
    columns: Sequence[Column]
    narrowed: Mapping[str, str] = field(default_factory=dict)
    """Each filter in force with its words: the words stand in the file's name, the filters' names in the record."""
    area_id: int | None = None
    made: Callable[[Found], Rows] | None = None


def shown(
    heading: str,
    value: Any,
    kind: Kind = Kind.TEXT,
    *,
    words: Mapping[Any, str] | None = None,
    told: Callable[[str], str] | None = None,
) -> Field:
    """A field for everybody who may see the row."""
    return Field(Column(heading, kind, dict(words or {}), told), value)


def of_unit(heading: str, value: Any, kind: Kind = Kind.TEXT) -> Field:
    """A field for the unit alone."""
    return Field(Column(heading, kind), value, for_unit=True)


def for_reader(fields: Sequence[Field], actor: Actor) -> list[Field]:
    """The fields that this person gets. Who is the unit's here and an area's there gets those of an area."""
    unit_alone = bool(actor.roles) and actor.roles <= UNIT_ROLES
    return [one for one in fields if unit_alone or not one.for_unit]


def opened(connection: Connection, listing: Listing) -> Result[*tuple[Any, ...]]:
    """The statement has run, in a reading transaction of its own: the rows are those of this instant."""
    told = reading.set(True)
    try:
        options = {"stream_results": True, "yield_per": BATCH}
        return connection.execute(listing.statement, execution_options=options)
    finally:
        reading.reset(told)


def batches(result: Result[*tuple[Any, ...]], listing: Listing) -> Iterator[Rows]:
    """The rows as the file has them, batch by batch."""
    parts = result.partitions(BATCH)
    return (listing.made(rows) for rows in parts) if listing.made else iter(parts)
