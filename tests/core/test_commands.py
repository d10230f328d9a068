"""A command that is called wrongly says so in one line and ends with 2."""

import click
import pytest
from click.testing import CliRunner

from scaleup.core.commands import Commands


@click.group(cls=Commands)
def desk() -> None:
    """A desk."""


@desk.command()
@click.argument("email")
def invite(email: str) -> None:
    """Somebody is invited."""
    click.echo(email)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (["nonsense"], "No such command 'nonsense'.\n"),
        (["invite"], "Missing argument 'EMAIL'.\n"),
        (["--nonsense"], "No such option '--nonsense'.\n"),
    ],
)
def test_a_wrong_argument_is_one_line_on_stderr(said: list[str], line: str) -> None:
    answer = CliRunner().invoke(desk, said)
    assert (answer.exit_code, answer.stderr, answer.stdout) == (2, line, "")
