"""Before a licence moves, the page says how many calendar entries that were sent are taken out again."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.core import facts
from scaleup.licences.models import Licence
from scaleup.licences.rules import LicenceSuspended, LicenceTerminated
from scaleup.reminders.models import CalendarEntry
from scaleup.support.models import Slot
from scaleup.support.service import make_plan
from tests.factories import support as make

ENTRIES = "2 calendar entries already sent are withdrawn by mail; reminders of contacts that go are not sent"


@pytest.fixture
def licence(session: Session) -> Licence:
    """Two people hold the contacts of 4 January and 31 March 2027 in their calendars."""
    area = make.area()
    found = make.licence(make.implementation(area))
    make_plan(found.id)
    people = [make.person("Niamh O’Rourke"), make.person("Priya Nair")]
    for slot in session.scalars(select(Slot).where(Slot.due_on >= date(2027, 1, 1))):
        for person in people:
            make.keep(
                CalendarEntry(slot_id=slot.id, person_id=person.id, area_id=area.id, sequence=1, on_day=slot.due_on)
            )
    return found


def said(fact: object) -> list[str]:
    return [change.sentence for change in facts.consequences(fact) if "calendar" in change.sentence]


def test_a_suspension_takes_out_the_entries_inside_it(licence: Licence) -> None:
    whose = (licence.id, licence.implementation_id, licence.area_id, date(2026, 12, 21), None)
    assert said(LicenceSuspended(*whose, to_on=date(2027, 1, 4), reason="Christmas")) == [ENTRIES]
    assert said(LicenceSuspended(*whose, to_on=date(2027, 1, 3), reason="Christmas")) == []


def test_a_termination_takes_out_all_that_are_to_come(licence: Licence) -> None:
    whose = (licence.id, licence.implementation_id, licence.area_id, date(2026, 11, 23), None)
    assert said(LicenceTerminated(*whose, reason="Unsafe practice")) == [ENTRIES.replace("2 calendar", "4 calendar")]
    assert said(LicenceTerminated(*whose[:3], date(2027, 3, 31), None, reason="Unsafe practice")) == []
