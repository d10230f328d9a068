"""The commands that take a backup, check it or put it back, and let a restored system send again."""

from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app

from scaleup import commit
from scaleup.backups import service
from scaleup.core import clock
from scaleup.core.commands import Command, WrongArgument
from scaleup.core.dates import counted, instant
from scaleup.extensions import upgrade
from scaleup.outbox import service as outbox

FILE = click.Path(path_type=Path)
NO_INSTANT = "no instant. Write it with its zone: 2026-11-23T14:00+00:00."


@click.command("backup", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
def backup(file: Path) -> None:
    """Write the whole installation into FILE while work goes on: every table, documents, workbooks on their way.

    The database is read as it is at one instant. The file is readable by its owner alone, holds no password and
    no key, and is never written over another.
    """
    told = service.take(file, current_app.config["SETTINGS"], now=clock.now())
    click.echo(f"{file}: {told.words}.")


@click.command("restore", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--verify", is_flag=True, help="Only prove that FILE is whole and comes back; write nothing here.")
def restore(file: Path, *, verify: bool) -> None:
    """Put a backup back into an empty database, and prove by counts and digests that it is all there.

    A restored system starts held: nothing is sent until somebody releases it (scaleup release, or the band on
    every page), because what went out after the backup is not known here.
    """
    if verify:
        click.echo(f"{file} is whole and comes back: {service.check(file).words}.")
        return
    service.look(file)
    upgrade()
    told = service.put_back(file, current_app.config["SETTINGS"], now=clock.now())
    click.echo(f"Restored and compared: {told.words}.\nNothing is sent until somebody releases it: scaleup release")


@click.command("release", cls=Command)
@click.option(
    "--went-until",
    metavar="INSTANT",
    help="What was due up to this instant (2026-11-23T14:00+00:00) went out before: it is not sent again.",
)
@click.option("--dry-run", is_flag=True, help="Only say how many messages wait.")
def release(went_until: str | None, *, dry_run: bool) -> None:
    """Let a held system send again.

    After a restore, messages that went out after the backup may wait here as if they had not. Name the instant at
    which the old system stopped, and they are settled as told.
    """
    until, now = at(went_until), clock.now()
    waiting = outbox.waiting_since_hold(until, now)
    if waiting.hold is None:
        click.echo("Nothing is held: sending goes on.")
        return
    if not dry_run:
        outbox.release_all(until, person_id=None, now=now)
        commit.now()
    click.echo(in_words(waiting, until, dry_run=dry_run, today=clock.today()))


def in_words(waiting: outbox.Held, until: datetime | None, *, dry_run: bool, today: date) -> str:
    """What is released, in a line."""
    are = "would be" if dry_run else "are"
    sent = f"{counted(waiting.due, 'message')} due {are} sent."
    if until is None:
        return sent
    return f"{counted(waiting.before, 'message')} due until {instant(until, today)} {are} settled as told; {sent}"


def at(said: str | None) -> datetime | None:
    """The instant, aware; a wrong argument if it is none."""
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise WrongArgument(f"{said} is {NO_INSTANT}") from None
    if found.tzinfo is None:
        raise WrongArgument(f"{said} is {NO_INSTANT}")
    return found


commands = (backup, restore, release)
