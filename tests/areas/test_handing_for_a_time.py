"""Areas are handed over for a time: they go back by themselves, once, with access dated on both sides."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Access, Handover, Implementation
from scaleup.areas.rules import Chosen, Looked, refusals_of_period
from scaleup.extensions import db
from scaleup.outbox.queries import claimable
from tests.factories import areas as founded
from tests.factories import support as make
from tests.factories.actors import acting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY, FROM, TO, BACK = date(2026, 11, 23), date(2027, 1, 6), date(2027, 1, 31), date(2027, 2, 1)


@pytest.fixture
def gareth(session: Session, clock: Callable[[str], None]) -> Person:
    clock("2026-11-23T09:00:00+00:00")
    return make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def aoife(session: Session) -> Person:
    return make.person("Aoife Brennan", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def two(gareth: Person) -> list[Implementation]:
    """Leeds and Hull, which Gareth looks after."""
    return [make.implementation(make.area(name), manager=gareth) for name in ("Leeds", "Hull")]


def hand(of: list[Implementation], to: Person, on_day: date, until_on: date | None = TO) -> list[str]:
    """The areas are handed over; what was shown before."""
    wish = service.Wish([Chosen(one.id, one.manager_id) for one in of], to.id, on_day, until_on)
    helen = founded.actor(to, Role.UNIT_MANAGER)
    found = queries.looked_at(helen, [one.id for one in of], TODAY)
    shown = service.consider_handing_over(wish, found, today=TODAY)
    service.hand_over(wish, found, by=None, now=NOW)
    return [one.sentence for one in shown]


def seen(who: Person, area_id: int) -> list[tuple[date, date | None]]:
    rows = select(Access.from_on, Access.until_on).where(Access.person_id == who.id, Access.area_id == area_id)
    return [(row.from_on, row.until_on) for row in db.session.execute(rows.order_by(Access.from_on))]


def tick(day: date) -> int:
    """The tick of that day, as often as it likes."""
    due = queries.due_handovers(day)
    commit.each([*due, *due], service.take_over)
    db.session.expire_all()
    return len(due)


def test_many_are_told_by_who_has_them_now_and_each_is_named_once(gareth: Person, aoife: Person) -> None:
    his = [make.implementation(make.area(name), manager=gareth) for name in ("Leeds", "Hull", "Bath", "York")]
    hers = [make.implementation(make.area(name), manager=aoife) for name in ("Fife", "Moray")]
    assert hand([*his, *hers], aoife, FROM) == [
        "4 areas: Gareth Llewellyn until Tuesday 5 January 2027, Aoife Brennan from Wednesday 6 January 2027, "
        "Gareth Llewellyn again from Monday 1 February 2027: Leeds; Hull; Bath; York.",
        "Nothing changes for 2 areas that Aoife Brennan has already: Fife; Moray.",
    ]
    assert hand([*his, *hers], aoife, date(2027, 1, 7))[2:] == [
        f"{area}, Baby Steps: the hand-over to Aoife Brennan on Wednesday 6 January 2027 is dropped."
        for area in ("Leeds", "Hull", "Bath", "York")
    ]


def test_it_goes_over_on_its_day_and_back_the_day_after_its_last_however_often_the_tick_runs(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    leeds = two[0]
    assert hand(two, aoife, FROM)[0] == (
        "Leeds, Baby Steps: Gareth Llewellyn until Tuesday 5 January 2027, "
        "Aoife Brennan from Wednesday 6 January 2027, Gareth Llewellyn again from Monday 1 February 2027."
    )
    assert [tick(date(2027, 1, 5)), tick(FROM), tick(FROM), tick(TO)] == [0, 2, 0, 0]
    assert [one.manager_id for one in two] == [aoife.id, aoife.id]
    assert seen(aoife, leeds.area_id) == [(FROM, TO)]
    assert seen(gareth, leeds.area_id) == [(date(2023, 9, 1), date(2027, 1, 5)), (BACK, None)]
    assert [tick(BACK), tick(BACK), tick(date(2027, 6, 1))] == [2, 0, 0]
    assert [one.manager_id for one in two] == [gareth.id, gareth.id]
    assert seen(aoife, leeds.area_id) == [(FROM, TO)]
    assert seen(gareth, leeds.area_id) == [(date(2023, 9, 1), date(2027, 1, 5)), (BACK, None)]


def test_from_today_it_is_over_at_once_and_still_goes_back(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    hand(two[:1], aoife, TODAY, date(2026, 12, 20))
    assert (two[0].manager_id, two[1].manager_id) == (aoife.id, gareth.id)
    assert seen(aoife, two[0].area_id) == [(TODAY, date(2026, 12, 20))]
    assert [tick(date(2026, 12, 20)), tick(date(2026, 12, 21))] == [0, 1]
    assert two[0].manager_id == gareth.id


def test_after_an_outage_of_the_whole_time_the_area_is_back_where_it_was(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    hand(two[:1], aoife, FROM)
    assert [tick(date(2027, 3, 1)), tick(date(2027, 3, 1)), tick(date(2027, 3, 1))] == [1, 1, 0]
    assert two[0].manager_id == gareth.id


def test_who_is_chosen_by_hand_meanwhile_keeps_the_area(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    hand(two[:1], aoife, FROM)
    tick(FROM)
    rhys = make.person("Rhys Bevan", Role.IMPLEMENTATION_MANAGER)
    service.assign_manager(two[0].id, rhys.id, on_day=date(2027, 1, 11), by=None)
    assert tick(BACK) == 0
    assert two[0].manager_id == rhys.id
    assert seen(gareth, two[0].area_id) == [(date(2023, 9, 1), date(2027, 1, 5))]
    states = db.session.scalars(select(Handover.state).order_by(Handover.id)).all()
    assert states == ["done", "dropped"]


def test_a_time_that_ends_before_it_begins_or_nobody_to_go_back_to_is_refused() -> None:
    leeds = Looked(7, 3, "Leeds", "Baby Steps", None, "", None)
    assert refusals_of_period([leeds], FROM, None) == []
    assert [one.message for one in refusals_of_period([leeds], FROM, date(2027, 1, 5))] == [
        "The last day lies before the first. Enter the same day or a later one."
    ]
    assert [one.message for one in refusals_of_period([leeds], FROM, FROM)] == [
        "Nobody looks after Leeds now, so it cannot go back. Leave the last day empty for it."
    ]


def test_both_are_told_until_when_and_who_takes_over_finds_the_brief_before_the_day(
    two: list[Implementation], gareth: Person, aoife: Person, client: FlaskClient
) -> None:
    hand(two, aoife, FROM)
    first = db.session.scalars(select(Handover.id).order_by(Handover.id)).first()
    mails = {one.person_id: service.RENDERERS[one.kind](one) for one in claimable(NOW, 10)}
    to_aoife, to_gareth = (" ".join(mails[one.id].text.split()) for one in (aoife, gareth))
    assert "They go back by themselves on Monday 1 February 2027." in to_aoife
    assert f"/hand-overs/{first}/brief" in to_aoife
    assert "They come back to you by themselves on Monday 1 February 2027." in to_gareth
    assert "/brief" not in to_gareth
    with acting(aoife, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/hand-overs/{first}/brief")
    assert (page.status_code, "Brief of 2 areas" in page.text) == (200, True)
    assert page.text.index("Hull, Baby Steps") < page.text.index("Leeds, Baby Steps")
    with acting(make.person("Rhys Bevan", Role.IMPLEMENTATION_MANAGER), Role.IMPLEMENTATION_MANAGER):
        assert client.get(f"/hand-overs/{first}/brief").status_code == 404
