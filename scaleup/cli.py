"""The console script: collects each domain's commands, opens the app for those that need it."""

import sys
from pathlib import Path

import click

from scaleup import config, registry
from scaleup.app import create_app
from scaleup.core.commands import Commands
from scaleup.core.errors import Refused
from scaleup.extensions import db, upgrade

PURE = frozenset({"plan", "programmes check", "programmes show"})
"""Commands that need no database."""

SELF_STARTING = frozenset({"run"})
"""Commands that prepare the database themselves."""


@click.group(cls=Commands)
def scaleup() -> None:
    """Scaleup: areas, licences, tapered support, reminders."""


def words(arguments: list[str]) -> list[str]:
    """The command's own words, without its options."""
    return [word for word in arguments if not word.startswith("-")]


def wanted(arguments: list[str], names: frozenset[str]) -> bool:
    """Whether the arguments ask for one of these commands."""
    said = " ".join(words(arguments)[:2])
    return any(said == name or said.startswith(name + " ") for name in names)


def known(arguments: list[str]) -> bool:
    """Whether the arguments name a command, and one of its own where it is a group; else there is only help to show."""
    found: click.Command | None = scaleup
    for word in [*words(arguments), ""]:
        if not isinstance(found, click.Group):
            break
        found = found.commands.get(word)
    return found is not None


def main() -> None:
    """Run one command. Errors are one line on stderr; nobody is shown a stack for a refusal."""
    arguments = sys.argv[1:]
    for command in registry.commands():
        scaleup.add_command(command)
    try:
        if not known(arguments) or "--help" in arguments or wanted(arguments, PURE | SELF_STARTING):
            scaleup(prog_name="scaleup")
            return
        app = create_app()
        with app.app_context():
            if not app.config["SETTINGS"].production:
                prepare()
            scaleup(prog_name="scaleup")
    except (config.Unsafe, Refused) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def prepare() -> None:
    """The embedded database is migrated, so that a command works in an empty folder."""
    path = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        upgrade()
