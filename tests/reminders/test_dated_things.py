"""Milestones, funding that ends before the licence, and registers with empty cells are reminded of until settled."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Funding
from scaleup.milestones.models import DatedActivity
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders import service
from scaleup.reminders.queries import CANDIDATES
from scaleup.training.models import Booking, Event, EventArea, EventTrainer
from tests.factories import plans, training
from tests.factories import support as make
from tests.factories.plans import Marlbury
from tests.indexes import plan_of
from tests.mails import plan, send, told, words_in, words_of
from tests.servers import Mailbox

FRIDAY = datetime(2026, 10, 9, 8, tzinfo=UTC)
"""Nine in London."""
NEXT_FRIDAY = FRIDAY + timedelta(days=7)
TUESDAY = datetime(2026, 10, 13, 8, tzinfo=UTC)


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    """Under licence until the end of March 2027."""
    clock("2026-10-09T08:00:00+00:00")
    made = plans.marlbury()
    plans.going_on(made.implementation)
    commit.now()
    return made


def activity(
    of: Implementation, *, code: str = "champion", due_on: date = date(2026, 10, 9), owner_id: int | None = None
) -> DatedActivity:
    """A milestone with a day."""
    return make.keep(
        DatedActivity(
            implementation_id=of.id,
            area_id=of.area_id,
            code=code,
            due_on=due_on,
            owner_id=owner_id,
            said_at=make.LONG_AGO,
        )
    )


def test_a_milestone_is_told_to_its_owner_on_its_day_and_a_week_late_to_the_manager_too(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    activity(marlbury.implementation, owner_id=marlbury.lead.id)
    assert plan(FRIDAY - timedelta(minutes=1)) == 0
    assert [plan(FRIDAY + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    send(FRIDAY)
    subject, text = words_of(mailbox, marlbury.lead)
    assert subject == "Marlbury: a milestone is due 9 October 2026"
    assert "This milestone of Baby Steps in Marlbury is due today, Friday 9 October 2026:" in text
    assert "A local champion is known" in text
    assert f"/areas/{marlbury.area.id}/milestones" in text
    assert "You get this because you lead Marlbury; it goes out on the day a milestone is due." in text
    assert [plan(NEXT_FRIDAY + timedelta(days=n)) for n in range(3)] == [2, 0, 0]
    assert told(session) == [
        ("milestone_today", marlbury.lead.id, "sent"),
        ("milestone_5_days_late", marlbury.lead.id, "pending"),
        ("milestone_5_days_late", marlbury.manager.id, "pending"),
    ]


def test_a_milestone_done_before_the_mail_goes_is_not_told_and_one_that_moved_is_told_for_its_new_day(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    done, moved = activity(marlbury.implementation), activity(marlbury.implementation, code="plan_agreed")
    assert plan(FRIDAY) == 2
    done.done_on, moved.due_on = date(2026, 10, 8), date(2026, 10, 16)
    send(FRIDAY)
    assert mailbox.mails == []
    assert [state for _, _, state in told(session)] == ["cancelled", "cancelled"]
    assert plan(NEXT_FRIDAY) == 1
    assert told(session)[-1] == ("milestone_today", marlbury.manager.id, "pending")


def test_a_milestone_that_a_fact_has_ticked_and_one_of_a_closed_implementation_are_nobodys_to_do(
    marlbury: Marlbury, session: Session
) -> None:
    activity(marlbury.implementation, code="licence_signed")
    assert plan(FRIDAY) == 0
    activity(marlbury.implementation)
    marlbury.implementation.closed_on = date(2026, 10, 8)
    assert plan(FRIDAY) == 0


def pays(of: Implementation, *, until_on: date) -> Funding:
    """Somebody pays from the licence's start until this day."""
    return make.keep(
        Funding(
            implementation_id=of.id,
            area_id=of.area_id,
            funder="Marlbury Trust",
            pence=100_000,
            from_on=date(2024, 4, 1),
            to_on=until_on,
        )
    )


HALF_A_YEAR_BEFORE = datetime(2026, 7, 6, 8, tzinfo=UTC)
"""180 days before 2 January 2027 is a Monday."""


