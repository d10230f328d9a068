"""Every plan that was applied is kept as a version: who, when, why, and what became of each contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.areas.models import ClosureDay
from scaleup.areas.rules import Closure, ClosureDayChanged
from scaleup.areas.service import add_closure_day, remove_closure_day
from scaleup.core import facts
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.licences.models import Licence, Suspension
from scaleup.licences.rules import LicenceSuspended
from scaleup.support import rules, service
from scaleup.support.models import PlanVersion, Slot
from scaleup.support.rules import Difference, Move, Stand
from tests.client import Statements
from tests.factories import support as made

TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def kept(session: Session, licence: Licence) -> list[PlanVersion]:
    """The versions of the licence's plan, in order."""
    asked = select(PlanVersion).where(PlanVersion.licence_id == licence.id).order_by(PlanVersion.number)
    return list(session.scalars(asked))


def standing(session: Session, licence: Licence) -> dict[int, date]:
    """The day of each contact of the plan."""
    rows = session.execute(
        select(Slot.sequence, Slot.due_on).where(Slot.licence_id == licence.id, Slot.state != "gone")
    )
    return {row.sequence: row.due_on for row in rows}


def told(session: Session, licence: Licence) -> dict[int, date]:
    """The same as the versions tell it."""
    plan = rules.plan_after(rules.read(one.changes) for one in kept(session, licence))
    return {number: stand.on for number, stand in plan.items() if stand.on}


def test_the_first_plan_is_the_first_version(session: Session, licence: Licence) -> None:
    (first,) = kept(session, licence)
    assert (first.number, first.cause, first.person_id) == (1, "The first plan of the licence", None)
    assert told(session, licence) == standing(session, licence)
    service.make_plan(licence.id)
    assert len(kept(session, licence)) == 1


def test_a_contact_whose_pinned_day_is_suspended_comes_again_on_its_own_day_however_often(
    session: Session, licence: Licence, priya
) -> None:
    about = (licence.id, licence.implementation_id, licence.area_id)
    for pinned, rests in ((date(2027, 2, 10), date(2027, 2, 8)), (date(2027, 2, 17), date(2027, 2, 15))):
        asked = select(Slot).where(Slot.licence_id == licence.id, Slot.sequence == 21, Slot.state == "open")
        slot = session.scalars(asked).one()
        service.move_contact(
            priya.id, slot_id=slot.id, to_on=pinned, because="Half away", version=slot.version, today=TODAY
        )
        fact = LicenceSuspended(*about, rests, priya.id, rests + timedelta(days=4), "Restructure")
        assert [change.sentence for change in facts.consequences(fact)] == [
            f"Marlbury: 1 contact is added (4 January 2027), 1 contact is taken out of the plan ({pinned:%-d %B %Y})"
        ]
        facts.announce(fact)
        assert standing(session, licence)[21] == told(session, licence)[21] == date(2027, 1, 4)


def test_a_suspension_makes_one_version_and_applied_twice_none(session: Session, licence: Licence, priya) -> None:
    fact = LicenceSuspended(
        licence.id, licence.implementation_id, licence.area_id, date(2026, 12, 21), priya.id, date(2027, 1, 8), "Rest"
    )
    facts.announce(fact)
    session.add(Suspension(licence_id=licence.id, from_on=date(2026, 12, 21), to_on=date(2027, 1, 8), reason="Rest"))
    session.flush()
    facts.announce(fact)
    service.remake(licence.implementation_id, today=TODAY)
    _, second = kept(session, licence)
    assert second.cause == "The licence is suspended from 21 December 2026 to 8 January 2027"
    assert second.person_id == priya.id
    assert rules.read(second.changes) == (
        Difference(
            Move.GONE,
            21,
            date(2027, 1, 4),
            None,
            "the licence is suspended from Monday 21 December 2026 to Friday 8 January 2027",
        ),
    )
    assert told(session, licence) == standing(session, licence)


