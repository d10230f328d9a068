"""`scaleup plan`: the support contacts of a licence, computed without a database."""

import json
from datetime import date

import click

from scaleup.core.commands import Command, Day
from scaleup.core.holidays import Nation, calendar
from scaleup.programmes.rules import Programme
from scaleup.programmes.service import shipped, slugs
from scaleup.support.rules import PlannedContact, taper

HEADINGS = ("No", "Nominal", "Due", "Day", "Months", "Why not on its nominal date")
JSON_KEYS = ("sequence", "nominal_on", "due_on", "interval_months", "provisional")


def programme_called(_context: click.Context, _parameter: click.Parameter, name: str) -> Programme:
    """The shipped programme of this name; a wrong argument if there is none."""
    programme = shipped(name)
    if programme is None:
        raise click.BadParameter(f"there is no programme called {name}. These are known: {', '.join(slugs())}.")
    return programme


def nation_called(_context: click.Context, _parameter: click.Parameter, name: str) -> Nation:
    """The nation of this name; a wrong argument if there is no calendar for it."""
    nation = Nation.named(name)
    if nation is None:
        raise click.BadParameter(f"there is no calendar for {name}. There is one for: {', '.join(Nation)}.")
    return nation


@click.command("plan", cls=Command)
@click.option("--programme", required=True, callback=programme_called, help="Slug, name or short form.")
@click.option("--start", required=True, type=Day(), help="First day of the licence, 2026-01-31.")
@click.option("--end", required=True, type=Day(), help="Last day of the licence.")
@click.option("--nation", required=True, callback=nation_called, help="Whose bank holidays count.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def plan(*, programme: Programme, start: date, end: date, nation: Nation, as_json: bool) -> None:
    """Print the support contacts of a licence from --start to --end."""
    planned = taper(start, end, programme.taper_steps, calendar(nation))
    if as_json:
        click.echo(json.dumps([as_object(contact) for contact in planned], indent=2))
    else:
        click.echo("\n".join(table(planned)))


def as_object(contact: PlannedContact) -> dict[str, object]:
    """A contact as JSON shows it, its dates in ISO form."""
    values = (getattr(contact, key) for key in JSON_KEYS)
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in zip(JSON_KEYS, values, strict=True)
    }


def table(planned: tuple[PlannedContact, ...]) -> list[str]:
    """The contacts as lines under headings."""
    if not planned:
        return ["No contact: the licence ends before the first one would be due."]
    rows = [HEADINGS, *(row(contact) for contact in planned)]
    widths = [max(len(line[column]) for line in rows) for column in range(len(HEADINGS))]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in rows]


def row(contact: PlannedContact) -> tuple[str, ...]:
    """One contact as the cells of a row."""
    provisional = "provisional: past the announced bank holidays" if contact.provisional else ""
    why = "; ".join(filter(None, (contact.moved_because, provisional)))
    due_on = contact.due_on
    return (
        str(contact.sequence),
        contact.nominal_on.isoformat(),
        due_on.isoformat(),
        f"{due_on:%a}",
        str(contact.interval_months),
        why,
    )


commands: list[click.Command] = [plan]
