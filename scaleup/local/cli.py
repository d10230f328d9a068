"""The commands behind `make run`: run it, and the two acts in the database that the supervisor asks for."""

import sys

import click
from flask import current_app

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.areas.queries import holds_demonstration
from scaleup.core import clock
from scaleup.extensions import celery
from scaleup.local import steps, supervisor


@click.command("run")
def run() -> None:
    """Start everything on this machine, as make run does."""
    sys.exit(supervisor.run())


@click.command("prepare", hidden=True)
@click.option("--demonstration/--empty", default=True)
def prepare(demonstration: bool) -> None:  # noqa: FBT001 - click hands a flag over so
    """Load what is shipped, and fill an empty database with the demonstration."""
    wanted = steps.installed()
    for act in [*wanted.always, *(wanted.demonstration if demonstration else ())]:
        act(clock.now())
        commit.now()


@click.command("sign-in-links", hidden=True)
def sign_in_links() -> None:
    """Print new one-time sign-in links, a role a line, and ring every bell once, so that nobody waits for the clock.

    Only the demonstration's people get links; elsewhere the first administrator gets one.
    """
    now, base_url = clock.now(), current_app.config["SETTINGS"].base_url
    links = accounts.printed_links(now) if holds_demonstration() else accounts.first_administrator_link(now)
    commit.now()
    width = max(len(role) for role, _ in links) if links else 0
    for role, token in links:
        click.echo(f"{role.replace('_', ' '):<{width}}  {base_url}/sign-in/{token}")
    for entry in celery.conf.beat_schedule.values():
        celery.send_task(entry["task"], **entry.get("options", {}))


commands: list[click.Command] = [run, prepare, sign_in_links]
