"""Areas are handed to another manager from a date: access carries the dates, the tick does the rest, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Access, Handover, Implementation
from scaleup.areas.rules import Chosen, Exit, Leaving, Looked, changed_since, refusals_to_hand_over
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.outbox.queries import claimable
from scaleup.programmes.service import load_catalogue
from tests.factories import accounts as people
from tests.factories import areas as founded
from tests.factories import support as make
from tests.together import refused_meanwhile

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY, MONDAY = date(2026, 11, 23), date(2027, 1, 4)
LEEDS = Looked(7, 3, "Leeds", "Baby Steps", 11, "Gareth Llewellyn", None)


def test_what_is_not_as_it_was_listed_is_named() -> None:
    assert changed_since(Chosen(7, 11), LEEDS) is None
    taken = changed_since(Chosen(7, 12), LEEDS)
    assert taken is not None
    assert taken.message == (
        "Leeds has changed since it was listed: Gareth Llewellyn looks after it now. It is left out below."
    )
    closed = changed_since(Chosen(7, 11), Looked(7, 3, "Leeds", "Baby Steps", 11, "G", date(2026, 11, 20)))
    assert closed is not None
    assert closed.message == "Leeds closed on 20 November 2026. It is left out below."
    assert changed_since(Chosen(8, 11), None) is not None


def test_nothing_chosen_too_many_or_a_day_that_has_passed_are_refused() -> None:
    assert [one.message for one in refusals_to_hand_over([], TODAY, TODAY)] == [
        "No area is chosen. Go back to the list and tick the areas first."
    ]
    many = [Chosen(number, None) for number in range(201)]
    assert [one.message for one in refusals_to_hand_over(many, date(2026, 11, 22), TODAY)] == [
        "201 areas are chosen. Choose up to 200 at once.",
        "22 November 2026 has passed. Enter today or a later day.",
    ]
    assert refusals_to_hand_over(many[:200], TODAY, TODAY) == []


@pytest.fixture
def gareth(session: scoped_session[Session]) -> Person:
    return make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def aoife(session: scoped_session[Session]) -> Person:
    return make.person("Aoife Brennan", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def two(gareth: Person) -> list[Implementation]:
    """Leeds and Hull, which Gareth looks after."""
    load_catalogue(NOW)
    return [make.implementation(make.area(name), manager=gareth) for name in ("Leeds", "Hull")]


def wish(of: list[Implementation], to: Person, on_day: date) -> service.Wish:
    return service.Wish([Chosen(one.id, one.manager_id) for one in of], to.id, on_day)


def as_now(of: list[Implementation], who: Person) -> dict[int, Looked]:
    return queries.looked_at(founded.actor(who, Role.UNIT_MANAGER), [one.id for one in of], TODAY)


def seen(who: Person, area_id: int) -> list[tuple[date, date | None]]:
    rows = db.session.execute(
        select(Access.from_on, Access.until_on)
        .where(Access.person_id == who.id, Access.area_id == area_id)
        .order_by(Access.from_on)
    )
    return [(row.from_on, row.until_on) for row in rows]


def test_a_later_day_waits_with_dated_access_and_the_tick_carries_it_out_once(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    leeds = two[0]
    told = service.consider_handing_over(wish(two, aoife, MONDAY), as_now(two, gareth), today=TODAY)
    assert [one.sentence for one in told] == [
        "Leeds, Baby Steps: Gareth Llewellyn until Sunday 3 January 2027, Aoife Brennan from Monday 4 January 2027.",
        "Hull, Baby Steps: Gareth Llewellyn until Sunday 3 January 2027, Aoife Brennan from Monday 4 January 2027.",
    ]
    assert service.hand_over(wish(two, aoife, MONDAY), as_now(two, gareth), by=None, now=NOW) == 2
    assert leeds.manager_id == gareth.id
    assert seen(gareth, leeds.area_id) == [(date(2023, 9, 1), date(2027, 1, 3))]
    assert seen(aoife, leeds.area_id) == [(MONDAY, None)]
    assert queries.due_handovers(date(2027, 1, 3)) == []
    due = queries.due_handovers(MONDAY)
    assert commit.each([*due, *due], service.take_over) == 4
    db.session.expire_all()
    assert [one.manager_id for one in two] == [aoife.id, aoife.id]
    assert seen(aoife, leeds.area_id) == [(MONDAY, None)]
    assert queries.due_handovers(date(2027, 2, 1)) == []


def test_both_managers_are_told_on_the_day_it_is_settled_in_one_mail_each(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    service.hand_over(wish(two, aoife, MONDAY), as_now(two, gareth), by=None, now=NOW)
    mails = {one.person_id: service.RENDERERS[one.kind](one) for one in claimable(NOW, 10)}
    assert set(mails) == {gareth.id, aoife.id}
    assert mails[aoife.id].subject == "2 areas are yours from Monday 4 January 2027"
    assert "Hull, Baby Steps" in mails[aoife.id].text
    assert mails[gareth.id].subject == "2 areas are handed over on Monday 4 January 2027"
    assert "Aoife Brennan looks after them from Monday 4 January 2027." in mails[gareth.id].text


def test_who_settles_it_gets_no_mail_about_it(two: list[Implementation], gareth: Person, aoife: Person) -> None:
    service.hand_over(wish(two[:1], aoife, TODAY), as_now(two, gareth), by=gareth.id, now=NOW)
    (told,) = claimable(NOW, 10)
    subject = service.RENDERERS[told.kind](told).subject
    assert (told.person_id, subject) == (aoife.id, "Leeds is yours from Monday 23 November 2026")


def test_today_counts_at_once(two: list[Implementation], gareth: Person, aoife: Person) -> None:
    assert service.hand_over(wish(two, aoife, TODAY), as_now(two, gareth), by=None, now=NOW) == 2
    assert {one.manager_id for one in two} == {aoife.id}
    assert seen(gareth, two[0].area_id) == [(date(2023, 9, 1), date(2026, 11, 22))]
    assert seen(aoife, two[0].area_id) == [(TODAY, None)]


def test_nothing_is_half_done_when_one_has_changed_since_it_was_listed(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    listed = wish(two, aoife, MONDAY)
    service.close(two[1].id, Leaving(TODAY, Exit.WITHDRAWN, "merged"), version=two[1].version, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        service.hand_over(listed, as_now(two, gareth), by=None, now=NOW)
    assert [one.message for one in refused.value.refusals] == ["Hull closed on 23 November 2026. It is left out below."]
    assert db.session.scalars(select(Handover.id)).all() == []
    assert two[0].manager_id == gareth.id


def test_a_hand_over_that_is_overtaken_leaves_access_as_it_was(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    leeds, priya = two[0], make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    service.hand_over(wish([leeds], aoife, MONDAY), as_now(two, gareth), by=None, now=NOW)
    told = service.consider_handing_over(wish([leeds], priya, MONDAY), as_now(two, gareth), today=TODAY)
    assert told[1].sentence == "Leeds, Baby Steps: the hand-over to Aoife Brennan on Monday 4 January 2027 is dropped."
    service.assign_manager(leeds.id, priya.id, on_day=TODAY, by=None)
    assert seen(aoife, leeds.area_id) == []
    assert seen(gareth, leeds.area_id) == [(date(2023, 9, 1), date(2026, 11, 22))]
    assert queries.due_handovers(MONDAY) == []
    of_drop = [one for one in claimable(clock.now(), 10) if one.kind == "areas.hand-over-dropped"]
    assert sorted(one.person_id for one in of_drop) == sorted([aoife.id, gareth.id])
    told_aoife = service.RENDERERS[of_drop[0].kind](next(one for one in of_drop if one.person_id == aoife.id))
    assert told_aoife.subject == "Leeds is not handed over on Monday 4 January 2027"
    assert "goes to you on Monday 4 January 2027 was settled before." in " ".join(told_aoife.text.split())
    assert "It is dropped: somebody else was chosen before its day." in " ".join(told_aoife.text.split())


def test_who_is_no_manager_any_more_by_the_day_does_not_take_over(
    two: list[Implementation], gareth: Person, aoife: Person
) -> None:
    leeds = two[0]
    service.hand_over(wish([leeds], aoife, MONDAY), as_now(two, gareth), by=None, now=NOW)
    aoife.deactivated_at = NOW
    commit.each(queries.due_handovers(MONDAY), service.take_over)
    db.session.expire_all()
    kept = db.session.scalars(select(Handover)).one()
    assert (kept.state, kept.dropped_because) == ("dropped", "Aoife Brennan is no implementation manager any more")
    assert (leeds.manager_id, seen(gareth, leeds.area_id)) == (gareth.id, [(date(2023, 9, 1), None)])


def test_the_page_asks_shows_and_then_does(
    two: list[Implementation], gareth: Person, aoife: Person, client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    client.application.config["WTF_CSRF_ENABLED"] = False
    people.sign_in(client, make.person("Helen Ashworth", Role.UNIT_MANAGER))
    ticked = {"line": [f"{one.id}.{gareth.id}" for one in two]}
    assert 'name="line" value="' + ticked["line"][0] in client.get("/areas").text
    assert "No area is chosen." in client.post("/areas/hand-over").text
    page = client.post("/areas/hand-over", data=ticked)
    assert (page.status_code, "Hand over 2 areas" in page.text) == (200, True)
    asked = ticked | {
        "manager": str(aoife.id),
        "on_day-day": "4",
        "on_day-month": "1",
        "on_day-year": "2027",
    }
    shown = client.post("/areas/hand-over", data=asked)
    assert "Aoife Brennan from Monday 4 January 2027" in shown.text
    mark = shown.text.split('name="shown" value="')[1].split('"')[0]
    wrong = client.post("/areas/hand-over", data=asked | {"line": [*ticked["line"], f"{two[0].id}.{aoife.id}"]})
    assert (wrong.status_code, "Leeds has changed since it was listed" in wrong.text) == (422, True)
    assert client.post("/areas/hand-over", data=asked | {"shown": mark}).status_code == 302
    listed = client.get("/areas").text
    assert "2 areas handed over from Monday 4 January 2027." in listed
    assert listed.count("Aoife Brennan from Mon 4 Jan 2027") == 2
    assert "Aoife Brennan</b> from Mon 4 Jan 2027" in client.get(f"/areas/{two[0].area_id}").text
    assert "Gareth Llewellyn; Aoife Brennan from 4 January 2027" in client.get(f"/areas/{two[0].area_id}/people").text
    assert len(queries.due_handovers(MONDAY)) == 2


def test_of_two_who_choose_a_manager_at_once_the_last_chosen_alone_sees_the_area(
    app: Flask, session: scoped_session[Session], two: list[Implementation], aoife: Person
) -> None:
    leeds_id, area_id, rhys = two[0].id, two[0].area_id, make.person("Rhys Bevan", Role.IMPLEMENTATION_MANAGER)
    session.commit()
    ids = {"first": aoife.id, "second": rhys.id}
    refused_meanwhile(
        app,
        lambda: service.assign_manager(leeds_id, ids["first"], on_day=TODAY, by=None),
        lambda: service.assign_manager(leeds_id, ids["second"], on_day=TODAY, by=None),
    )
    open_access = select(Access.person_id).where(Access.area_id == area_id, Access.until_on.is_(None))
    assert session.scalars(open_access).all() == [ids["second"]]


def test_what_changed_between_the_list_and_the_first_page_is_said_there(
    two: list[Implementation], gareth: Person, aoife: Person, client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    client.application.config["WTF_CSRF_ENABLED"] = False
    people.sign_in(client, make.person("Helen Ashworth", Role.UNIT_MANAGER))
    listed = {"line": [f"{two[0].id}.{aoife.id}", f"{two[1].id}.{gareth.id}"]}
    page = client.post("/areas/hand-over", data=listed)
    assert "Leeds has changed since it was listed: Gareth Llewellyn looks after it now." in page.text
    assert (page.status_code, "Hand over 1 area" in page.text) == (422, True)


def test_an_area_with_two_programmes_is_one_area_wherever_a_hand_over_counts_them(
    two: list[Implementation], gareth: Person, aoife: Person, client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T09:00:00+00:00")
    client.application.config["WTF_CSRF_ENABLED"] = False
    people.sign_in(client, make.person("Helen Ashworth", Role.UNIT_MANAGER))
    six = [*two, make.implementation(make.area("Bath"), manager=gareth)]
    small_talk = founded.programme_version("small-talk")
    for one in list(six):
        service.assign_manager(
            service.open_implementation(one.area_id, small_talk.id, opened_on=TODAY, by=None).id,
            gareth.id,
            on_day=TODAY,
            by=None,
        )
    six = list(db.session.scalars(select(Implementation).order_by(Implementation.id)))
    told = service.consider_handing_over(wish(six, aoife, MONDAY), as_now(six, gareth), today=TODAY)
    assert [one.sentence for one in told] == [
        "3 areas: Gareth Llewellyn until Sunday 3 January 2027, Aoife Brennan from Monday 4 January 2027: "
        "Leeds, Baby Steps; Hull, Baby Steps; Bath, Baby Steps; "
        "Leeds, Small Talk; Hull, Small Talk; Bath, Small Talk."
    ]
    ticked = {"line": [f"{one.id}.{gareth.id}" for one in six], "manager": str(aoife.id)}
    ticked |= {"on_day-day": "4", "on_day-month": "1", "on_day-year": "2027"}
    shown = client.post("/areas/hand-over", data=ticked).text
    assert "Hand over 3 areas" in shown
    client.post("/areas/hand-over", data=ticked | {"shown": shown.split('name="shown" value="')[1].split('"')[0]})
    assert "3 areas handed over from Monday 4 January 2027." in client.get("/areas").text
    mails = {one.person_id: service.RENDERERS[one.kind](one) for one in claimable(NOW, 10)}
    assert mails[gareth.id].subject == "3 areas are handed over on Monday 4 January 2027"
