"""The pages of support: the plan, logging a contact, what it said, moving one, closing what was agreed."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Action, Contact, Slot
from scaleup.support.rules import Channel, ContactTerms, Outcome
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.saying import NOW, TODAY

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.fixture
def as_lead(niamh: Person, licence: Licence) -> Iterator[None]:
    with acting(niamh, Role.PROJECT_LEAD):
        yield


def form(client: FlaskClient, address: str, **typed: object) -> dict[str, object]:
    """What a browser would send: the page's unseen values, and what was typed."""
    unseen = hidden(client.get(address).text)
    return unseen | {"outcome": "held", "channel": "online", **day("held_on", date(2026, 10, 6))} | typed


def hidden(page: str) -> dict[str, object]:
    """The unseen values of a page's first form."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def day(name: str, on: date) -> dict[str, object]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def slot(session: Session, sequence: int) -> Slot:
    found = session.scalar(select(Slot).where(Slot.sequence == sequence).execution_options(populate_existing=True))
    assert found is not None
    return found


def log_address(area: Area) -> str:
    return f"/areas/{area.id}/contacts/log"


def test_the_plan_shows_every_contact_to_the_end_of_the_licence(
    client: FlaskClient, session: Session, marlbury: Area, as_lead: None
) -> None:
    page = client.get(f"/areas/{marlbury.id}/plan").text
    assert "The next contact is on Monday 4 January 2027." in page
    assert "because Friday 1 January 2027 is a bank holiday in England" in page
    assert "on the last working day of the licence" in page
    assert page.count('scope="row"') == 22
    assert "Every month, May 2024 to April 2025" in page
    assert "no record" in page


def test_the_plan_says_why_a_contact_went(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, as_lead: None
) -> None:
    licence.ends_on = date(2026, 12, 15)
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    page = client.get(f"/areas/{marlbury.id}/plan").text
    assert "No contact is planned." in page
    assert "because the licence ends on Tuesday 15 December 2026" in page


def test_an_area_without_a_licence_says_what_will_stand_there(
    client: FlaskClient, session: Session, marlbury: Area, taking_up: Implementation, niamh: Person
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert "No licence yet, so no contact is planned." in client.get(f"/areas/{marlbury.id}/plan").text


def test_another_areas_pages_read_as_absent(client: FlaskClient, session: Session, as_lead: None) -> None:
    other = made.area("Kelso", "Scotland")
    made.implementation(other)
    assert [
        client.get(address).status_code
        for address in (f"/areas/{other.id}/plan", log_address(other), f"/areas/{other.id}/contacts/move/1")
    ] == [404, 404, 404]


def test_the_form_says_which_contact_and_when_it_was_due(client: FlaskClient, marlbury: Area, as_lead: None) -> None:
    page = client.get(log_address(marlbury)).text
    assert "Log contact 20 of 22" in page
    assert "It was due on <strong>Thursday 1 October 2026</strong>" in page
    assert "A contact held after Thursday 15 October 2026 counts as additional." in page
    assert "Next contact: Monday 4 January 2027." in page
    assert 'name="held_on-day" type="text" value="1"' in page


def test_a_lead_logs_a_contact_and_is_told_the_next_date(
    client: FlaskClient, session: Session, marlbury: Area, as_lead: None
) -> None:
    address = log_address(marlbury)
    answer = client.post(address, data=form(client, address, discussed="Midwifery can release two people"))
    assert (answer.status_code, answer.location) == (302, "/")
    assert slot(session, 20).state == "held"
    band = client.get(f"/areas/{marlbury.id}/plan").text
    assert "Contact 20 of 22 with Marlbury is saved." in band
    assert "Next: Monday 4 January 2027." in band
    assert f"/areas/{marlbury.id}/contacts/move/{slot(session, 21).id}" in band


def test_pressing_twice_saves_once(client: FlaskClient, session: Session, marlbury: Area, as_lead: None) -> None:
    address = log_address(marlbury)
    typed = form(client, address)
    client.post(address, data=typed)
    client.post(address, data=typed)
    assert session.query(Contact).count() == 1


def test_a_day_still_to_come_is_refused_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, marlbury: Area, as_lead: None
) -> None:
    address = log_address(marlbury)
    typed = form(client, address, discussed="Midwifery can release two people", **day("held_on", date(2026, 12, 6)))
    page = client.post(address, data=typed).text
    assert "<title>Error: Log contact 20 of 22" in page
    assert page.count("The contact is dated 6 December 2026, which is still to come. Enter the day it took place") == 2
    assert 'href="#held_on-day"' in page
    assert "Midwifery can release two people" in page
    assert session.query(Contact).count() == 0


def test_31_february_and_no_outcome_are_both_named(
    client: FlaskClient, session: Session, marlbury: Area, as_lead: None
) -> None:
    address = log_address(marlbury)
    typed = form(client, address) | {"outcome": "", "held_on-day": "31", "held_on-month": "2", "held_on-year": "2026"}
    page = client.post(address, data=typed).text
    assert "There are 2 things to put right" in page
    assert "Choose what happened" in page
    assert "31 February is not a date: February 2026 has 28 days" in page


def test_everything_wrong_is_said_at_once(client: FlaskClient, marlbury: Area, as_lead: None) -> None:
    address = log_address(marlbury)
    typed = form(client, address) | {"outcome": ""} | day("held_on", date(2026, 12, 6))
    page = client.post(address, data=typed).text
    assert "There are 2 things to put right" in page
    assert "Choose what happened" in page
    assert "The contact is dated 6 December 2026, which is still to come. Enter the day it took place" in page


def test_a_postcode_asks_to_look_again(client: FlaskClient, session: Session, marlbury: Area, as_lead: None) -> None:
    address = log_address(marlbury)
    assert "I have looked" not in client.get(address).text
    typed = form(client, address, discussed="We meet at MB1 4QT")
    page = client.post(address, data=typed).text
    assert "“MB1 4QT” looks like a postcode" in page
    assert "I have looked: the text says nothing about a family" in page
    assert client.post(address, data=typed | {"text_checked": "y"}).status_code == 302


def test_another_action_is_asked_for_without_a_script(client: FlaskClient, marlbury: Area, as_lead: None) -> None:
    address = log_address(marlbury)
    page = client.post(address, data=form(client, address, add="actions", **{"actions-0-what": "Name a deputy"})).text
    assert 'name="actions-1-what"' in page
    assert "Name a deputy" in page


def test_an_action_with_an_owner_is_kept_and_one_without_is_refused(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, as_lead: None
) -> None:
    address = log_address(marlbury)
    typed = form(client, address, **{"actions-0-what": "", "actions-1-what": "Name a deputy"})
    page = client.post(address, data=typed).text
    assert 'href="#actions-1-owner"' in page
    typed |= {"actions-1-owner": niamh.id} | day("actions-1-due", date(2026, 12, 1))
    assert client.post(address, data=typed).status_code == 302
    kept = session.scalar(select(Action))
    assert (kept.wording, kept.owner_id, kept.due_on) == ("Name a deputy", niamh.id, date(2026, 12, 1))


def test_barriers_have_a_severity(client: FlaskClient, session: Session, marlbury: Area, as_lead: None) -> None:
    address = log_address(marlbury)
    client.post(address, data=form(client, address, barriers=["funding", "venue"], severity_funding="3"))
    contact = session.scalar(select(Contact))
    assert [(each.code, each.severity) for each in contact.barriers] == [("funding", 3), ("venue", 1)]


def test_the_second_to_log_is_shown_the_first(
    client: FlaskClient, session: Session, marlbury: Area, priya: Person, taking_up: Implementation, as_lead: None
) -> None:
    address = log_address(marlbury)
    typed = form(client, address, discussed="As I remember it")
    first = service.log_contact(
        priya.id,
        ContactTerms(date(2026, 10, 5), Outcome.HELD, Channel.CALL),
        implementation_id=taking_up.id,
        nonce="of Priya",
        today=TODAY,
        now=NOW,
    )
    page = client.post(address, data=typed).text
    assert "Priya Nair has already logged a contact of Monday 5 October 2026: held." in page
    assert f'href="/contacts/{first.contact_id}"' in page
    assert "As I remember it" in page
    assert client.post(address, data=typed | {"separate": "y"}).status_code == 302
    assert session.query(Contact).count() == 2


def test_an_area_with_two_programmes_is_asked_which(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, as_lead: None
) -> None:
    second = made.implementation_of(marlbury, slug="minding-the-baby", name="Minding the Baby")
    page = client.get(log_address(marlbury)).text
    assert "Which programme was it about?" in page
    asked = client.get(f"{log_address(marlbury)}?implementation={second.id}").text
    assert "Log a contact" in asked
    assert "Minding the Baby" in asked


@pytest.fixture
def logged(taking_up: Implementation, licence: Licence, niamh: Person) -> service.Logged:
    return service.log_contact(
        niamh.id,
        ContactTerms(
            date(2026, 10, 6),
            Outcome.HELD,
            Channel.ONLINE,
            discussed="Commissioner meets on 3 November",
            people_ids=(niamh.id,),
            barriers=(rules.BarrierTerms(rules.BarrierCode.FUNDING, 2),),
            actions=(rules.ActionTerms("Send the report", niamh.id, date(2026, 11, 2)),),
        ),
        implementation_id=taking_up.id,
        nonce="first",
        today=TODAY,
        now=NOW,
    )


def test_last_times_promises_are_in_reach(
    client: FlaskClient, marlbury: Area, logged: service.Logged, as_lead: None
) -> None:
    page = client.get(log_address(marlbury)).text
    assert "Last time, Tue 6 Oct" in page
    assert "open, due Mon 2 Nov" in page
    assert "Done since then" in page


def test_a_contact_is_shown_and_corrected_with_what_it_said_before(
    client: FlaskClient, session: Session, logged: service.Logged, as_lead: None
) -> None:
    address = f"/contacts/{logged.contact_id}"
    page = client.get(address).text
    assert "It counts for contact 20, due 1 October 2026." in page
    assert "Funding: holds us up" in page
    typed = form(client, f"{address}/correct", because="It was by phone", channel="call", discussed="The same")
    assert client.post(f"{address}/correct", data=typed).status_code == 302
    after = client.get(address).text
    assert "What it said before" in after
    assert "Mon 23 Nov, Niamh O’Rourke:" in after
    assert "Day: 6 October 2026" in after
    assert "How: Video" in after
    assert "Discussed: Commissioner meets on 3 November" in after


def test_two_people_correcting_see_both(
    client: FlaskClient, session: Session, logged: service.Logged, priya: Person, as_lead: None
) -> None:
    address = f"/contacts/{logged.contact_id}/correct"
    typed = form(client, address, because="It was by phone", discussed="Mine")
    service.correct_contact(
        priya.id,
        ContactTerms(date(2026, 10, 6), Outcome.HELD, Channel.CALL, discussed="Theirs"),
        contact_id=logged.contact_id,
        version=1,
        because="By phone",
        today=TODAY,
        now=NOW,
    )
    page = client.post(address, data=typed).text
    assert "Someone else corrected this contact while you had it open." in page
    assert "Mine" in page
    assert "Theirs" in page


def test_a_contact_is_moved_by_hand(client: FlaskClient, session: Session, marlbury: Area, as_lead: None) -> None:
    address = f"/areas/{marlbury.id}/contacts/move/{slot(session, 21).id}"
    unseen = hidden(client.get(address).text)
    refused = client.post(address, data=unseen | day("to_on", date(2027, 1, 9)) | {"because": "Away"}).text
    assert "9 January 2027 is a Saturday. Enter a working day" in refused
    answer = client.post(
        address, data=unseen | day("to_on", date(2027, 1, 12)) | {"because": "Away", "at_time": "2.30pm"}
    )
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "Contact 21 is now on Tuesday 12 January 2027." in page
    assert "Set by hand: Away" in page
    assert "Tue 12 Jan 2027, 14:30" in page


def test_an_action_is_done_or_dropped_with_a_reason(
    client: FlaskClient, session: Session, logged: service.Logged, as_lead: None
) -> None:
    action = session.scalar(select(Action))
    address = f"/actions/{action.id}"
    page = client.get(address).text
    assert "Niamh O’Rourke, by Monday 2 November 2026: 21 days late." in page
    refused = client.post(f"{address}/drop", data=hidden(page) | {"because": ""}).text
    assert "Say why it will not be done" in refused
    assert client.post(f"{address}/done", data=hidden(page)).status_code == 302
    assert "Done on Monday 23 November 2026." in client.get(address).text


def test_a_viewer_reads_and_changes_nothing(
    client: FlaskClient, session: Session, marlbury: Area, logged: service.Logged
) -> None:
    viewer = made.person("Vera Long", Role.VIEWER)
    made.give_access(viewer, marlbury, Role.VIEWER)
    with acting(viewer, Role.VIEWER):
        assert "Log it" not in client.get(f"/areas/{marlbury.id}/plan").text
        assert "Correct this contact" not in client.get(f"/contacts/{logged.contact_id}").text
        assert client.get(log_address(marlbury)).status_code == 403


def test_a_viewer_comes_in_to_my_work(client: FlaskClient, marlbury: Area) -> None:
    viewer = made.person("Vera Long", Role.VIEWER)
    made.give_access(viewer, marlbury, Role.VIEWER)
    with acting(viewer, Role.VIEWER):
        assert client.get("/").status_code == 200


def test_barriers_are_folded_by_kind_and_a_group_with_a_tick_is_open(
    client: FlaskClient, marlbury: Area, as_lead: None
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    fresh = client.get(address).text
    assert "Money and commissioning" in fresh
    assert (
        '<details class="govuk-details" open>' not in fresh.split("What stands in the way?")[1].split("</fieldset>")[0]
    )
    refused = client.post(address, data=form(client, address, outcome="", barriers=["funding", "venue"])).text
    asked = refused.split("What stands in the way?")[1]
    assert "Money and commissioning: 1 ticked" in asked
    assert "Places, materials and records: 1 ticked" in asked
    assert "Staff and time: " not in asked


def folds(page: str) -> dict[str, bool]:
    """The folded parts of the form by their words, and whether each stands open."""
    parts = re.findall(r'<details class="govuk-details fold"( open)?>\s*<summary[^>]*><span[^>]*>([^<]+)<', page)
    return {words: bool(opened) for opened, words in parts}


def test_a_plain_call_is_logged_past_folded_parts_and_what_holds_an_answer_or_an_error_is_open(
    client: FlaskClient, marlbury: Area, as_lead: None
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    who = "Who took part: Niamh O’Rourke, Priya Nair"
    assert folds(client.get(address).text) == {
        who: False,
        "Something stands in the way": False,
        "Agree an action": False,
    }
    refused = client.post(address, data=form(client, address, outcome="", barriers=["venue"])).text
    assert folds(refused) == {
        "Who took part: nobody named": True,
        "Something stands in the way": True,
        "Agree an action": False,
    }
    refused = client.post(address, data=form(client, address, outcome="held", **{"actions-0-what": "Name a deputy"}))
    assert refused.status_code == 422
    assert folds(refused.text)["Agree an action"]


def test_every_barrier_stands_in_one_group() -> None:
    grouped = [code for codes in rules.BARRIER_GROUPS.values() for code in codes]
    assert sorted(grouped) == sorted(rules.BarrierCode)
