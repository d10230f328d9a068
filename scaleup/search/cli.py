"""The index by hand: after a restore, or a load past the system."""

import click

from scaleup import commit
from scaleup.search import service


@click.command("index-names")
def index_names() -> None:
    """Make the index of names anew; search finds nothing new meanwhile."""
    click.echo(f"{service.rebuild()} names are indexed.")
    commit.now()


commands: tuple[click.Command, ...] = (index_names,)
