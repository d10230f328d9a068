"""The plan is stored once, re-made from facts, and never moves what was held, missed or pinned."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.areas.models import ClosureDay, Implementation
from scaleup.areas.rules import Closure, ClosureDayChanged, Exit, ImplementationClosed, ImplementationOpened
from scaleup.core import facts
from scaleup.core.errors import Conflict, Refused
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.rules import LicenceGranted, LicenceResumed, LicenceSuspended, LicenceTermChanged
from scaleup.support import queries, service
from scaleup.support.models import Slot
from tests.client import Statements
from tests.factories import support as made

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T09:00:00+00:00")


@pytest.fixture
def licence(taking_up: Implementation) -> Licence:
    return made.licence(taking_up)


def slots(session: Session, licence: Licence) -> list[Slot]:
    return list(
        session.scalars(
            select(Slot)
            .where(Slot.licence_id == licence.id, Slot.state != "gone")
            .order_by(Slot.sequence)
            .execution_options(populate_existing=True)
        )
    )


def numbered(session: Session, licence: Licence, sequence: int) -> Slot:
    return next(slot for slot in slots(session, licence) if slot.sequence == sequence)


def test_three_years_have_22_contacts_from_1_may_2024_to_31_march_2027(session: Session, licence: Licence) -> None:
    assert service.make_plan(licence.id) == 22
    planned = slots(session, licence)
    assert [slot.due_on for slot in planned][:3] == [date(2024, 5, 1), date(2024, 6, 3), date(2024, 7, 1)]
    assert [slot.due_on for slot in planned][-2:] == [date(2027, 1, 4), date(2027, 3, 31)]


def test_a_plan_takes_four_statements(session: Session, licence: Licence, statements: Statements) -> None:
    statements.clear()
    service.make_plan(licence.id)
    assert len(statements) == 4


def test_a_hundred_plans_take_as_many_statements_as_one(session: Session, statements: Statements) -> None:
    licences = [
        made.licence(made.implementation(made.area(f"Area {number}")), number=f"BS-{number}") for number in range(100)
    ]
    statements.clear()
    service.make_plans([each.id for each in licences])
    writing = [one for one in statements if one.startswith("INSERT")]
    assert len(statements) - len(writing) == 2
    assert len(writing) <= 3


def test_making_a_plan_twice_changes_nothing(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    service.make_plan(licence.id)
    assert len(slots(session, licence)) == 22


def test_remaking_an_untouched_plan_changes_nothing(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    assert service.remake(licence.implementation_id, today=TODAY) == []
    assert {slot.anchor_version for slot in slots(session, licence)} == {1}


def test_a_closure_day_moves_one_contact_and_its_anchor_version_grows(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    session.add(ClosureDay(nation="all", on_day=date(2027, 1, 4), reason="Stocktaking"))
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    service.remake(licence.implementation_id, today=TODAY)
    moved = numbered(session, licence, 21)
    assert (moved.due_on, moved.anchor_version) == (date(2027, 1, 5), 2)
    assert {slot.anchor_version for slot in slots(session, licence) if slot.sequence != 21} == {1}


def test_a_draft_that_was_dropped_has_no_contacts_when_plans_are_made_anew(
    session: Session, licence: Licence, taking_up: Implementation
) -> None:
    service.make_plan(licence.id)
    dropped = made.licence(taking_up, starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31), number="BS-002")
    dropped.state = "ended"
    made.keep(
        LicenceMove(
            licence_id=dropped.id, from_state="draft", to_state="ended", on_day=TODAY, reason="Wrong term", at=NOON
        )
    )
    service.remake(licence.implementation_id, today=TODAY)
    assert slots(session, dropped) == []


def test_what_was_held_or_missed_does_not_move_with_the_licence(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    held, missed = numbered(session, licence, 19), numbered(session, licence, 16)
    held.state, missed.state = "held", "missed"
    licence.starts_on = date(2024, 4, 8)
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    assert numbered(session, licence, 19).due_on == date(2026, 7, 1)
    assert numbered(session, licence, 16).due_on == date(2025, 12, 1)
    assert numbered(session, licence, 21).due_on == date(2027, 1, 8)


def test_a_pinned_contact_stays_while_the_rest_follows_the_term(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    slot = numbered(session, licence, 21)
    service.move_contact(
        1, slot_id=slot.id, to_on=date(2027, 1, 12), because="Half the team is away", version=1, today=TODAY
    )
    licence.starts_on = date(2024, 4, 8)
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    pinned = numbered(session, licence, 21)
    assert (pinned.due_on, pinned.pinned_because, pinned.anchor_version) == (
        date(2027, 1, 12),
        "Half the team is away",
        2,
    )


def test_a_pinned_contact_outside_a_shorter_licence_goes_with_the_reason(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    slot = numbered(session, licence, 21)
    service.move_contact(1, slot_id=slot.id, to_on=date(2027, 1, 12), because="Agreed", version=1, today=TODAY)
    licence.ends_on = date(2026, 12, 31)
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    gone = session.get(Slot, slot.id)
    assert gone is not None
    assert (gone.state, gone.gone_because) == ("gone", "the licence ends on Thursday 31 December 2026")


def test_a_shorter_licence_and_then_the_old_one_again_brings_contacts_back(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    for ends_on, left in ((date(2026, 12, 15), 20), (date(2027, 3, 31), 22)):
        licence.ends_on = ends_on
        session.flush()
        service.remake(licence.implementation_id, today=TODAY)
        assert len(slots(session, licence)) == left
    assert numbered(session, licence, 21).anchor_version == 3
    assert session.query(Slot).filter_by(licence_id=licence.id).count() == 22


def test_a_suspension_takes_the_contacts_inside_and_shifts_nothing_after(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    session.add(
        Suspension(licence_id=licence.id, from_on=date(2026, 12, 1), to_on=date(2027, 1, 31), reason="Restructure")
    )
    session.flush()
    changed = service.remake(licence.implementation_id, today=TODAY)
    assert [(each.sequence, each.now_on) for each in changed] == [(21, None)]
    assert numbered(session, licence, 22).due_on == date(2027, 3, 31)


def test_a_renewed_licence_goes_on_every_three_months(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    renewed = made.licence(
        licence_implementation(session, licence),
        starts_on=date(2027, 4, 1),
        ends_on=date(2028, 3, 31),
        number="BS-002",
        renews=licence,
    )
    service.make_plan(renewed.id)
    assert [slot.due_on for slot in slots(session, renewed)] == [
        date(2027, 7, 1),
        date(2027, 10, 1),
        date(2028, 1, 4),
        date(2028, 3, 31),
    ]


def test_a_renewal_after_one_year_goes_on_every_two_months(session: Session, taking_up: Implementation) -> None:
    first = made.licence(taking_up, starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31))
    service.make_plan(first.id)
    second = made.licence(
        taking_up, starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31), number="BS-002", renews=first
    )
    service.make_plan(second.id)
    assert len(slots(session, first)) == 12
    assert [slot.due_on for slot in slots(session, second)] == [
        date(2026, 6, 1),
        date(2026, 8, 3),
        date(2026, 10, 1),
        date(2026, 12, 1),
        date(2027, 2, 1),
        date(2027, 3, 31),
    ]


def test_the_slots_never_clash_when_a_plan_is_made_by_two_at_once(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    session.execute(service.plan.insert_missing(), [service.plan.slot_values(*first_contact(licence))])
    assert len(slots(session, licence)) == 22


def first_contact(licence: Licence):
    [found] = service.plan.reads.plan_facts(Licence.id == licence.id)
    return found, service.plan.reads.planned(
        Slot(
            sequence=1,
            nominal_on=date(2024, 5, 1),
            due_on=date(2024, 5, 1),
            interval_months=1,
            provisional=False,
        )
    )


def licence_implementation(session: Session, licence: Licence) -> Implementation:
    return session.get(Implementation, licence.implementation_id)


# --- What follows from facts ------------------------------------------------------------------------------------


@pytest.fixture
def announced(session: Session) -> None:
    facts.install(service.HANDLERS)


def about(licence: Licence, on_day: date) -> dict[str, object]:
    return {
        "licence_id": licence.id,
        "implementation_id": licence.implementation_id,
        "area_id": licence.area_id,
        "on_day": on_day,
        "person_id": None,
    }


def test_granting_makes_the_plan(session: Session, licence: Licence, announced: None) -> None:
    fact = LicenceGranted(**about(licence, TODAY), starts_on=licence.starts_on, ends_on=licence.ends_on)
    assert [change.sentence for change in facts.consequences(fact)] == ["Marlbury: 22 contacts are added"]
    assert slots(session, licence) == []
    facts.announce(fact)
    assert len(slots(session, licence)) == 22


def test_a_suspension_is_described_before_it_is_made(session: Session, licence: Licence, announced: None) -> None:
    service.make_plan(licence.id)
    fact = LicenceSuspended(**about(licence, date(2026, 12, 1)), to_on=date(2027, 1, 31), reason="Restructure")
    assert [change.sentence for change in facts.consequences(fact)] == [
        "Marlbury: 1 contact is taken out of the plan (4 January 2027)"
    ]
    assert len(slots(session, licence)) == 22
    facts.announce(fact)
    assert len(slots(session, licence)) == 21
    assert queries.last_number(licence.id) == 22  # those that stay keep their numbers


def test_resuming_brings_back_only_what_is_to_come(session: Session, licence: Licence, announced: None) -> None:
    service.make_plan(licence.id)
    session.add(Suspension(licence_id=licence.id, from_on=date(2026, 11, 1), to_on=None, reason="Restructure"))
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    assert [slot.sequence for slot in slots(session, licence)][-1] == 20
    fact = LicenceResumed(**about(licence, date(2027, 2, 1)), suspended_from_on=date(2026, 11, 1))
    facts.announce(fact)
    assert [slot.sequence for slot in slots(session, licence)][-2:] == [20, 22]


def test_a_longer_term_adds_contacts(session: Session, licence: Licence, announced: None) -> None:
    service.make_plan(licence.id)
    fact = LicenceTermChanged(
        **about(licence, TODAY),
        starts_on=licence.starts_on,
        ends_on=date(2027, 9, 30),
        formerly_starts_on=licence.starts_on,
        formerly_ends_on=licence.ends_on,
    )
    facts.announce(fact)
    assert [slot.due_on for slot in slots(session, licence)][-3:] == [
        date(2027, 4, 1),
        date(2027, 7, 1),
        date(2027, 9, 30),
    ]


def test_closing_takes_every_later_contact(session: Session, licence: Licence, announced: None) -> None:
    service.make_plan(licence.id)
    facts.announce(
        ImplementationClosed(
            implementation_id=licence.implementation_id,
            area_id=licence.area_id,
            closed_on=TODAY,
            exit=Exit.WITHDRAWN,
            reason="Funding ended",
            person_id=None,
            at=made.LONG_AGO,
        )
    )
    assert all(slot.due_on <= TODAY for slot in slots(session, licence))


def test_opening_again_brings_back_what_is_to_come(session: Session, licence: Licence, announced: None) -> None:
    service.make_plan(licence.id)
    under = licence_implementation(session, licence)
    under.closed_on, under.exit = TODAY, Exit.PAUSED
    session.flush()
    service.remake(under.id, today=TODAY)
    assert len(slots(session, licence)) == 20
    under.closed_on, under.exit = None, None
    session.flush()
    facts.announce(ImplementationOpened(under.id, under.area_id, under.opened_on, None))
    assert [slot.due_on for slot in slots(session, licence)][-2:] == [date(2027, 1, 4), date(2027, 3, 31)]


def test_a_closure_day_touches_its_nation_only(session: Session, licence: Licence, announced: None) -> None:
    scottish = made.licence(made.implementation(made.area("Kelso", "Scotland")), number="BS-009")
    service.make_plans([licence.id, scottish.id])
    session.add(ClosureDay(nation="Scotland", on_day=date(2027, 1, 5), reason="Office move"))
    session.flush()
    before = numbered(session, scottish, 21).due_on
    facts.announce(ClosureDayChanged("Scotland", date(2027, 1, 5), Closure.ADDED, None))
    assert before == date(2027, 1, 5)
    assert numbered(session, scottish, 21).due_on == date(2027, 1, 6)
    assert numbered(session, licence, 21).due_on == date(2027, 1, 4)


def test_a_terminated_licence_keeps_no_contact_after_its_last_day(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    licence.state = "terminated"
    session.add(
        LicenceMove(
            licence_id=licence.id,
            from_state="granted",
            to_state="terminated",
            on_day=TODAY,
            reason="Sessions without a health worker",
            at=made.LONG_AGO,
        )
    )
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    assert max(slot.due_on for slot in slots(session, licence)) == date(2026, 10, 1)


# --- Moving by hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to_on", "because", "message"),
    [
        (date(2026, 11, 20), "Away", "20 November 2026 has passed. Enter a date to come"),
        (date(2027, 1, 9), "Away", "9 January 2027 is a Saturday. Enter a working day"),
        (date(2026, 12, 28), "Away", "Monday 28 December 2026 is a bank holiday in England. Enter a working day"),
        (
            date(2027, 4, 6),
            "Away",
            "There can be no contact on 6 April 2027: the licence ends on Wednesday 31 March 2027. Enter another date",
        ),
        (date(2027, 1, 12), " ", "Say why the contact moves: the project lead will read it"),
    ],
)
def test_a_contact_is_moved_only_to_a_day_on_which_it_can_be(
    session: Session, licence: Licence, to_on: date, because: str, message: str
) -> None:
    service.make_plan(licence.id)
    slot = numbered(session, licence, 21)
    with pytest.raises(Refused) as refused:
        service.move_contact(1, slot_id=slot.id, to_on=to_on, because=because, version=1, today=TODAY)
    assert [refusal.message for refusal in refused.value.refusals] == [message]


def test_two_people_moving_one_contact_are_told(session: Session, licence: Licence) -> None:
    service.make_plan(licence.id)
    slot = numbered(session, licence, 21)
    service.move_contact(1, slot_id=slot.id, to_on=date(2027, 1, 12), because="Away", version=1, today=TODAY)
    with pytest.raises(Conflict) as conflict:
        service.move_contact(2, slot_id=slot.id, to_on=date(2027, 1, 13), because="Ill", version=1, today=TODAY)
    assert conflict.value.theirs["to_on"] == "Tue 12 Jan 2027"
    assert TODAY + timedelta(days=50) == date(2027, 1, 12)
