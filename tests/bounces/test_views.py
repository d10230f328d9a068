"""Whose task an address is, who may put it right, and what happens when they do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import AreaPerson
from scaleup.audit import Entry
from scaleup.bounces.rules import plain
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message
from scaleup.outbox.rules import Draft, Return
from tests.factories import plans
from tests.factories import support as make
from tests.factories.accounts import shown_in
from tests.factories.actors import acting

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_tokens(app: Flask) -> None:
    """Forms are sent without their token."""
    app.config["WTF_CSRF_ENABLED"] = False


@dataclass
class Unit(plans.Marlbury):
    unit_manager: Person
    administrator: Person


@pytest.fixture
def unit(session: Session, clock: Callable[[str], None]) -> Unit:
    clock(NOW.isoformat())
    found = Unit(
        **vars(plans.marlbury()),
        unit_manager=make.person("Helen Ashworth", Role.UNIT_MANAGER),
        administrator=make.person("Wen Zhao", Role.ADMINISTRATOR),
    )
    session.commit()
    return found


def stopped(session: Session, person: Person | None, status: str = "5.1.1", address: str = "") -> Address:
    """One message came back from this person's address, and it is stopped."""
    to = address or (person.email if person else "") or ""
    due = {"anchor_on": "2026-11-03"}
    draft = Draft(f"key {to}", "reminder of an action", NOW, person_id=person.id if person else None, values=due)
    whom = draft if person else Draft(f"key {to}", "enquiries.acknowledgement", NOW, to_address=to)
    made = outbox.enqueue(whom, now=NOW)
    assert made is not None
    back = outbox.Back(Return.HARD, status, f"{status} There is nobody of that name", "")
    outbox.took_back(made, to, back, person_id=whom.person_id, now=NOW)
    session.execute(Message.__table__.update().values(state="failed", settled_at=NOW))  # type: ignore[attr-defined]
    session.info.clear()
    session.commit()
    return session.scalars(select(Address).where(Address.address == to)).one()


def save(session: Session, area_id: int) -> None:
    commit.touched([area_id])
    commit.now()


def work(client: FlaskClient, person: Person, *roles: Role) -> str:
    with acting(person, *roles):
        return " ".join(client.get("/").get_data(as_text=True).split())


def shown(client: FlaskClient, address: Address) -> str:
    return shown_in(client.get(f"/deliveries/returned/{address.id}").text)


def test_the_address_of_a_project_lead_is_the_task_of_who_looks_after_the_area(
    unit: Unit, client: FlaskClient, session: Session
) -> None:
    one = stopped(session, unit.lead)
    page = work(client, unit.manager, Role.IMPLEMENTATION_MANAGER)
    assert "Mail to Niamh O’Rourke (niamh.orourke@marlbury.example) comes back" in page
    assert "There is no such mailbox. 1 message waits." in page
    assert "since 3 November 2026" in page
    assert f"/deliveries/returned/{one.id}" in page
    for person, role in ((unit.unit_manager, Role.UNIT_MANAGER), (unit.administrator, Role.ADMINISTRATOR)):
        assert "comes back" not in work(client, person, role), "one person's task"


def test_the_address_of_staff_is_the_task_of_administrators_and_unit_managers(
    unit: Unit, client: FlaskClient, session: Session
) -> None:
    one = stopped(session, unit.manager)
    assert "Mail to Priya Nair" in work(client, unit.unit_manager, Role.UNIT_MANAGER)
    assert "Mail to Priya Nair" in work(client, unit.administrator, Role.ADMINISTRATOR)
    assert "comes back" not in work(client, unit.manager, Role.IMPLEMENTATION_MANAGER)
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        assert client.get(f"/deliveries/returned/{one.id}").status_code == 404


def test_an_address_of_nobody_on_record_and_of_an_area_without_a_manager_is_the_unit_managers_task(
    unit: Unit, client: FlaskClient, session: Session
) -> None:
    stopped(session, None, address="asked@nowhere.example")
    other = make.area("Oldham")
    colm = make.lead("Colm Daly", other)
    save(session, other.id)
    stopped(session, colm)
    page = work(client, unit.unit_manager, Role.UNIT_MANAGER)
    assert "Mail to asked@nowhere.example comes back" in page
    assert "Mail to Colm Daly" in page
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        assert "Colm Daly" not in client.get("/deliveries/returned").text, "another's area"


