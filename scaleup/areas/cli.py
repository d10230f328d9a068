"""Seed: the reference table of local authorities."""

import click

from scaleup import commit
from scaleup.areas import service
from scaleup.core.commands import Command


@click.command("load-authorities", cls=Command)
def load_authorities() -> None:
    """Bring the table of local authorities level with the shipped one."""
    new = service.load_authorities()
    commit.now()
    click.echo(f"{new} local authorities added." if new else "The local authorities were all there.")


commands: tuple[click.Command, ...] = (load_authorities,)
