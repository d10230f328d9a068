"""Groups are read as the values that the rules take, with the pair of each session and its accreditations."""

from datetime import date

import pytest

from scaleup.accounts.rules import Role
from scaleup.areas.models import Access
from scaleup.core.errors import Absent
from scaleup.delivery import queries
from scaleup.delivery.rules import Days, Deliverer, State, lacking
from scaleup.extensions import db
from scaleup.facilitators.rules import Profession
from tests.delivery import groups
from tests.factories import areas as make
from tests.factories import delivery

pytestmark = pytest.mark.usefixtures("session")
LICENSED = (Days(date(2024, 4, 1), date(2027, 3, 31)),)


def test_a_group_comes_back_with_its_records_and_pairs() -> None:
    of = make.shipped_implementation()
    midwife, supporter = delivery.pair(of)
    kept = delivery.group(of, pair=(midwife, supporter), recorded=groups.held, until=date(2024, 6, 25), families=7)
    value = queries.group_values([kept.id])[kept.id]
    assert (value.name, value.families, value.places, len(value.sessions)) == ("Library, summer", 7, 8, 11)
    assert [one.code for one in value.sessions if one.state is State.HELD] == ["H1", "A1", "A2"]
    assert value.sessions[1].pair == (
        Deliverer(midwife.id, Profession.MIDWIFE, LICENSED),
        Deliverer(supporter.id, Profession.FAMILY_SUPPORT_WORKER, LICENSED),
    )
    assert [one.code for one in lacking(value.sessions, today=date(2024, 7, 9))] == ["A3", "A4"]


def test_groups_of_an_implementation_come_in_the_order_of_their_days() -> None:
    of = make.shipped_implementation()
    delivery.group(of, "Second", first_on=date(2024, 9, 3))
    delivery.group(of, "First", first_on=date(2024, 6, 18))
    assert [one.name for one in queries.groups_of(of.id)] == ["First", "Second"]


def test_a_group_of_an_area_that_is_not_ones_own_is_absent() -> None:
    of = make.shipped_implementation()
    kept = delivery.group(of)
    lead = make.person("Angharad Pryce", Role.PROJECT_LEAD)
    actor = make.actor(lead, Role.PROJECT_LEAD)
    with pytest.raises(Absent):
        queries.group_in_scope(actor, kept.id, make.TODAY)
    db.session.add(
        Access(person_id=lead.id, area_id=of.area_id, role=Role.PROJECT_LEAD, from_on=date(2024, 4, 1), through="test")
    )
    db.session.flush()
    assert queries.group_in_scope(actor, kept.id, make.TODAY) is kept
