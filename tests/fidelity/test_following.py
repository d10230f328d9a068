"""What follows from a check: denser support is proposed at once, with its difference; a group that is over reports."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core import facts
from scaleup.delivery import service as delivery
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import GroupEnded, GroupReopened, SessionRecord, State
from scaleup.delivery.service import Told
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity import queries, service
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from scaleup.support.models import StepProposal
from tests.factories import delivery as groups
from tests.fidelity.observed import rating

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)

Pair = tuple[Facilitator, Facilitator]


def waiting(session: Session) -> list[str]:
    """The proposals about the pace of support that wait, in words."""
    return list(session.scalars(select(StepProposal.sentence).where(StepProposal.settled_on.is_(None))))


def test_a_red_check_proposes_denser_support_at_once(
    session: Session, taking_up: Implementation, under_way: Licence, pair: Pair, priya: Person
) -> None:
    said = rating(pair, priya.id, mark=2)
    considered = service.consider(taking_up.id, said, today=TODAY, by=priya.id)
    assert considered.result.colour == "red"
    (change,) = considered.changes
    assert change.sentence.startswith("The fidelity check of 17 November 2026 was red, so it is proposed that")
    assert "Marlbury: " in change.sentence
    assert change.sentence.endswith("if a person agrees")
    assert waiting(session) == []
    service.observe(taking_up.id, said, by=priya.id, now=NOW)
    (sentence,) = waiting(session)
    assert change.sentence.startswith(sentence)


def test_one_amber_proposes_nothing_and_a_second_one_does(
    session: Session, taking_up: Implementation, under_way: Licence, pair: Pair, priya: Person
) -> None:
    first = rating(pair, priya.id, mark=3, on_day=date(2026, 10, 6), O1=4)
    assert service.consider(taking_up.id, first, today=TODAY, by=priya.id).changes == []
    service.observe(taking_up.id, first, by=priya.id, now=NOW)
    assert not any("amber" in sentence for sentence in waiting(session))
    service.observe(taking_up.id, rating(pair, priya.id, mark=3, O1=4), by=priya.id, now=NOW)
    assert any("6 October 2026 and 17 November 2026 were amber" in sentence for sentence in waiting(session))


def test_a_green_check_settles_what_a_red_one_asked_for(
    session: Session, taking_up: Implementation, under_way: Licence, pair: Pair, priya: Person
) -> None:
    service.observe(taking_up.id, rating(pair, priya.id, mark=1, on_day=date(2026, 11, 3)), by=None, now=NOW)
    assert any("was red" in sentence for sentence in waiting(session))
    service.observe(taking_up.id, rating(pair, priya.id, mark=5), by=None, now=NOW)
    assert not any("was red" in sentence for sentence in waiting(session))


def held(session: SessionRecord, minutes: int | None = None) -> SessionRecord:
    """The session as it was planned, or so long."""
    return replace(
        session,
        state=State.HELD,
        on_day=session.planned_on,
        minutes=minutes or session.minutes_planned,
        components=frozenset(session.components_planned),
        mothers=6,
        partners=4,
        interpreters=0,
    )


def ended(group: DeliveryGroup) -> GroupEnded:
    """That the group is over, as its records have it now."""
    value, version = group_values([group.id])[group.id], group.programme_version_id
    return GroupEnded(group.id, group.implementation_id, group.area_id, date(2025, 5, 20), version, value)


def test_a_group_that_is_over_gives_one_self_report_that_follows_its_corrections(
    session: Session, taking_up: Implementation, licence: Licence, pair: Pair
) -> None:
    group = groups.group(taking_up, first_on=date(2025, 1, 14), pair=pair, recorded=held)
    over = ended(group)
    assert facts.consequences(over) == []
    facts.announce(over)
    facts.announce(over)
    (check,) = queries.checks_of(taking_up.id)
    assert (check.method, check.percent, check.group_id) == (Method.SELF_REPORT, 100.0, group.id)
    assert check.on_day == date(2025, 5, 20)
    short = session.scalars(select(GroupSession).where(GroupSession.group_id == group.id)).all()
    for row in short:
        row.minutes = (row.minutes_planned or 0) // 2
    session.flush()
    assert [change.sentence for change in facts.consequences(ended(group))] == [
        "The group is over: its own records come to 50%, red; until now 100%, green. It is kept as its own report",
        "A plan to improve is asked for: what is to change, by whom and by when",
        "The unit is asked whether more support would help; a person decides",
    ]
    facts.announce(ended(group))
    (check,) = queries.checks_of(taking_up.id)
    assert check.percent == 50.0


def test_what_the_last_record_makes_of_a_group_is_said_before_it_is_kept(
    taking_up: Implementation, licence: Licence, pair: Pair, niamh: Person
) -> None:
    short = partial(held, minutes=30)
    group = groups.group(taking_up, first_on=date(2026, 6, 30), pair=pair, recorded=short, until=date(2026, 10, 30))
    last = group_session(group, "P3")
    told = Told(
        State.HELD,
        date(2026, 11, 3),
        None,
        120,
        frozenset(last.components_planned),
        6,
        4,
        0,
        True,
        (pair[0].id, pair[1].id),
    )
    changes = delivery.consider_record(last, told, today=TODAY, by=niamh.id)
    assert changes[0].sentence == ("The group is over: its own records come to 36%, red. It is kept as its own report")
    assert queries.checks_of(taking_up.id) == []
    delivery.record(last, told, version=last.version, today=TODAY, now=NOW, by=niamh.id)
    (check,) = queries.checks_of(taking_up.id)
    assert (check.on_day, round(check.percent)) == (date(2026, 11, 3), 36)
    mistake = delivery.consider_record(last, Told(State.PLANNED), today=TODAY, by=niamh.id)
    assert [one.sentence for one in mistake] == [
        "What it came to counts nowhere until each of its sessions has a record again"
    ]


def group_session(group: DeliveryGroup, code: str) -> GroupSession:
    """The group's session of this code."""
    return db.session.scalars(
        select(GroupSession).where(GroupSession.group_id == group.id, GroupSession.code == code)
    ).one()


def test_a_result_counts_nowhere_while_a_session_of_the_group_has_no_record_any_more(
    taking_up: Implementation, licence: Licence, pair: Pair
) -> None:
    group = groups.group(taking_up, first_on=date(2025, 1, 14), pair=pair, recorded=held)
    facts.announce(ended(group))
    facts.announce(GroupReopened(group.id))
    (check,) = queries.checks_of(taking_up.id)
    assert check.flag == "A session of it has no record any more"
    facts.announce(ended(group))
    assert check.flag is None


def test_a_group_whose_records_lack_something_gives_no_result(taking_up: Implementation, licence: Licence) -> None:
    group = groups.group(taking_up, first_on=date(2025, 1, 14))
    facts.announce(ended(group))
    assert queries.checks_of(taking_up.id) == []
