"""What a contact says beyond its outcome: the agenda, minutes, what works, confidence, counts, and what was known."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.facilitators.rules import Profession
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Contact, ContactBefore
from scaleup.support.rules import Count, Known, Topic
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.saying import NOW, TODAY, log, refused, slot, terms
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def test_a_plain_call_is_two_taps_what_happened_and_save(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(date(2026, 7, 1)))
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(niamh, Role.PROJECT_LEAD):
        untouched = sent_by_browser(client.get(address).text)
        assert "outcome" not in untouched
        assert client.post(address, data=untouched | {"outcome": ["held"]}).status_code == 302
    plain = session.scalars(select(Contact).order_by(Contact.id.desc())).first()
    assert (plain.held_on, plain.channel, plain.minutes, plain.topics, plain.works, plain.confidence, plain.counts) == (
        date(2026, 10, 1),
        "online",
        None,
        None,
        None,
        None,
        None,
    )
    assert slot(session, 20).state == "held"


def test_everything_that_may_be_told_is_kept_and_shown(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, niamh: Person
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(niamh, Role.PROJECT_LEAD):
        typed = sent_by_browser(client.get(address).text) | {
            "outcome": ["held"],
            "channel": ["call"],
            "minutes": ["35"],
            "topics": ["training", "celebrations"],
            "works": ["Two midwives recruit from the clinic itself"],
            "confidence": ["4"],
            "groups_running": ["2"],
            "families_enrolled": ["14"],
        }
        assert client.post(address, data=typed).status_code == 302
        kept = session.scalars(select(Contact)).one()
        page = client.get(f"/contacts/{kept.id}").text
    assert kept.topics == {"training": "Training needs", "celebrations": "Something to celebrate"}
    assert (kept.minutes, kept.confidence, kept.counts) == (35, 4, {"groups_running": 2, "families_enrolled": 14})
    for words in (
        "Phone, 35 minutes",
        "Two midwives recruit",
        "4: small things to settle",
        "Training needs; Something",
    ):
        assert words in page


def test_what_is_on_record_is_shown_in_the_form_and_kept_as_it_was_on_the_day(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{marlbury.id}/contacts/log").text
    assert "What is on record" in page
    assert "nobody yet" in page
    logged = log(niamh, taking_up, terms())
    contact = session.get(Contact, logged.contact_id)
    assert contact.known == [["First session", "not yet"], ["May deliver", "nobody yet"], ["Pairs", "0"]]


def test_the_facts_tell_who_may_deliver_and_what_happened_since() -> None:
    known = Known(
        since=date(2026, 7, 1),
        started_on=date(2024, 6, 18),
        deliverers={"Midwife": 2, "Family support worker": 3},
        pairs=2,
        pairs_planned=6,
        trained=4,
        checks=((date(2026, 10, 9), "Observation", "86"),),
        missed=1,
    )
    assert rules.facts(known) == (
        ("First session", "18 June 2024"),
        ("May deliver", "5 people: Midwife 2, Family support worker 3"),
        ("Pairs", "2 of 6 planned"),
        ("Parts of training completed", "4"),
        ("Observation on 9 October 2026", "86%"),
        ("Contacts not held", "1"),
    )
    assert len(rules.facts(Known(missed=1, trained=2))) == 3


def test_who_may_deliver_is_counted_from_accreditation(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    for number, profession in enumerate((Profession.MIDWIFE, Profession.MIDWIFE, Profession.SOCIAL_WORKER)):
        made.may_deliver(made.person(f"Visitor {number}"), taking_up, profession)
    logged = log(niamh, taking_up, terms())
    assert session.get(Contact, logged.contact_id).known[1:] == [
        ["May deliver", "3 people: Midwife 2, Social worker 1"],
        ["Pairs", "1"],
    ]


def test_a_check_since_the_last_contact_is_told_as_the_page_of_fidelity_tells_it(
    client: FlaskClient, marlbury: Area, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(date(2026, 7, 1)))
    version = taking_up.programme_version
    version.content = version.content | {"fidelity": {"green_at_least": 80, "amber_at_least": 60}}
    known = {"implementation_id": taking_up.id, "area_id": marlbury.id, "method": Method.SELF_REPORT, "source": "test"}
    for day, percent in ((date(2026, 7, 7), 100 * 26 / 27), (date(2026, 9, 15), 79.97)):
        made.keep(FidelityCheck(on_day=day, percent=percent, **known))
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{marlbury.id}/contacts/log").text
    assert re.findall(r"([\d.]+)%", page) == ["96", "79.9"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"confidence": 6}, "confidence"),
        ({"counts": {Count.GROUPS_RUNNING: -1}}, "groups_running"),
        ({"counts": {"weather": 1}}, "weather"),
        ({"works": "x" * 10_001}, "works"),
        ({"works": "Ask her mother, NHS number 943 476 5919"}, "works"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    *, licence: Licence, taking_up: Implementation, niamh: Person, said: dict[str, object], field: str
) -> None:
    assert [name for name, _ in refused(niamh, taking_up, terms(**said))] == [field]


def test_a_correction_keeps_the_agenda_and_the_confidence_of_before(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms(topics=(Topic.DATA,), confidence=2, minutes=20, counts={"groups_started": 1}))
    service.correct_contact(
        niamh.id,
        terms(topics=(Topic.DATA, Topic.FUNDING), confidence=3),
        contact_id=logged.contact_id,
        version=1,
        because="It was better than I wrote",
        today=TODAY,
        now=NOW,
    )
    was = session.scalar(select(ContactBefore)).was
    assert (was["topics"], was["confidence"], was["minutes"], was["counts"]) == (
        "Data and measures",
        "2",
        "20",
        "Groups started: 1",
    )
    assert rules.in_words(was)["confidence"] == "2: much has to change"
    assert list(session.get(Contact, logged.contact_id).topics) == ["data", "funding"]


def test_the_programmes_own_topics_come_first_and_every_topic_has_words() -> None:
    offered = rules.topics_offered(("How the groups go", "Who facilitates"))
    assert list(offered)[:3] == ["agenda_1", "agenda_2", "recruitment"]
    assert len(offered) == 2 + len(Topic)
    assert set(rules.COUNT_WORDS) == set(Count)
    assert list(rules.CONFIDENCE_WORDS) == [1, 2, 3, 4, 5]
