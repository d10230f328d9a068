"""An area leaves a programme while groups are running: what was to come falls away, what was due can still be told."""

from datetime import date

import pytest

from scaleup.areas import queries as areas
from scaleup.areas import service as areas_service
from scaleup.areas.rules import Exit, Leaving
from scaleup.core import facts
from scaleup.core.errors import Refused
from scaleup.delivery import queries, service
from scaleup.delivery.rules import Course, standing
from scaleup.extensions import db
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import group_scores
from scaleup.programmes.service import terms
from tests.delivery.groups import held
from tests.delivery.licensed import NOW, Licensed, licensed, session
from tests.factories import delivery
from tests.factories.areas import TODAY

pytestmark = pytest.mark.usefixtures("session")
LEFT = date(2026, 11, 20)


@pytest.fixture
def here() -> Licensed:
    facts.install([*service.HANDLERS, *fidelity.HANDLERS])
    return licensed()


def running(here: Licensed, *, until: date = LEFT) -> int:
    """A group of which what was planned up to that day is recorded as held."""
    return delivery.group(
        here.implementation, first_on=date(2026, 10, 6), pair=here.pair, recorded=held, until=until, families=7
    ).id


def leave(here: Licensed, way: Exit = Exit.WITHDRAWN) -> list[facts.Change]:
    """The area leaves; what was said before."""
    found = areas.implementation(here.implementation.id)
    how = Leaving(LEFT, way, "The funding ended.")
    told = areas_service.consider_closing(found, how, by=None, now=NOW)
    areas_service.close(found.id, how, version=found.version, by=None, now=NOW)
    db.session.expire_all()
    return told


def test_what_was_to_come_is_said_before_and_falls_away(here: Licensed) -> None:
    group_id = running(here)
    told = [one.sentence for one in leave(here)]
    assert told[0] == "4 sessions planned for after that day are not to be held; they count nowhere"
    value = queries.group_values([group_id])[group_id]
    later = date(2027, 6, 1)
    stands = standing(value, later)
    assert (stands.course, stands.due, stands.recorded, stands.lacking, stands.next) == (Course.OVER, 7, 7, (), None)
    scores = group_scores(value, terms(here.implementation.programme_version_id), today=later)
    assert scores.counted == "7 recorded of 7 due"
    assert [one.group_id for one in db.session.query(FidelityCheck)] == [group_id]


def test_a_session_up_to_that_day_can_still_be_recorded_and_no_later_one(here: Licensed) -> None:
    group_id = running(here, until=date(2026, 11, 3))
    assert "1 session up to that day lacks a record: it can still be entered" in [one.sentence for one in leave(here)]
    group = db.session.get_one(queries.groups_of(here.implementation.id)[0].__class__, group_id)
    last = session(group, "A6")
    service.record(last, here.held(date(2026, 11, 10)), version=last.version, today=TODAY, now=NOW, by=None)
    after = session(group, "H2")
    with pytest.raises(Refused, match="The area left the programme on 20 November 2026"):
        service.record(after, here.held(date(2026, 11, 22)), version=after.version, today=TODAY, now=NOW, by=None)


def test_nothing_is_set_up_after_it(here: Licensed) -> None:
    leave(here)
    with pytest.raises(Refused, match="The area left this programme on 20 November 2026"):
        here.group()


def test_after_a_pause_the_sessions_are_there_again(here: Licensed) -> None:
    group_id = running(here)
    assert "they come back if the area goes on" in leave(here, Exit.PAUSED)[0].sentence
    found = areas.implementation(here.implementation.id)
    areas_service.reopen(found.id, version=found.version, by=None)
    db.session.expire_all()
    assert len(queries.group_values([group_id])[group_id].sessions) == 11


def test_a_family_that_is_visited_is_over_with_the_day_on_which_the_area_left(here: Licensed) -> None:
    made = delivery.going_on(here.implementation)
    row = session(made, "S1")
    said = here.held(date(2026, 10, 6), mothers=1, partners=0)
    service.record(row, said, version=row.version, today=TODAY, now=NOW, by=None)
    assert [one.sentence for one in leave(here)] == ["1 family is over with that day"]
    assert queries.group_values([made.id])[made.id].ended_on == LEFT
