"""The commands behind `make run`: run it, and the two acts in the database that the supervisor asks for."""

import sys

import click

from scaleup import commit
from scaleup.core import clock
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
    """Print new one-time sign-in links, a role a line."""
    links = steps.installed().links(clock.now())
    commit.now()
    width = max((len(role) for role, _ in links), default=0)
    for role, address in links:
        click.echo(f"{role:<{width}}  {address}")


commands: list[click.Command] = [run, prepare, sign_in_links]
