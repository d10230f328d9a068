"""The summary of a contact goes to who leads and took part, in the transaction that saves it, without a rating."""

from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.core.errors import Refused
from scaleup.core.letters import Items
from scaleup.licences.models import Licence
from scaleup.outbox.models import Message
from scaleup.outbox.rules import NotNeeded
from scaleup.support import rules, service
from scaleup.support.models import Contact, ContactSummary
from scaleup.support.rules import ActionTerms, BarrierCode, BarrierTerms, Channel, Outcome, Rating, RatingTerms, Summed
from scaleup.support.service import Sending
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.messages import waiting
from tests.support.saying import NOW, TODAY, terms
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.fixture
def tom(marlbury: Area) -> Person:
    """A deputy of the area."""
    found = made.person("Tom Hartley", Role.DEPUTY)
    made.keep(AreaPerson(area_id=marlbury.id, person_id=found.id, role=AreaRole.DEPUTY, from_on=date(2024, 4, 26)))
    return found


def log(who: Person, under: Implementation, to: Sending, **said: object) -> service.Logged:
    return service.log_contact(
        who.id,
        terms(**said),
        implementation_id=under.id,
        nonce="n",
        today=TODAY,
        now=NOW,
        to=to,
        judged=RatingTerms(Rating.RED, "The trust withdraws", "Helen rings the director"),
    )


def sent(session: Session) -> list[tuple[int, int]]:
    """Who was sent a summary, and the how-manieth it was; each has one message."""
    rows = session.scalars(select(ContactSummary).order_by(ContactSummary.sending, ContactSummary.person_id)).all()
    messages = session.scalars(select(Message).where(Message.kind == "support.summary")).all()
    assert sorted(one.person_id for one in messages) == sorted(one.person_id for one in rows)
    return [(one.person_id, one.sending) for one in rows]


def rendered(session: Session) -> str:
    """The latest mail as it would be handed over now."""
    every = select(Message).where(Message.kind == "support.summary").order_by(Message.id.desc())
    row = session.scalars(every).first()
    made = service.RENDERERS["support.summary"](waiting(row))
    return f"{made.subject}\n{made.text}\n{made.html}"


def test_the_letter_says_what_was_agreed_and_when_the_next_is() -> None:
    letter = rules.summary(
        Summed(
            contact_id=7,
            area="Marlbury",
            programme="Baby Steps",
            held_on=date(2026, 10, 6),
            channel=Channel.CALL,
            people=("Niamh O’Rourke", "Priya Nair"),
            discussed="The trust releases two people.\n\nThe hall is let.",
            works="Pairs know each other",
            barriers=("Venue: holds us up",),
            actions=("Send the report (Niamh O’Rourke): open, due Mon 2 Nov",),
            next_on=date(2027, 1, 4),
            next_at=time(14, 30),
            next_link="https://meet.example/m",
        )
    )
    assert letter.subject == "Marlbury: what we agreed on Tuesday 6 October 2026"
    assert letter.paragraphs == (
        "Baby Steps, Marlbury: we spoke by phone with Niamh O’Rourke, Priya Nair.",
        "The trust releases two people.",
        "The hall is let.",
        "The next contact is on Monday 4 January 2027 at 14:30, at https://meet.example/m.",
    )
    assert (letter.open_title, letter.open_items) == (
        "Actions",
        ("Send the report (Niamh O’Rourke): open, due Mon 2 Nov",),
    )
    assert letter.lists == (
        Items("What works", ("Pairs know each other",)),
        Items("What stands in the way", ("Venue: holds us up",)),
    )


def test_a_summary_of_nothing_more_is_two_sentences_and_one_sent_again_says_so() -> None:
    plain = Summed(7, "Marlbury", "Baby Steps", date(2026, 10, 6), Channel.VISIT, again=True)
    letter = rules.summary(plain)
    assert letter.paragraphs == (
        "Baby Steps, Marlbury: we spoke in person.",
        "The contact was put right since the last summary; this one replaces it.",
        "No next contact is planned.",
    )
    assert (letter.open_title, letter.lists) == ("", ())


def test_leads_get_it_and_who_took_part_if_that_is_wanted(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person, tom: Person
) -> None:
    logged = log(priya, taking_up, Sending(leads=True, people=True), people_ids=(tom.id,))
    assert logged.summed
    assert sent(session) == sorted([(niamh.id, 1), (tom.id, 1)])


@pytest.mark.parametrize("to", [Sending(), Sending(people=True)])
def test_nobody_gets_what_nobody_asked_for(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person, to: Sending
) -> None:
    assert not log(priya, taking_up, to).summed
    assert sent(session) == []


def test_a_contact_that_was_not_held_has_no_summary(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person
) -> None:
    log(priya, taking_up, Sending(leads=True), outcome=Outcome.NO_ANSWER)
    assert sent(session) == []


