"""A one-time link serves once, for its own purpose, until it expires or is replaced."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scaleup.accounts import queries, service
from scaleup.accounts.models import SignedIn
from scaleup.accounts.rules import Purpose, Role, Standing
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.outbox.models import Message
from tests.factories.accounts import NOON, PASSWORD, SECRET, person
from tests.together import in_parallel

pytestmark = pytest.mark.usefixtures("session")


def test_a_link_serves_once_and_its_own_purpose_only() -> None:
    ada = person("Ada Moss")
    token = service.make_link(ada.id, Purpose.SIGN_IN, NOON)
    with pytest.raises(Refused, match="not known here"):
        service.use_link(token, Purpose.NEW_PASSWORD, NOON)
    assert service.use_link(token, Purpose.SIGN_IN, NOON) == ada.id
    with pytest.raises(Refused, match="used already"):
        service.use_link(token, Purpose.SIGN_IN, NOON)


def test_a_link_expires_and_a_newer_one_replaces_it() -> None:
    ada = person("Ada Moss")
    old = service.make_link(ada.id, Purpose.INVITATION, NOON)
    new = service.make_link(ada.id, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="newer one was sent"):
        service.use_link(old, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="expired"):
        service.use_link(new, Purpose.INVITATION, NOON + timedelta(days=7))


def test_of_twenty_who_use_a_link_at_once_one_gets_in(app: Flask) -> None:
    ada = person("Ada Moss")
    token = service.make_link(ada.id, Purpose.SIGN_IN, NOON)
    db.session.commit()
    start, results = threading.Barrier(20), []

    def use() -> None:
        with app.app_context():
            start.wait()
            try:
                service.sign_in_by_link(token, now=NOON)
                db.session.commit()
                results.append("in")
            except Refused:
                db.session.rollback()
                results.append("refused")

    in_parallel([use] * 20)
    assert sorted(results) == ["in"] + ["refused"] * 19
    assert db.session.scalar(select(func.count()).select_from(SignedIn)) == 1


def test_a_refused_password_leaves_the_link_usable() -> None:
    ada = service.enter("Ada Moss", email="ada@marlbury.example", now=NOON)
    token = service.make_link(ada.id, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="at least 15"):
        service.password_by_link(token, "short", purpose=Purpose.INVITATION, now=NOON)
    assert queries.link(token, Purpose.INVITATION, NOON).standing is Standing.USABLE
    session_token = service.password_by_link(token, PASSWORD, purpose=Purpose.INVITATION, now=NOON)
    assert queries.who(session_token, NOON) is not None


def test_asking_for_a_new_password_writes_a_mail_for_an_active_person_only_and_three_at_most() -> None:
    person("Ada Moss")
    db.session.commit()
    for number, email in enumerate(["nobody@marlbury.example"] + ["ada@marlbury.example"] * 5):
        service.ask_new_password(email, caller="192.0.2.7", secret=SECRET, now=NOON + timedelta(seconds=number))
        db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Message)) == 3


def test_printed_links_are_for_one_person_of_each_role_and_replace_those_before() -> None:
    people = {role: person(f"{role.value.title()} One", role.value) for role in Role}
    before = dict(service.printed_links(NOON))
    links = dict(service.printed_links(NOON))
    assert list(links) == [role.value for role in Role]
    assert queries.link(before["trainer"], Purpose.SIGN_IN, NOON).standing is Standing.WITHDRAWN
    assert service.use_link(links["trainer"], Purpose.SIGN_IN, NOON) == people[Role.TRAINER].id
