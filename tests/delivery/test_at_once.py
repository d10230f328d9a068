"""Two leads at once, each in a thread of their own with a connection of its own: one is first, the other is told."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.audit import Entry
from scaleup.core.errors import Conflict, Refused
from scaleup.delivery import service
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionBefore
from scaleup.delivery.queries.groups import sessions_of
from scaleup.delivery.rules import Reason, State
from scaleup.delivery.service import Told
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from tests.delivery.groups import held
from tests.delivery.licensed import NOW, Licensed, licensed, session
from tests.delivery.units import taking_up
from tests.factories import accounts as people
from tests.factories import delivery, licences
from tests.factories.areas import TODAY
from tests.together import in_parallel

Act = Callable[[], object]


@dataclass
class Both:
    """What became of two acts that began at once."""

    done: list[object] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@pytest.fixture
def at_once(app: Flask, session: Session) -> Callable[[Act, Act], Both]:
    """Two acts, each read its rows before either writes."""

    def run(first: Act, second: Act) -> Both:
        session.commit()
        found, ready = Both(), threading.Barrier(2, timeout=30)

        def of(act: Act) -> Act:
            def work() -> None:
                with app.app_context():
                    try:
                        write = act()
                        if db.engine.dialect.name == "sqlite":
                            db.session.rollback()  # there whoever reads to write keeps others from reading
                        ready.wait()
                        assert callable(write)
                        found.done.append(write())
                        commit.now()
                    except (Conflict, Refused) as stopped:
                        db.session.rollback()
                        found.told.append(str(stopped))

            return work

        in_parallel([of(first), of(second)])
        session.expire_all()
        return found

    return run


def recording(group_id: int, code: str, told: Told, by: int) -> Act:
    """A lead opens the session, looks at what would follow, and saves: reading first, then writing."""

    def act() -> Act:
        row = db.session.scalars(select(GroupSession).filter_by(group_id=group_id, code=code)).one()
        version = row.version
        service.consider_record(row, told, today=TODAY, by=by)
        held_on_to = sessions_of([group_id])

        def write() -> object:
            assert held_on_to
            return service.record(row, told, version=version, today=TODAY, now=NOW, by=by).remarks

        return write

    return act


def leads() -> tuple[int, int]:
    """Two people who lead the area."""
    return people.person("Niamh O’Rourke", Role.PROJECT_LEAD).id, people.person("Colm Daly", Role.DEPUTY).id


def acts(name: str) -> int:
    """How often this is in the audit log."""
    return db.session.query(Entry).filter_by(act=name).count()


def test_two_leads_record_one_session_and_the_second_is_shown_the_first(
    session: Session, at_once: Callable[[Act, Act], Both]
) -> None:
    here, (niamh, colm) = licensed(), leads()
    group_id, code = here.group().id, "A1"
    one, other = here.held(date(2026, 10, 6)), here.held(date(2026, 10, 6), mothers=4)
    found = at_once(recording(group_id, code, one, niamh), recording(group_id, code, other, colm))
    assert len(found.done) == 1
    assert found.told == ["Somebody else recorded this session while you had it open. Compare, then save again."]
    assert stored(group_id, code).mothers in (7, 4)
    assert session.query(SessionBefore).count() == 0
    assert acts("session recorded") == 1


def test_the_same_press_sent_twice_at_once_is_kept_once(session: Session, at_once: Callable[[Act, Act], Both]) -> None:
    here, (niamh, _) = licensed(), leads()
    group_id, told = here.group().id, here.held(date(2026, 10, 6))
    found = at_once(recording(group_id, "A1", told, niamh), recording(group_id, "A1", told, niamh))
    assert (len(found.done), found.told, acts("session recorded")) == (2, [], 1)


def test_one_cancels_while_the_other_records_and_only_the_first_stands(
    session: Session, at_once: Callable[[Act, Act], Both]
) -> None:
    here, (niamh, colm) = licensed(), leads()
    group_id = here.group().id
    off = Told(State.CANCELLED, because=Reason.WEATHER)
    found = at_once(
        recording(group_id, "A1", here.held(date(2026, 10, 6)), niamh), recording(group_id, "A1", off, colm)
    )
    assert (len(found.done), len(found.told)) == (1, 1)
    assert "Compare, then save again" in found.told[0]
    row = stored(group_id, "A1")
    assert (row.state, row.mothers, row.because) in (("held", 7, None), ("cancelled", None, "weather"))


def test_two_leads_record_the_last_two_sessions_and_the_group_is_over_once(
    session: Session, at_once: Callable[[Act, Act], Both]
) -> None:
    here, (niamh, colm) = licensed(), leads()
    first_on = date(2026, 6, 2)
    made = delivery.group(
        here.implementation,
        first_on=first_on,
        pair=here.pair,
        recorded=lambda one: held(one) if one.code not in ("P2", "P3") else one,
        families=7,
    )
    days = {code: stored(made.id, code).planned_on for code in ("P2", "P3")}
    found = at_once(
        recording(made.id, "P2", here.held(days["P2"]), niamh), recording(made.id, "P3", here.held(days["P3"]), colm)
    )
    assert (len(found.done), found.told) == (2, [])
    assert [one.group_id for one in session.scalars(select(FidelityCheck))] == [made.id]


def test_one_says_that_a_family_is_over_while_the_other_records_its_visit(
    session: Session, at_once: Callable[[Act, Act], Both]
) -> None:
    of = taking_up("minding-the-baby")
    licences.granted(of)
    here, (niamh, colm) = Licensed(of, delivery.pair(of)), leads()
    terms = service.GroupTerms("7", "standard", date(2026, 10, 6), 1, here.ids)
    group_id = service.set_up(of.id, terms, now=NOW, by=niamh).id

    def ending() -> Act:
        group = db.session.get_one(DeliveryGroup, group_id)
        version, day = group.version, date(2026, 11, 20)
        return lambda: service.end(group, day, version=version, today=TODAY, by=colm)

    found = at_once(recording(group_id, "S1", here.held(date(2026, 10, 6), mothers=1, partners=0), niamh), ending)
    assert stored(group_id, "S1").state == "held"
    over = session.get_one(DeliveryGroup, group_id).ended_on
    assert (over, len(found.told)) in ((date(2026, 11, 20), 0), (None, 1))
    assert all("has no record yet" in one for one in found.told)


@pytest.mark.parametrize("same", [True, False])
def test_a_group_set_up_twice_at_once_stands_once(
    session: Session, at_once: Callable[[Act, Act], Both], same: bool
) -> None:
    here, (niamh, colm) = licensed(), leads()
    of_id, terms = here.implementation.id, here.terms()

    def setting_up(by: int) -> Act:
        def act() -> Act:
            service.considered(of_id, terms)
            return lambda: service.set_up(of_id, terms, now=NOW, by=by).id

        return act

    found = at_once(setting_up(niamh), setting_up(niamh if same else colm))
    assert session.query(DeliveryGroup).count() == 1
    assert session.query(GroupSession).count() == 11
    if same:
        assert len(set(found.done)) == 1
        assert found.told == []
    else:
        assert len(found.done) == 1
        assert "has that name already" in found.told[0]


def test_two_leads_change_who_delivers_and_the_second_is_told(
    session: Session, at_once: Callable[[Act, Act], Both]
) -> None:
    here, (niamh, colm) = licensed(), leads()
    group_id = here.group().id
    third = delivery.facilitator(here.implementation, name="Third").id

    def changing(ids: tuple[int, ...], by: int) -> Act:
        def act() -> Act:
            group = db.session.get_one(DeliveryGroup, group_id)
            version = group.version
            return lambda: service.change_pair(group, ids, version=version, by=by)

        return act

    found = at_once(changing((here.ids[0], third), niamh), changing((here.ids[1], third), colm))
    assert (found.done, len(found.told)) == ([11], 1)
    assert "Somebody else changed this while you had it open" in found.told[0]
    again = at_once(changing((here.ids[0], third), niamh), changing((here.ids[0], third), colm))
    assert again.told == []
    assert sorted(again.done, key=str) in ([0, 0], [0, 11])


def stored(group_id: int, code: str) -> GroupSession:
    """The session as it stands."""
    return session(db.session.get_one(DeliveryGroup, group_id), code)
