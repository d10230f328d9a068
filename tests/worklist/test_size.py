"""My work takes as many statements for many areas as for few, and shows fifty of a kind."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.support import service
from scaleup.support.models import Action
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting
from tests.worklist.reading import words


def another_area(name: str, person: Person, role: Role, other: Person) -> Licence:
    """An area that the person sees in this role, with everything that a list may show."""
    area = made.area(f"Area {name}")
    taking_up = made.implementation(area, manager=person if role is Role.IMPLEMENTATION_MANAGER else None)
    made.give_access(person, area, role)
    ids = {"implementation_id": taking_up.id, "area_id": area.id}
    made.keep(Action(**ids, wording="Send the list", owner_id=person.id, due_on=date(2026, 9, 1)))
    made.keep(Action(**ids, wording="Name a deputy", owner_id=other.id, due_on=date(2026, 9, 1)))
    facilitator = made.keep(Facilitator(**ids, person_id=other.id, profession="midwife"))
    made.keep(PartDone(facilitator_id=facilitator.id, part="initial", done_on=date(2024, 4, 25), source="Tracker"))
    return made.licence(taking_up, number=f"BS-{name}")


MOST_STATEMENTS = {
    Role.ADMINISTRATOR: 3,
    Role.UNIT_MANAGER: 23,
    Role.IMPLEMENTATION_MANAGER: 18,
    Role.TRAINER: 12,
    Role.PROJECT_LEAD: 10,
    Role.DEPUTY: 10,
    Role.VIEWER: 4,
}
"""Statements of My work by role, besides the one that says who is signed in."""


@pytest.mark.parametrize("role", list(Role))
def test_my_work_takes_so_many_statements_whatever_the_number_of_areas(
    client: FlaskClient, session: Session, statements: Statements, role: Role
) -> None:
    load_catalogue(made.LONG_AGO)
    person, other = made.person("Hana Okafor", role), made.person("Niamh O’Rourke")
    session.commit()
    with acting(person, role):
        client.get("/")  # what a process asks once only, it has asked
        counts = []
        for number in (2, 60):
            licences = [another_area(f"{number} {n}", person, role, other) for n in range(number)]
            service.make_plans([each.id for each in licences])
            session.commit()
            statements.clear()
            client.get("/")
            counts.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS[role]


def test_of_many_late_things_the_first_fifty_are_shown_and_all_are_counted(
    client: FlaskClient, session: Session
) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    licences = [another_area(str(n), head, Role.UNIT_MANAGER, head) for n in range(60)]
    service.make_plans([each.id for each in licences])
    session.commit()
    with acting(head, Role.UNIT_MANAGER):
        page = words(client.get("/").text)
    # In each of 60 areas a contact and two actions; their training is delivered by nobody.
    assert "240 things are late" in page
    assert "The first 50 of 240 are shown." in page
