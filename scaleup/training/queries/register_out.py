"""The register as a list that goes out: a line a person, a column a half-day."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from scaleup.exports.queries import Listing
from scaleup.exports.rules import Column as Heading
from scaleup.exports.rules import Rows
from scaleup.training.queries.register import EVERYBODY, Register, attendee, cell_of
from scaleup.training.rules import register_sheet as sheets
from scaleup.training.rules.register import NOTHING, Said


def register_out(register: Register) -> Listing:
    """The register of this event as a file."""

    def made(rows: Sequence[Row[*tuple[Any, ...]]]) -> Rows:
        return pivoted(rows, [one.id for one in register.columns])

    return Listing(
        name="register",
        title="Register",
        statement=EVERYBODY.params(event=register.event_id),
        columns=[
            *(Heading(one) for one in (sheets.NAME, sheets.EMAIL, sheets.TRADE)),
            *(Heading(sheets.heading(one)) for one in register.columns),
        ],
        narrowed={"event": register.place},
        area_id=register.area_ids[0] if len(register.area_ids) == 1 else None,
        made=made,
    )


def pivoted(rows: Sequence[Row[*tuple[Any, ...]]], half_day_ids: Sequence[int]) -> Rows:
    """A line for each person, in order."""
    people: dict[int, tuple[str, str, str]] = {}
    said: dict[tuple[int, int], Said] = {}
    for row in rows:
        one = attendee(row)
        people[row.id] = (one.name, one.email, one.trade)
        said[row.id, row.half_day_id] = cell_of(row).said
    return [
        (*told, *(sheets.mark_words(said.get((booking_id, half), NOTHING)) for half in half_day_ids))
        for booking_id, told in people.items()
    ]
