"""The command that fills an empty database with the demonstration."""

import click

from scaleup import commit
from scaleup.core import clock
from scaleup.core.commands import Command
from scaleup.demo import service


@click.command("demo", cls=Command)
def demo() -> None:
    """Fill an empty database with invented areas, people and figures."""
    areas = service.fill(clock.now())
    commit.now()
    click.echo(f"{areas} invented areas are laid out around today.")


commands: tuple[click.Command, ...] = (demo,)
