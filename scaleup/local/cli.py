"""The commands behind `make run`: run it, and what the supervisor asks for in the database before it is ready."""

import sys

import click
from flask import current_app

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.areas.queries import holds_demonstration
from scaleup.core import clock
from scaleup.extensions import celery, upgrade
from scaleup.local import steps, supervisor

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("run")
def run() -> None:
    """Start everything on this machine, as make run does."""
    sys.exit(supervisor.run())


@click.command("prepare", hidden=True)
@click.option("--demonstration/--empty", default=True)
def prepare(demonstration: bool) -> None:  # noqa: FBT001 - click hands a flag over so
    """Load what is shipped, fill an empty database with the demonstration, print sign-in links, ring every bell."""
    wanted = steps.installed()
    for act in [*wanted.always, *(wanted.demonstration if demonstration else ())]:
        act(clock.now())
        commit.now()
    print_links()
    ring_every_bell()


@click.command("migrate")
def migrate() -> None:
    """Bring the database to this version: its tables, the catalogue, the table of authorities."""
    upgrade()
    for act in steps.installed().always:
        act(clock.now())
        commit.now()
    click.echo("The database is up to date.")


def print_links() -> None:
    """New one-time links were printed, a role a line: the demonstration's people, elsewhere the first administrator."""
    settings, now = current_app.config["SETTINGS"], clock.now()
    if settings.production or settings.host not in LOOPBACK:
        return
    links = accounts.printed_links(now) if holds_demonstration() else accounts.first_administrator_link(now)
    commit.now()
    width = max((len(role) for role, _ in links), default=0)
    for role, token in links:
        click.echo(f"{role.replace('_', ' '):<{width}}  {settings.base_url}/sign-in/{token}")


def ring_every_bell() -> None:
    """Whatever beat would ask for within its first minute is asked for now."""
    for entry in celery.conf.beat_schedule.values():
        celery.send_task(entry["task"], **entry.get("options", {}))


commands: list[click.Command] = [run, prepare, migrate]
