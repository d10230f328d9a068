"""A top-up window for which no event is planned is reminded of before it opens and before it closes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.areas.models import Implementation
from scaleup.delivery.models import DeliveryStart
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.rules import Profession
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries import CANDIDATES
from tests.client import Statements
from tests.factories import plans, training
from tests.factories import support as make
from tests.mails import plan, send, told, words_in
from tests.servers import Mailbox

BEFORE_IT_OPENS = datetime(2026, 9, 14, 8, tzinfo=UTC)
"""Nine in London on Monday: 30 days before 13 October are a Sunday."""
BEFORE_IT_CLOSES = datetime(2026, 11, 13, 9, tzinfo=UTC)
"""Nine in London, 30 days before 13 December."""


@dataclass
class Marlbury(plans.Marlbury):
    """First session on 13 June 2026: the window is 13 October to 13 December."""

    facilitator: Facilitator


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    clock("2026-09-14T08:00:00+00:00")
    made = plans.marlbury()
    plans.going_on(made.implementation)
    began(made.implementation)
    looked_at(made.implementation)
    facilitator = trained("Ana Reyes", made.implementation, on_day=date(2026, 4, 25))
    commit.now()
    return Marlbury(**vars(made), facilitator=facilitator)


def began(of: Implementation) -> None:
    """Their first session was on 13 June 2026."""
    begun = date(2026, 6, 13)
    make.keep(DeliveryStart(implementation_id=of.id, area_id=of.area_id, started_on=begun, source="A tracker"))


def looked_at(of: Implementation) -> None:
    """Somebody watched a session on 1 September 2026: no check is due while the window is open."""
    known = {"implementation_id": of.id, "area_id": of.area_id, "source": "A tracker"}
    make.keep(FidelityCheck(on_day=date(2026, 9, 1), method=Method.OBSERVATION, percent=84, **known))


def trained(name: str, of: Implementation, *, on_day: date) -> Facilitator:
    """Somebody who had completed the initial training on this day."""
    found = make.may_deliver(make.person(name), of, Profession.MIDWIFE)
    make.keep(PartDone(facilitator_id=found.id, part="initial", done_on=on_day, source="A tracker"))
    return found


def test_lead_and_manager_are_told_a_month_before_it_opens_and_a_month_before_it_closes_each_once(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    assert plan(BEFORE_IT_OPENS - timedelta(minutes=1)) == 0
    assert [plan(BEFORE_IT_OPENS + timedelta(days=n)) for n in range(3)] == [2, 0, 0]
    send(BEFORE_IT_OPENS)
    [mail] = mailbox.to(marlbury.lead.email or "")
    text = words_in(mail)
    assert mail["Subject"] == "Marlbury: the top-up window opens and no event is planned"
    assert "opens on Tuesday 13 October 2026" in text
    assert "It runs from 13 October to 13 December 2026. 1 person lacks the top-up, and no event is planned" in text
    assert "it goes out 30 days before a top-up window opens, while no event is planned." in text
    assert plan(BEFORE_IT_CLOSES - timedelta(minutes=1)) == 0
    assert [plan(BEFORE_IT_CLOSES + timedelta(days=n)) for n in range(3)] == [2, 0, 0]
    assert told(session) == [
        ("top_up_opens_in_30_days", marlbury.lead.id, "sent"),
        ("top_up_opens_in_30_days", marlbury.manager.id, "sent"),
        ("top_up_closes_in_30_days", marlbury.lead.id, "pending"),
        ("top_up_closes_in_30_days", marlbury.manager.id, "pending"),
    ]


def test_an_event_planned_meanwhile_and_a_top_up_done_elsewhere_settle_it(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    plan(BEFORE_IT_OPENS)
    event = training.event(marlbury.implementation, part="top_up", days=(date(2026, 11, 17),))
    send(BEFORE_IT_OPENS)
    assert mailbox.mails == []
    assert plan(BEFORE_IT_CLOSES) == 0
    event.state = "cancelled"
    assert plan(BEFORE_IT_CLOSES) == 2
    make.keep(
        PartDone(facilitator_id=marlbury.facilitator.id, part="top_up", done_on=date(2026, 11, 12), source="Elsewhere")
    )
    send(BEFORE_IT_CLOSES)
    assert mailbox.mails == []


def test_an_event_of_before_the_window_is_none_for_it(marlbury: Marlbury) -> None:
    training.event(marlbury.implementation, part="top_up", days=(date(2026, 8, 4),))
    assert plan(BEFORE_IT_OPENS) == 2


def test_delivery_that_began_later_moves_the_window_and_it_is_told_for_its_new_day(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    plan(BEFORE_IT_OPENS)
    start = session.scalars(select(DeliveryStart)).one()
    start.started_on = date(2026, 7, 14)
    send(BEFORE_IT_OPENS)
    assert mailbox.mails == []
    assert plan(datetime(2026, 10, 15, 8, tzinfo=UTC)) == 2


def test_who_was_accredited_later_has_a_window_of_their_own(marlbury: Marlbury, session: Session) -> None:
    trained("Sam Ito", marlbury.implementation, on_day=date(2026, 7, 14))
    assert plan(BEFORE_IT_OPENS) == 2
    assert plan(datetime(2026, 10, 15, 8, tzinfo=UTC)) == 2


def test_forty_windows_are_found_by_as_many_statements_as_one(
    marlbury: Marlbury, session: Session, statements: Statements
) -> None:
    def found() -> tuple[int, int]:
        statements.clear()
        windows = len(CANDIDATES[ReminderSubject.TOP_UP_OPENS](date(2026, 10, 14), None))
        return windows, len(statements)

    _, asked = found()
    for number in range(39):
        other = make.implementation(make.area(f"Area {number}"))
        make.licence(other, number=f"BS-1{number:02}")
        began(other)
        trained(f"Ana {number}", other, on_day=date(2026, 4, 25))
    commit.now()
    session.expunge_all()
    assert found() == (40, asked)


def test_without_a_licence_and_for_who_has_left_nothing_is_told(marlbury: Marlbury, session: Session) -> None:
    marlbury.facilitator.left = True
    assert plan(BEFORE_IT_OPENS) == 0
    marlbury.facilitator.left = False
    marlbury.implementation.closed_on = date(2026, 9, 1)
    assert plan(BEFORE_IT_OPENS) == 0
    marlbury.implementation.closed_on = None
    assert plan(BEFORE_IT_OPENS) == 2
