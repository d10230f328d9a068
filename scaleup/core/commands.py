"""How our commands speak: a wrong argument ends with 2, a refused act with 1, each in one line on stderr."""

from datetime import date
from typing import IO, Any

import click

from scaleup.core.errors import Refused


class ActRefused(click.ClickException):
    """An act was refused: its reasons are told in plain lines."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """The message is on stderr as it is, without usage or stack."""
        click.echo(self.format_message(), file=file, err=file is None)


class WrongArgument(ActRefused):
    """The command was called wrongly: told in one line."""

    exit_code = 2


class Command(click.Command):
    """A command whose errors are lines of plain words: use it as `cls=` of every command."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """The context, or a wrong argument in one line."""
        try:
            return super().make_context(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise wrong(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """The command's result, or a refusal, a line for each reason."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise wrong(error) from error
        except Refused as error:
            raise ActRefused("\n".join(refusal.message for refusal in error.refusals)) from error


class Commands(Command, click.Group):
    """A group whose errors, and those of its commands, are lines of plain words; alone, it shows its help."""


def wrong(error: click.UsageError) -> WrongArgument:
    """A usage error in one line."""
    return WrongArgument(" ".join(error.format_message().split()))


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; a wrong argument if there is no such day."""
        if isinstance(value, date):
            return value
        try:
            if len(str(value)) != len("YYYY-MM-DD"):
                raise ValueError  # noqa: TRY301 - fromisoformat also reads 20260131 and 2026-W05-6
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a date. Write year, month and day: 2026-01-31.", param, ctx)
