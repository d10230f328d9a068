"""A line of My work is put off with a reason, until a day, and comes back."""

import re
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.audit import Entry
from scaleup.licences.models import Licence
from scaleup.support.models import Slot
from scaleup.worklist.models import Snoozed
from tests.factories.actors import acting
from tests.worklist.reading import words


def later_address(page: str, what: str) -> str:
    [address] = re.findall(rf'class="later" href="([^"]+)">Not now<span class="vh">: {what}', page)
    return address.replace("&amp;", "&")


def put_off(client: FlaskClient, **said: str) -> TestResponse:
    """Contact 20 put off with what is said."""
    address = later_address(client.get("/").text, "Contact 20 of 22 has no record")
    unseen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', client.get(address).text))
    return client.post(address, data=unseen | said)


def wake(client: FlaskClient, snooze_id: int) -> None:
    """The line woken, whoever asks."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/me/password").text)
    client.post("/my-work/wake", data={"snooze": str(snooze_id), "csrf_token": token[0] if token else ""})


UNTIL_12_OCTOBER = {"until_on-day": "12", "until_on-month": "10", "until_on-year": "2026"}


def test_a_line_is_put_off_with_a_reason_and_comes_back_on_its_day(
    client: FlaskClient, session: Session, clock, as_lead: None, niamh: Person
) -> None:
    address = later_address(client.get("/").text, "Contact 20 of 22 has no record")
    form = words(client.get(address).text)
    assert "At most 30 days: Sunday 1 November 2026." in form
    answer = put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    page = words(client.get("/").text)
    assert "is off your list. It is back on Monday 12 October 2026, or if it changes." in page
    assert "1 thing put off Marlbury: Contact 20 of 22 has no record until Monday 12 October 2026: Priya" in page
    assert "Nothing is late." in page
    [entry] = session.scalars(select(Entry).where(Entry.act == "line put off"))
    assert (entry.person_id, entry.fields) == (niamh.id, ["reason", "until_on"])
    clock("2026-10-12T08:00:00+00:00")
    page = words(client.get("/").text)
    assert "1 thing is late" in page
    assert "put off" not in page


def test_a_line_that_moves_is_back_at_once(
    client: FlaskClient, session: Session, licence: Licence, as_lead: None
) -> None:
    put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    slot = session.scalars(select(Slot).where(Slot.sequence == 20)).one()
    slot.due_on = date(2026, 9, 30)
    session.commit()
    assert "1 thing is late" in words(client.get("/").text)


def test_a_line_put_off_is_woken_by_its_person_alone(
    client: FlaskClient, session: Session, as_lead: None, priya: Person
) -> None:
    put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    snooze = session.scalars(select(Snoozed.id)).one()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        wake(client, snooze)
        assert session.scalars(select(Snoozed.id)).all() == [snooze]
    wake(client, snooze)
    assert session.scalars(select(Snoozed.id)).all() == []
    assert "Contact 20 of 22 has no record" in client.get("/").text


def test_what_cannot_be_put_off_is_said_and_nothing_typed_is_lost(client: FlaskClient, as_lead: None) -> None:
    far = {"until_on-day": "2", "until_on-month": "12", "until_on-year": "2026"}
    answer = put_off(client, **far, reason="Priya Nair is on leave")
    assert answer.status_code == 422
    page = words(answer.text)
    assert "Nothing is put off for more than 30 days. Enter Sunday 1 November 2026 or an earlier day" in page
    assert 'value="Priya Nair is on leave"' in answer.text
    empty = put_off(client)
    assert "Enter the day on which it is to be back" in empty.text
    assert "Say why it can wait" in empty.text


def test_a_line_that_is_gone_is_said_to_be_gone(client: FlaskClient, as_lead: None) -> None:
    for address in ("/my-work/later?line=contact:999999", "/my-work/later"):
        answer = client.get(address, follow_redirects=True)
        assert "That line is not on your list any more." in answer.text


def test_two_who_put_off_the_same_line_have_each_their_own(
    client: FlaskClient, session: Session, as_lead: None, priya: Person
) -> None:
    for _ in range(2):
        put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
        wake(client, session.scalars(select(Snoozed.id)).one())
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Contact 20 of 22 has no record" in client.get("/").text