def test_a_contact_moved_by_hand_is_a_version_with_the_reason(session: Session, licence: Licence, priya) -> None:
    slot = session.scalar(select(Slot).where(Slot.licence_id == licence.id, Slot.sequence == 21))
    assert slot is not None
    service.move_contact(
        priya.id, slot_id=slot.id, to_on=date(2027, 1, 12), because="Half the team is away", version=1, today=TODAY
    )
    second = kept(session, licence)[-1]
    assert second.cause == "Contact 21 was moved to 12 January 2027: Half the team is away"
    assert told(session, licence)[21] == date(2027, 1, 12)


def test_a_plan_from_before_versions_has_what_it_was_as_its_first(session: Session, licence: Licence) -> None:
    for version in kept(session, licence):
        session.delete(version)
    session.flush()
    before = standing(session, licence)
    add_closure_day("all", date(2027, 1, 4), reason="Stocktaking", by=None)
    first, second = kept(session, licence)
    assert first.cause == "The plan as it stood before its versions were kept"
    assert {each.sequence: each.now_on for each in rules.read(first.changes)} == before
    assert [each.now_on for each in rules.read(second.changes)] == [date(2027, 1, 5)]


def test_two_versions_are_held_against_each_other() -> None:
    first = rules.read('[[1, null, "2026-01-05", ""], [2, null, "2026-02-02", ""], [3, null, "2026-03-02", ""]]')
    moved = Difference(Move.MOVED, 2, date(2026, 2, 2), date(2026, 2, 3), "Monday 2 February 2026 is a closure day")
    gone = Difference(Move.GONE, 3, date(2026, 3, 2), None, "the licence ends on Saturday 28 February 2026")
    back = Difference(Move.ADDED, 3, None, date(2026, 3, 2))
    assert rules.read(rules.written([moved, gone, back])) == (moved, gone, back)
    before, after = rules.plan_after([first]), rules.plan_after([first, [moved], [gone]])
    assert after[3] == Stand(None, gone.reason)
    assert rules.compared(before, after) == (
        Difference(Move.UNCHANGED, 1, date(2026, 1, 5), date(2026, 1, 5)),
        moved,
        gone,
    )
    assert [each.move for each in rules.compared(after, before)] == [Move.UNCHANGED, Move.MOVED, Move.ADDED]
    assert {each.move for each in rules.compared(before, rules.plan_after([first, [gone, back]]))} == {Move.UNCHANGED}


def test_a_contact_that_went_and_came_in_one_change_stands() -> None:
    gone = Difference(Move.GONE, 3, date(2026, 3, 9), None, "the licence ends")
    back = Difference(Move.ADDED, 3, None, date(2026, 3, 2))
    assert rules.plan_after([[back, gone]])[3].on == date(2026, 3, 2)


