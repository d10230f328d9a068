"""A group is set up in one step from its programme's template, under a licence in force on its first day."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.areas.queries import calendar_of
from scaleup.core.errors import Conflict, Refused
from scaleup.delivery import queries, service
from scaleup.delivery.rules import Reason, State, closed_on
from scaleup.delivery.service import Told
from tests.delivery.licensed import NOW, licensed, session
from tests.factories import areas as make
from tests.factories import delivery

pytestmark = pytest.mark.usefixtures("session")


def test_one_step_plans_every_session_with_its_day_and_its_pair() -> None:
    here = licensed()
    group = here.group()
    value = queries.group_values([group.id])[group.id]
    assert [(one.code, one.planned_on) for one in value.sessions][:3] == [
        ("H1", date(2026, 9, 22)),
        ("A1", date(2026, 10, 6)),
        ("A2", date(2026, 10, 13)),
    ]
    assert len(value.sessions) == 11
    assert {tuple(each.facilitator_id for each in one.pair) for one in value.sessions} == {here.ids}
    assert session(group, "A1").due_on == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Give the group a name"),
        ({"name": "Baby of 12/3/2026, born 12/3/2026"}, "name", "looks like a date of birth"),
        ({"name": "LIBRARY,  autumn"}, "name", "has that name already"),
        ({"variant": "by post"}, "variant", "Choose how it is delivered"),
        ({"first_on": date(2027, 4, 1)}, "first_on", "The licence runs from 1 April 2024 to 31 March 2027"),
        ({"places": 9}, "places", "from 4 to 8"),
        ({"facilitator_ids": (987654,)}, "pair", "Choose from those who deliver here"),
    ],
)
def test_it_is_refused_at_the_field(changed: dict[str, object], field: str, sentence: str) -> None:
    here = licensed()
    here.group()
    said = replace(here.terms("Another"), **changed)  # type: ignore[arg-type]  # the case's own words
    with pytest.raises(Refused) as refused:
        service.set_up(here.implementation.id, said, now=NOW, by=None)
    assert [one.field for one in refused.value.refusals] == [field]
    assert sentence in refused.value.refusals[0].message


def test_without_a_licence_there_is_no_group() -> None:
    of = make.shipped_implementation()
    with pytest.raises(Refused, match="No licence was granted here yet"):
        service.set_up(of.id, service.GroupTerms("Library", "standard", date(2026, 10, 6), 8), now=NOW, by=None)


def test_a_session_on_a_bank_holiday_is_put_off_only_where_a_person_says_so() -> None:
    here = licensed()
    said = here.terms(first_on=date(2025, 4, 28))
    england = calendar_of("England")
    _, as_is = service.considered(here.implementation.id, said)
    assert [one.code for one in as_is.sessions if closed_on(one.planned_on, england)] == ["A2", "A5", "P2"]
    _, put_off = service.considered(here.implementation.id, replace(said, off_closed_days=True))
    assert [one.planned_on for one in put_off.sessions if one.code in ("A1", "A2", "A5")] == [
        date(2025, 4, 28),
        date(2025, 5, 6),
        date(2025, 5, 27),
    ]


def test_families_are_counted_and_a_second_hand_is_told() -> None:
    group = licensed().group()
    service.keep_families(group, 7, 5, version=1, by=None)
    with pytest.raises(Conflict) as conflict:
        service.keep_families(group, 8, None, version=1, by=None)
    assert conflict.value.theirs == {"families": "7", "meeting_criteria": "5"}
    with pytest.raises(Refused, match="not more than enrolled"):
        service.keep_families(group, 4, 5, version=2, by=None)


def test_another_pair_delivers_what_is_still_to_come() -> None:
    here = licensed()
    group = here.group()
    service.record(
        session(group, "A1"),
        Told(State.CANCELLED, because=Reason.WEATHER),
        version=1,
        today=make.TODAY,
        now=NOW,
        by=None,
    )
    other = delivery.facilitator(here.implementation)
    assert service.change_pair(group, [other.id], version=1, by=None) == 10
    value = queries.group_values([group.id])[group.id]
    named = {one.code: [each.facilitator_id for each in one.pair] for one in value.sessions}
    assert (named["A1"], named["A2"]) == (list(here.ids), [other.id])
