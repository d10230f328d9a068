"""What each role asks first is answered at the top of My work."""

import re
from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import DeliveryStart
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Action, Contact
from tests.factories import plans
from tests.factories import support as made
from tests.factories.actors import acting
from tests.worklist.reading import words


def test_a_leads_first_questions_are_answered_at_the_top(
    client: FlaskClient, session: Session, taking_up: Implementation, niamh: Person, as_lead: None
) -> None:
    ids = {"implementation_id": taking_up.id, "area_id": taking_up.area_id}
    contact = made.keep(
        Contact(**ids, held_on=date(2026, 7, 2), channel="call", outcome="held", entered_at=made.LONG_AGO)
    )
    made.keep(Action(**ids, contact_id=contact.id, wording="Book the hall", owner_id=niamh.id, due_on=date(2026, 9, 1)))
    page = words(client.get("/").text)
    for answer in (
        "2 things are late.",
        "Next contact Monday 4 January 2027, in 13 weeks: contact 21 of 22, with Priya Nair",
        "Agreed last time On 2 July 2026: 1 action; 1 of yours is late Book the hall (Niamh O’Rourke): open, 31",
        "Pairs None can deliver yet",
        "Licence ends Wednesday 31 March 2027, in 26 weeks; what follows is not decided yet",
        "Whom to ring Priya Nair, priya.nair@marlbury.example; the unit: ",
    ):
        assert answer in page


def test_a_trainers_first_questions_name_areas_and_no_person(
    client: FlaskClient, session: Session, marlbury: Area
) -> None:
    load_catalogue(made.LONG_AGO)
    tom, ada = made.person("Tom Hartley", Role.TRAINER), made.person("Ada Quill")
    taking_up = made.implementation(marlbury)
    made.give_access(tom, marlbury, Role.TRAINER)
    ids = {"implementation_id": taking_up.id, "area_id": marlbury.id}
    one = made.keep(Facilitator(**ids, person_id=ada.id, profession="midwife"))
    made.keep(PartDone(facilitator_id=one.id, part="initial", done_on=date(2026, 6, 3), source="Register"))
    made.keep(Facilitator(**ids, person_id=made.person("Bea Holt").id, profession="social_worker"))
    made.keep(
        DeliveryStart(implementation_id=taking_up.id, area_id=marlbury.id, started_on=date(2026, 7, 20), source="Log")
    )
    with acting(tom, Role.TRAINER):
        page = words(client.get("/").text)
    assert "Top-up windows 1 area What this window is Marlbury: 1 person, 20 November 2026 to 20 January 2027" in page
    assert "Marlbury: 1 person without initial training, 1 person without top-up" in page
    assert "Ada Quill" not in page


def test_a_viewer_and_an_administrator_have_their_own_answers(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence
) -> None:
    dilys, wen = made.person("Dilys Bowen", Role.VIEWER), made.person("Wen Zhao", Role.ADMINISTRATOR)
    made.give_access(dilys, marlbury, Role.VIEWER)
    callum = made.person("Callum Reid")
    callum.invited_at = datetime(2026, 9, 20, 9, tzinfo=UTC)
    session.commit()
    with acting(dilys, Role.VIEWER):
        page = words(client.get("/").text)
    assert "Areas you may read 1" in page
    assert "Next contact Marlbury, Monday 4 January 2027" in page
    assert "has no record" not in page
    with acting(wen, Role.ADMINISTRATOR):
        page = words(client.get("/").text)
    assert "Invitations not used yet 1 People Of these, ran out 1" in page


def test_the_diary_shows_three_weeks_of_days(
    client: FlaskClient, session: Session, as_lead: None, niamh: Person
) -> None:
    taking_up = session.scalars(select(Implementation)).one()
    plans.agreed(taking_up, date(2026, 10, 14), owner=niamh, wording="Send the spring dates")
    page = words(client.get("/").text)
    assert "In your diary: three weeks" in page
    assert re.search(r"Mon 28 Sep .* Fri 2 Oct , today .* Wed 14 Oct Send the spring dates .* Fri 16 Oct", page)
