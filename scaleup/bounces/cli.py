"""`scaleup bounces`: the reports of mail servers are read, and addresses that mail comes back from are stopped."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from scaleup import commit
from scaleup.bounces import adapters, service
from scaleup.bounces.service import Taken
from scaleup.core import clock
from scaleup.core.commands import Command
from scaleup.core.dates import counted

UNREAD = 3
"""The exit code where mails could not be understood."""


@click.command("bounces", cls=Command)
@click.argument("source", required=False, metavar="SOURCE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Put JSON, and nothing else, on standard output.")
def bounces(source: Path | None, *, as_json: bool) -> None:
    """Read reports of mail that did not arrive: a mail or an mbox (standard input, or a file), or a maildir.

    Only mail of ours counts: a report must name its Message-ID, which nobody else can know. The same report again
    changes nothing. Automatic replies are left alone; mails that are no such report are counted as unread, and nothing
    is guessed from them. New mails of a maildir are marked as read.

    \b
    scaleup bounces /var/mail/returned/
    scaleup bounces < one-report.eml

    Ends with 0 if all was read, 1 if the source cannot be read, 2 for wrong arguments, 3 if mails were unread.
    """
    found = Counter(taken_in(source))
    if as_json:
        click.echo(json.dumps({one.name.lower(): found[one] for one in Taken}))
    else:
        click.echo(in_words(found))
    if found[Taken.UNREAD]:
        sys.exit(UNREAD)


def taken_in(source: Path | None) -> Iterator[Taken]:
    """What became of each mail; each is kept by itself, so that what was read stays read."""
    if source is None or str(source) == "-":
        for mail in adapters.mails_in(sys.stdin.buffer.read()):
            yield kept(mail)
    elif source.is_dir():
        for path, mail in adapters.new_in(source):
            taken = kept(mail)
            adapters.seen(path)
            yield taken
    else:
        for mail in adapters.in_file(source):
            yield kept(mail)


def kept(mail: bytes) -> Taken:
    """What became of one mail; it stands."""
    taken = service.take_in(mail, now=clock.now())
    commit.now()
    return taken


def in_words(found: Counter[Taken]) -> str:
    """ "3 mails read: 1 address stopped, 2 already known." """
    told = [f"{found[one]} {one.value}" for one in Taken if found[one]]
    return f"{counted(found.total(), 'mail')} read{': ' if told else ''}{', '.join(told)}."


commands = [bounces]
