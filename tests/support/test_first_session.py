"""A programme whose steps wait for the first session: its day, and another day later, make the plan anew."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core import facts
from scaleup.delivery import service as delivery
from scaleup.delivery.rules import DeliveryStarted
from scaleup.licences.models import Licence
from scaleup.programmes.models import ProgrammeVersion
from scaleup.support import service
from scaleup.support.models import PlanVersion, Slot
from tests.factories import support as made
from tests.factories.actors import acting

TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.fixture
def waiting(session: Session, taking_up: Implementation) -> Licence:
    """A licence of 36 months from 1 September 2026; no session was held yet, so every month has its contact."""
    version = session.scalars(select(ProgrammeVersion)).one()
    version.content = {"taper": {**version.content["taper"], "anchor": "first_session"}}
    found = made.licence(taking_up, starts_on=date(2026, 9, 1), ends_on=date(2029, 8, 31))
    service.make_plan(found.id)
    return found


def days(session: Session, licence: Licence) -> list[date]:
    asked = select(Slot.due_on).where(Slot.licence_id == licence.id, Slot.state != "gone").order_by(Slot.sequence)
    return list(session.scalars(asked))


def test_until_the_first_session_contacts_stay_as_frequent_as_at_first(session: Session, waiting: Licence) -> None:
    assert len(days(session, waiting)) == 36


def test_the_first_session_counts_the_steps_off_and_shows_before_what_changes(
    session: Session, waiting: Licence, priya: Person
) -> None:
    told = facts.consequences(DeliveryStarted(waiting.implementation_id, waiting.area_id, date(2026, 11, 3), priya.id))
    assert [change.sentence for change in told] == [
        "Marlbury: 9 contacts are moved to another day, 13 contacts are taken out of the plan"
    ]
    delivery.record_start(waiting.implementation_id, date(2026, 11, 3), today=TODAY, by=priya.id)
    found = days(session, waiting)
    assert len(found) == 23
    assert found[:3] == [date(2026, 10, 1), date(2026, 11, 2), date(2026, 12, 1)]
    assert found[13:16] == [date(2027, 11, 1), date(2028, 1, 4), date(2028, 3, 1)]
    cause = session.scalars(select(PlanVersion.cause).order_by(PlanVersion.number.desc())).first()
    assert cause == "The first session was on 3 November 2026"


def test_a_first_session_ten_weeks_later_keeps_monthly_contacts_for_longer(
    session: Session, waiting: Licence, priya: Person
) -> None:
    start = delivery.record_start(waiting.implementation_id, date(2026, 9, 8), today=TODAY, by=priya.id)
    assert days(session, waiting)[11:14] == [date(2027, 9, 1), date(2027, 11, 1), date(2028, 1, 4)]
    delivery.move_start(waiting.implementation_id, date(2026, 11, 17), version=start.version, today=TODAY, by=priya.id)
    assert days(session, waiting)[11:16] == [
        date(2027, 9, 1),
        date(2027, 10, 1),
        date(2027, 11, 1),
        date(2028, 1, 4),
        date(2028, 3, 1),
    ]


def test_first_sessions_of_old_records_count_the_steps_off_too(session: Session, waiting: Licence) -> None:
    delivery.record_starts(
        [
            delivery.PastStart(
                waiting.implementation_id, waiting.area_id, date(2026, 9, 8), date(2023, 9, 12), "tracker.xlsx"
            )
        ],
        today=TODAY,
        by=None,
    )
    assert len(days(session, waiting)) == 22


def test_a_renewal_by_a_version_that_waits_for_nobody_begins_where_support_never_had(
    session: Session, waiting: Licence, taking_up: Implementation
) -> None:
    version = session.get_one(ProgrammeVersion, waiting.programme_version_id)
    steps = version.content["taper"]["steps"]
    newer = ProgrammeVersion(
        programme_id=version.programme_id,
        version=version.version + 1,
        content={"taper": {"anchor": "licence_start", "steps": steps}},
        digest="newer",
        loaded_at=version.loaded_at,
    )
    session.add(newer)
    session.flush()
    renewed = made.licence(taking_up, starts_on=date(2029, 9, 1), ends_on=date(2032, 8, 31), number="BS-2")
    renewed.renews_id, renewed.programme_version_id = waiting.id, newer.id
    session.flush()
    service.make_plan(renewed.id)
    assert len(days(session, renewed)) == 22
    assert days(session, renewed)[:3] == [date(2029, 10, 1), date(2029, 11, 1), date(2029, 12, 3)]


def test_licences_brought_in_together_wait_for_the_first_session_too(
    session: Session, waiting: Licence, taking_up: Implementation
) -> None:
    other = made.licence(taking_up, starts_on=date(2026, 10, 1), ends_on=date(2027, 9, 30), number="BS-9")
    told = service.NewTerm(
        other.id,
        taking_up.id,
        taking_up.area_id,
        "England",
        other.programme_version_id,
        other.starts_on,
        other.ends_on,
    )
    assert service.make_first_plans([told]) == 12


def test_the_page_of_the_first_session_shows_what_follows_before_it_is_kept(
    client: FlaskClient, session: Session, waiting: Licence, priya: Person
) -> None:
    address = f"/implementations/{waiting.implementation_id}/first-session"
    typed = {"started_on-day": "3", "started_on-month": "11", "started_on-year": "2026", "version": "0"}
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        unseen = hidden(client.get(address).text)
        page = client.post(address, data=unseen | typed).text
        assert "9 contacts are moved to another day, 13 contacts are taken out of the plan" in page
        assert len(days(session, waiting)) == 36
        saved = client.post(address, data=hidden(page) | typed)
    assert saved.status_code == 302
    assert len(days(session, waiting)) == 23


def hidden(page: str) -> dict[str, str]:
    """The unseen values of a page's form."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
