"""People and access, as a browser without scripts sees them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scaleup.accounts import queries, service
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.extensions import db
from scaleup.outbox.models import Message
from tests.factories.accounts import NOON, form_token, person, sign_in

NOW = "2026-11-23T12:00:00+00:00"


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    clock(NOW)


def post(client: FlaskClient, path: str, page: str = "", **fields: object) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client.get(page or path)), **fields})


@pytest.fixture
def boss(client: FlaskClient) -> Person:
    una = person("Una Boss", "unit_manager")
    sign_in(client, una)
    return una


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.UNIT_MANAGER)])
def test_people_are_for_unit_managers_and_administrators(client: FlaskClient, role: Role) -> None:
    ada = person("Ada Moss", role)
    sign_in(client, ada)
    for path in ("/people", "/people/invite", f"/people/{ada.id}/leave", f"/people/{ada.id}/edit"):
        assert client.get(path).status_code == 403


@pytest.mark.usefixtures("boss")
def test_a_person_is_invited_and_found(client: FlaskClient) -> None:
    answer = post(
        client, "/people/invite", name="Ada Moss", email="ada@marlbury.example", roles=["project_lead", "viewer"]
    )
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Invited, but has not chosen a password yet." in page.text
    assert "Project lead" in client.get("/people?q=mos").text
    assert "Ada Moss" not in client.get("/people?role=trainer").text
    assert "Nobody is found." in client.get("/people?q=zzz").text
    assert db.session.scalars(select(Message.kind)).all() == ["accounts.invitation"]


@pytest.mark.usefixtures("boss")
def test_an_invitation_without_an_address_says_what_is_missing(client: FlaskClient) -> None:
    page = post(client, "/people/invite", name="Ada Moss", email="ada at marlbury", roles=["viewer"])
    assert page.status_code == 422
    assert "is not an e-mail address" in page.text
    assert "Ada Moss" in page.text
    assert db.session.scalar(select(func.count()).select_from(Message)) == 0


@pytest.mark.usefixtures("boss")
def test_a_unit_manager_is_not_offered_the_administrators_role_and_cannot_give_it(client: FlaskClient) -> None:
    ada = person("Ada Moss")
    page = client.get(f"/people/{ada.id}")
    assert 'value="administrator"' not in page.text
    answer = client.post(f"/people/{ada.id}/roles", data={"csrf_token": form_token(page), "role": "administrator"})
    assert answer.status_code == 422
    assert queries.roles_of([ada.id]) == {}


@pytest.mark.usefixtures("boss")
def test_roles_are_given_and_ended(client: FlaskClient) -> None:
    ada = person("Ada Moss")
    page = f"/people/{ada.id}"
    assert post(client, f"{page}/roles", page=page, role="trainer").status_code == 303
    assert queries.roles_of([ada.id]) == {ada.id: ("trainer",)}
    assert post(client, f"{page}/roles/trainer/end", page=page).status_code == 303
    assert queries.roles_of([ada.id]) == {}
    assert post(client, f"{page}/roles/king/end", page=page).status_code == 404


@pytest.mark.usefixtures("boss")
def test_a_person_is_deactivated_after_a_page_that_says_what_it_means_and_invited_again(client: FlaskClient) -> None:
    ada = person("Ada Moss", "project_lead")
    token = service.begin(ada.id, NOON)
    path = f"/people/{ada.id}/deactivate"
    assert "Their sessions end at once" in client.get(path).text
    assert post(client, path).status_code == 303
    assert queries.who(token, NOON) is None
    page = client.get(f"/people/{ada.id}")
    assert "Deactivated: cannot sign in and gets no mail." in page.text
    post(client, f"/people/{ada.id}/invite", page=f"/people/{ada.id}")
    assert "Invited, but has not chosen a password yet." in client.get(f"/people/{ada.id}").text


@pytest.mark.usefixtures("boss")
def test_who_saves_second_sees_both_and_loses_nothing(client: FlaskClient) -> None:
    ada = person("Ada Moss")
    path = f"/people/{ada.id}/edit"
    old = form_token(client.get(path))
    fields = {"csrf_token": old, "version": 1, "email": "ada@marlbury.example", "employer": ""}
    assert client.post(path, data=fields | {"name": "Ada Moss-Reed"}).status_code == 303
    second = client.post(path, data=fields | {"name": "Ada Mosse"})
    assert "Somebody else saved this person" in second.text
    assert "Ada Moss-Reed" in second.text
    assert 'value="Ada Mosse"' in second.text
    again = client.post(path, data=fields | {"name": "Ada Mosse", "version": 2})
    assert again.status_code == 303


@pytest.mark.usefixtures("boss")
def test_a_unit_manager_cannot_touch_an_administrator(client: FlaskClient) -> None:
    admin = person("Al Keys", "administrator")
    token = form_token(client.get("/me"))
    for act in ("deactivate", "invite", "sessions/end", "edit", "roles/administrator/end"):
        answer = client.post(f"/people/{admin.id}/{act}", data={"csrf_token": token, "version": 1, "name": "X"})
        assert answer.status_code == 403, act
    assert admin.deactivated_at is None


@pytest.mark.usefixtures("boss")
def test_a_person_who_is_not_there_is_not_found(client: FlaskClient) -> None:
    for path in ("/people/999999", "/people/999999/edit", "/people/999999/deactivate"):
        assert client.get(path).status_code == 404


def test_the_people_page_asks_the_same_number_of_questions_for_one_and_for_sixty(
    client: FlaskClient, boss: Person, statements: list[str]
) -> None:
    client.get("/people")
    statements.clear()
    client.get("/people")
    few = len(statements)
    for number in range(60):
        person(f"Person{number} Example", "viewer")
    db.session.commit()
    statements.clear()
    page = client.get("/people")
    assert len(statements) == few
    assert "1 to 50 of 61" in page.text
    assert "51 to 61 of 61" in client.get("/people?page=2").text
