"""A session is recorded: what follows for the first session, for a group that is over, and what it said before."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.core import facts
from scaleup.core.errors import Conflict, Refused
from scaleup.delivery import queries, service
from scaleup.delivery.models import DeliveryGroup, SessionBefore
from scaleup.delivery.rules import DeliveryStarted, DeliveryStartMoved, GroupEnded, Reason, State
from scaleup.delivery.service import Outcome, Told
from scaleup.extensions import db
from tests.delivery.licensed import NOW, Licensed, licensed, session
from tests.factories import delivery
from tests.factories.areas import TODAY

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def announced() -> list[object]:
    heard: list[object] = []

    def listen(fact: object) -> list[facts.Change]:
        heard.append(fact)
        return [facts.Change(f"{type(fact).__name__}", 1)]

    kinds = (DeliveryStarted, DeliveryStartMoved, GroupEnded)
    facts.install([facts.Handler(kind, listen, lambda _fact, _changes: None) for kind in kinds])
    return heard


def keep(of: DeliveryGroup, code: str, told: Told, *, today: date = TODAY) -> Outcome:
    """The session is recorded as it stands."""
    row = session(of, code)
    return service.record(row, told, version=row.version, today=today, now=NOW, by=None)


@pytest.fixture
def here() -> Licensed:
    return licensed()


def test_the_first_group_session_is_the_first_session_of_the_area(here: Licensed, announced: list[object]) -> None:
    group = here.group()
    keep(group, "H1", here.held(date(2026, 9, 22)))
    assert queries.start_of(here.implementation.id) is None
    row = session(group, "A1")
    changes = service.consider_record(row, here.held(date(2026, 10, 6)), today=TODAY, by=None)
    assert [one.sentence for one in changes] == ["DeliveryStarted"]
    announced.clear()
    assert keep(group, "A1", here.held(date(2026, 10, 6))).started_on == date(2026, 10, 6)
    assert announced == [DeliveryStarted(here.implementation.id, here.implementation.area_id, date(2026, 10, 6), None)]
    assert keep(group, "A2", here.held(date(2026, 10, 13))).started_on is None


def test_a_correction_of_its_day_moves_the_first_session_and_keeps_what_was(here: Licensed) -> None:
    group = here.group()
    keep(group, "A1", here.held(date(2026, 10, 6)))
    assert keep(group, "A1", here.held(date(2026, 10, 7), mothers=6)).started_on == date(2026, 10, 7)
    start = queries.start_of(here.implementation.id)
    assert start is not None
    assert start.started_on == date(2026, 10, 7)
    was = db.session.query(SessionBefore).one().was
    assert (was["on_day"], was["mothers"], was["facilitators"]) == ("2026-10-06", 7, list(here.ids))


def test_an_earlier_group_recorded_later_moves_it_and_a_later_one_does_not(here: Licensed) -> None:
    later, earlier = here.group("Second"), here.group("First", first_on=date(2026, 9, 1))
    keep(later, "A1", here.held(date(2026, 10, 6)))
    assert keep(earlier, "A1", here.held(date(2026, 9, 1))).started_on == date(2026, 9, 1)
    assert keep(later, "A1", here.held(date(2026, 10, 8))).started_on is None


def test_a_first_session_without_a_record_is_never_taken_back_in_silence(here: Licensed) -> None:
    group = here.group()
    keep(group, "A1", here.held(date(2026, 10, 6)))
    said = keep(group, "A1", Told(State.CANCELLED, because=Reason.VENUE))
    assert said.started_on is None
    assert said.remarks == ("The first session here stays on record as 6 October 2026: tell the unit if it was not.",)


def test_a_first_session_before_the_opening_is_refused_at_the_day(here: Licensed) -> None:
    here.implementation.opened_on = date(2026, 10, 8)
    row = session(here.group(), "A1")
    with pytest.raises(Refused) as refused:
        service.consider_record(row, here.held(date(2026, 10, 6)), today=TODAY, by=None)
    assert [one.field for one in refused.value.refusals] == ["on_day"]


def test_a_weak_pair_is_remarked_upon_and_recorded(here: Licensed) -> None:
    group = here.group()
    unready = delivery.facilitator(here.implementation, days=(date(2026, 10, 7), date(2027, 3, 31)))
    said = keep(group, "A1", here.held(date(2026, 10, 6), facilitator_ids=(unready.id, here.ids[1])))
    assert said.remarks == ("Health practitioner: 1 needed, 1 named, 0 accredited on 6 October 2026",)
    assert session(group, "A1").state == State.HELD


def test_the_second_of_two_hands_is_told_what_the_first_saved(here: Licensed) -> None:
    row = session(here.group(), "A1")
    service.record(row, here.held(date(2026, 10, 6)), version=1, today=TODAY, now=NOW, by=None)
    with pytest.raises(Conflict) as conflict:
        service.record(row, here.held(date(2026, 10, 6), mothers=5), version=1, today=TODAY, now=NOW, by=None)
    assert conflict.value.theirs["mothers"] == "7"


def test_a_moved_session_is_due_on_its_new_day(here: Licensed) -> None:
    group = here.group()
    keep(group, "P1", Told(State.MOVED, date(2027, 2, 2), Reason.FACILITATOR_AWAY))
    assert session(group, "P1").due_on == date(2027, 2, 2)
    keep(group, "P1", Told(State.PLANNED))
    row = session(group, "P1")
    assert (row.due_on, row.recorded_at) == (date(2027, 1, 26), None)


def test_a_group_ends_with_its_last_record_and_again_when_it_is_corrected(
    here: Licensed, announced: list[object]
) -> None:
    group = here.group("Old", first_on=date(2026, 5, 5))
    codes = ["H1", "A1", "A2", "A3", "A4", "A5", "A6", "H2", "P1", "P2", "P3"]
    for code in codes:
        assert not any(isinstance(one, GroupEnded) for one in announced)
        keep(group, code, here.held(session(group, code).planned_on))
    assert isinstance(announced[-1], GroupEnded)
    keep(group, "A3", here.held(date(2026, 5, 19), mothers=3))
    ended = [one for one in announced if isinstance(one, GroupEnded)]
    assert [(one.group_id, one.on_day) for one in ended] == [(group.id, date(2026, 9, 8))] * 2


def test_a_group_whose_last_session_is_cancelled_beforehand_ends_with_the_one_before_it(
    here: Licensed, announced: list[object]
) -> None:
    group = here.group("Summer", first_on=date(2026, 7, 21))
    keep(group, "P3", Told(State.CANCELLED, because=Reason.FEW_FAMILIES))
    for code in ("H1", "A1", "A2", "A3", "A4", "A5", "A6", "H2", "P1", "P2"):
        assert not any(isinstance(one, GroupEnded) for one in announced)
        keep(group, code, here.held(session(group, code).planned_on))
    (ended,) = [one for one in announced if isinstance(one, GroupEnded)]
    assert ended.on_day == date(2026, 11, 17)


def test_what_is_told_of_a_cancelled_session_is_no_count(here: Licensed) -> None:
    group = here.group()
    keep(group, "A1", here.held(date(2026, 10, 6)))
    keep(group, "A1", replace(here.held(date(2026, 10, 6)), state=State.CANCELLED, because=Reason.WEATHER))
    row = session(group, "A1")
    assert (row.mothers, row.minutes, row.components, row.on_day) == (None, None, [], None)