def test_who_has_no_address_or_is_gone_gets_none(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person, tom: Person
) -> None:
    niamh.email = None
    tom.deactivated_at = NOW
    session.flush()
    log(priya, taking_up, Sending(leads=True, people=True), people_ids=(niamh.id,))
    assert sent(session) == []


def test_the_mail_holds_what_was_agreed_and_neither_rating_nor_note(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person
) -> None:
    log(
        priya,
        taking_up,
        Sending(leads=True),
        discussed="The hall is let",
        barriers=(BarrierTerms(BarrierCode.FUNDING, 3),),
        actions=(ActionTerms("Send the report", niamh.id, date(2026, 12, 2)),),
        staff_id=priya.id,
    )
    mail = rendered(session)
    for words in ("we spoke by video with Priya Nair", "The hall is let", "Funding: stops us", "Monday 4 January 2027"):
        assert words in mail
    assert "Send the report (Niamh O’Rourke): open, due Wed 2 Dec" in mail
    for words in ("Red", "red,", "withdraws", "Helen", "Amber", "rating"):
        assert words not in mail


def test_a_corrected_contact_is_sent_again_within_seven_days_and_not_after(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person
) -> None:
    logged = log(priya, taking_up, Sending(leads=True), discussed="As I first wrote it")

    def again(today: date) -> list[int]:
        return service.send_again(priya.id, Sending(leads=True), contact_id=logged.contact_id, today=today, now=NOW)

    service.correct_contact(
        priya.id,
        terms(discussed="As it was"),
        contact_id=logged.contact_id,
        version=1,
        because="A slip",
        today=TODAY,
        now=NOW,
    )
    assert again(date(2026, 11, 30)) == [niamh.id]
    assert sent(session) == [(niamh.id, 1), (niamh.id, 2)]
    mail = rendered(session)
    assert "this one replaces it" in mail
    assert "As it was" in mail
    assert "As I first wrote it" not in mail
    with pytest.raises(Refused):
        again(date(2026, 12, 1))


def test_who_has_the_summary_as_it_stands_gets_no_second_one(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person, tom: Person
) -> None:
    logged = log(priya, taking_up, Sending(leads=True), people_ids=(tom.id, niamh.id))

    def again(to: Sending) -> list[int]:
        return service.send_again(priya.id, to, contact_id=logged.contact_id, today=TODAY, now=NOW)

    with pytest.raises(Refused) as told:
        again(Sending(leads=True))
    assert str(told.value) == "They have the summary as it stands. Nothing was sent again."
    assert again(Sending(leads=True, people=True)) == [tom.id]
    assert "this one replaces it" not in rendered(session)
    assert sorted(sent(session)) == sorted([(niamh.id, 1), (tom.id, 2)])


def test_a_contact_put_right_to_not_held_is_told_no_more(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, niamh: Person
) -> None:
    logged = log(priya, taking_up, Sending(leads=True))
    session.get(Contact, logged.contact_id).outcome = "no_answer"
    with pytest.raises(NotNeeded):
        rendered(session)


def test_staff_send_it_unless_they_say_otherwise_and_read_it_on_the_next_page(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, niamh: Person, priya: Person
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(address).text
        assert "Send a summary to Niamh O’Rourke" in page
        typed = sent_by_browser(page) | {"outcome": ["held"], "channel": ["call"], "discussed": ["The hall is let"]}
        answer = client.post(address, data=typed)
        contact = session.scalars(select(Contact)).one()
        assert answer.location == f"/contacts/{contact.id}"
        shown = client.get(answer.location).text
    assert "Sent to Niamh O’Rourke on Mon 23 Nov" in shown
    assert '<pre class="letter">What we agreed on' in shown
    assert "Send it again" not in shown
    assert sent(session) == [(niamh.id, 1)]


def test_a_lead_sends_none_unless_they_ask_for_it(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, niamh: Person
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(niamh, Role.PROJECT_LEAD):
        typed = sent_by_browser(client.get(address).text) | {"outcome": ["held"], "channel": ["call"]}
        assert client.post(address, data=typed).location == "/"
        assert sent(session) == []
        page = f"/contacts/{session.scalars(select(Contact)).one().id}"
        token = sent_by_browser(client.get(page).text)["csrf_token"][0]
        assert client.post(f"{page}/summary", data={"csrf_token": token}).status_code == 422
        assert client.post(f"{page}/summary", data={"csrf_token": token, "send_leads": "yes"}).status_code == 302
    assert sent(session) == [(niamh.id, 1)]


def test_an_area_without_a_lead_offers_those_who_took_part(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, priya: Person, tom: Person
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}/contacts/log").text
    assert 'name="send_leads"' not in page
    assert "Send a summary to those of the area who took part" in page
