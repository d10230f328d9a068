"""`scaleup tick` does without any broker what beat and the workers do; `scaleup start-reminders` lets areas begin."""

import sys

import click

from scaleup import commit
from scaleup.areas.queries import due_handovers
from scaleup.areas.service import take_over
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.extensions import by_the_databases_clock
from scaleup.outbox.service import dispatch, owner
from scaleup.reminders import queries, service


@click.command("tick")
def tick() -> None:
    """Plan what is due and send it, now, without a broker."""
    name = owner()
    looks = 0
    with by_the_databases_clock():
        commit.each(due_handovers(clock.today()), take_over)
        planned = service.plan_due(clock.now(), worker=name)
        commit.now()
        while True:
            looked = dispatch(now=clock.now(), owner=name)
            looks += looked.begun
            if not looked.more:
                break
    click.echo(f"{counted(planned, 'message')} planned, {counted(looks, 'hand-over')} tried.")


@click.command("start-reminders")
@click.argument("area", required=False)
@click.option("--all", "everywhere", is_flag=True, help="Every area that is held.")
@click.option("--dry-run", is_flag=True, help="Only say how many mails would go to whom.")
def start_reminders(area: str | None, *, everywhere: bool, dry_run: bool) -> None:
    """Let the reminders of an imported AREA begin, or of all that are held."""
    if bool(area) == everywhere:
        raise click.UsageError("Name one area, or say --all.")
    area_ids = chosen(area)
    for share in service.preview(area_ids, clock.now()):
        click.echo(f"{share.name}: {share.at_once} at once, {share.later} in the 30 days after")
    if dry_run:
        click.echo(f"{counted(len(area_ids), 'area')} would begin. Nothing was changed.")
        return
    begun = service.start(area_ids, person_id=None, now=clock.now())
    commit.now()
    click.echo(f"{counted(begun, 'area')} began.")


def chosen(area: str | None) -> list[int]:
    """The ids asked for; ends the command with a line if there is no such area."""
    if area is None:
        return [area_id for area_id, _ in queries.held_areas()]
    found = queries.area_named(area)
    if found is None:
        click.echo(f"There is no area called {area}. The list of areas shows how each is written.", err=True)
        sys.exit(1)
    return [found]


commands = [tick, start_reminders]
