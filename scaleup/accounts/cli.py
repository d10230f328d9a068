"""The console's way in: an administrator by a printed link, without any mail."""

import click
from flask import current_app

from scaleup import commit
from scaleup.accounts import service
from scaleup.accounts.rules import Purpose
from scaleup.core import clock


@click.command("invite-admin")
@click.argument("email")
def invite_admin(email: str) -> None:
    """Make EMAIL an administrator and print the link to choose a password. Works without a mail server."""
    token = service.invite_administrator(email, clock.now())
    commit.now()
    click.echo(service.address_of(token, Purpose.INVITATION, current_app.config["SETTINGS"].base_url))


commands: list[click.Command] = [invite_admin]
