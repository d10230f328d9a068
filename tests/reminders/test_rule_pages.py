"""A unit manager reads the rules of reminding and changes one, having seen what it will send."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.rules import Role
from scaleup.reminders import queries
from scaleup.reminders.service import foreseen
from tests.factories import plans
from tests.factories import support as make
from tests.factories.accounts import shown_in
from tests.factories.actors import acting

CHANGE = "/reminders/rules/contact_today/change"


@pytest.fixture
def head(session: Session, clock: Callable[[str], None], app: Flask) -> Iterator[FlaskClient]:
    """The unit manager of an area whose contact 20 is due on Thursday 1 October 2026."""
    clock("2026-09-28T08:00:00+00:00")
    plans.planned(plans.marlbury().implementation, held_before=date(2026, 10, 1))
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        session.commit()
        yield app.test_client()


def typed(**changed: object) -> dict[str, object]:
    """The rule of the day itself, as its form sends it."""
    return {
        "is_on": "on",
        "programme": "",
        "amount": "0",
        "unit": "days",
        "side": "after",
        "channel": "mail",
        "recipients": ["project_lead"],
        "every_unit": "working_days",
        "expires": "next_working_day",
        "if_not_working": "later",
        "reason": "The managers know.",
        "version": "0",
    } | changed


def test_the_rules_stand_in_sentences_by_what_they_are_about(head: FlaskClient) -> None:
    page = head.get("/reminders/rules").get_data(as_text=True)
    assert "On the day of each contact" in page
    assert "the project lead and the implementation manager" in page
    assert page.index("Support contacts") < page.index("Licences that end")


def test_the_list_names_programmes_and_states_only_where_a_rule_does_not_hold_for_all(head: FlaskClient) -> None:
    page = head.get("/reminders/rules").get_data(as_text=True)
    assert "All programmes" in page
    assert re.findall(r'Baby Steps|data-l="State"', page) == []
    said = typed(is_on="off", programme="baby-steps")
    mark = shown_in(head.post(CHANGE, data=said).get_data(as_text=True))
    head.post(CHANGE, data=said | {"shown": mark})
    page = head.get("/reminders/rules").get_data(as_text=True)
    assert page.count("Baby Steps") == page.count("Off</") == 1
    assert "1 of them off." in page


def test_the_page_of_a_change_names_the_rule_that_is_changed(head: FlaskClient) -> None:
    assert "Change a rule: on the day of each contact</h1>" in head.get(CHANGE).get_data(as_text=True)


def test_a_rule_says_what_it_will_send_and_whence_it_comes(head: FlaskClient) -> None:
    page = head.get("/reminders/rules/contact_today").get_data(as_text=True)
    assert "This rule sends 2 mails to 2 people in the next 90 days, 2 of them within 7 days." in page
    assert "As the programme’s catalogue has it." in page


def test_a_change_shows_first_what_it_will_send_and_then_acts(head: FlaskClient) -> None:
    first = head.post(CHANGE, data=typed())
    page = first.get_data(as_text=True)
    assert "The rule will read: On the day of each contact, to the project lead." in page
    assert "From now on: 1 mail to 1 person in the next 90 days, 1 of them within 7 days." in page
    assert "As the rule is: 2 mails to 2 people" in page
    assert queries.versions_of("contact_today", "") == [], "nothing is written yet"
    done = head.post(CHANGE, data=typed(shown=shown_in(page)))
    assert done.status_code == 302
    [version] = queries.versions_of("contact_today", "")
    assert (version.reason, version.by) == ("The managers know.", "Helen Ashworth")
    assert "The managers know." in head.get("/reminders/rules/contact_today").get_data(as_text=True)


def test_many_mails_soon_ask_for_their_number(head: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseen, "ASK_ABOVE", 0)
    mark = shown_in(head.post(CHANGE, data=typed()).get_data(as_text=True))
    asked = head.post(CHANGE, data=typed(shown=mark))
    assert asked.status_code == 422
    assert "Type 1 if so many mails are to go within 7 days." in asked.get_data(as_text=True)
    assert head.post(CHANGE, data=typed(shown=mark, typed="1")).status_code == 302


def test_what_cannot_stand_is_said_at_its_field_and_nothing_typed_is_lost(head: FlaskClient) -> None:
    answer = head.post(CHANGE, data=typed(expires="anchor", every="3", most=""))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "On the day or after it, choose another end than the day." in page
    assert "Repeat it 1 to 26 times." in page
    assert 'value="The managers know."' in page


def test_a_rule_is_switched_off_for_one_programme_alone(head: FlaskClient) -> None:
    said = typed(is_on="off", programme="baby-steps", recipients=["project_lead", "implementation_manager"])
    mark = shown_in(head.post(CHANGE, data=said).get_data(as_text=True))
    assert head.post(CHANGE, data=said | {"shown": mark}).status_code == 302
    assert queries.versions_of("contact_today", "") == []
    page = head.get("/reminders/rules/contact_today?for=baby-steps").get_data(as_text=True)
    assert "This rule is off: it sends nothing." in page


def test_a_rule_is_added_and_repeated_until_it_is_settled(head: FlaskClient) -> None:
    said = typed(subject="contact", amount="5", every="5", most="3", expires="never")
    page = head.post("/reminders/rules/add", data=said).get_data(as_text=True)
    assert "again every 5 working days until it is settled, at most 3 times" in page
    assert head.post("/reminders/rules/add", data=said | {"shown": shown_in(page)}).status_code == 302
    assert "own_1" in head.get("/reminders/rules").get_data(as_text=True)


def test_a_rule_that_is_not_there_reads_as_absent(head: FlaskClient) -> None:
    assert head.get("/reminders/rules/nothing_of_the_kind").status_code == 404
