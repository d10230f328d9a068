"""The pages of an area's own: added, edited by two, peopled, opened to programmes, closed after seeing what follows."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Access, Area, ClosureDay, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from tests.client import Statements
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences

TODAY = date(2026, 11, 23)


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> Person:
    """A unit manager who is signed in."""
    clock("2026-11-23T12:00:00+00:00")
    somebody = people.person("Helen Ashworth", Role.UNIT_MANAGER, email="helen@unit.example")
    people.sign_in(client, somebody)
    return somebody


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """The form at this address, with these answers in place of its own."""
    token = people.form_token(client.get(path))
    return client.post(path, data={"csrf_token": token, **values})


def day(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


@pytest.mark.usefixtures("helen")
class TestAnArea:
    def test_is_added_over_local_authorities_by_their_names(self, client: FlaskClient) -> None:
        service.load_authorities()
        answer = send(client, "/areas/new", name="Tees", nation="England", authorities="Hartlepool; middlesbrough")
        area = db.session.scalars(select(Area)).one()
        assert answer.location == f"/areas/{area.id}/people"
        assert [one.name for one in queries.authorities_of(area.id)] == ["Hartlepool", "Middlesbrough"]

    def test_says_at_its_field_what_is_wrong_and_keeps_what_was_typed(self, client: FlaskClient) -> None:
        answer = send(client, "/areas/new", name="Tees", nation="", authorities="Hartlepol")
        assert "There is no local authority called “Hartlepol” in the table of 361. Check its spelling." in answer.text
        assert 'value="Tees"' in answer.text
        assert db.session.scalars(select(Area)).all() == []

    def test_saved_by_two_shows_the_second_both(self, client: FlaskClient) -> None:
        area = make.area("Marlbury")
        path = f"/areas/{area.id}/edit"
        send(client, path, name="Marlbury Vale", nation="England", authorities="", version="1")
        answer = send(client, path, name="Marlbury Town", nation="England", authorities="", version="1")
        assert "Somebody else saved this area while you had it open." in answer.text
        assert "Saved meanwhile: <strong>Marlbury Vale</strong>" in answer.text
        assert 'value="Marlbury Town"' in answer.text
        assert 'name="version" value="2"' in answer.text
        send(client, path, name="Marlbury Town", nation="England", authorities="", version="2")
        db.session.expire_all()
        assert db.session.scalar(select(Area.name)) == "Marlbury Town"


@pytest.mark.usefixtures("helen")
class TestPeople:
    def test_a_project_lead_is_added_invited_and_let_in(self, client: FlaskClient) -> None:
        area = make.area("Marlbury")
        answer = send(
            client,
            f"/areas/{area.id}/people/add",
            name="Niamh O’Rourke",
            email="niamh@marlbury.example",
            employer="Marlbury Council",
            role="project_lead",
            **day("from_on", TODAY),
        )
        assert answer.status_code == 302
        page = client.get(f"/areas/{area.id}/people").text
        assert "Project lead: Niamh O’Rourke." in page
        niamh = db.session.scalars(select(Person).where(Person.name == "Niamh O’Rourke")).one()
        assert niamh.invited_at is not None
        assert [row.role for row in queries.access_of(area.id, person_id=niamh.id, today=TODAY)] == ["project_lead"]

    def test_somebody_whose_last_day_is_to_come_leads_until_then(self, client: FlaskClient) -> None:
        area, niamh = make.area(), make.person("Niamh O’Rourke", Role.PROJECT_LEAD)
        held = service.add_person(area.id, niamh.id, role=AreaRole.PROJECT_LEAD, from_on=date(2026, 1, 5), by=None)
        held.until_on = date(2026, 12, 18)
        db.session.commit()
        assert "Project lead: Niamh O’Rourke." in client.get(f"/areas/{area.id}/people").text
        held.until_on = date(2026, 11, 22)
        db.session.commit()
        assert "There is no project lead." in client.get(f"/areas/{area.id}/people").text

    def test_the_last_day_of_somebody_is_kept(self, client: FlaskClient) -> None:
        area, somebody = make.area(), make.person("Tom Hartley")
        held = service.add_person(area.id, somebody.id, role=AreaRole.CHAMPION, from_on=date(2026, 1, 5), by=None)
        path = f"/areas/{area.id}/people/{held.id}/end"
        wrong = send(client, path, **day("last_on", date(2026, 1, 4)))
        assert "They began on 5 January 2026. Enter that day or a later one." in wrong.text
        assert send(client, path, **day("last_on", TODAY)).status_code == 302
        assert "23 November 2026" in client.get(f"/areas/{area.id}/people").text

    def test_access_is_given_to_who_holds_the_role_and_ends_at_once(self, client: FlaskClient) -> None:
        area, ruth = make.area(), make.person("Ruth Adeyemi", Role.TRAINER)
        path = f"/areas/{area.id}/access/add"
        answers = {"email": str(ruth.email), "through": "trainer of an event"}
        assert "does not hold the role viewer" in send(client, path, role="viewer", **answers).text
        nobody = {**answers, "email": "nobody@marlbury.example"}
        assert "Nobody with the address nobody@marlbury.example" in send(client, path, role="trainer", **nobody).text
        assert send(client, path, role="trainer", **answers).status_code == 302
        given = db.session.scalars(select(Access)).one()
        token = people.form_token(client.get(f"/areas/{area.id}/access"))
        client.post(f"/areas/{area.id}/access/{given.id}/end", data={"csrf_token": token})
        db.session.expire_all()
        assert queries.access_to(area.id, TODAY) == []

    def test_an_organisation_is_added(self, client: FlaskClient) -> None:
        area = make.area()
        path = f"/areas/{area.id}/organisations/add"
        assert "Choose what it is in the area." in send(client, path, organisation="Marlbury Council").text
        send(client, path, organisation="Marlbury Council", role="commissioner")
        assert "Marlbury Council" in client.get(f"/areas/{area.id}/people").text


@pytest.mark.usefixtures("helen")
class TestAnImplementation:
    def test_is_opened_and_gets_its_manager(self, client: FlaskClient) -> None:
        area, version = make.area(), make.programme_version()
        priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
        send(
            client,
            f"/areas/{area.id}/implementations/open",
            programme=str(version.id),
            **day("opened_on", TODAY),
        )
        opened = db.session.scalars(select(Implementation)).one()
        path = f"/implementations/{opened.id}/manager"
        assert "Choose a member of the unit." in send(client, path, manager="", **day("on_day", TODAY)).text
        send(client, path, manager=str(priya.id), **day("on_day", TODAY))
        assert "Priya Nair" in client.get(f"/areas/{area.id}/people").text

    def test_closes_only_after_what_follows_was_shown(self, client: FlaskClient) -> None:
        implementation = make.implementation()
        licence = licences.granted(implementation)
        path = f"/implementations/{implementation.id}/close"
        answers = {
            "exit_by": "withdrawn",
            "reason": "Funding was withdrawn.",
            "version": str(implementation.version),
            **day("closed_on", TODAY),
        }
        first = send(client, path, **answers)
        assert f"Licence {licence.number} ends on 23 November 2026." in first.text
        stale = send(client, path, **answers, shown="0123456789abcdef")
        assert "Close it, with all that follows" in stale.text
        db.session.expire_all()
        assert (implementation.closed_on, licence.state) == (None, "granted")
        shown = first.text.split('name="shown" value="')[1].split('"')[0]
        done = send(client, path, **answers, shown=shown)
        assert done.location == f"/areas/{implementation.area_id}"
        db.session.expire_all()
        assert (implementation.closed_on, licence.state) == (TODAY, "ended")

    def test_refused_at_its_field_is_not_closed(self, client: FlaskClient) -> None:
        implementation = make.implementation()
        answer = send(
            client,
            f"/implementations/{implementation.id}/close",
            exit_by="withdrawn",
            reason="Funding",
            version=str(implementation.version),
            **day("closed_on", date(2026, 11, 24)),
        )
        assert "24 November 2026 is still to come." in answer.text

    def test_goes_on_after_a_pause(self, client: FlaskClient) -> None:
        implementation = make.implementation()
        implementation.closed_on, implementation.exit = TODAY, "paused"
        implementation.exit_reason = "The project lead left."
        path = f"/implementations/{implementation.id}/reopen"
        first = send(client, path, version=str(implementation.version))
        shown = first.text.split('name="shown" value="')[1].split('"')[0]
        send(client, path, version=str(implementation.version), shown=shown)
        db.session.expire_all()
        assert implementation.closed_on is None


@pytest.mark.usefixtures("helen")
def test_a_closure_day_is_kept_after_what_follows_was_shown_and_taken_back(client: FlaskClient) -> None:
    licences.granted()
    answers = {"nation": "England", "reason": "The unit moves house", **day("on_day", date(2026, 12, 1))}
    first = send(client, "/closure-days", **answers)
    assert "Marlbury: 1 contact" in first.text
    shown = first.text.split('name="shown" value="')[1].split('"')[0]
    send(client, "/closure-days", **answers, shown=shown)
    kept = db.session.scalars(select(ClosureDay)).one()
    page = client.get("/closure-days")
    assert "Tuesday 1 December 2026" in page.text
    remove = f"/closure-days/{kept.id}/remove"
    asked = client.post(remove, data={"csrf_token": people.form_token(page)})
    assert "Marlbury: 1 contact is moved to another day (2 December 2026 to 1 December 2026)" in asked.text
    assert db.session.scalars(select(ClosureDay)).all()
    shown = asked.text.split('name="shown" value="')[1].split('"')[0]
    client.post(remove, data={"csrf_token": people.form_token(page), "shown": shown})
    assert "No closure day is kept besides the bank holidays." in client.get("/closure-days").text


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.DEPUTY, Role.VIEWER, Role.TRAINER])
def test_who_only_sees_an_area_is_offered_and_allowed_no_change(
    role: Role, client: FlaskClient, statements: Statements
) -> None:
    area, other = make.area("Marlbury"), make.area("Oxley")
    somebody = people.person("Niamh O’Rourke", role)
    service.give_access(
        area.id, somebody.id, role=role, from_on=date(2026, 1, 1), until_on=None, through="a test", by=None
    )
    people.sign_in(client, somebody)
    page = client.get(f"/areas/{area.id}/people")
    assert page.status_code == 200
    assert "Add a person" not in page.text
    assert client.get(f"/areas/{other.id}/people").status_code == 404
    for path in (
        "/areas/new",
        f"/areas/{area.id}/edit",
        f"/areas/{area.id}/people/add",
        f"/areas/{area.id}/access/add",
    ):
        assert client.get(path).status_code == 403
    token = people.form_token(client.get("/me"))
    statements.clear()
    answer = client.post(f"/areas/{area.id}/edit", data={"csrf_token": token, "name": "Theirs"})
    assert answer.status_code == 403
    assert [one for one in statements.writing if "area" in one] == []
