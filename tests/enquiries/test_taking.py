"""An enquiry becomes an area's in one step: what is done is shown first, then all of it is done or nothing."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.rules import Founding
from scaleup.enquiries.models import Enquiry
from scaleup.programmes.queries import latest_version
from scaleup.readiness import service as readiness
from scaleup.readiness.models import Assessment
from tests.enquiries.conftest import Ask
from tests.enquiries.test_staff import HARTLEPOOL, send
from tests.factories import accounts as people
from tests.factories.accounts import shown_in
from tests.factories.areas import NOW, TODAY


def answers(helen: Person, **values: object) -> dict[str, object]:
    return {"area": "new", "name": "Hartlepool", "role": "commissioner", "manager": helen.id, **values}


def test_a_new_area_has_the_enquirys_nation_places_organisation_and_person(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    enquiry = ask("Hartlepool Council", codes=(HARTLEPOOL,))
    path = f"/enquiries/{enquiry.id}/take-up"
    assert 'value="Hartlepool"' in client.get(path).text
    shown = send(client, path, **answers(helen)).text
    assert "Hartlepool is a new area in England, covering Hartlepool." in shown
    assert "Hartlepool takes up Baby Steps from today, looked after by Helen Ashworth." in shown
    assert "Anita Rao is commissioner of the area, and is not invited to sign in." in shown
    assert session.scalars(select(Area)).all() == []
    done = send(client, path, **answers(helen, shown=shown_in(shown)))
    area = session.scalars(select(Area)).one()
    assert done.location == f"/areas/{area.id}"
    opened = session.scalars(select(Implementation)).one()
    assert (opened.area_id, opened.opened_on, opened.manager_id) == (area.id, TODAY, helen.id)
    assert [one.code for one in queries.authorities_of(area.id)] == [HARTLEPOOL]
    assert [(one.organisation.name, one.role) for one in queries.organisations_of(area.id)] == [
        ("Hartlepool Council", "commissioner")
    ]
    held = session.scalars(select(AreaPerson)).one()
    assert (held.person.name, held.person.email, held.role) == ("Anita Rao", "anita@marlbury.example", "commissioner")
    begun = session.scalars(select(Assessment)).one()
    assert (begun.implementation_id, begun.round, begun.begun_on) == (opened.id, 1, TODAY)
    kept = session.scalars(select(Enquiry)).one()
    assert (kept.state, kept.settled_on, kept.area_id, kept.implementation_id) == (
        "converted",
        TODAY,
        area.id,
        opened.id,
    )
    assert "Taken up on Monday 23 November 2026." in client.get(f"/enquiries/{enquiry.id}").text


def test_a_project_lead_is_invited_if_that_is_wanted(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    path = f"/enquiries/{ask('Hartlepool Council').id}/take-up"
    given = answers(helen, role="project_lead", invite="yes")
    shown = send(client, path, **given).text
    assert "Anita Rao is project lead of the area, and is invited to sign in." in shown
    send(client, path, **given, shown=shown_in(shown))
    anita = session.scalars(select(Person).where(Person.name == "Anita Rao")).one()
    assert anita.invited_at is not None
    assert session.scalars(select(RoleHeld.role).where(RoleHeld.person_id == anita.id)).all() == ["project_lead"]


def test_an_area_that_is_known_takes_it_up_without_being_founded_again(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    tees = service.found(Founding("Tees", "England", frozenset({HARTLEPOOL})), by=None, now=NOW)
    path = f"/enquiries/{ask('Hartlepool Council', codes=(HARTLEPOOL,)).id}/take-up"
    assert "It covers Hartlepool" in client.get(path).text
    given = answers(helen, area=tees.id)
    send(client, path, **given, shown=shown_in(send(client, path, **given).text))
    assert [one.name for one in session.scalars(select(Area))] == ["Tees"]
    assert session.scalars(select(Implementation.area_id)).all() == [tees.id]


def test_an_area_whose_round_is_under_way_goes_on_with_it(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    enquiry = ask("Hartlepool Council", codes=(HARTLEPOOL,))
    tees = service.found(Founding("Tees", "England", frozenset({HARTLEPOOL})), by=None, now=NOW)
    latest = latest_version(enquiry.programme_id)
    assert latest is not None
    opened = service.open_implementation(tees.id, latest.id, opened_on=date(2026, 10, 1), by=helen.id)
    readiness.begin(opened.id, by=helen.id, now=NOW)
    given = answers(helen, area=tees.id)
    path = f"/enquiries/{enquiry.id}/take-up"
    shown = send(client, path, **given).text
    assert "Tees has taken up Baby Steps already: the enquiry is kept with it." in shown
    assert "The round of readiness that is under way there goes on." in shown
    send(client, path, **given, shown=shown_in(shown))
    assert len(session.scalars(select(Assessment)).all()) == 1
    assert session.scalars(select(Enquiry)).one().implementation_id == opened.id


def test_a_name_that_is_taken_is_refused_and_nothing_is_begun(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    service.found(Founding("Hartlepool", "England"), by=None, now=NOW)
    path = f"/enquiries/{ask('Council of the Tees').id}/take-up"
    refused = send(client, path, **answers(helen))
    assert refused.status_code == 422
    assert "There is already an area called Hartlepool." in refused.text
    assert session.scalars(select(Implementation)).all() == []


def test_what_has_ended_is_not_taken_up(client: FlaskClient, session: Session, helen: Person, ask: Ask) -> None:
    enquiry = ask()
    day = date(2026, 11, 23)
    send(
        client,
        f"/enquiries/{enquiry.id}/end",
        reason="funding",
        **{"on_day-day": day.day, "on_day-month": day.month, "on_day-year": day.year},
    )
    refused = send(client, f"/enquiries/{enquiry.id}/take-up", **answers(helen))
    assert "This enquiry is settled already: ended." in refused.text
    assert session.scalars(select(Area)).all() == []


def test_project_leads_and_trainers_see_no_enquiry(client: FlaskClient, helen: Person, ask: Ask) -> None:
    enquiry = ask()
    people.sign_in(client, people.person("Ruth Adeyemi", Role.TRAINER, email="ruth@unit.example"))
    assert client.get("/enquiries").status_code == 403
    assert client.get(f"/enquiries/{enquiry.id}").status_code == 403
