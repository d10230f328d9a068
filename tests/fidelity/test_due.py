"""When somebody is to look at delivery again: half a year after the last look, else after the first session."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from scaleup.areas.models import Implementation
from scaleup.delivery import service as delivery
from scaleup.fidelity import queries, service
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from tests.factories import support as made

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def due(of: Implementation, today: date = TODAY) -> date | None:
    return queries.next_due([of.id], today=today)[of.id]


def begin(of: Implementation) -> None:
    delivery.record_start(of.id, date(2024, 6, 18), today=TODAY, by=None)


def check(of: Implementation, on_day: date, method: Method = Method.OBSERVATION, flag: str | None = None) -> None:
    service.record_check(of.id, on_day=on_day, method=method, percent=84.0, by=None, flag=flag)


def test_the_first_check_is_due_half_a_year_after_the_first_session(
    taking_up: Implementation, licence: Licence
) -> None:
    assert due(taking_up) is None
    begin(taking_up)
    assert due(taking_up) == date(2024, 12, 18)


def test_the_next_is_due_half_a_year_after_somebody_looked(taking_up: Implementation, licence: Licence) -> None:
    begin(taking_up)
    check(taking_up, date(2026, 2, 10))
    check(taking_up, date(2026, 8, 31), Method.VIDEO)
    assert due(taking_up) == date(2027, 2, 28)


def test_what_a_pair_says_of_itself_and_what_is_flagged_settle_nothing(
    taking_up: Implementation, licence: Licence
) -> None:
    begin(taking_up)
    check(taking_up, date(2026, 2, 10))
    check(taking_up, date(2026, 9, 1), Method.SELF_REPORT)
    check(taking_up, date(2026, 9, 2), Method.VIDEO, flag="practice reviews have no pass mark")
    assert due(taking_up) == date(2026, 8, 10)


def test_none_is_due_without_a_licence_in_force(session: Session, taking_up: Implementation, licence: Licence) -> None:
    begin(taking_up)
    assert due(taking_up, date(2027, 4, 1)) is None
    licence.state = "suspended"
    session.flush()
    assert due(taking_up) is None


def test_many_are_asked_at_once(taking_up: Implementation, licence: Licence, statements) -> None:
    begin(taking_up)
    luton = made.implementation(made.area("Luton"))
    due(taking_up)
    statements.clear()
    found = queries.next_due([taking_up.id, luton.id], today=TODAY)
    assert found == {taking_up.id: date(2024, 12, 18), luton.id: None}
    assert len(statements) == 1
