"""Conditions of verdicts and licences are reminded of, to who sees to them, while they are not met."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.licences.models import Licence
from scaleup.programmes.models import ProgrammeVersion
from scaleup.readiness import service as readiness
from scaleup.readiness.models import Condition
from scaleup.readiness.service import Ground, Wording
from scaleup.reminders import service
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look, plan, send, told, words_of
from tests.servers import Mailbox

DEPUTY = "Name a deputy lead."
FRIDAY = datetime(2026, 10, 9, 8, tzinfo=UTC)
"""Nine in London on Friday 9 October 2026, by which the deputy is to be named."""
WEDNESDAY = datetime(2026, 10, 14, 8, tzinfo=UTC)
"""Three working days later."""


@dataclass
class Marlbury(plans.Marlbury):
    """With one condition of its verdict, which its lead sees to."""

    condition: Condition

    def granted(self) -> Licence:
        """Its licence, which carries the condition."""
        licence = plans.going_on(self.implementation)
        readiness.carry(self.implementation.id, licence.id)
        return licence

    def change(self, *, due_on: date, owner_id: int | None) -> None:
        """The condition is put right."""
        wanted = Wording(DEPUTY, owner_id, due_on)
        readiness.change_condition(self.condition.id, wanted, version=self.condition.version, by=None)


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    clock("2026-10-09T08:00:00+00:00")
    made = plans.marlbury()
    wording = Wording(DEPUTY, made.lead.id, date(2026, 10, 9))
    condition = readiness.add_condition(made.implementation.id, wording, by=None, ground=Ground(item_code="L2"))
    session.commit()
    return Marlbury(**vars(made), condition=condition)


def test_its_owner_is_told_on_the_day_and_again_three_working_days_late_each_once(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    assert plan(FRIDAY - timedelta(minutes=1)) == 0
    assert [plan(FRIDAY + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    send(FRIDAY)
    assert plan(WEDNESDAY - timedelta(minutes=1)) == 0
    assert [plan(WEDNESDAY + timedelta(days=n)) for n in range(3)] == [1, 0, 0]
    assert told(session) == [
        ("condition_today", marlbury.lead.id, "sent"),
        ("condition_3_days_late", marlbury.lead.id, "pending"),
    ]


def test_the_mail_of_a_verdicts_condition_says_what_and_leads_to_the_areas_readiness(
    marlbury: Marlbury, mailbox: Mailbox
) -> None:
    look(FRIDAY)
    subject, text = words_of(mailbox, marlbury.lead)
    assert subject == "Marlbury: a condition is due 9 October 2026"
    assert "This condition of the readiness of Marlbury is to be met today, Friday 9 October 2026:" in text
    assert DEPUTY in text
    assert f"/areas/{marlbury.area.id}/readiness" in text
    assert "You get this because you lead Marlbury; it goes out on the day a condition is to be met." in text


def test_the_mail_of_a_condition_that_a_licence_carries_names_it_and_leads_to_it(
    marlbury: Marlbury, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    marlbury.granted()
    commit.now()
    clock("2026-10-14T08:00:00+00:00")
    look(WEDNESDAY)
    subject, text = words_of(mailbox, marlbury.lead)
    assert subject == "Marlbury: a condition was due 9 October 2026"
    assert "This condition of licence BS-001 of Marlbury is 5 days late (to be met by Friday 9 October" in text
    assert f"/areas/{marlbury.area.id}/licence" in text
    assert "it goes out 3 working days after a condition was to be met." in text


def test_where_nobody_sees_to_it_the_implementation_manager_is_told(marlbury: Marlbury, session: Session) -> None:
    marlbury.change(due_on=date(2026, 10, 9), owner_id=None)
    assert plan(FRIDAY) == 1
    assert told(session) == [("condition_today", marlbury.manager.id, "pending")]


def test_a_condition_met_before_the_mail_goes_is_not_told(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    plan(FRIDAY)
    readiness.meet_condition(marlbury.condition.id, met_on=date(2026, 10, 9), by=None)
    send(FRIDAY)
    assert mailbox.mails == []
    assert told(session) == [("condition_today", marlbury.lead.id, "cancelled")]
    assert plan(WEDNESDAY) == 0


def test_a_condition_moved_is_told_for_its_new_day_and_never_twice_for_one(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    plan(FRIDAY)
    marlbury.change(due_on=date(2026, 10, 23), owner_id=marlbury.lead.id)
    send(FRIDAY)
    assert mailbox.mails == [], "what was planned for the day before the move goes to nobody"
    assert plan(WEDNESDAY) == 0
    new_day = datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert plan(new_day) == 1
    send(new_day)
    marlbury.change(due_on=date(2026, 11, 6), owner_id=marlbury.lead.id)
    assert plan(new_day) == 0
    marlbury.change(due_on=date(2026, 10, 23), owner_id=marlbury.lead.id)
    assert plan(new_day + timedelta(minutes=1)) == 0, "moved away and back, it is the day that was told"


def test_who_takes_it_over_on_the_day_is_told_too(marlbury: Marlbury, session: Session, mailbox: Mailbox) -> None:
    look(FRIDAY)
    marlbury.change(due_on=date(2026, 10, 9), owner_id=marlbury.manager.id)
    assert plan(FRIDAY + timedelta(minutes=1)) == 1
    assert told(session)[-1] == ("condition_today", marlbury.manager.id, "pending")


def test_of_a_closed_implementation_or_a_licence_that_is_over_nothing_is_told(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    plan(FRIDAY)
    marlbury.granted().state = "terminated"
    send(FRIDAY)
    assert mailbox.mails == []
    assert plan(WEDNESDAY) == 0
    marlbury.condition.licence_id = None
    session.flush()
    assert plan(WEDNESDAY) == 1
    marlbury.implementation.closed_on = date(2026, 10, 14)
    send(WEDNESDAY)
    assert mailbox.mails == []
    assert plan(WEDNESDAY) == 0


def test_during_a_suspension_it_is_told_as_what_was_agreed_is(marlbury: Marlbury) -> None:
    marlbury.granted().state = "suspended"
    assert plan(FRIDAY) == 1


def test_a_held_area_is_quiet_the_preview_counts_it_and_what_was_late_before_it_began_is_history(
    marlbury: Marlbury, session: Session
) -> None:
    marlbury.area.reminders_started_at = None
    session.flush()
    assert plan(FRIDAY) == 0
    shares = service.preview([marlbury.area.id], FRIDAY)
    assert [(one.name, one.at_once, one.later) for one in shares] == [("Niamh O’Rourke", 1, 1)]
    service.start([marlbury.area.id], person_id=None, now=WEDNESDAY + timedelta(hours=1))
    assert plan(WEDNESDAY + timedelta(hours=1)) == 0


def test_late_conditions_are_lines_of_the_one_mail_of_what_is_late_and_those_met_since_are_not(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    clock("2026-10-14T08:00:00+00:00")
    for day in (6, 7, 8):
        wanted = Wording(f"Settle point {day}.", marlbury.lead.id, date(2026, 10, day))
        readiness.add_condition(marlbury.implementation.id, wanted, by=None)
    assert plan(WEDNESDAY) == 4
    readiness.meet_condition(marlbury.condition.id, met_on=date(2026, 10, 14), by=None)
    send(WEDNESDAY)
    subject, text = words_of(mailbox, marlbury.lead)
    assert subject == "3 things are late"
    assert "- Marlbury: a condition that is not met, for the day of 6 October 2026, 8 days late" in " ".join(
        text.split()
    )


def test_what_was_taken_up_under_an_earlier_version_keeps_it_and_is_not_reminded_of_conditions(
    marlbury: Marlbury, session: Session
) -> None:
    now_asked = session.get_one(ProgrammeVersion, marlbury.implementation.programme_version_id)
    ladder = now_asked.content["reminders"]
    earlier = [rule for rule in ladder["rules"] if rule["subject"] != "condition"]
    version = make.keep(
        ProgrammeVersion(
            programme_id=now_asked.programme_id,
            version=4,
            content={**now_asked.content, "version": 4, "reminders": {**ladder, "rules": earlier}},
            digest="4" * 64,
            loaded_at=make.LONG_AGO,
        )
    )
    assert plan(FRIDAY) == 1
    marlbury.implementation.programme_version_id = version.id
    session.flush()
    assert plan(WEDNESDAY) == 0
