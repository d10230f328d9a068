"""The console makes an administrator without any mail server."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scaleup.accounts.cli import invite_admin
from scaleup.core.errors import Refused
from tests.factories.accounts import PASSWORD, form_token


def test_the_printed_link_makes_an_administrator(app: Flask, client: FlaskClient) -> None:
    answer = app.test_cli_runner().invoke(invite_admin, ["Keys@Unit.example"])
    assert answer.exit_code == 0
    assert answer.output.startswith("http://127.0.0.1:8000/invitation/")
    path = answer.output.strip().removeprefix("http://127.0.0.1:8000")
    client.post(path, data={"csrf_token": form_token(client.get(path)), "password": PASSWORD})
    page = client.get("/me")
    assert "keys@unit.example" in page.text
    assert "Administrator" in page.text
    assert client.get("/people").status_code == 200


def test_what_is_no_address_is_refused_with_a_sentence(app: Flask) -> None:
    with pytest.raises(Refused, match="is not an e-mail address"):
        app.test_cli_runner().invoke(invite_admin, ["keys at unit"], catch_exceptions=False)
