"""Roles that end on a day, people who leave, and what is deleted when it is spent."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup import (
    commit,
    registry,  # noqa: F401 - what follows from facts is known
)
from scaleup.accounts import queries, service
from scaleup.accounts.models import Link, Person, SignedIn
from scaleup.accounts.rules import Ended, Purpose, Role
from scaleup.areas.models import Access, AreaPerson
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.milestones import service as milestones
from tests.factories import support as make
from tests.factories.accounts import NOON, form_token, sign_in

TODAY = date(2026, 11, 23)
Saved = scoped_session[Session]


@pytest.fixture
def helen(session: Saved) -> Person:
    """A unit manager, who acts."""
    return make.person("Helen Ashworth", Role.UNIT_MANAGER)


def roles(person: Person) -> tuple[str, ...]:
    return queries.roles_of([person.id]).get(person.id, ())


def test_a_role_is_held_through_its_last_day_and_ended_by_the_look_after_it(session: Saved, helen: Person) -> None:
    ruth = make.person("Ruth Adeyemi", Role.TRAINER)
    last = {"person_id": ruth.id, "role": Role.TRAINER, "last_on": date(2026, 11, 30), "today": TODAY, "now": NOON}
    service.end_role_after(helen.id, **last)
    assert queries.last_days(ruth.id) == {"trainer": date(2026, 11, 30)}
    assert service.end_what_is_over(date(2026, 11, 30), NOON) == 0
    assert roles(ruth) == ("trainer",)
    assert service.end_what_is_over(date(2026, 12, 1), NOON) == 1
    assert service.end_what_is_over(date(2026, 12, 1), NOON) == 0
    assert roles(ruth) == ()


def test_a_last_day_that_is_over_ends_the_role_at_once(session: Saved, helen: Person) -> None:
    ruth = make.person("Ruth Adeyemi", Role.TRAINER)
    service.end_role_after(
        helen.id, person_id=ruth.id, role=Role.TRAINER, last_on=date(2026, 11, 22), today=TODAY, now=NOON
    )
    assert roles(ruth) == ()


def test_who_leaves_is_nothing_and_sees_nothing_after_the_last_day(session: Saved, helen: Person) -> None:
    marlbury = make.area("Marlbury")
    niamh = make.lead("Niamh O’Rourke", marlbury)
    implementation = make.implementation(marlbury)
    visitor = facilitators.join(implementation.id, niamh.id, profession=Profession.MIDWIFE, by=None)
    told = [change.sentence for change in service.leaving(niamh.id, date(2026, 12, 18), by=helen.id)]
    assert told == [
        "Project lead of Marlbury until 18 December 2026.",
        "They see 1 area until 18 December 2026, and none after.",
        "They leave as a facilitator of Marlbury on 18 December 2026; a place that they hold is free.",
    ]
    service.leave(helen.id, person_id=niamh.id, last_on=date(2026, 12, 18), today=TODAY, now=NOON)
    assert session.scalars(select(AreaPerson.until_on)).all() == [date(2026, 12, 18)]
    assert session.scalars(select(Access.until_on)).all() == [date(2026, 12, 18)]
    assert (visitor.left, visitor.left_on) == (False, None)
    assert niamh.deactivated_at is None
    service.end_what_is_over(date(2026, 12, 18), datetime(2026, 12, 18, 12, tzinfo=UTC))
    assert visitor.left is False
    after = datetime(2026, 12, 19, 0, 5, tzinfo=UTC)
    service.end_what_is_over(date(2026, 12, 19), after)
    assert niamh.deactivated_at == after
    assert (visitor.left, visitor.left_on) == (True, date(2026, 12, 18))


def test_who_stays_after_all_delivers_on(session: Saved, helen: Person) -> None:
    marlbury = make.area("Marlbury")
    niamh = make.lead("Niamh O’Rourke", marlbury)
    visitor = facilitators.join(make.implementation(marlbury).id, niamh.id, profession=Profession.MIDWIFE, by=None)
    service.leave(helen.id, person_id=niamh.id, last_on=date(2026, 12, 18), today=TODAY, now=NOON)
    service.stay(helen.id, person_id=niamh.id)
    service.end_what_is_over(date(2026, 12, 19), datetime(2026, 12, 19, 0, 5, tzinfo=UTC))
    assert (visitor.left, visitor.left_on) == (False, None)


def test_a_last_day_that_is_over_ends_it_at_once(session: Saved, helen: Person) -> None:
    marlbury = make.area("Marlbury")
    niamh = make.lead("Niamh O’Rourke", marlbury)
    visitor = facilitators.join(make.implementation(marlbury).id, niamh.id, profession=Profession.MIDWIFE, by=None)
    service.leave(
        helen.id,
        person_id=niamh.id,
        last_on=date(2026, 11, 20),
        today=TODAY,
        now=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )
    assert (visitor.left, visitor.left_on) == (True, date(2026, 11, 20))


def test_whoever_looks_after_areas_is_not_handed_on_by_itself_and_that_is_said(session: Saved, helen: Person) -> None:
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    for name in ("Marlbury", "Kelso"):
        make.implementation(make.area(name), manager=priya)
    told = [change.sentence for change in service.leaving(priya.id, TODAY, by=helen.id)]
    assert "Somebody else must look after Kelso, Marlbury: this is not handed on by itself." in told


def test_who_stays_after_all_keeps_the_account(session: Saved, helen: Person) -> None:
    ruth = make.person("Ruth Adeyemi", Role.TRAINER)
    service.leave(helen.id, person_id=ruth.id, last_on=TODAY, today=TODAY, now=NOON)
    service.stay(helen.id, person_id=ruth.id)
    assert service.end_what_is_over(date(2026, 12, 1), NOON) == 0


def test_nobody_sends_themselves_away(session: Saved, helen: Person) -> None:
    with pytest.raises(Refused, match="You cannot deactivate yourself"):
        service.leave(helen.id, person_id=helen.id, last_on=TODAY, today=TODAY, now=NOON)


def test_sessions_and_links_go_thirty_days_after_they_stopped_working(session: Saved, helen: Person) -> None:
    service.begin(helen.id, NOON)
    service.end_sessions(helen.id, Ended.SIGN_OUT, NOON)
    service.begin(helen.id, NOON)
    service.make_link(helen.id, Purpose.SIGN_IN, NOON)
    month = timedelta(days=30)
    assert service.forget_spent(NOON + month) == 0
    assert service.forget_spent(NOON + month + timedelta(minutes=31)) == 2
    assert service.forget_spent(NOON + month + timedelta(hours=13)) == 1
    left = [session.scalar(select(func.count()).select_from(table)) for table in (SignedIn, Link)]
    assert left == [0, 0]


def test_what_still_works_is_not_deleted(session: Saved, helen: Person) -> None:
    service.begin(helen.id, NOON)
    service.make_link(helen.id, Purpose.INVITATION, NOON)
    assert service.forget_spent(NOON + timedelta(days=6)) == 0


def test_the_page_shows_what_follows_before_it_is_kept(
    client: FlaskClient, helen: Person, clock: Callable[[str], None]
) -> None:
    clock(NOON.isoformat())
    marlbury = make.area("Marlbury")
    niamh = make.lead("Niamh O’Rourke", marlbury)
    sign_in(client, helen)
    path = f"/people/{niamh.id}/leave"
    day = {"last_on-day": "18", "last_on-month": "12", "last_on-year": "2026"}
    day["csrf_token"] = form_token(client.get(path))
    shown = client.post(path, data=day)
    assert "Project lead of Marlbury until 18 December 2026." in shown.text
    day["shown"] = shown.text.split('name="shown" value="')[1].split('"')[0]
    assert client.post(path, data=day).status_code == 303
    assert "Leaves on 18 December 2026" in client.get(f"/people/{niamh.id}").text


def test_everybody_may_put_their_own_name_right_and_nothing_else(
    client: FlaskClient, session: Saved, clock: Callable[[str], None]
) -> None:
    clock(NOON.isoformat())
    niamh = make.person("Niamh Orourke", Role.PROJECT_LEAD)
    sign_in(client, niamh)
    page = client.get("/me/name")
    given = {"name": "Niamh O’Rourke", "employer": "Marlbury Council", "email": "another@x.example", "version": "1"}
    client.post("/me/name", data=given | {"csrf_token": form_token(page)})
    session.refresh(niamh)
    assert (niamh.name, niamh.employer, niamh.email) == (
        "Niamh O’Rourke",
        "Marlbury Council",
        "niamh.orourke@marlbury.example",
    )


def test_who_is_deactivated_leaves_areas_that_nobody_looks_after_and_the_page_says_so(
    client: FlaskClient, helen: Person, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    leeds, hull = (make.implementation(make.area(name), manager=priya) for name in ("Leeds", "Hull"))
    commit.now()
    sign_in(client, helen)
    path = f"/people/{priya.id}/deactivate"
    page = client.get(path)
    assert "They look after 2 areas (Hull, Leeds). After this, nobody looks after them." in page.text
    assert f'href="/people/{priya.id}/leave"' in page.text
    assert f'href="/areas?manager={priya.id}"' in page.text
    unseen = client.post(path, data={"csrf_token": form_token(page)})
    assert "They look after 2 areas" in unseen.text
    shown = page.text.split('name="shown" value="')[1].split('"')[0]
    assert client.post(path, data={"csrf_token": form_token(page), "shown": shown}).status_code == 303
    db.session.expire_all()
    assert milestones.differences() == []
    alone = client.get("/areas?need=nobody").text
    assert f'href="/areas/{leeds.area_id}"' in alone
    assert f'href="/areas/{hull.area_id}"' in alone
    assert "Name an implementation manager" in client.get("/").text
    service.invite_again(helen.id, person_id=priya.id, now=NOON)
    commit.now()
    assert milestones.differences() == []
    assert f'href="/areas/{leeds.area_id}"' not in client.get("/areas?need=nobody").text


def test_a_lead_who_is_deactivated_is_no_longer_named_in_the_area(session: Saved) -> None:
    niamh = make.lead("Niamh O’Rourke", make.area("Marlbury"))
    assert [change.sentence for change in service.deactivating(niamh.id, TODAY)] == [
        "Project lead of 1 area (Marlbury). After this, they are not named there any more."
    ]
