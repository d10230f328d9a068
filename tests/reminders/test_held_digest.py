"""A hold of an area reaches into the digests that wait: what it covers stays behind, and goes once it is let go."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.operations import service as operations
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message
from scaleup.outbox.rules import Covers, HoldScope, Return, State
from scaleup.programmes.service import load_catalogue
from scaleup.reminders import service
from scaleup.support.models import Action
from tests.factories import plans
from tests.factories import support as make
from tests.mails import plan, send, text_of
from tests.servers import Mailbox

NINE = datetime(2026, 10, 1, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def two_areas(session: Session, clock: Callable[[str], None]) -> tuple[int, int]:
    """Niamh owns three things in Marlbury and two in Kelso, all due today: more than three mails."""
    clock(NINE.isoformat())
    load_catalogue(make.LONG_AGO)
    marlbury, kelso = make.area("Marlbury"), make.area("Kelso", "Scotland")
    niamh = make.lead("Niamh O’Rourke", marlbury)
    manager = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    for area, count in ((marlbury, 3), (kelso, 2)):
        implementation = make.implementation(area, manager=manager)
        make.give_access(niamh, area, Role.PROJECT_LEAD)
        for number in range(count):
            plans.agreed(implementation, date(2026, 10, 1), owner=niamh, wording=f"Send list {number}")
    session.commit()
    plan(NINE)
    return marlbury.id, kelso.id


def told(mailbox: Mailbox) -> Counter[str]:
    """The things that mails lead to, and in how many."""
    words = (word for mail in mailbox.mails for word in text_of(mail).split())
    return Counter(word.rpartition("/")[2] for word in words if "/actions/" in word)


def of_area(session: Session, area_id: int) -> set[str]:
    """The ids of its things."""
    return {str(id_) for id_ in session.scalars(select(Action.id).where(Action.area_id == area_id))}


def test_what_an_area_has_in_a_digest_is_held_with_the_area_and_goes_once_it_is_let_go(
    two_areas: tuple[int, int], session: Session, mailbox: Mailbox
) -> None:
    marlbury, kelso = two_areas
    of_both = of_area(session, marlbury) | of_area(session, kelso)
    folded = session.scalars(select(Message).where(Message.state == State.FOLDED)).all()
    here = [one for one in folded if one.area_id == marlbury]
    assert (len(folded), len(here)) == (3, 1), "two go by themselves, the digest is the third"
    covers = Covers(HoldScope.AREA, area_id=marlbury)
    assert "1 message on the way in a digest waits too; the digest goes without." in [
        one.sentence for one in operations.consider_holding(covers, now=NINE)
    ]
    held = outbox.hold(covers, reason="The lead left.", person_id=None, now=NINE)
    commit.now()
    send(NINE + MINUTE)
    assert told(mailbox) == dict.fromkeys(of_area(session, kelso), 1)
    service.plan_due(NINE + 2 * MINUTE)
    commit.now()
    send(NINE + 2 * MINUTE)
    assert set(told(mailbox)) == of_area(session, kelso), "the tick writes nothing of it anew"
    operations.let_go(held, by=1, now=NINE + 3 * MINUTE)
    commit.now()
    for days in range(2):
        service.plan_due(NINE + 3 * MINUTE + timedelta(days=days))
        commit.now()
        send(NINE + 3 * MINUTE + timedelta(days=days))
    assert told(mailbox) == dict.fromkeys(of_both, 1)


def test_a_digest_that_is_told_anew_leaves_out_what_is_held_back(
    two_areas: tuple[int, int], session: Session, mailbox: Mailbox
) -> None:
    marlbury, kelso = two_areas
    digest = session.scalars(select(Message).where(Message.kind == "reminder digest")).one()
    told_in_it = set(session.scalars(select(Message.area_id).where(Message.folded_into_id == digest.id)))
    assert told_in_it == {marlbury, kelso}
    send(NINE + MINUTE)
    before = told(mailbox)
    back = outbox.Back(Return.HARD, "5.1.1", "5.1.1 There is nobody of that name", "report 1")
    outbox.took_back(digest.id, digest.handed_to or "", back, person_id=digest.person_id, now=NINE + 2 * MINUTE)
    held = outbox.hold(
        Covers(HoldScope.AREA, area_id=marlbury), reason="The lead left.", person_id=None, now=NINE + 3 * MINUTE
    )
    session.info.clear()
    session.commit()
    address = session.scalars(select(Address)).one()
    assert digest.person_id is not None
    outbox.begin_again(address.id, person_id=digest.person_id, now=NINE + 4 * MINUTE)
    session.commit()
    send(NINE + 5 * MINUTE)
    anew = told(mailbox) - before
    assert set(anew) <= of_area(session, kelso), "Marlbury is held back"
    assert anew
    operations.let_go(held, by=1, now=NINE + 6 * MINUTE)
    commit.now()
    send(NINE + timedelta(days=1))
    assert set(told(mailbox) - before - anew) <= of_area(session, marlbury)
    assert told(mailbox) - before - anew


def test_a_hold_reaches_into_a_digest_that_is_told_anew(
    two_areas: tuple[int, int], session: Session, mailbox: Mailbox
) -> None:
    marlbury, kelso = two_areas
    digest = session.scalars(select(Message).where(Message.kind == "reminder digest")).one()
    send(NINE + MINUTE)
    before = told(mailbox)
    back = outbox.Back(Return.HARD, "5.1.1", "5.1.1 There is nobody of that name", "report 1")
    outbox.took_back(digest.id, digest.handed_to or "", back, person_id=digest.person_id, now=NINE + 2 * MINUTE)
    session.info.clear()
    session.commit()
    address = session.scalars(select(Address)).one()
    assert digest.person_id is not None
    outbox.begin_again(address.id, person_id=digest.person_id, now=NINE + 3 * MINUTE)
    outbox.hold(
        Covers(HoldScope.AREA, area_id=marlbury), reason="The lead left.", person_id=None, now=NINE + 4 * MINUTE
    )
    session.info.clear()
    session.commit()
    send(NINE + 5 * MINUTE)
    assert set(told(mailbox) - before) <= of_area(session, kelso)


def test_of_a_digest_two_holds_one_after_the_other_take_each_thing_out_once(
    two_areas: tuple[int, int], session: Session, mailbox: Mailbox
) -> None:
    marlbury, _ = two_areas
    area = outbox.hold(Covers(HoldScope.AREA, area_id=marlbury), reason="The lead left.", person_id=None, now=NINE)
    rule = outbox.hold(Covers(HoldScope.KIND, "reminder of an action"), reason="Wrong.", person_id=None, now=NINE)
    commit.now()
    alone = session.scalars(select(Message).where(Message.dedupe_key.endswith("|held"))).all()
    assert len(alone) == 3
    assert {one.state for one in alone} == {State.PENDING}
    send(NINE + MINUTE)
    assert told(mailbox) == {}
    for one in (area, rule):
        outbox.let_go(one, person_id=None, now=NINE + MINUTE)
    commit.now()
    send(NINE + 2 * MINUTE)
    assert set(told(mailbox).values()) == {1}
    assert len(told(mailbox)) == 5
