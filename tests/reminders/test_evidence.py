"""Fidelity checks that are due, and forms of groups that are awaited, are reminded of until they are settled."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.delivery.models import DeliveryGroup, DeliveryStart, GroupSession
from scaleup.evaluation.models import FormsReturned
from scaleup.evaluation.rules import Arm
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method
from scaleup.programmes.rules import Giver, ReminderSubject
from scaleup.reminders import service
from scaleup.reminders.queries import CANDIDATES
from tests.client import Statements
from tests.factories import plans
from tests.factories import support as make
from tests.factories.delivery import group
from tests.factories.plans import Marlbury
from tests.mails import plan, send, told, words_of
from tests.servers import Mailbox

FRIDAY = datetime(2026, 10, 9, 8, tzinfo=UTC)
"""Nine in London."""
LAST_ON = date(2026, 5, 6)
"""Baby Steps wants somebody to look every six months: the next time by Friday 6 November 2026."""


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    """Under licence until the end of March 2027, with its first session in June 2024."""
    clock("2026-10-09T08:00:00+00:00")
    made = plans.marlbury()
    plans.going_on(made.implementation)
    commit.now()
    return made


def looked_at(of: Marlbury, on_day: date) -> None:
    """Somebody watched a session."""
    known = {"implementation_id": of.implementation.id, "area_id": of.area.id}
    if on_day == LAST_ON:
        make.keep(DeliveryStart(started_on=date(2024, 6, 18), source="test", **known))
    make.keep(FidelityCheck(on_day=on_day, method=Method.OBSERVATION, percent=84, source="test", **known))
    commit.now()


def counted(of: DeliveryGroup, *, received: int, not_returned: dict[str, int]) -> None:
    """The forms of T2 were counted."""
    make.keep(
        FormsReturned(
            group_id=of.id,
            area_id=of.area_id,
            role=Giver.MOTHER,
            arm=Arm.PROGRAMME,
            time_point="T2",
            received=received,
            not_returned=not_returned,
            entered_at=FRIDAY,
        )
    )
    commit.now()


def autumn(of: Marlbury, *, families: int | None = 6) -> tuple[DeliveryGroup, date]:
    """A group whose last antenatal session, and with it T2, is on the day that is told too; nothing else is awaited."""
    made = group(of.implementation, "Library, autumn", first_on=date(2026, 9, 4), families=families)
    [sixth] = db.session.scalars(select(GroupSession).where(GroupSession.code == "A6"))
    for other in db.session.scalars(select(GroupSession).where(GroupSession.code.in_(["H1", "H2", "P3"]))):
        db.session.delete(other)
    commit.now()
    return made, sixth.planned_on


# --- Fidelity -----------------------------------------------------------------------------------------------------


def test_the_manager_is_told_of_a_check_that_is_due_and_late_and_then_the_unit(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    looked_at(marlbury, LAST_ON)
    plan(FRIDAY)
    assert told(session) == [("fidelity_in_28_days", marlbury.manager.id, "pending")]
    send(FRIDAY)
    subject, words = words_of(mailbox, marlbury.manager)
    assert subject == "Marlbury: a fidelity check is due by Friday 6 November 2026"
    assert "Somebody who does not deliver there watches a session" in words
    assert f"/areas/{marlbury.area.id}/fidelity" in words
    plan(datetime(2026, 11, 20, 9, tzinfo=UTC))
    plan(datetime(2026, 12, 4, 9, tzinfo=UTC))
    assert [(rule, person) for rule, person, _ in told(session)[1:]] == [
        ("fidelity_10_days_late", marlbury.manager.id),
        ("fidelity_20_days_late", marlbury.manager.id),
        ("fidelity_20_days_late", helen.id),
    ]


def test_a_check_that_is_recorded_settles_it(marlbury: Marlbury, session: Session, mailbox: Mailbox) -> None:
    looked_at(marlbury, LAST_ON)
    plan(FRIDAY)
    looked_at(marlbury, date(2026, 10, 8))
    send(FRIDAY)
    assert [state for _, _, state in told(session)] == ["cancelled"]
    assert mailbox.mails == []


def test_a_check_of_after_the_licence_is_not_asked_for(marlbury: Marlbury) -> None:
    looked_at(marlbury, LAST_ON)
    looked_at(marlbury, date(2026, 10, 1))
    assert CANDIDATES[ReminderSubject.FIDELITY](date(2027, 6, 30), None) == [], "it would be due the day after the last"


# --- Forms --------------------------------------------------------------------------------------------------------


def test_the_lead_is_told_of_forms_that_are_due_then_late_by_group_and_of_nobody(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    of, day = autumn(marlbury)
    assert day == date(2026, 10, 9)
    plan(FRIDAY)
    send(FRIDAY)
    subject, words = words_of(mailbox, marlbury.lead)
    assert subject == "Marlbury: forms of Library, autumn are due"
    assert "at “Last antenatal session” (Friday 9 October 2026) are in time until Friday 6 November 2026." in words
    assert f"/groups/{of.id}" in words
    plan(datetime(2026, 10, 23, 8, tzinfo=UTC))
    plan(datetime(2026, 11, 9, 9, tzinfo=UTC))
    plan(datetime(2026, 11, 20, 9, tzinfo=UTC))
    lead, manager = marlbury.lead.id, marlbury.manager.id
    assert [(rule, person) for rule, person, _ in told(session)] == [
        ("time_point_today", lead),
        ("time_point_10_days", lead),
        ("time_point_1_day_late", lead),
        ("time_point_10_days_late", lead),
        ("time_point_10_days_late", manager),
    ]


def test_forms_of_which_each_is_accounted_for_are_asked_for_no_more(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    of, _ = autumn(marlbury)
    counted(of, received=4, not_returned={"moved": 1})
    plan(FRIDAY)
    assert len(told(session)) == 1, "of one mother it is not known"
    row = session.scalars(select(FormsReturned)).one()
    row.not_returned = {"moved": 2}
    commit.now()
    send(FRIDAY)
    assert [state for _, _, state in told(session)] == ["cancelled"]
    assert mailbox.mails == []
    assert CANDIDATES[ReminderSubject.TIME_POINT](date(2026, 12, 31), None) == []


def test_where_nobody_said_how_many_families_any_forms_settle_it(marlbury: Marlbury) -> None:
    of, _ = autumn(marlbury, families=None)
    assert len(CANDIDATES[ReminderSubject.TIME_POINT](date(2026, 10, 31), None)) == 2
    counted(of, received=1, not_returned={})
    assert CANDIDATES[ReminderSubject.TIME_POINT](date(2026, 10, 31), None) == []


def test_forms_of_half_a_year_ago_are_history(marlbury: Marlbury) -> None:
    autumn(marlbury)
    assert len(CANDIDATES[ReminderSubject.TIME_POINT](date(2027, 4, 7), None)) == 2
    assert CANDIDATES[ReminderSubject.TIME_POINT](date(2027, 4, 8), None) == []


def test_the_simulator_foresees_both_with_their_texts(marlbury: Marlbury, session: Session) -> None:
    autumn(marlbury)
    looked_at(marlbury, LAST_ON)
    coming = service.coming_about(marlbury.area.id, FRIDAY, days=30)
    lines = service.shown(coming, area_id=marlbury.area.id).lines
    words = {line.words for line in lines}
    assert "Marlbury: a fidelity check by 6 November 2026, in 4 weeks" in words
    assert any(one.startswith("Marlbury: forms") for one in words)
    for line in lines:
        _, text = service.text_of(coming, line.mark, area_id=marlbury.area.id)
        assert text is not None


def test_many_groups_are_looked_at_by_as_many_statements_as_one(
    marlbury: Marlbury, session: Session, statements: Statements
) -> None:
    def asked() -> tuple[int, int]:
        session.expire_all()
        statements.clear()
        found = CANDIDATES[ReminderSubject.TIME_POINT](date(2026, 12, 31), None)
        found += CANDIDATES[ReminderSubject.FIDELITY](date(2026, 12, 31), None)
        return len(found), len(statements)

    looked_at(marlbury, LAST_ON)
    autumn(marlbury)
    asked()
    one, few = asked()
    for number in range(12):
        group(marlbury.implementation, f"Group {number}", first_on=date(2026, 9, 4), families=6)
    commit.now()
    asked()
    many, asked_for_many = asked()
    assert many > one + 12
    assert asked_for_many == few
