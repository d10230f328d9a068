"""My work takes as many statements for many areas as for few, and shows fifty of a kind."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.reviews.models import AreaReview
from scaleup.support import service
from scaleup.support.models import Action
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting
from tests.worklist.reading import words


def another_area(name: str, people: dict[Role, Person], other: Person) -> Licence:
    """An area that each of these people sees in their role, with everything that a list may show."""
    area = made.area(f"Area {name}")
    taking_up = made.implementation(area, manager=people.get(Role.IMPLEMENTATION_MANAGER))
    ids = {"implementation_id": taking_up.id, "area_id": area.id}
    for role, person in people.items():
        made.give_access(person, area, role)
        made.keep(Action(**ids, wording="Send the list", owner_id=person.id, due_on=date(2026, 9, 1)))
    made.keep(Action(**ids, wording="Name a deputy", owner_id=other.id, due_on=date(2026, 9, 1)))
    facilitator = made.keep(Facilitator(**ids, person_id=other.id, profession="midwife"))
    made.keep(PartDone(facilitator_id=facilitator.id, part="initial", done_on=date(2024, 4, 25), source="Tracker"))
    return made.licence(taking_up, number=f"BS-{name}")


MOST_STATEMENTS = {
    Role.ADMINISTRATOR: 5,  # one for web hooks that were switched off, one for addresses that mail comes back from
    Role.UNIT_MANAGER: 28,
    Role.IMPLEMENTATION_MANAGER: 24,
    Role.TRAINER: 9,
    Role.PROJECT_LEAD: 14,  # one for who has left or lapsed and still stands at sessions to come
    Role.DEPUTY: 14,
    Role.VIEWER: 3,
}
"""Statements of My work by role, besides the one that says who is signed in."""


def asked(client: FlaskClient, statements: Statements, people: dict[Role, Person]) -> dict[Role, int]:
    """How many statements My work takes for each of them."""
    counts = {}
    for role, person in people.items():
        with acting(person, role):
            statements.clear()
            client.get("/")
            counts[role] = len([one for one in statements if one.startswith("SELECT")])
    return counts


def test_my_work_takes_so_many_statements_whatever_the_number_of_areas(
    client: FlaskClient, session: Session, statements: Statements
) -> None:
    load_catalogue(made.LONG_AGO)
    people = {role: made.person(f"Hana Okafor {role}", role) for role in Role}
    other = made.person("Niamh O’Rourke")
    session.commit()
    asked(client, statements, people)  # what a process asks once only, it has asked
    counts = []
    for number in (2, 60):
        licences = [another_area(f"{number} {n}", people, other) for n in range(number)]
        service.make_plans([each.id for each in licences])
        session.commit()
        counts.append(asked(client, statements, people))
    assert counts[0] == counts[1]
    assert {role: number for role, number in counts[0].items() if number > MOST_STATEMENTS[role]} == {}


def test_of_many_late_reviews_all_are_counted(client: FlaskClient, session: Session) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    taking_up = [made.implementation(made.area(f"Area {number}"), manager=head) for number in range(60)]
    session.commit()
    due = {"month": 12, "kind": "annual", "nominal_on": date(2026, 9, 1), "due_on": date(2026, 9, 1)}
    session.execute(insert(AreaReview), [{"implementation_id": t.id, "area_id": t.area_id, **due} for t in taking_up])
    session.commit()
    with acting(head, Role.UNIT_MANAGER):
        page = words(client.get("/").text)
    assert "60 things are late" in page
    assert "The first 50 of 60 are shown." in page


def test_of_many_late_things_the_first_fifty_are_shown_and_all_are_counted(
    client: FlaskClient, session: Session
) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    licences = [another_area(str(n), {Role.UNIT_MANAGER: head}, head) for n in range(60)]
    service.make_plans([each.id for each in licences])
    session.commit()
    with acting(head, Role.UNIT_MANAGER):
        page = words(client.get("/").text)
    # In each of 60 areas a contact and two actions; their training is delivered by nobody.
    assert "240 things are late" in page
    assert "The first 50 of 240 are shown." in page
