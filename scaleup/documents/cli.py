"""`scaleup documents` compares the shelf with the rows: files without a row, rows without a file, changed files."""

import sys

import click

from scaleup.core import clock
from scaleup.core.commands import Command
from scaleup.core.dates import counted
from scaleup.documents import service


@click.command("documents", cls=Command)
@click.option("--remove-orphans", is_flag=True, help="Remove files that no row names and that are older than an hour.")
def documents(*, remove_orphans: bool) -> None:
    """Check every document of every area against its checksum; 1 if one is missing or changed."""
    if remove_orphans:
        click.echo(f"{counted(service.remove_orphans(clock.now()), 'orphan')} removed.")
    found = service.compare(clock.now())
    click.echo(f"{counted(found.whole, 'file')} as they were put there, {counted(len(found.orphans), 'orphan')}.")
    for word, names in (("missing", found.missing), ("changed", found.changed)):
        for name in names:
            click.echo(f"{name} is {word}.", err=True)
    sys.exit(1 if found.missing or found.changed else 0)


commands: tuple[click.Command, ...] = (documents,)
