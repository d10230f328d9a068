"""My work on both databases: what each role is shown, somebody else's list, and the journey of one contact."""

import re
from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence
from tests.factories import plans
from tests.factories import support as made
from tests.factories.actors import acting
from tests.worklist.reading import words


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
    assert "Late, today and this week Nothing is late. The next is contact 21 of 22 with Marlbury on Monday 4" in after
    assert "Nothing is due today." not in after


def test_a_lead_reads_what_is_late_before_the_summary_of_their_area(client: FlaskClient, as_lead: None) -> None:
    page = words(client.get("/").text)
    assert page.index("Contact 20 of 22 has no record") < page.index("Whom to ring") < page.index("This week")


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
    plans.agreed(taking_up, date(2026, 10, 2), owner=trainer, wording="Send the slides")
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


def test_late_contacts_of_a_manager_who_is_deactivated_are_the_unit_managers(
    client: FlaskClient, session: Session, licence: Licence, priya: Person
) -> None:
    head = made.person("Hana Okafor", Role.UNIT_MANAGER)
    accounts.deactivate(head.id, person_id=priya.id, now=datetime(2026, 9, 28, 9, tzinfo=UTC))
    commit.now()
    with acting(head, Role.UNIT_MANAGER):
        own = words(client.get("/").text)
    assert "Contact 20 of 22 has no record" in own
    assert "nobody looks after the area" in own
