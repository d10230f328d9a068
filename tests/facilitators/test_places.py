"""The ledger of a licence's places as a page: given, released, replaced, with dates and who."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.facilitators import service
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from tests.factories import support as make
from tests.factories.accounts import form_token
from tests.factories.actors import acting


@pytest.fixture
def licence(session: Session, clock: Callable[[str], None]) -> Licence:
    """A licence with two places."""
    clock("2026-11-23T10:00:00+00:00")
    load_catalogue(make.LONG_AGO)
    found = make.licence(make.implementation(make.area()))
    found.places = 2
    return found


@pytest.fixture
def helen(licence: Licence) -> Iterator[Person]:
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    with acting(helen, Role.UNIT_MANAGER):
        yield helen


def facilitator(licence: Licence, name: str) -> Facilitator:
    return service.join(licence.implementation_id, make.person(name).id, profession=Profession.MIDWIFE, by=None)


def send(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client.get(path)), **typed})


def day(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


def test_a_place_is_given_released_and_given_again(client: FlaskClient, licence: Licence, helen: Person) -> None:
    colm, ana = facilitator(licence, "Colm Daly"), facilitator(licence, "Ana Silva")
    path = f"/licences/{licence.id}/places"
    assert "0 of 2 places are held." in client.get(path).text
    send(client, f"{path}/give", facilitator=str(colm.id), **day("from_on", date(2026, 9, 1)))
    place = service.db.session.scalars(select(Place)).one()
    page = client.get(path).text
    assert "1 of 2 places is held." in page
    assert "1 September 2026" in page
    assert "Helen Ashworth" in page
    send(client, f"/places/{place.id}/release", **day("on_day", date(2026, 11, 20)))
    send(client, f"{path}/give", facilitator=str(ana.id), **day("from_on", date(2026, 11, 23)))
    page = " ".join(client.get(path).text.split())
    assert "20 November 2026, replaced by Ana Silva" in page
    assert "1 of 2 places is held." in page


def test_a_third_facilitator_is_told_that_both_places_are_held(
    client: FlaskClient, licence: Licence, helen: Person
) -> None:
    for name in ("Colm Daly", "Ana Silva"):
        service.hold_place(licence.id, facilitator(licence, name).id, from_on=date(2026, 9, 1), by=None)
    third = facilitator(licence, "Tom Hartley")
    path = f"/licences/{licence.id}/places/give"
    answer = send(client, path, facilitator=str(third.id), **day("from_on", date(2026, 11, 23)))
    assert "All 2 places of this licence are held." in answer.text


def test_a_place_is_released_between_its_first_day_and_today(
    client: FlaskClient, licence: Licence, helen: Person
) -> None:
    place = service.hold_place(licence.id, facilitator(licence, "Colm Daly").id, from_on=date(2026, 9, 1), by=None)
    path = f"/places/{place.id}/release"
    early = send(client, path, **day("on_day", date(2026, 8, 31)))
    assert "The place is held since 1 September 2026. Enter that day or a later one." in early.text
    late = send(client, path, **day("on_day", date(2026, 11, 24)))
    assert "24 November 2026 is still to come. Release the place on that day." in late.text


def test_no_place_is_held_from_after_the_licence(client: FlaskClient, licence: Licence, helen: Person) -> None:
    colm = facilitator(licence, "Colm Daly")
    path = f"/licences/{licence.id}/places/give"
    answer = send(client, path, facilitator=str(colm.id), **day("from_on", date(2027, 4, 1)))
    assert "The licence ends on 31 March 2027. Enter a day before that." in answer.text


def test_with_a_licence_that_ends_its_places_are_released_and_the_page_says_so_before(
    client: FlaskClient, licence: Licence, helen: Person
) -> None:
    place = service.hold_place(licence.id, facilitator(licence, "Colm Daly").id, from_on=date(2026, 9, 1), by=None)
    path = f"/licences/{licence.id}/end"
    answers = {"reason": "Funding ended.", "version": "1", **day("on_day", date(2026, 11, 20))}
    first = send(client, path, **answers)
    assert "1 place is released on 20 November 2026" in first.text
    send(client, path, **answers, shown=first.text.split('name="shown" value="')[1].split('"')[0])
    service.db.session.expire_all()
    assert place.released_on == date(2026, 11, 20)