def test_funding_that_ends_before_the_licence_is_told_half_a_year_and_a_month_before_each_once(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    pays(marlbury.implementation, until_on=date(2027, 1, 2))
    assert plan(HALF_A_YEAR_BEFORE - timedelta(minutes=1)) == 0
    assert [plan(HALF_A_YEAR_BEFORE + timedelta(days=n)) for n in range(3)] == [1, 0, 0]
    send(HALF_A_YEAR_BEFORE)
    subject, text = words_of(mailbox, marlbury.manager)
    assert subject == "Marlbury: funding ends on Saturday 2 January 2027"
    assert "The licence lasts until Wednesday 31 March 2027." in text
    assert "it goes out 180 days before funding ends that is to last as long as the licence." in text
    unit = make.person("Helen Marsh", Role.UNIT_MANAGER)
    assert plan(datetime(2026, 12, 3, 9, tzinfo=UTC)) == 2
    assert told(session)[1:] == [
        ("funding_ends_in_30_days", marlbury.manager.id, "pending"),
        ("funding_ends_in_30_days", unit.id, "pending"),
    ]


def test_funding_put_down_for_the_rest_settles_it_and_a_later_end_that_is_too_early_is_told_anew(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    pays(marlbury.implementation, until_on=date(2027, 1, 2))
    assert plan(HALF_A_YEAR_BEFORE) == 1
    pays(marlbury.implementation, until_on=date(2027, 1, 31))
    send(HALF_A_YEAR_BEFORE)
    assert mailbox.mails == []
    assert plan(datetime(2026, 8, 4, 8, tzinfo=UTC)) == 1
    pays(marlbury.implementation, until_on=date(2027, 3, 31))
    send(datetime(2026, 8, 4, 8, tzinfo=UTC))
    assert mailbox.mails == []
    assert plan(datetime(2027, 1, 4, 9, tzinfo=UTC)) == 0


def held(marlbury: Marlbury, trainer: Person) -> tuple[Event, Booking]:
    """A top-up of Thursday and Friday with one who was booked, and who trained."""
    event = training.event(marlbury.implementation, part="top_up", days=(date(2026, 10, 8), date(2026, 10, 9)))
    make.keep(EventTrainer(event_id=event.id, person_id=trainer.id))
    somebody = make.may_deliver(make.person("Ana Reyes"), marlbury.implementation, Profession.MIDWIFE)
    return event, training.booking(event, somebody)


def test_a_register_with_an_empty_cell_is_told_to_the_trainers_and_then_to_the_manager_too(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    trainer = make.person("Tom Okafor", Role.TRAINER)
    event, _ = held(marlbury, trainer)
    assert plan(TUESDAY - timedelta(minutes=1)) == 0
    assert [plan(TUESDAY + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    send(TUESDAY)
    subject, text = words_of(mailbox, trainer)
    assert subject == "Marlbury: the register of Friday 9 October 2026 is not filled"
    assert f"/training/{event.id}/register" in text
    assert "it goes out 2 working days after an event whose register is not filled." in text
    assert [plan(NEXT_FRIDAY + timedelta(days=n)) for n in range(3)] == [2, 0, 0]
    assert told(session)[1:] == [
        ("register_5_days_late", trainer.id, "pending"),
        ("register_5_days_late", marlbury.manager.id, "pending"),
    ]


def test_a_register_filled_meanwhile_and_an_event_that_is_cancelled_or_had_nobody_are_not_told(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    event, booking = held(marlbury, make.person("Tom Okafor", Role.TRAINER))
    assert plan(TUESDAY) == 1
    training.marks(booking, event)
    send(TUESDAY)
    assert mailbox.mails == []
    assert plan(NEXT_FRIDAY) == 0
    training.event(marlbury.implementation, part="top_up", days=(date(2026, 10, 9),))
    assert plan(NEXT_FRIDAY) == 0


def test_an_event_that_moved_is_told_for_its_new_last_day(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    event, _ = held(marlbury, make.person("Tom Okafor", Role.TRAINER))
    assert plan(TUESDAY) == 1
    event.last_on = date(2026, 10, 16)
    send(TUESDAY)
    assert mailbox.mails == []
    assert plan(NEXT_FRIDAY) == 0
    assert plan(datetime(2026, 10, 20, 8, tzinfo=UTC)) == 1


def test_an_event_of_two_areas_tells_its_trainer_once_and_each_manager(marlbury: Marlbury, session: Session) -> None:
    trainer = make.person("Tom Okafor", Role.TRAINER)
    event, _ = held(marlbury, trainer)
    beside = make.area("Oldham")
    other = make.person("Sam Ito", Role.IMPLEMENTATION_MANAGER)
    served = make.implementation(beside, manager=other)
    make.keep(EventArea(event_id=event.id, implementation_id=served.id, area_id=beside.id))
    assert plan(TUESDAY) == 1
    assert plan(NEXT_FRIDAY) == 3
    late = [(rule, who) for rule, who, _ in told(session) if rule == "register_5_days_late"]
    assert late == [("register_5_days_late", one.id) for one in (trainer, marlbury.manager, other)]


def test_an_area_whose_reminders_are_held_is_quiet_about_all_three(marlbury: Marlbury, session: Session) -> None:
    activity(marlbury.implementation)
    pays(marlbury.implementation, until_on=date(2026, 10, 9))
    held(marlbury, make.person("Tom Okafor", Role.TRAINER))
    marlbury.area.reminders_started_at = None
    assert plan(NEXT_FRIDAY) == 0
    shares = service.preview([marlbury.area.id], FRIDAY)
    assert {one.name for one in shares} == {"Priya Nair", "Tom Okafor"}


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        (ReminderSubject.MILESTONE, "ix_dated_activity_open"),
        (ReminderSubject.FUNDING, "ix_progress_unfunded"),
        (ReminderSubject.REGISTER, "ix_training_event_last_on"),
    ],
)
def test_what_may_be_due_is_found_by_its_day(
    marlbury: Marlbury, session: Session, kind: ReminderSubject, index: str
) -> None:
    activity(marlbury.implementation)
    for number in range(120):
        implementation = make.implementation(make.area(f"Area {number}"))
        activity(implementation, due_on=date(2025, 10, 9)).done_on = date(2025, 10, 9)
        training.event(implementation, part="top_up", days=(date(2019, 10, 9),))
    commit.now()
    session.execute(text("ANALYZE"))
    assert index in plan_of(session, lambda: CANDIDATES[kind](date(2026, 10, 9), None))


def test_late_ones_of_all_three_are_lines_of_one_digest_each_with_its_page(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    clock("2026-10-16T08:00:00+00:00")
    for code in ("champion", "plan_agreed", "records_set_up"):
        activity(marlbury.implementation, code=code)
    event, _ = held(marlbury, marlbury.manager)
    assert plan(NEXT_FRIDAY) > 3
    send(NEXT_FRIDAY)
    [mail] = mailbox.to(marlbury.manager.email or "")
    words = words_in(mail)
    assert mail["Subject"] == "4 things are late"
    assert words.count("Marlbury: a milestone, for the day of 9 October 2026, 7 days late") == 3
    assert "Marlbury: a register that is not filled, for the day of 9 October 2026, 7 days late" in words
    assert f"/areas/{marlbury.area.id}/milestones" in words
    assert f"/training/{event.id}/register" in words
