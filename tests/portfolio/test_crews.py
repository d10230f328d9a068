"""Who still stands at sessions to come and will not deliver them is said to whoever leads there."""

from datetime import date, timedelta

import pytest

from scaleup.accounts.rules import Role
from scaleup.core.dates import plain_date
from scaleup.delivery import queries
from scaleup.portfolio.queries.crews import cannot_deliver
from tests.factories import areas as make
from tests.factories import delivery, support

pytestmark = pytest.mark.usefixtures("session")
FIRST = date(2027, 1, 12)
LAPSED = (date(2024, 4, 1), date(2026, 10, 31))
YESTERDAY, NEXT_WEEK = make.TODAY - timedelta(days=1), make.TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("left", "left_on", "days", "why", "remark"),
    [
        (False, None, delivery.LICENSED, "", ""),
        (False, None, LAPSED, "is not accredited any more", "is not accredited on"),
        (True, None, delivery.LICENSED, "has left", "has left"),
        (True, YESTERDAY, delivery.LICENSED, f"left on {plain_date(YESTERDAY)}", f"left on {plain_date(YESTERDAY)}"),
        (True, NEXT_WEEK, LAPSED, "is not accredited any more", f"left on {plain_date(NEXT_WEEK)}"),
    ],
)
def test_my_work_and_the_page_of_the_group_say_who_cannot_deliver_and_why(
    *, left: bool, left_on: date | None, days: tuple[date, date], why: str, remark: str
) -> None:
    of = make.shipped_implementation()
    midwife = delivery.facilitator(of, name="Niamh Byrne", days=days)
    midwife.left, midwife.left_on = left, left_on
    group = delivery.group(of, first_on=FIRST, pair=(midwife,))
    lead = support.lead("Angharad Pryce", of.area)
    told = cannot_deliver(make.actor(lead, Role.PROJECT_LEAD), make.TODAY)
    assert [one.why.partition(". ")[0] for one in told] == ([f"Niamh Byrne {why}"] if why else [])
    assert all(one.since_on <= make.TODAY for one in told)
    said = [one for one in queries.group_page(group, make.TODAY).lines[0].remarks if "Niamh" in one]
    assert [one.startswith(f"Niamh Byrne {remark}") for one in said] == ([True] if remark else [])
