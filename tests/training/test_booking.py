"""Who is booked has a seat and a place; who is not waits in order and moves up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core.errors import Refused
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Place
from scaleup.facilitators.rules import Profession
from scaleup.training import queries, service
from scaleup.training.models import Booking, Event
from scaleup.training.rules import full, reseated
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW, TODAY


@pytest.fixture
def marlbury(session: object) -> Implementation:
    """Marlbury with its licence of twelve places."""
    found = make.shipped_implementation()
    licences.granted(found)
    return found


def standing(event: Event) -> list[tuple[str, str, int | None]]:
    """Everybody in the event: name, state, seat."""
    rows = db.session.scalars(
        select(Booking)
        .where(Booking.event_id == event.id)
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    )
    return [(queries.name_of(one), one.state, one.seat) for one in rows]


def told_of(booking: Booking, *seen: int) -> list[Change]:
    """What who sees these areas is told before the booking is withdrawn."""
    return service.consider_withdrawing(booking, today=TODAY, seen=seen)


def test_seats_are_said_and_moved_as_people_do() -> None:
    assert full(3, 3) == []
    assert full(0, 1)[0].message == "This event is full, and you chose 1 person. Choose fewer, or let the others wait."
    assert full(2, 3)[0].message.startswith("2 places are free, and you chose 3 people.")
    assert reseated({1, 5, 9}, 4) == {5: 2, 9: 3}


def test_who_is_booked_holds_the_lowest_seat_and_the_next_place_of_the_licence(marlbury: Implementation) -> None:
    event = trained.event(marlbury, capacity=2)
    amara, bethan, carol = (trained.facilitator(marlbury, name) for name in ("Amara", "Bethan", "Carol"))
    service.book(event.id, [amara.id, bethan.id], by=None, now=NOW)
    assert db.session.scalars(select(Place.number).order_by(Place.number)).all() == [1, 2]
    with pytest.raises(Refused, match="This event is full, and you chose 1 person"):
        service.book(event.id, [carol.id], by=None, now=NOW)
    service.book_or_wait(event.id, [carol.id], by=None, now=NOW)
    assert standing(event) == [("Amara", "booked", 1), ("Bethan", "booked", 2), ("Carol", "waiting", None)]
    with pytest.raises(Refused, match="Carol is on the waiting list already"):
        service.book_or_wait(event.id, [carol.id], by=None, now=NOW)
    with pytest.raises(Refused, match=r"Amara is booked already\. Nobody has two places in one event"):
        service.book(event.id, [amara.id], by=None, now=NOW)


def test_a_place_of_the_licence_is_refused_in_a_sentence_when_none_is_left(session: object) -> None:
    found = make.shipped_implementation()
    event = trained.event(found)
    amara, bethan = trained.facilitator(found, "Amara"), trained.facilitator(found, "Bethan")
    with pytest.raises(Refused, match="Marlbury has no licence on 12 January 2027, so Amara has no place"):
        service.book(event.id, [amara.id], by=None, now=NOW)
    licences.granted(found, licences.terms(places=1))
    service.book(event.id, [amara.id], by=None, now=NOW)
    with pytest.raises(Refused, match=r"Bethan cannot be booked\. The 1 place of this licence is held"):
        service.book(event.id, [bethan.id], by=None, now=NOW)


def test_who_leaves_is_shown_before_what_becomes_of_their_events_their_place_and_the_pairs(
    clock: Callable[[str], None], client: FlaskClient, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    amara, bram, cara = (
        trained.facilitator(marlbury, name, profession)
        for name, profession in (
            ("Amara", Profession.MIDWIFE),
            ("Bram", Profession.SOCIAL_WORKER),
            ("Cara", Profession.MIDWIFE),
        )
    )
    for one in (amara, bram):
        facilitators.record_part(one.id, "initial", done_on=date(2026, 10, 6), by=None)
    event, half = trained.event(marlbury, capacity=1), trained.event(marlbury, part="top_up", capacity=1)
    service.book_or_wait(event.id, [amara.id, cara.id], by=None, now=NOW)
    service.book_or_wait(half.id, [bram.id, amara.id], by=None, now=NOW)
    marlbury.pairs_planned = 1
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/facilitators/{amara.id}/leave"
    token = {"csrf_token": people.form_token(client.get(path))}
    values = token | {"on_day-day": "23", "on_day-month": "11", "on_day-year": "2026"}
    page = client.post(path, data=values)
    assert "Place 1 of licence" in page.text
    assert "0 pairs can deliver without them, 1 with them; 1 is planned." in page.text
    assert (
        "They are taken out of the initial training (12 to 14 January 2027); Cara, who waits first, moves up"
        in page.text
    )
    assert "They no longer wait for a seat in the top-up training (12 to 14 January 2027)." in page.text
    assert standing(event) == [("Amara", "booked", 1), ("Cara", "waiting", None)], "nothing is kept yet"
    mark = page.text.split('name="shown" value="')[1].split('"')[0]
    service.withdraw(
        db.session.scalars(select(Booking).where(Booking.facilitator_id == cara.id)).one(), "", by=None, now=NOW
    )
    db.session.commit()
    again = client.post(path, data=values | {"shown": mark})
    assert "nobody waits for their seat" in again.text, "what follows is something else now, so it is shown again"
    mark = again.text.split('name="shown" value="')[1].split('"')[0]
    assert client.post(path, data=values | {"shown": mark}).location == f"/areas/{marlbury.area_id}/facilitators"
    assert standing(event)[0] == ("Amara", "withdrawn", None)


def test_who_waits_first_moves_up_when_somebody_withdraws_leaves_or_the_room_grows(marlbury: Implementation) -> None:
    event = trained.event(marlbury, capacity=1)
    team = [trained.facilitator(marlbury, name) for name in ("Amara", "Bethan", "Carol", "Dilys")]
    [amara, *_] = service.book_or_wait(event.id, [one.id for one in team], by=None, now=NOW)
    assert [change.sentence for change in told_of(amara, marlbury.area_id)] == [
        "Place 1 goes to Bethan, who waits first."
    ]
    assert [change.sentence for change in told_of(amara)] == [
        "Place 1 goes to somebody of another area, who waits first."
    ]
    service.withdraw(amara, "Ill", by=None, now=NOW)
    facilitators.leave(team[1].id, on_day=TODAY, today=TODAY, by=None)
    grown = trained.plan_of(marlbury, capacity=2)
    service.change(event, grown, version=event.version, by=None, now=NOW)
    assert standing(event) == [
        ("Amara", "withdrawn", None),
        ("Bethan", "withdrawn", None),
        ("Carol", "booked", 1),
        ("Dilys", "booked", 2),
    ]
    with pytest.raises(Refused, match="2 people are booked. Enter 2 or more"):
        service.change(event, trained.plan_of(marlbury, capacity=1), version=event.version, by=None, now=NOW)


def test_who_came_unannounced_stands_beyond_the_room_and_sits_down_before_who_waits(marlbury: Implementation) -> None:
    event = trained.event(marlbury, capacity=1)
    team = [trained.facilitator(marlbury, name) for name in ("Amara", "Bethan")]
    [amara, _] = service.book_or_wait(event.id, [one.id for one in team], by=None, now=NOW)
    db.session.add(Booking(event_id=event.id, walk_in="Ada Visitor", state="booked", seat=2, booked_at=NOW))
    elsewhere = replace(trained.plan_of(marlbury, capacity=1), venue="Marlbury Library")
    service.change(event, elsewhere, version=event.version, by=None, now=NOW)
    assert told_of(amara, marlbury.area_id) == []
    service.withdraw(amara, "Ill", by=None, now=NOW)
    assert standing(event) == [("Amara", "withdrawn", None), ("Bethan", "waiting", None), ("Ada Visitor", "booked", 1)]


def test_a_smaller_room_moves_seats_together_and_a_cancelled_event_books_nobody(marlbury: Implementation) -> None:
    event = trained.event(marlbury, capacity=3)
    team = [trained.facilitator(marlbury, name) for name in ("Amara", "Bethan", "Carol")]
    first = service.book(event.id, [one.id for one in team], by=None, now=NOW)[0]
    service.withdraw(first, "Ill", by=None, now=NOW)
    service.change(event, trained.plan_of(marlbury, capacity=2), version=event.version, by=None, now=NOW)
    assert sorted(seat or 0 for _, _, seat in standing(event)) == [0, 1, 2]
    service.cancel(event, "Flooded", version=event.version, by=None, now=NOW)
    with pytest.raises(Refused, match="This event is cancelled: nobody can be booked"):
        service.book(event.id, [team[0].id], by=None, now=NOW)


def test_needs_are_for_the_trainers_of_the_event_and_gone_after_thirty_days(
    clock: Callable[[str], None], client: FlaskClient, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    ruth, helen = people.person("Ruth Adeyemi", Role.TRAINER), people.person("Helen Boss", Role.UNIT_MANAGER)
    event = trained.event(marlbury, trainers=(ruth,))
    [amara] = service.book(event.id, [trained.facilitator(marlbury, "Amara").id], by=None, now=NOW)
    path = f"/training/{event.id}/bookings/{amara.id}/needs"
    people.sign_in(client, helen)
    client.post(path, data={"csrf_token": people.form_token(client.get(path)), "needs": "Step-free access"})
    assert "Step-free" not in client.get(f"/training/{event.id}").text
    assert "Step-free" not in client.get(path).text
    again = {"csrf_token": people.form_token(client.get(path)), "needs": "", "version": str(amara.version)}
    assert "What was held" not in client.post(path, data=again, follow_redirects=True).text
    client.post(path, data=again | {"needs": "Vegetarian"})
    too_much = client.post(path, data=again | {"needs": "x" * 290})
    assert (too_much.status_code, "take out what is held" in too_much.text, "Step-free" in too_much.text) == (
        422,
        True,
        False,
    )
    people.sign_in(client, ruth)
    assert "Step-free access; Vegetarian" in client.get(f"/training/{event.id}").text
    opened = client.get(path)
    assert 'value="Step-free access; Vegetarian"' in opened.text
    mine = {"csrf_token": people.form_token(opened), "needs": "Vegan", "version": "1"}
    meanwhile = client.post(path, data=mine)
    assert (meanwhile.status_code, "Somebody else changed this" in meanwhile.text) == (422, True)
    people.sign_in(client, helen)
    db.session.refresh(amara)
    afresh = {"csrf_token": people.form_token(client.get(path)), "version": str(amara.version), "afresh": "y"}
    client.post(path, data=afresh | {"needs": "Vegan"})
    db.session.refresh(amara)
    assert amara.needs == "Vegan"
    last = date(2027, 1, 14)
    assert service.empty_needs(last + timedelta(days=30)) == 0
    assert service.empty_needs(last + timedelta(days=31)) == 1


def test_a_lead_books_their_people_names_somebody_new_and_takes_somebody_out(
    clock: Callable[[str], None], client: FlaskClient, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    niamh = people.person("Niamh Lead", Role.PROJECT_LEAD)
    make.service.give_access(
        marlbury.area_id, niamh.id, role=Role.PROJECT_LEAD, from_on=TODAY, until_on=None, through="lead", by=None
    )
    event = trained.event(marlbury, capacity=1)
    amara = trained.facilitator(marlbury, "Amara", Profession.MIDWIFE)
    people.sign_in(client, niamh)
    book, new = f"/training/{event.id}/book", f"/training/{event.id}/book/new"
    token = {"csrf_token": people.form_token(client.get(book))}
    assert "Choose at least one person." in client.post(book, data=token).text
    answer = client.post(book, data=token | {"people": str(amara.id)}, follow_redirects=True)
    assert "1 person is booked." in answer.text
    assert "1 midwife" in answer.text
    named = {"name": "Bo Newcomer", "email": "bo@marlbury.example", "profession": "social_worker"}
    answer = client.post(new, data=token | named | {"implementation": str(marlbury.id)}, follow_redirects=True)
    assert "1 person on the waiting list." in answer.text
    booking = db.session.scalars(select(Booking).where(Booking.seat == 1)).one()
    path = f"/training/{event.id}/bookings/{booking.id}/withdraw"
    first = client.post(path, data=token | {"reason": "Ill"})
    assert "Place 1 goes to Bo Newcomer, who waits first." in first.text
    mark = first.text.split('name="shown" value="')[1].split('"')[0]
    client.post(path, data=token | {"reason": "Ill", "shown": mark})
    assert standing(event) == [("Amara", "withdrawn", None), ("Bo Newcomer", "booked", 1)]


def test_midwives_from_outside_come_by_name_to_the_half_day_that_nobody_needs(
    clock: Callable[[str], None], client: FlaskClient, marlbury: Implementation
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Boss", Role.UNIT_MANAGER))
    half, initial = trained.event(marlbury, part="stakeholders", days=(date(2027, 1, 20),)), trained.event(marlbury)
    assert client.get(f"/training/{initial.id}/book/guest").location == f"/training/{initial.id}/book/new"
    path = f"/training/{half.id}/book/guest"
    token = {"csrf_token": people.form_token(client.get(path))}
    client.post(path, data=token | {"name": "Una Midwife", "implementation": str(marlbury.id)})
    assert standing(half) == [("Una Midwife", "booked", 1)]
    assert db.session.scalar(select(func.count()).select_from(Place)) == 0
