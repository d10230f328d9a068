"""Whoever reads evaluation data is on record before it is shown, although a GET writes nothing else."""

from collections.abc import Callable

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from scaleup import audit
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.extensions import db
from tests.factories.accounts import sign_in
from tests.factories.areas import area
from tests.factories.support import give_access, person

NOON = "2026-11-23T12:00:00+00:00"
LEAD = Actor(7, "Niamh O’Rourke", "n@area.example", frozenset({"project_lead"}))


def results(kind: str) -> Callable[[int], Response]:
    """A page of results that reads before and after it is put on record."""

    def show(area_id: int) -> Response:
        name = db.session.scalar(select(Area.name).where(Area.id == area_id))
        audit.note_read(LEAD, what="results of an area", area_id=area_id, kind=kind)
        again = db.session.scalar(select(Area.id).where(Area.id == area_id))
        return Response(f"{name} {again}", mimetype="text/plain")

    return show


@pytest.fixture
def marlbury(app: Flask, client: FlaskClient, clock: Callable[[str], None]) -> Area:
    """An area whose results have a page and a file."""
    clock(NOON)
    app.add_url_rule("/results/<int:area_id>", "seen", results("read"), methods=["GET", "POST"])
    app.add_url_rule("/results/<int:area_id>/file", "file", results("export"))
    app.add_url_rule("/results/<int:area_id>/odd", "odd", results("glance"))
    app.config["WTF_CSRF_ENABLED"] = False
    return area("Marlbury")


def noted() -> list[tuple[object, ...]]:
    asked = select(audit.Read.at, audit.Read.person_id, audit.Read.kind, audit.Read.what, audit.Read.area_id)
    return [(at.isoformat(), *rest) for at, *rest in db.session.execute(asked.order_by(audit.Read.id))]


def test_a_page_and_a_file_are_on_record_with_who_when_and_of_which_area(client: FlaskClient, marlbury: Area) -> None:
    own = marlbury.id
    assert client.get(f"/results/{own}").text == f"Marlbury {own}"
    assert client.get(f"/results/{own}/file").status_code == 200
    assert noted() == [
        (NOON, 7, "read", "results of an area", own),
        (NOON, 7, "export", "results of an area", own),
    ]


def test_an_act_that_shows_results_has_it_on_record_in_its_own_transaction(client: FlaskClient, marlbury: Area) -> None:
    assert client.post(f"/results/{marlbury.id}").status_code == 200
    assert [one[2] for one in noted()] == ["read"]


def test_what_cannot_be_put_on_record_is_not_shown(client: FlaskClient, marlbury: Area) -> None:
    answer = client.get(f"/results/{marlbury.id}/odd")
    assert answer.status_code == 500
    assert "Marlbury" not in answer.text
    assert noted() == []


def test_the_database_knows_no_third_kind_of_reading(marlbury: Area) -> None:
    db.session.execute(delete(audit.Read))
    db.session.add(audit.Read(at=marlbury.created_at, person_id=7, kind="glance", what="results", area_id=None))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_manager_sees_who_read_what_and_a_lead_who_read_of_the_own_area(client: FlaskClient, marlbury: Area) -> None:
    kelso = area("Kelso")
    for of in (marlbury, kelso):
        client.get(f"/results/{of.id}")
    helen, niamh = person("Helen Ashworth", Role.UNIT_MANAGER), person("Niamh O’Rourke", Role.PROJECT_LEAD)
    db.session.execute(update(audit.Read).values(person_id=helen.id))
    give_access(niamh, marlbury, Role.PROJECT_LEAD)
    sign_in(client, helen)
    page = client.get("/reads").text
    assert page.count("results of an area") == 2
    assert "2 reads" in page
    assert client.get(f"/reads?area={kelso.id}").text.count("results of an area") == 1
    sign_in(client, niamh)
    assert "Helen Ashworth" in client.get(f"/areas/{marlbury.id}/reads").text
    assert client.get(f"/areas/{kelso.id}/reads").status_code == 404
    assert client.get("/reads").status_code == 403
