"""The pages: what is held is given as files and put on record; erasing takes two steps and says what stays."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from tests.factories import support as make
from tests.factories.accounts import form_token, shown_in, sign_in
from tests.privacy.planted import NAME, Planted, hand_over, plant

DB = scoped_session[Session]


@pytest.fixture
def planted(session: DB, client: FlaskClient, clock: Callable[[str], None]) -> Planted:
    clock("2026-11-23T15:00:00+00:00")
    found = plant(session)
    sign_in(client, found.boss)
    return found


def test_who_still_has_something_is_shown_where_to_hand_it_over_and_no_button(
    client: FlaskClient, planted: Planted
) -> None:
    page = client.get(f"/people/{planted.person.id}/erase").text
    assert "They cannot be erased yet: something is still theirs." in page
    assert "Project lead of Marlbury. Name somebody else there, and end this." in page
    assert "Show what follows" not in page


def test_erasing_says_what_follows_and_does_it_only_when_that_was_seen(
    client: FlaskClient, session: DB, planted: Planted
) -> None:
    hand_over(planted.person)
    path = f"/people/{planted.person.id}/erase"
    token = form_token(client.get(path))
    refused = client.post(path, data={"csrf_token": token})
    assert refused.status_code == 422
    assert "Choose why." in refused.text
    given = {"csrf_token": token, "because": "asked", "alone": "yes"}
    page = client.post(path, data=given).text
    assert "Licences and agreements that they signed or decided, for 6 years" in page
    assert f"{NAME} is read as “Person erased ({planted.person.id})” everywhere." in page
    assert session.get_one(Person, planted.person.id).name == NAME
    done = client.post(path, data=given | {"shown": shown_in(page)})
    assert (done.status_code, done.location) == (303, f"/people/{planted.person.id}")
    assert NAME not in client.get(f"/people/{planted.person.id}").text
    assert client.get(path).status_code == 404


def test_all_that_is_held_of_somebody_is_given_as_files_and_that_is_on_record(
    client: FlaskClient, session: DB, planted: Planted
) -> None:
    assert "No nuts for zebrafinch" in client.get(f"/people/{planted.person.id}/record").text
    answer = client.get(f"/people/{planted.person.id}/record.zip")
    held = zipfile.ZipFile(io.BytesIO(answer.data))
    everything = json.loads(held.read("everything.json"))
    assert everything["You"][0]["name"] == NAME
    assert everything["Bookings"][0]["needs"] == "No nuts for zebrafinch"
    assert "Helen Ashworth" not in held.read("everything.json").decode()
    [bookings] = [name for name in held.namelist() if name.endswith("-bookings.csv")]
    rows = list(csv.DictReader(io.StringIO(held.read(bookings).decode("utf-8-sig"))))
    assert [row["area"] for row in rows] == ["Marlbury"]
    asked = select(audit.Entry.person_id, audit.Entry.subject_id).where(audit.Entry.act == "record of a person taken")
    assert [tuple(one) for one in session.execute(asked)] == [(planted.boss.id, planted.person.id)]


def test_a_file_of_ones_own_is_on_record_too(client: FlaskClient, session: DB, planted: Planted) -> None:
    assert client.get("/me/record.zip").mimetype == "application/zip"
    asked = select(audit.Entry.id).where(audit.Entry.act == "record of a person taken")
    assert len(session.scalars(asked).all()) == 1


def test_an_administrator_who_sees_no_area_reads_of_none(client: FlaskClient, planted: Planted) -> None:
    sign_in(client, make.person("Wen Zhao", Role.ADMINISTRATOR))
    page = client.get(f"/people/{planted.person.id}/erase").text
    assert "You see no areas: ask a unit manager to hand this over." in page
    assert "Marlbury" not in page
