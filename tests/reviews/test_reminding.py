"""Reviews on My work and in the mail: four weeks before, a week late, and a month late to the unit manager too."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders import service
from scaleup.reminders.queries import CANDIDATES
from scaleup.reviews import service as reviews
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import Domain, Outcome, Rating, Said
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.indexes import plan_of
from tests.mails import send, words_in
from tests.servers import Mailbox

FOUR_WEEKS_BEFORE = datetime(2026, 3, 4, 9, tzinfo=UTC)
A_WEEK_LATE = datetime(2026, 4, 10, 8, tzinfo=UTC)
"""Five working days after 1 April: Good Friday and Easter Monday lie between."""


@pytest.fixture
def area(session: Session, clock) -> Area:
    """Under licence since April 2024, looked after by Priya and led by Niamh; its review of 2025 was left out."""
    clock("2026-03-04T09:00:00+00:00")
    made = plans.marlbury()
    plans.going_on(made.implementation).created_at = make.LONG_AGO
    commit.now()
    first = session.scalars(select(AreaReview).order_by(AreaReview.month)).first()
    assert first
    reviews.leave_out(made.manager.id, review_id=first.id, because="On paper.", version=1, today=date(2025, 4, 1))
    commit.now()
    return made.area


def plan(now: datetime) -> list[tuple[str, str]]:
    """What a tick at this instant plans: the rule, and to whom."""
    service.plan_due(now)
    commit.now()
    rows = db.session.execute(select(Message.values, Person.name).join(Person, Person.id == Message.person_id))
    return sorted((str(values["rule"]), name) for values, name in rows)


def of_2026(session: Session) -> AreaReview:
    return session.scalars(select(AreaReview).where(AreaReview.month == 24)).one()


def test_lead_and_manager_are_told_four_weeks_before_once(area: Area, session: Session, mailbox: Mailbox) -> None:
    told = [("review_in_28_days", "Niamh O’Rourke"), ("review_in_28_days", "Priya Nair")]
    assert plan(FOUR_WEEKS_BEFORE) == plan(FOUR_WEEKS_BEFORE) == told
    send(FOUR_WEEKS_BEFORE)
    [mail] = mailbox.to("niamh.orourke@marlbury.example")
    assert mail["Subject"] == "Marlbury: review of sustainability due 1 April 2026"
    words = words_in(mail)
    assert "The review of sustainability of Baby Steps in Marlbury is on Wednesday 1 April 2026." in words
    assert "You get this because you lead Marlbury; it goes out 28 days before a review." in words
    assert f"/reviews/{of_2026(session).id}" in words


def test_a_review_on_record_before_the_mail_goes_is_not_told(area: Area, session: Session, mailbox: Mailbox) -> None:
    plan(FOUR_WEEKS_BEFORE)
    priya = session.scalars(select(Person.id).where(Person.name == "Priya Nair")).one()
    said = Said(date(2026, 3, 4), Outcome.CONTINUE, agreed="All well.", ratings=tuple(Rating(d, 4) for d in Domain))
    given = {"nonce": "one", "today": date(2026, 3, 4), "now": FOUR_WEEKS_BEFORE}
    reviews.record(priya, said, review_id=of_2026(session).id, **given)
    send(FOUR_WEEKS_BEFORE)
    assert mailbox.mails == []
    assert plan(A_WEEK_LATE) == plan(FOUR_WEEKS_BEFORE)


def test_a_late_review_is_the_manager_s_and_on_their_list(
    area: Area, session: Session, client: FlaskClient, clock
) -> None:
    clock("2026-04-10T08:00:00+00:00")
    assert ("review_5_days_late", "Priya Nair") in plan(A_WEEK_LATE)
    priya = session.scalars(select(Person).where(Person.name == "Priya Nair")).one()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get("/").text
    assert "Review of sustainability has no record" in page
    assert f"/reviews/{of_2026(session).id}/record" in page


def test_reviews_that_may_be_due_are_found_by_their_day(area: Area, session: Session) -> None:
    for number in range(120):
        make.licence(make.implementation(make.area(f"Area {number}")), number=f"BS-{number}")
    commit.now()
    session.execute(text("ANALYZE"))
    assert "ix_area_review_open_due" in plan_of(
        session, lambda: CANDIDATES[ReminderSubject.REVIEW](date(2026, 4, 1), None)
    )
