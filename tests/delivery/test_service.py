"""The first session: recorded once, corrected knowingly, announced."""

from datetime import date

import pytest

from scaleup.core import facts
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.delivery import queries, service
from scaleup.delivery.rules import DeliveryStarted, DeliveryStartMoved
from tests.factories import areas as make
from tests.factories.areas import TODAY

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def announced() -> list[object]:
    heard: list[object] = []

    def listen(fact: object) -> list[facts.Change]:
        heard.append(fact)
        return []

    kinds = (DeliveryStarted, DeliveryStartMoved)
    facts.install([facts.Handler(kind, listen, lambda _fact, _changes: None) for kind in kinds])
    return heard


def test_the_first_session_is_recorded_and_moved(announced: list[object]) -> None:
    implementation = make.implementation()
    start = service.record_start(implementation.id, date(2024, 6, 18), today=TODAY, by=None)
    service.move_start(implementation.id, date(2024, 6, 25), version=start.version, today=TODAY, by=4)
    start = queries.start_of(implementation.id)
    assert start is not None
    assert start.started_on == date(2024, 6, 25)
    whose = (implementation.id, implementation.area_id)
    assert announced == [
        DeliveryStarted(*whose, date(2024, 6, 18), None),
        DeliveryStartMoved(*whose, date(2024, 6, 25), date(2024, 6, 18), person_id=4),
    ]


def test_there_is_one_first_session() -> None:
    implementation = make.implementation()
    service.record_start(implementation.id, date(2024, 6, 18), today=TODAY, by=None)
    with pytest.raises(Refused, match="already recorded, on 18 June 2024."):
        service.record_start(implementation.id, date(2024, 6, 19), today=TODAY, by=None)


@pytest.mark.parametrize(
    ("started_on", "sentence"),
    [
        (date(2026, 11, 24), "24 November 2026 is still to come"),
        (date(2024, 1, 22), "was opened on 23 January 2024"),
    ],
)
def test_it_was_held_after_the_opening_and_by_today(started_on: date, sentence: str) -> None:
    implementation = make.implementation(opened_on=date(2024, 1, 23))
    with pytest.raises(Refused, match=sentence):
        service.record_start(implementation.id, started_on, today=TODAY, by=None)


def test_two_corrections_tell_the_second() -> None:
    implementation = make.implementation()
    start = service.record_start(implementation.id, date(2024, 6, 18), today=TODAY, by=None)
    version = start.version
    service.move_start(implementation.id, date(2024, 6, 25), version=version, today=TODAY, by=None)
    with pytest.raises(Conflict) as conflict:
        service.move_start(implementation.id, date(2024, 7, 2), version=version, today=TODAY, by=None)
    assert conflict.value.theirs == {"started_on": "2024-06-25"}


def test_what_was_never_recorded_is_not_corrected() -> None:
    with pytest.raises(Absent):
        service.move_start(make.implementation().id, TODAY, version=1, today=TODAY, by=None)