def test_with_the_right_address_it_is_nobodys_task_and_what_waited_goes_once(
    unit: Unit, client: FlaskClient, session: Session
) -> None:
    one = stopped(session, unit.lead)
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        typed = {"email": "niamh@right.example", "shown": shown(client, one)}
        wrong = client.post(f"/deliveries/returned/{one.id}", data=typed | {"email": "niamh at right"})
        assert (wrong.status_code, wrong.location) == (422, None)
        assert "niamh at right" in wrong.text
        stale = client.post(f"/deliveries/returned/{one.id}", data=typed | {"shown": "other"})
        assert stale.status_code == 422
        same = client.post(f"/deliveries/returned/{one.id}", data=typed | {"email": unit.lead.email})
        assert "This is the address that mail comes back from" in same.text
        assert client.post(f"/deliveries/returned/{one.id}", data=typed).status_code == 303
        assert client.post(f"/deliveries/returned/{one.id}", data=typed).status_code == 404
    session.expire_all()
    assert unit.lead.email == "niamh@right.example"
    rows = session.execute(select(Message.dedupe_key, Message.state).order_by(Message.id)).all()
    assert [tuple(row) for row in rows] == [
        ("key niamh.orourke@marlbury.example", "failed"),
        ("key niamh.orourke@marlbury.example|anew 1", "pending"),
    ]
    assert "comes back" not in work(client, unit.manager, Role.IMPLEMENTATION_MANAGER)
    acts = session.scalars(select(Entry.act).where(Entry.subject.in_(["person", "outbox_address"]))).all()
    assert {"address stopped", "person corrected"} <= set(acts)


def test_the_log_leads_to_the_address_only_while_it_is_stopped(
    unit: Unit, client: FlaskClient, session: Session
) -> None:
    one = stopped(session, unit.lead)
    session.execute(Message.__table__.update().values(state="sent", settled_at=NOW))  # type: ignore[attr-defined]
    session.commit()
    with acting(unit.unit_manager, Role.UNIT_MANAGER):
        assert "Put the address right" in client.get("/deliveries").text
        one.stopped_at = None
        session.commit()
        page = client.get("/deliveries").text
    assert "Came back" in page
    assert "Put the address right" not in page
    assert "See why, and send it again" in page


def test_the_same_address_is_tried_again(unit: Unit, client: FlaskClient, session: Session) -> None:
    one = stopped(session, unit.lead, "5.2.2")
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/deliveries/returned/{one.id}").text
        assert "The mailbox is full." in page
        again = client.post(f"/deliveries/returned/{one.id}/again", data={"shown": shown(client, one)})
        assert again.status_code == 303
        assert "Mail arrives wherever it is sent." in client.get("/deliveries/returned").text
    session.expire_all()
    assert (one.stopped_at, one.begun_again_at) == (None, NOW)
    assert session.scalars(select(Message.state).order_by(Message.id)).all() == ["failed", "pending"]


def test_somebody_of_two_areas_is_put_right_by_who_sees_both(unit: Unit, client: FlaskClient, session: Session) -> None:
    other = make.area("Oldham")
    make.keep(AreaPerson(area_id=other.id, person_id=unit.lead.id, role="project_lead", from_on=NOW.date()))
    save(session, other.id)
    one = stopped(session, unit.lead)
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        assert client.get(f"/deliveries/returned/{one.id}").status_code == 404
    with acting(unit.unit_manager, Role.UNIT_MANAGER):
        assert client.get(f"/deliveries/returned/{one.id}").status_code == 200
    assert "comes back" not in work(client, unit.manager, Role.IMPLEMENTATION_MANAGER), "a task leads to its page"
    assert "comes back" in work(client, unit.unit_manager, Role.UNIT_MANAGER)
    make.implementation(other, manager=unit.manager)
    make.give_access(unit.manager, other, Role.IMPLEMENTATION_MANAGER)
    save(session, other.id)
    assert "comes back" in work(client, unit.manager, Role.IMPLEMENTATION_MANAGER)
    with acting(unit.manager, Role.IMPLEMENTATION_MANAGER):
        assert client.get(f"/deliveries/returned/{one.id}").status_code == 200


def test_every_code_that_stops_an_address_has_plain_words() -> None:
    assert plain("5.1.10") == "Nobody takes mail at the part after the @."
    assert plain("") == plain("5.9.9") == "Their mail server does not take mail for it."
