"""Invitations and links by mail: the token is made at hand-over, and no kept text shows it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts import queries, service
from scaleup.accounts.models import Link
from scaleup.accounts.rules import Purpose, Standing
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.outbox.service import dispatch, send_again
from tests.factories.accounts import NOON, PASSWORD, form_token, person
from tests.mails import text_of
from tests.servers import Mailbox

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    clock("2026-11-23T12:00:00+00:00")


def send() -> None:
    db.session.commit()
    dispatch(now=NOON, owner="test")


def tokens(mailbox: Mailbox, purpose: str) -> list[str]:
    return [found for mail in mailbox.mails for found in re.findall(rf"/{purpose}/([\w-]{{43}})", text_of(mail))]


def test_the_mailed_invitation_lets_in_and_its_kept_text_does_not(client: FlaskClient, mailbox: Mailbox) -> None:
    service.invite(None, name="Ada Moss", email="ada@marlbury.example", roles=["project_lead"], now=NOON)
    send()
    (token,) = tokens(mailbox, "invitation")
    kept = db.session.scalars(select(Message)).one()
    assert kept.body_text is not None and kept.body_html is not None
    assert "[link]" in kept.body_text
    assert "[link]" in kept.body_html
    assert token not in kept.body_text + kept.body_html
    assert db.session.scalars(select(Link.token_hash)).one() != token
    page = client.get(f"/invitation/{token}")
    answer = client.post(f"/invitation/{token}", data={"csrf_token": form_token(page), "password": PASSWORD})
    assert answer.location == "/"


def test_sending_again_makes_a_new_link_and_the_old_one_says_so(mailbox: Mailbox) -> None:
    ada = service.invite(None, name="Ada Moss", email="ada@marlbury.example", roles=[], now=NOON)
    send()
    send_again(db.session.scalars(select(Message.id)).one(), person_id=ada.id, now=NOON)
    send()
    old, new = tokens(mailbox, "invitation")
    assert queries.link(old, Purpose.INVITATION, NOON).standing is Standing.WITHDRAWN
    assert queries.link(new, Purpose.INVITATION, NOON).standing is Standing.USABLE


def test_a_forgotten_password_is_mailed_a_link_and_the_owner_is_told_of_the_change(
    client: FlaskClient, mailbox: Mailbox
) -> None:
    person("Ada Moss", "project_lead")
    page = client.get("/forgotten-password")
    client.post("/forgotten-password", data={"csrf_token": form_token(page), "email": "ada@marlbury.example"})
    send()
    (token,) = tokens(mailbox, "new-password")
    page = client.get(f"/new-password/{token}")
    client.post(f"/new-password/{token}", data={"csrf_token": form_token(page), "password": "trowel kiosk heron mango"})
    send()
    subjects = sorted(str(mail["Subject"]) for mail in mailbox.mails)
    assert subjects == ["Choose a new Scaleup password", "Your Scaleup password was changed"]


def test_who_was_kept_out_by_a_strangers_tries_comes_in_by_the_link(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    for _ in range(10):
        page = client.get("/sign-in")
        client.post(
            "/sign-in", data={"csrf_token": form_token(page), "email": "ada@marlbury.example", "password": "guess"}
        )
    path = "/new-password/" + service.make_link(ada.id, Purpose.NEW_PASSWORD, NOON)
    client.post(path, data={"csrf_token": form_token(client.get(path)), "password": "trowel kiosk heron mango"})
    page = client.get("/me")
    client.post("/sign-out", data={"csrf_token": form_token(page)})
    fields = {"email": "ada@marlbury.example", "password": "trowel kiosk heron mango"}
    answer = client.post("/sign-in", data={"csrf_token": form_token(client.get("/sign-in")), **fields})
    assert answer.status_code == 303
