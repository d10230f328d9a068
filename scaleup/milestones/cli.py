"""`scaleup progress`: the rows that the lists read, compared with the facts, or made anew."""

import click

from scaleup import commit
from scaleup.core.commands import ActRefused, Command, WrongArgument
from scaleup.milestones import service

MOST_NAMED = 10


@click.command("progress", cls=Command)
@click.option("--check", "act", flag_value="check", help="Compare; exit 1 where they differ.")
@click.option("--rebuild", "act", flag_value="rebuild", help="Make every row anew.")
def progress(act: str | None) -> None:
    """Compare the rows that the lists read with the facts behind them, or make them anew."""
    if act == "rebuild":
        lines = service.rebuild()
        commit.now()
        click.echo(f"{lines} lines of the list are made anew.")
    elif act == "check":
        wrong = service.differences()
        if wrong:
            named = ", ".join(service.names_of(wrong[:MOST_NAMED]))
            raise ActRefused(f"The lists are wrong about {len(wrong)} areas: {named}. Run: scaleup progress --rebuild.")
        click.echo("The lists say what the facts say.")
    else:
        raise WrongArgument("Say --check or --rebuild.")


commands: list[click.Command] = [progress]
