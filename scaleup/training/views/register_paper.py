"""The register on paper: one A4 page to sign, with a code for each half-day that opens it on a phone."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock, stationery
from scaleup.core.dates import short_date
from scaleup.core.pages import actor, entry
from scaleup.core.papers import inline_code
from scaleup.training.queries import register as queries
from scaleup.training.rules.register import Column
from scaleup.training.views.blueprint import blueprint

EMPTY_LINES = 2
FITS = 14
"""So many lines fit the page at the height of the mock-up; more are lower."""


@blueprint.get("/training/<int:event_id>/register/print")
@entry(Permission.KEEP_REGISTERS)
def paper_register(event_id: int) -> ResponseReturnValue:
    """The sheet."""
    found = queries.with_people(queries.register_head(actor(), event_id, clock.today()))
    return render_template(
        "training/register_print.html",
        register=found,
        trainers=queries.trainer_names(event_id),
        codes=[(one, code_of(event_id, one)) for one in found.columns],
        days=days_of(found.columns),
        empty=range(EMPTY_LINES),
        dense=len(found.people) + EMPTY_LINES > FITS,
    )


def code_of(event_id: int, column: Column) -> str:
    """The code that opens this half-day of the register."""
    return inline_code(f"{stationery.house().base_url}/training/{event_id}/register?half-day={column.id}")


def days_of(columns: tuple[Column, ...]) -> str:
    """From when until when, and at what hours: "Mon 23 Nov 2026 to Wed 25 Nov 2026, 09:30 to 16:30"."""
    if not columns:
        return "No half-days yet"
    first, last = columns[0], columns[-1]
    far = date(1, 1, 1)
    days = dict.fromkeys(short_date(one.on_day, far) for one in (first, last))
    return (
        f"{' to '.join(days)}, {min(one.starts for one in columns):%H:%M} to {max(one.ends for one in columns):%H:%M}"
    )
