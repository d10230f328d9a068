"""My work on both databases: what each role is shown, in how few statements, and the journey of one contact."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Entry
from scaleup.delivery.models import DeliveryStart
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.support import service
from scaleup.support.models import Action, Contact, Slot
from scaleup.worklist.models import Snoozed
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting


@pytest.fixture(autouse=True)
def on_friday_2_october(clock) -> None:
    clock("2026-10-02T09:00:00+00:00")


@pytest.fixture
def marlbury(session: Session) -> Area:
    return made.area()


@pytest.fixture
def priya(session: Session) -> Person:
    return made.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def niamh(marlbury: Area) -> Person:
    return made.lead("Niamh O’Rourke", marlbury)


@pytest.fixture
def taking_up(marlbury: Area, priya: Person) -> Implementation:
    return made.implementation(marlbury, manager=priya)


@pytest.fixture
def licence(session: Session, taking_up: Implementation, niamh: Person) -> Licence:
    """The plan, with everything before number 20 held."""
    found = made.licence(taking_up)
    service.make_plan(found.id)
    for slot in session.scalars(select(Slot).where(Slot.sequence < 20)):
        slot.state = "held"
    session.flush()
    return found


@pytest.fixture
def as_lead(niamh: Person, licence: Licence) -> Iterator[None]:
    with acting(niamh, Role.PROJECT_LEAD):
        yield


def words(page: str) -> str:
    """The page as it reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_lead_sees_the_late_contact_and_two_clicks_log_it(
    client: FlaskClient, session: Session, marlbury: Area, as_lead: None
) -> None:
    page = client.get("/").text
    assert "Contact 20 of 22 has no record" in page
    assert "Every 3 months, with Priya Nair" in page
    assert "1 day late" in page
    [address] = re.findall(r'href="([^"]+)">Log it', page)
    form = client.get(address.replace("&amp;", "&")).text
    assert "Log contact 20 of 22" in form
    unseen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    day = {"held_on-day": "2", "held_on-month": "10", "held_on-year": "2026"}
    client.post(address.replace("&amp;", "&"), data=unseen | day | {"outcome": "held", "channel": "call"})
    after = words(client.get("/").text)
    assert "Contact 20 of 22 with Marlbury is saved. Next: Monday 4 January 2027. Change it" in after
    assert "Nothing is late. The next is contact 21 of 22 with Marlbury on Monday 4 January 2027." in after


