"""The facilitators of an area on their page, and the first session."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.delivery.queries import start_of
from scaleup.extensions import db
from scaleup.facilitators import service
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences

TODAY = date(2026, 11, 23)


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> FlaskClient:
    """The browser of a unit manager, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


@pytest.fixture
def licence(helen: FlaskClient) -> Licence:
    """A licence with one place, under the shipped programme."""
    return licences.granted(make.shipped_implementation(), licences.terms(places=1))


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """The form at this address, with these answers."""
    return client.post(path, data={"csrf_token": people.form_token(client.get(path)), **values})


def day(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


def test_somebody_joins_holds_a_place_is_trained_and_leaves(helen: FlaskClient, licence: Licence) -> None:
    path = f"/implementations/{licence.implementation_id}/facilitators/add"
    send(helen, path, name="Amara Abara", email="amara@marlbury.example", profession="midwife")
    joined = db.session.scalars(select(Facilitator)).one()
    send(helen, f"/facilitators/{joined.id}/part", part="initial", **day("done_on", date(2026, 11, 20)))
    page = helen.get(f"/areas/{licence.area_id}/facilitators").text
    assert "1 of 1 place of licence" in page
    assert "Initial training, 20 November 2026" in page
    assert "0 pairs can deliver." in page
    leave = f"/facilitators/{joined.id}/leave"
    shown = send(helen, leave, **day("on_day", TODAY)).text
    assert "Place 1 of licence" in shown
    assert "0 pairs can deliver, as many as with them." in shown
    mark = shown.split('name="shown" value="')[1].split('"')[0]
    send(helen, leave, shown=mark, **day("on_day", TODAY))
    db.session.expire_all()
    assert [place.released_on for place in db.session.scalars(select(Place))] == [TODAY]
    assert "0 of 1 place of licence" in helen.get(f"/areas/{licence.area_id}/facilitators").text


def test_what_is_still_to_come_is_no_last_day_and_no_part_completed(helen: FlaskClient, licence: Licence) -> None:
    joined = service.join(licence.implementation_id, make.person().id, profession=Profession.MIDWIFE, by=None)
    db.session.commit()
    tomorrow = date(2026, 11, 24)
    answer = send(helen, f"/facilitators/{joined.id}/leave", **day("on_day", tomorrow))
    assert (answer.status_code, "24 November 2026 is still to come." in answer.text) == (422, True)
    answer = send(helen, f"/facilitators/{joined.id}/part", part="initial", **day("done_on", tomorrow))
    assert (answer.status_code, "24 November 2026 is still to come." in answer.text) == (422, True)
    db.session.rollback()
    assert not joined.left


def test_who_finds_every_place_held_is_told_and_nothing_is_written(helen: FlaskClient, licence: Licence) -> None:
    path = f"/implementations/{licence.implementation_id}/facilitators/add"
    send(helen, path, name="Amara Abara", email="amara@marlbury.example", profession="midwife")
    answer = send(helen, path, name="Bethan Carrick", email="bethan@marlbury.example", profession="midwife")
    assert "The 1 place of this licence is held." in answer.text
    assert 'value="Bethan Carrick"' in answer.text
    db.session.rollback()
    assert len(db.session.scalars(select(Facilitator)).all()) == 1


def test_the_first_session_is_recorded_and_corrected(helen: FlaskClient, licence: Licence) -> None:
    path = f"/implementations/{licence.implementation_id}/first-session"
    wrong = send(helen, path, version="0", **day("started_on", date(2026, 11, 24)))
    assert "24 November 2026 is still to come. Record the first session once it was held." in wrong.text
    send(helen, path, version="0", **day("started_on", date(2024, 6, 18)))
    behind = send(helen, path, version="0", **day("started_on", date(2024, 6, 20)))
    assert "Saved meanwhile: <strong>" in behind.text
    send(helen, path, version="1", **day("started_on", date(2024, 6, 25)))
    db.session.expire_all()
    start = start_of(licence.implementation_id)
    assert start is not None
    assert start.started_on == date(2024, 6, 25)


def test_a_facilitator_of_an_area_that_is_not_theirs_is_absent(client: FlaskClient, licence: Licence) -> None:
    send(
        client,
        f"/implementations/{licence.implementation_id}/facilitators/add",
        name="Amara Abara",
        email="amara@marlbury.example",
        profession="midwife",
    )
    joined = db.session.scalars(select(Facilitator)).one()
    people.sign_in(client, people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))
    paths = [f"/facilitators/{joined.id}/part", f"/facilitators/{joined.id}/leave"]
    paths += [f"/areas/{licence.area_id}/facilitators", f"/implementations/{licence.implementation_id}/first-session"]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404, 404]
