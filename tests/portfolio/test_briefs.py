"""The brief of an area for who stands in: where it stands, what is due and was agreed, whom to ring."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.licences.models import Licence
from scaleup.portfolio.queries.briefs import briefs_of
from scaleup.portfolio.rules.briefs import Due, Last, Period, Ring, in_two_lines, lateness
from scaleup.support import service
from scaleup.support.rules import ActionTerms, Channel, ContactTerms, Outcome
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]

TODAY = date(2026, 11, 23)
JANUARY = Period(date(2027, 1, 1), date(2027, 1, 31))


@pytest.fixture(autouse=True)
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


def spoke(who: Person, under: Implementation, lead: Person) -> int:
    """A call of today in which something was agreed."""
    terms = ContactTerms(
        TODAY,
        Outcome.HELD,
        Channel.CALL,
        people_ids=(lead.id,),
        staff_id=who.id,
        discussed="Two pairs are ready. " * 20,
        actions=(ActionTerms("Send the pairing plan", lead.id, date(2027, 1, 11)),),
    )
    now = datetime(2026, 11, 23, 14, tzinfo=UTC)
    return service.log_contact(who.id, terms, implementation_id=under.id, nonce="1", today=TODAY, now=now).contact_id


def test_a_brief_says_all_that_who_stands_in_needs(
    session: Session, taking_up: Implementation, licence: Licence, priya: Person, niamh: Person
) -> None:
    contact_id = spoke(priya, taking_up, niamh)
    (found,) = briefs_of([taking_up.id], JANUARY, today=TODAY)
    assert (found.area, found.programme) == ("Marlbury", "Baby Steps")
    assert found.stands == ("Licence BS-001 runs from 1 April 2024 to 31 March 2027.",)
    assert Due(date(2027, 1, 4), "Contact 21") in found.due
    assert Due(date(2026, 10, 2), "Decide whether the licence is renewed") in found.due
    assert found.agreed == (Due(date(2027, 1, 11), "Send the pairing plan", "Niamh O’Rourke"),)
    assert found.ring == (Ring("Niamh O’Rourke", "project lead", "niamh.orourke@marlbury.example"),)
    assert isinstance(found.last, Last)
    assert (found.last.contact_id, found.last.on_day, found.last.channel) == (contact_id, TODAY, "a call")
    assert found.last.words.endswith("ready. Two pairs …")
    assert lateness([found], date(2026, 10, 1)) == "Nothing is late."
    assert lateness([found], date(2026, 10, 2)) == "1 thing is late."
    nothing_due = replace(found, area_id=0, due=())
    assert lateness([found, nothing_due], date(2027, 1, 5)) == "3 things are late, in 1 of 2 areas."


def test_words_are_cut_between_two_of_them() -> None:
    assert in_two_lines("Short  and\nplain.") == "Short and plain."
    long = "word, " * 60
    assert in_two_lines(long).endswith("word …")
    assert len(in_two_lines(long)) <= 222


def test_many_briefs_ask_no_more_than_one(
    session: Session, taking_up: Implementation, licence: Licence, priya: Person, statements: Statements
) -> None:
    more = [made.implementation(made.area(f"Area {number}"), manager=priya) for number in range(5)]
    session.flush()
    asked = []
    for ids in ([taking_up.id], [taking_up.id, *(one.id for one in more)]):
        statements.clear()
        assert len(briefs_of(ids, JANUARY, today=TODAY)) == len(ids)
        asked.append(len(statements))
    assert asked == [8, 8]


def test_who_looks_after_an_area_reads_its_brief_and_nobody_elses(
    client: FlaskClient, session: Session, taking_up: Implementation, licence: Licence, priya: Person, niamh: Person
) -> None:
    kelso = made.area("Kelso", "Scotland")
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{taking_up.area_id}/brief").text
        assert client.get(f"/areas/{kelso.id}/brief").status_code == 404
    assert "Brief of Marlbury" in page
    assert "No contact was held yet." in page
    assert 'href="mailto:niamh.orourke@marlbury.example"' in page
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(f"/areas/{taking_up.area_id}/brief").status_code == 403