class TestClosureDays:
    """Many plans at once are moved as each would be by itself."""

    TERMS = (
        (date(2024, 4, 1), date(2027, 3, 31)),
        (date(2025, 1, 4), date(2028, 1, 3)),
        (date(2024, 2, 4), date(2027, 1, 4)),
        (date(2024, 1, 4), date(2027, 1, 3)),
        (date(2026, 1, 3), date(2028, 12, 31)),
    )

    @pytest.fixture
    def portfolio(self, session: Session) -> list[Licence]:
        """Licences around 4 January 2027 in two nations; one rests, one has a day by hand."""
        made_of = []
        for number, (starts_on, ends_on) in enumerate(self.TERMS * 2):
            nation = "Scotland" if number >= len(self.TERMS) else "England"
            of = made.implementation(made.area(f"Area {number}", nation))
            made_of.append(made.licence(of, starts_on=starts_on, ends_on=ends_on, number=f"BS-{number}"))
        session.add(Suspension(licence_id=made_of[1].id, from_on=date(2027, 1, 5), to_on=date(2027, 1, 8), reason="-"))
        session.flush()
        service.make_plans([each.id for each in made_of])
        slot = session.scalar(select(Slot).where(Slot.licence_id == made_of[4].id, Slot.due_on > date(2027, 1, 1)))
        assert slot is not None
        slot.due_on, slot.pinned_because = date(2027, 1, 4), "agreed"
        session.flush()
        return made_of

    def test_a_closure_day_added_and_removed_moves_what_each_plan_by_itself_would(
        self, session: Session, portfolio: list[Licence]
    ) -> None:
        before = [standing(session, each) for each in portfolio]
        shown = facts.consequences(ClosureDayChanged("all", date(2027, 1, 4), Closure.ADDED, None))
        day = add_closure_day("all", date(2027, 1, 4), reason="Stocktaking", by=None)
        together = [standing(session, each) for each in portfolio]
        assert together != before
        assert sum(change.count for change in shown) == sum(
            one != other
            for was, now in zip(before, together, strict=True)
            for one, other in ((was.get(number), now.get(number)) for number in {*was, *now})
        )
        for each in portfolio:
            assert service.remake(each.implementation_id, today=TODAY) == []
            assert {number: on for number, on in told(session, each).items() if number > 3} == {
                number: on for number, on in self.without_pin(session, each).items() if number > 3
            }
        remove_closure_day(day.id, by=None)
        session.expire_all()
        assert [standing(session, each) for each in portfolio] == before
        assert all(service.remake(each.implementation_id, today=TODAY) == [] for each in portfolio)

    def without_pin(self, session: Session, licence: Licence) -> dict[int, date]:
        """The plan; what the fixture put by hand is where its version had it."""
        pinned = session.scalar(select(Slot).where(Slot.licence_id == licence.id, Slot.pinned_because.is_not(None)))
        plan = standing(session, licence)
        return plan | ({pinned.sequence: told(session, licence)[pinned.sequence]} if pinned else {})

    def test_a_day_that_one_nation_keeps_moves_no_other(self, session: Session, portfolio: list[Licence]) -> None:
        before = [standing(session, each) for each in portfolio]
        add_closure_day("Scotland", date(2027, 1, 5), reason="Local holiday", by=None)
        after = [standing(session, each) for each in portfolio]
        assert after[:5] == before[:5]
        assert after[5:] != before[5:]

    def test_a_hundred_plans_take_as_many_statements_as_ten(self, session: Session, statements: Statements) -> None:
        def one_more_day(areas: int, day: date) -> int:
            licences = [
                made.licence(made.implementation(made.area(f"{day} {number}")), number=f"{day} {number}")
                for number in range(areas)
            ]
            service.make_plans([each.id for each in licences])
            session.flush()
            statements.clear()
            add_closure_day("all", day, reason="Away day", by=None)
            return len(statements)

        assert one_more_day(10, date(2027, 1, 4)) == one_more_day(90, date(2027, 3, 31))


def test_only_the_working_days_have_changed_and_one_contact_follows_like_the_whole_plan() -> None:
    england = calendar(Nation.ENGLAND)
    term = rules.Term(date(2024, 4, 1), date(2027, 3, 31), (rules.Step(1, 12), rules.Step(2, 6), rules.Step(3, 4)))
    plan = rules.first_plan(term, england)
    closed = replace(england, closures=frozenset({date(2027, 3, 31), date(2027, 1, 4)}))
    whole = rules.reshape(plan.slots, term, calendar=closed, today=TODAY)
    apart = [rules.by_calendar(slot, term, calendar=closed, today=TODAY)[0] for slot in plan.slots]
    assert tuple(apart) == whole.slots
    assert whole.slots[-1].planned.due_on == date(2027, 3, 30)


def test_a_closure_day_row_alone_is_what_remaking_reads(session: Session, licence: Licence) -> None:
    session.add(ClosureDay(nation="all", on_day=date(2027, 1, 4), reason="Stocktaking"))
    session.flush()
    service.remake(licence.implementation_id, today=TODAY)
    assert kept(session, licence)[-1].cause == "The plan was made anew from what is recorded"
