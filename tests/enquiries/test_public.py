"""The pages without sign-in: they describe, ask, show what was understood, and never tell what is known."""

import re
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.enquiries.models import Enquiry
from scaleup.outbox.models import Message
from scaleup.outbox.service import dispatch
from tests.factories import areas as make
from tests.mails import text_of
from tests.servers import Mailbox

pytestmark = pytest.mark.usefixtures("loaded")
ADDRESS = "/programmes/baby-steps/enquire"
TYPED = {
    "organisation": "Hartlepool Council",
    "nation": "England",
    "places": "Hartlepool",
    "name": "Anita Rao",
    "email": "Anita@Hartlepool.example",
    "role": "Head of early help",
    "wanted": "Groups for young parents.",
}


def send(client: FlaskClient, **values: object) -> TestResponse:
    """The form, sent from its page."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(ADDRESS).text)[0]
    return client.post(ADDRESS, data={"csrf_token": token, **TYPED, **values})


def test_each_programme_is_described_without_sign_in(client: FlaskClient) -> None:
    page = client.get("/programmes").text
    assert "Minding the Baby" in page
    assert "Up to eight couples, or single parents with or without a supporter, in a group." in page
    assert f'href="{ADDRESS}"' in page
    assert 'href="/programmes"' in client.get("/sign-in").text


def test_a_programme_that_is_not_on_offer_is_no_page(client: FlaskClient) -> None:
    assert client.get("/programmes/nothing/enquire").status_code == 404
    assert client.get("/programmes/nothing/enquire/sent").status_code == 404


def test_what_was_understood_is_shown_before_anything_is_kept(client: FlaskClient, session: Session) -> None:
    page = send(client, places="hartlepool\nMidlesbrough\nAtlantis")
    assert page.status_code == 200
    assert re.search(r'value="E06000001"\s+checked', page.text), "the very name is ticked"
    assert "Middlesbrough" in page.text, "the nearest name is offered"
    assert not re.search(r'value="E06000002"\s+checked', page.text)
    assert "We know no local authority called “Midlesbrough”, “Atlantis”" in page.text
    assert session.scalars(select(Enquiry)).all() == []


def test_names_that_grow_too_long_in_keeping_are_refused_at_their_field(client: FlaskClient, session: Session) -> None:
    """The longest text, one letter a line, is longer once semicolons stand between the names."""
    page = send(client, step="send", places="\n".join(["Sale"] * 80))
    assert page.status_code == 422
    assert "These names are longer than 400 characters together. Name fewer." in page.text
    assert session.scalars(select(Enquiry)).all() == []


def test_letters_that_are_two_when_small_do_not_make_a_name_too_long(client: FlaskClient, session: Session) -> None:
    assert send(client, step="send", organisation="ß" * 160).status_code == 303
    assert session.scalars(select(Enquiry.organisation_key)).one() == "s" * 160


def test_a_countys_name_stands_for_all_in_it(client: FlaskClient) -> None:
    page = send(client, places="Kent").text
    assert page.count("checked") == 12
    assert "Thanet" in page


def test_change_brings_back_everything_that_was_typed(client: FlaskClient) -> None:
    page = send(client, step="change").text
    assert "Check what you typed</button>" in page
    assert "Groups for young parents." in page
    assert 'value="Hartlepool Council"' in page


def test_sent_it_is_kept_with_its_places_and_acknowledged(
    client: FlaskClient, session: Session, mailbox: Mailbox
) -> None:
    answer = send(client, step="send", codes="E06000001")
    assert answer.location == f"{ADDRESS}/sent"
    kept = session.scalars(select(Enquiry)).one()
    assert (kept.came_on, kept.answer_by_on) == (date(2026, 11, 23), date(2026, 11, 30))
    assert (kept.through, kept.state, kept.email) == ("page", "open", "anita@hartlepool.example")
    assert [one.name for one in kept.authorities] == ["Hartlepool"]
    dispatch(now=datetime(2026, 11, 23, 12, 1, tzinfo=UTC), owner="test")
    (mail,) = mailbox.mails
    assert mail["To"] == "anita@hartlepool.example"
    words = text_of(mail)
    assert "Somebody of the unit answers you by Monday 30 November 2026" in words.replace("\n", " ")
    for typed in ("Anita", "Hartlepool Council", "early help", "young parents"):
        assert typed not in words, "what anybody may type goes into no mail"


def test_who_is_known_already_is_answered_like_everybody_else(client: FlaskClient, session: Session) -> None:
    first = send(client)
    make.area("Hartlepool")
    session.commit()
    second = send(client)
    assert without_token(first.text) == without_token(second.text)
    assert "may be the same" not in first.text
    sent = send(client, step="send")
    again = send(client, step="send")
    assert sent.location == again.location
    assert without_token(client.get(sent.location).text) == without_token(client.get(again.location).text)


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_an_address_gets_three_acknowledgements_a_day_and_every_enquiry_is_kept(
    client: FlaskClient, session: Session
) -> None:
    answers = {send(client, step="send", organisation=f"Body {number}").location for number in range(5)}
    assert answers == {f"{ADDRESS}/sent"}
    assert len(session.scalars(select(Enquiry)).all()) == 5
    assert len(session.scalars(select(Message)).all()) == 3


def test_too_many_from_one_network_wait_and_nothing_typed_is_lost(client: FlaskClient, session: Session) -> None:
    for number in range(10):
        send(client, step="send", organisation=f"Body {number}")
    refused = send(client, step="send", organisation="Body 11")
    assert refused.status_code == 422
    assert "Many enquiries came from your network just now. Wait until 12:06" in refused.text
    assert 'value="Body 11"' in refused.text
    assert len(session.scalars(select(Enquiry)).all()) == 10


def test_too_many_looks_from_one_network_wait_too_and_sending_has_its_own_limit(
    client: FlaskClient, session: Session
) -> None:
    looks = [send(client, organisation=f"Body {number}").status_code for number in range(31)]
    assert looks == [*[200] * 30, 422]
    refused = send(client, organisation="Body 32")
    assert "Many enquiries came from your network just now. Wait until 12:06" in refused.text
    assert 'value="Body 32"' in refused.text
    assert send(client, step="send").status_code == 303


def test_each_empty_field_says_what_it_needs(client: FlaskClient) -> None:
    refused = send(client, organisation="", nation="", name="", email="nobody", wanted="")
    assert refused.status_code == 422
    assert "There are 5 things to put right" in refused.text


def test_what_looks_like_a_family_is_refused_until_somebody_has_looked(client: FlaskClient, session: Session) -> None:
    refused = send(client, wanted="Near TS24 7EP")
    assert refused.status_code == 422
    assert "“TS24 7EP” looks like a postcode" in refused.text
    assert send(client, wanted="Near TS24 7EP", text_checked="yes", step="send").status_code == 303
    assert session.scalars(select(Enquiry)).one().wanted == "Near TS24 7EP"


def test_codes_that_are_none_are_left_out(client: FlaskClient, session: Session) -> None:
    assert send(client, step="send", codes=["E06000001", "E99999999", "'; --"]).status_code == 303
    assert [one.code for one in session.scalars(select(Enquiry)).one().authorities] == ["E06000001"]