def test_the_manager_is_asked_for_the_renewal_too(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = words(client.get("/").text)
    assert "with Niamh O’Rourke" in page
    assert "Decide on renewal" in page
    assert "Licence BS-001 ends on 31 March 2027; the decision is due 180 days before" in page


def test_the_unit_manager_sees_what_waited_too_long_and_what_nobody_looks_after(
    client: FlaskClient, session: Session, clock, licence: Licence
) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    kelso = made.area("Kelso", "Scotland")
    kelso.reminders_started_at = None
    made.implementation(kelso)
    with acting(head, Role.UNIT_MANAGER):
        before = words(client.get("/").text)
        clock("2026-10-15T09:00:00+00:00")
        after = words(client.get("/").text)
    assert "Contact 20" not in before
    assert "Contact 20 of 22 has no record" in after
    assert "Priya Nair looks after the area" in after
    assert "Start its reminders" in after
    assert "Name an implementation manager" in after


def test_trained_but_not_delivering_is_derived_from_the_parts_done(
    client: FlaskClient, session: Session, priya: Person, taking_up: Implementation, licence: Licence
) -> None:
    facilitator = made.keep(
        Facilitator(
            implementation_id=taking_up.id,
            area_id=taking_up.area_id,
            person_id=made.person("Ada Quill").id,
            profession="midwife",
        )
    )
    made.keep(PartDone(facilitator_id=facilitator.id, part="initial", done_on=date(2024, 4, 25), source="Tracker"))
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Trained but not delivering" in client.get("/").text


def test_an_action_of_ones_own_is_shown_to_anyone_who_works_here(
    client: FlaskClient, session: Session, taking_up: Implementation, marlbury: Area
) -> None:
    trainer = made.person("Tom Hartley", Role.TRAINER)
    made.keep(
        Action(
            implementation_id=taking_up.id,
            area_id=marlbury.id,
            wording="Send the slides",
            owner_id=trainer.id,
            due_on=date(2026, 10, 2),
        )
    )
    with acting(trainer, Role.TRAINER):
        page = words(client.get("/").text)
    assert "Send the slides" in page
    assert "Contact" not in page


def test_an_administrator_sees_people_and_no_areas(client: FlaskClient, session: Session, licence: Licence) -> None:
    callum = made.person("Callum Reid")
    callum.invited_at = datetime(2026, 9, 20, 9, tzinfo=UTC)
    ada = made.person("Ada Quill", Role.ADMINISTRATOR)
    with acting(ada, Role.ADMINISTRATOR):
        page = words(client.get("/").text)
    assert "Invite Callum Reid again" in page
    assert "Marlbury" not in page


MOST_STATEMENTS = {
    Role.ADMINISTRATOR: 3,
    Role.UNIT_MANAGER: 14,
    Role.IMPLEMENTATION_MANAGER: 10,
    Role.TRAINER: 4,
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


# --- Putting off ----------------------------------------------------------------------------------------------------


def later_address(page: str, what: str) -> str:
    [address] = re.findall(rf'class="later" href="([^"]+)">Not now<span class="vh">: {what}', page)
    return address.replace("&amp;", "&")


def put_off(client: FlaskClient, **said: str) -> TestResponse:
    """Contact 20 put off with what is said."""
    address = later_address(client.get("/").text, "Contact 20 of 22 has no record")
    unseen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', client.get(address).text))
    return client.post(address, data=unseen | said)


def wake(client: FlaskClient, snooze_id: int) -> None:
    """The line woken, whoever asks."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/me/password").text)
    client.post("/my-work/wake", data={"snooze": str(snooze_id), "csrf_token": token[0] if token else ""})


UNTIL_12_OCTOBER = {"until_on-day": "12", "until_on-month": "10", "until_on-year": "2026"}


def test_a_line_is_put_off_with_a_reason_and_comes_back_on_its_day(
    client: FlaskClient, session: Session, clock, as_lead: None, niamh: Person
) -> None:
    address = later_address(client.get("/").text, "Contact 20 of 22 has no record")
    form = words(client.get(address).text)
    assert "At most 30 days: Sunday 1 November 2026." in form
    answer = put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    page = words(client.get("/").text)
    assert "is off your list. It is back on Monday 12 October 2026, or if it changes." in page
    assert "1 thing put off Marlbury: Contact 20 of 22 has no record until Monday 12 October 2026: Priya" in page
    assert "Nothing is late." in page
    [entry] = session.scalars(select(Entry).where(Entry.act == "line put off"))
    assert (entry.person_id, entry.fields) == (niamh.id, ["reason", "until_on"])
    clock("2026-10-12T08:00:00+00:00")
    page = words(client.get("/").text)
    assert "1 thing is late" in page
    assert "put off" not in page


def test_a_line_that_moves_is_back_at_once(
    client: FlaskClient, session: Session, licence: Licence, as_lead: None
) -> None:
    put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    slot = session.scalars(select(Slot).where(Slot.sequence == 20)).one()
    slot.due_on = date(2026, 9, 30)
    session.commit()
    assert "1 thing is late" in words(client.get("/").text)


def test_a_line_put_off_is_woken_by_its_person_alone(
    client: FlaskClient, session: Session, as_lead: None, priya: Person
) -> None:
    put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
    snooze = session.scalars(select(Snoozed.id)).one()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        wake(client, snooze)
        assert session.scalars(select(Snoozed.id)).all() == [snooze]
    wake(client, snooze)
    assert session.scalars(select(Snoozed.id)).all() == []
    assert "Contact 20 of 22 has no record" in client.get("/").text


def test_what_cannot_be_put_off_is_said_and_nothing_typed_is_lost(client: FlaskClient, as_lead: None) -> None:
    far = {"until_on-day": "2", "until_on-month": "12", "until_on-year": "2026"}
    answer = put_off(client, **far, reason="Priya Nair is on leave")
    assert answer.status_code == 422
    page = words(answer.text)
    assert "Nothing is put off for more than 30 days. Enter Sunday 1 November 2026 or an earlier day" in page
    assert 'value="Priya Nair is on leave"' in answer.text
    empty = put_off(client)
    assert "Enter the day on which it is to be back" in empty.text
    assert "Say why it can wait" in empty.text


def test_a_line_that_is_gone_is_said_to_be_gone(client: FlaskClient, as_lead: None) -> None:
    for address in ("/my-work/later?line=contact:999999", "/my-work/later"):
        answer = client.get(address, follow_redirects=True)
        assert "That line is not on your list any more." in answer.text


def test_two_who_put_off_the_same_line_have_each_their_own(
    client: FlaskClient, session: Session, as_lead: None, priya: Person
) -> None:
    for _ in range(2):
        put_off(client, **UNTIL_12_OCTOBER, reason="Priya Nair is on leave")
        wake(client, session.scalars(select(Snoozed.id)).one())
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Contact 20 of 22 has no record" in client.get("/").text


# --- Somebody else's ------------------------------------------------------------------------------------------------


def test_the_unit_manager_reads_anyones_list_and_acts_on_nothing_there(
    client: FlaskClient, session: Session, licence: Licence, niamh: Person, priya: Person
) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    with acting(head, Role.UNIT_MANAGER):
        own = words(client.get("/").text)
        assert re.search(r"Late contacts by staff Hana Okafor 0 Priya Nair 1", own)
        for person in (niamh, priya):
            page = client.get(f"/my-work/{person.id}").text
            assert f"Work of {person.name}" in words(page)
            assert "Contact 20 of 22 has no record" in page
            assert "Not now" not in page
            assert "Log it" not in page
        assert client.get(f"/my-work/{head.id}").headers["Location"] == "/"


def test_nobody_else_reads_anyones_list(client: FlaskClient, session: Session, niamh: Person, priya: Person) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert client.get(f"/my-work/{niamh.id}").status_code == 403


def test_somebody_without_a_role_has_no_list(client: FlaskClient, session: Session) -> None:
    head, ada = made.person("Hana Okafor", Role.UNIT_MANAGER), made.person("Ada Quill")
    with acting(head, Role.UNIT_MANAGER):
        assert client.get(f"/my-work/{ada.id}").status_code == 404


# --- What each asks first -------------------------------------------------------------------------------------------


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
    made.keep(
        Action(
            implementation_id=taking_up.id,
            area_id=taking_up.area_id,
            wording="Send the spring dates",
            owner_id=niamh.id,
            due_on=date(2026, 10, 14),
        )
    )
    page = words(client.get("/").text)
    assert "In your diary: three weeks" in page
    assert re.search(r"Mon 28 Sep .* Fri 2 Oct , today .* Wed 14 Oct Send the spring dates .* Fri 16 Oct", page)
