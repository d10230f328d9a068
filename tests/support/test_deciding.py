"""The system proposes another pace, a person decides with a reason, and the plan follows."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.errors import Conflict, Refused
from scaleup.fidelity.rules import Method
from scaleup.fidelity.service import record_check
from scaleup.licences.models import Licence, Suspension
from scaleup.outbox.models import Message
from scaleup.outbox.rules import NotNeeded
from scaleup.support import rules, service
from scaleup.support.models import PlanVersion, Slot, StepDecision, StepProposal
from scaleup.support.rules import Channel, ContactTerms, Outcome, Rung
from scaleup.support.service import Deciding
from tests.factories import messages
from tests.factories import support as made

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.fixture
def helen() -> Person:
    return made.person("Helen Marsh", Role.UNIT_MANAGER)


def slots(session: Session, licence: Licence) -> dict[int, date]:
    rows = session.execute(
        select(Slot.sequence, Slot.due_on).where(Slot.licence_id == licence.id, Slot.state != "gone")
    )
    return {row.sequence: row.due_on for row in rows}


def waiting(session: Session) -> list[StepProposal]:
    return list(session.scalars(select(StepProposal).where(StepProposal.settled_on.is_(None))))


def decide(licence: Licence, code: str, reason: str, by: Person):
    climb = service.climb_of(licence.id, today=TODAY)
    choice = next(
        each for each in rules.choices(climb.course, climb.here, climb.proposal, today=TODAY) if each.code == code
    )
    shown = service.mark_of(service.considered(climb, choice, today=TODAY))
    return service.decide_pace(by.id, Deciding(code, reason, shown), licence_id=licence.id, today=TODAY)


def test_a_miss_that_is_logged_and_one_without_a_record_propose_to_tighten_and_tell_the_unit_manager(
    session: Session, laddered: Licence, priya: Person, helen: Person
) -> None:
    terms = ContactTerms(held_on=date(2026, 10, 2), outcome=Outcome.NO_ANSWER, channel=Channel.CALL)
    service.log_contact(priya.id, terms, implementation_id=laddered.implementation_id, nonce="a", today=TODAY, now=NOW)
    (proposal,) = waiting(session)
    assert (proposal.rung, proposal.escalated, proposal.since_on) == (Rung.TIGHTEN, True, TODAY)
    assert proposal.sentence.startswith("Contacts 19 and 20 (1 July 2026 and 1 October 2026) were missed in a row")
    (mail,) = session.scalars(select(Message))
    assert (mail.kind, mail.person_id) == ("support.missed-in-a-row", helen.id)
    assert service.look([laddered.implementation_id], now=NOW) == 0
    assert len(list(session.scalars(select(Message)))) == 1


def test_an_accepted_proposal_moves_the_contacts_after_it_and_is_a_version(
    session: Session, laddered: Licence, priya: Person
) -> None:
    service.look([laddered.implementation_id], now=NOW)
    before = slots(session, laddered)
    decide(laddered, "2", "The lead has left and the deputy asks for more", priya)
    after = slots(session, laddered)
    assert {number: after[number] for number in range(1, 21)} == {number: before[number] for number in range(1, 21)}
    assert {number: on for number, on in after.items() if number > 20} == {
        21: date(2026, 12, 1),
        22: date(2027, 2, 1),
        23: date(2027, 3, 31),
    }
    decision = session.scalars(select(StepDecision)).one()
    assert (decision.rung, decision.accepted, decision.after, decision.every_months) == ("tighten", True, 20, 2)
    assert (decision.answers, decision.decided_by_id) == ("tighten:20", priya.id)
    version = session.scalars(select(PlanVersion).order_by(PlanVersion.number.desc())).first()
    assert version is not None
    assert (version.cause, version.staff_only) == (
        "After contact 20 contacts are every 2 months: The lead has left and the deputy asks for more",
        True,
    )
    assert waiting(session) == []
    assert service.remake(laddered.implementation_id, today=TODAY) == []
    assert service.look([laddered.implementation_id], now=NOW) == 0


def test_a_declined_proposal_changes_no_contact_and_is_not_made_again(
    session: Session, laddered: Licence, priya: Person
) -> None:
    service.look([laddered.implementation_id], now=NOW)
    before = slots(session, laddered)
    decide(laddered, "keep", "Both were moved by telephone", priya)
    assert slots(session, laddered) == before
    decision = session.scalars(select(StepDecision)).one()
    assert (decision.accepted, decision.after, decision.answers) == (False, None, "tighten:20")
    assert session.scalars(select(PlanVersion)).all()[-1].number == 1
    assert service.look([laddered.implementation_id], now=NOW) == 0


def test_a_decision_needs_a_reason_and_what_was_shown(session: Session, laddered: Licence, priya: Person) -> None:
    with pytest.raises(Refused, match="Say why"):
        decide(laddered, "2", "  ", priya)
    with pytest.raises(Conflict):
        service.decide_pace(priya.id, Deciding("2", "More", "0"), licence_id=laddered.id, today=TODAY)
    with pytest.raises(Conflict):
        service.decide_pace(priya.id, Deciding("7", "More", "0"), licence_id=laddered.id, today=TODAY)
    assert session.scalars(select(StepDecision)).all() == []


def test_a_contact_put_right_takes_the_proposal_back(session: Session, laddered: Licence, priya: Person) -> None:
    service.look([laddered.implementation_id], now=NOW)
    assert len(waiting(session)) == 1
    terms = ContactTerms(held_on=date(2026, 10, 2), outcome=Outcome.HELD, channel=Channel.CALL)
    service.log_contact(priya.id, terms, implementation_id=laddered.implementation_id, nonce="a", today=TODAY, now=NOW)
    assert waiting(session) == []
    (settled,) = session.scalars(select(StepProposal))
    assert settled.settled_on == TODAY


def test_a_red_fidelity_check_proposes_monthly_again(session: Session, laddered: Licence, priya: Person) -> None:
    for slot in session.scalars(select(Slot).where(Slot.licence_id == laddered.id, Slot.sequence.in_([19, 20]))):
        slot.state = "held"
    record_check(
        laddered.implementation_id, on_day=date(2026, 11, 20), method=Method.OBSERVATION, percent=55.0, by=priya.id
    )
    assert list(service.portions(NOW)) == [[laddered.implementation_id]]
    service.look([laddered.implementation_id], now=NOW)
    (proposal,) = waiting(session)
    assert (proposal.rung, proposal.escalated) == (Rung.DENSE, False)
    decide(laddered, "1", "As the ladder says", priya)
    assert {number: on for number, on in slots(session, laddered).items() if number > 20} == {
        21: date(2026, 12, 1),
        22: date(2027, 1, 4),
        23: date(2027, 2, 1),
        24: date(2027, 3, 1),
        25: date(2027, 3, 31),
    }


def test_an_older_version_of_the_programme_proposes_nothing_and_people_may_decide(
    session: Session, licence: Licence, priya: Person
) -> None:
    service.look([licence.implementation_id], now=NOW)
    assert waiting(session) == []
    decide(licence, "1", "A new team", priya)
    assert max(slots(session, licence)) == 25


def test_a_renewed_licence_goes_on_at_the_pace_that_was_decided(
    session: Session, laddered: Licence, priya: Person
) -> None:
    decide(laddered, "1", "A new team", priya)
    renewed = made.licence(
        laddered.implementation, starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31), number="BS-002"
    )
    renewed.renews_id = laddered.id
    session.flush()
    service.make_plan(renewed.id)
    assert len(slots(session, renewed)) == 12


def test_nothing_is_proposed_while_the_licence_rests(session: Session, laddered: Licence) -> None:
    session.add(Suspension(licence_id=laddered.id, from_on=date(2026, 11, 20), to_on=None, reason="A new team"))
    session.flush()
    service.remake(laddered.implementation_id, today=TODAY)
    assert service.look([laddered.implementation_id], now=NOW) == 0


def test_old_misses_of_an_area_whose_reminders_nobody_started_or_just_did_are_mailed_to_nobody(
    session: Session, laddered: Licence, helen: Person
) -> None:
    area = session.get_one(Area, laddered.area_id)
    for started_at in (None, datetime(2026, 11, 20, 9, tzinfo=UTC)):
        area.reminders_started_at = started_at
        session.execute(delete(StepProposal))
        assert service.look([laddered.implementation_id], now=NOW) == 1
        assert session.scalars(select(Message)).all() == []
    area.reminders_started_at = datetime(2026, 9, 1, 9, tzinfo=UTC)
    session.execute(delete(StepProposal))
    service.look([laddered.implementation_id], now=NOW)
    assert len(session.scalars(select(Message)).all()) == 1


def test_the_mail_says_what_was_missed_and_is_not_sent_once_somebody_decided(
    session: Session, laddered: Licence, helen: Person, priya: Person
) -> None:
    service.look([laddered.implementation_id], now=NOW)
    (message,) = session.scalars(select(Message))
    told = service.RENDERERS[message.kind](messages.waiting(message))
    assert told.subject == "Marlbury: contacts missed in a row"
    assert "Contacts 19 and 20 (1 July 2026 and 1 October 2026) were missed in a row" in told.text
    decide(laddered, "keep", "Both were moved by telephone", priya)
    with pytest.raises(NotNeeded):
        service.RENDERERS[message.kind](messages.waiting(message))
