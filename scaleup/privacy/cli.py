"""The command that brings a restored system in line with the erasures since its backup."""

from pathlib import Path

import click

from scaleup import commit
from scaleup.core import clock
from scaleup.core.commands import Command
from scaleup.core.dates import counted
from scaleup.privacy import adapters, service


@click.command("erase-again", cls=Command)
@click.option(
    "--list", "path", type=click.Path(path_type=Path), help="The list of erasures; var/erasures.jsonl if not named."
)
@click.option("--dry-run", is_flag=True, help="Only say how many are on record by name again.")
def erase_again(path: Path | None, *, dry_run: bool) -> None:
    """Erase everybody anew who was erased after the backup that was put back.

    The list of erasures (numbers, instants and reasons, no names) lies beside the database and is no part of a
    backup: keep a copy of it elsewhere. Run twice, the second finds nobody.
    """
    lines = service.listed(path or adapters.list_path())
    back = service.standing(lines)
    if not dry_run:
        done = commit.each(back, lambda line: service.erase_again(line, now=clock.now()))
        if done < len(back):
            raise click.ClickException(f"{len(back) - done} of {len(back)} could not be erased: the log says why.")
    said = "would be erased" if dry_run else "erased"
    click.echo(f"{counted(len(lines), 'erasure')} on the list; {counted(len(back), 'person')} {said} again.")


commands = (erase_again,)
