"""An area that leaves, or whose licence ends, gives up its bookings to come; one that rests keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.areas.rules import Exit, Leaving
from scaleup.core.errors import Refused
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.licences import service as licensing
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act
from scaleup.licences.service import Asked, Variation
from scaleup.training import service
from scaleup.training.models import Booking, Event
from scaleup.training.rules import Mail
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW, TODAY
from tests.training.test_mails import handed, messages, parsed

GIVEN_UP = (
    "Initial training, 12 to 14 January 2027: 2 people are taken out and told by mail, "
    "1 person is taken off the waiting list, 1 person of other areas moves up from the waiting list."
)
STAY = "Initial training, 12 to 14 January 2027: 3 people stay in it: a suspension takes no seat in training away."


@dataclass
class Shared:
    """Marlbury and Kelso share an event of three places: who waits first is of Marlbury, who waits next of Kelso."""

    marlbury: Implementation
    licence: Licence
    event: Event


@pytest.fixture
def shared(session: object, clock: Callable[[str], None]) -> Shared:
    clock(NOW.isoformat())
    marlbury = make.shipped_implementation()
    kelso = make.implementation(make.area("Kelso", "Scotland"), version=marlbury.programme_version)
    licence, _ = licences.granted(marlbury), licences.granted(kelso)
    event = trained.event(marlbury, kelso, capacity=3)
    of = {"Amara": marlbury, "Bethan": marlbury, "Carys": kelso, "Dilys": marlbury, "Efa": kelso}
    team = [trained.facilitator(area, f"{name} Price").id for name, area in of.items()]
    service.book_or_wait(event.id, team, by=None, now=NOW)
    return Shared(marlbury, licence, event)


def standing() -> list[str]:
    """The state of each booking, in the order of the names above."""
    db.session.expire_all()
    return [one.state for one in db.session.scalars(select(Booking).order_by(Booking.id))]


def told(changes: list[Change]) -> list[str]:
    return [one.sentence for one in changes if "training" in one.sentence]


def leaving(way: Exit) -> Leaving:
    return Leaving(TODAY, way, "The council chose another programme.")


def test_an_area_that_leaves_gives_up_its_seats_and_who_waits_of_another_area_has_them(shared: Shared) -> None:
    how = leaving(Exit.WITHDRAWN)
    assert told(areas.consider_closing(shared.marlbury, how, by=None, now=NOW)) == [GIVEN_UP]
    areas.close(shared.marlbury.id, how, version=shared.marlbury.version, by=None, now=NOW)
    assert standing() == ["withdrawn", "withdrawn", "booked", "withdrawn", "booked"]
    mails = [handed(one) for one in messages(Mail.WITHDRAWN)]
    assert [parsed(one).method.value for one in mails] == ["CANCEL", "CANCEL"]
    assert "Why: Marlbury has left the programme." in mails[0].text
    [waited] = messages(Mail.WAITED)
    assert "You are no longer on the waiting list" in handed(waited).text
    assert len(messages(Mail.INVITED)) == 4, "nobody of Marlbury moves up on the way out"
    amara = db.session.scalars(select(Booking).order_by(Booking.id)).first()
    assert amara
    with pytest.raises(Refused, match="The area of Amara Price has left the programme: nobody of it is booked."):
        service.book_or_wait(shared.event.id, [amara.facilitator_id or 0], by=None, now=NOW)


def test_an_area_that_pauses_keeps_its_seats_and_that_is_said(shared: Shared) -> None:
    how = leaving(Exit.PAUSED)
    assert told(areas.consider_closing(shared.marlbury, how, by=None, now=NOW)) == [STAY]
    areas.close(shared.marlbury.id, how, version=shared.marlbury.version, by=None, now=NOW)
    assert standing() == ["booked", "booked", "booked", "waiting", "waiting"]


@pytest.mark.parametrize("act", [Act.END, Act.TERMINATE])
def test_a_licence_that_ends_gives_up_what_no_other_licence_covers(shared: Shared, act: Act) -> None:
    asked = Asked(act, TODAY, "The partner withdrew its staff.")
    assert told(licensing.consider(shared.licence, asked, by=None, today=TODAY)) == [GIVEN_UP]
    licensing.move(shared.licence.id, asked, version=shared.licence.version, by=None, now=NOW)
    assert standing() == ["withdrawn", "withdrawn", "booked", "withdrawn", "booked"]
    assert "Why: the licence of Marlbury has ended." in handed(messages(Mail.WITHDRAWN)[0]).text


def test_a_seat_that_a_renewal_covers_outlasts_the_licence(shared: Shared) -> None:
    licences.granted(shared.marlbury, licences.terms(date(2027, 4, 1), date(2030, 3, 31)))
    asked = Asked(Act.END, TODAY, "Renewed early.")
    assert told(licensing.consider(shared.licence, asked, by=None, today=TODAY)) == [
        "Initial training, 12 to 14 January 2027: 3 people stay in it, because another licence covers its days."
    ]
    licensing.move(shared.licence.id, asked, version=shared.licence.version, by=None, now=NOW)
    assert standing() == ["booked", "booked", "booked", "waiting", "waiting"]


def test_an_event_that_serves_nobody_else_is_named_for_somebody_to_cancel(shared: Shared) -> None:
    alone = trained.event(shared.marlbury, days=(date(2027, 2, 9),))
    service.book(alone.id, [trained.facilitator(shared.marlbury, "Ffion Price").id], by=None, now=NOW)
    last = told(areas.consider_closing(shared.marlbury, leaving(Exit.TERMINATED), by=None, now=NOW))[-1]
    assert last == (
        "Initial training, 9 February 2027: 1 person is taken out and told by mail. "
        "It serves no other area and stays planned: cancel it, or let others take part."
    )


def test_a_licence_that_is_suspended_leaves_every_seat_and_says_so(shared: Shared) -> None:
    rest = Asked(Act.SUSPEND, TODAY, "No project lead.", date(2027, 3, 31))
    assert told(licensing.consider(shared.licence, rest, by=None, today=TODAY)) == [STAY]
    over_before = Asked(Act.SUSPEND, TODAY, "Christmas.", date(2027, 1, 4))
    assert told(licensing.consider(shared.licence, over_before, by=None, today=TODAY)) == []
    licensing.move(shared.licence.id, rest, version=shared.licence.version, by=None, now=NOW)
    assert standing() == ["booked", "booked", "booked", "waiting", "waiting"]


def test_the_page_that_closes_an_implementation_says_what_becomes_of_bookings(
    client: FlaskClient, shared: Shared
) -> None:
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/implementations/{shared.marlbury.id}/close"
    typed = {
        "closed_on-day": str(TODAY.day),
        "closed_on-month": str(TODAY.month),
        "closed_on-year": str(TODAY.year),
        "exit_by": "lapsed",
        "reason": "Not renewed.",
        "version": str(shared.marlbury.version),
        "csrf_token": people.form_token(client.get(path)),
    }
    page = client.post(path, data=typed).text
    assert page.count(GIVEN_UP) == 1
    assert standing()[0] == "booked"
    client.post(path, data=typed | {"shown": page.split('name="shown" value="')[1].split('"')[0]})
    assert standing() == ["withdrawn", "withdrawn", "booked", "withdrawn", "booked"]


def test_a_licence_that_is_to_end_earlier_gives_up_what_then_lies_after_it(shared: Shared) -> None:
    to_december = Variation(licences.terms(ends_on=date(2026, 12, 31)), "The funding ends with the year.")
    assert told(licensing.consider_change(shared.licence, to_december, by=None, today=TODAY)) == [GIVEN_UP]
    licensing.vary(shared.licence.id, to_december, version=shared.licence.version, by=None, now=NOW)
    assert standing() == ["withdrawn", "withdrawn", "booked", "withdrawn", "booked"]
    assert "Why: the licence of Marlbury ends on Thursday 31 December 2026." in handed(messages(Mail.WITHDRAWN)[0]).text


@pytest.mark.parametrize("ends_on", [date(2027, 1, 14), date(2028, 3, 31)])
def test_a_licence_that_still_covers_the_event_leaves_its_seats(shared: Shared, ends_on: date) -> None:
    another = Variation(licences.terms(ends_on=ends_on), "The funding ends on another day.")
    assert told(licensing.consider_change(shared.licence, another, by=None, today=TODAY)) == []
    licensing.vary(shared.licence.id, another, version=shared.licence.version, by=None, now=NOW)
    assert standing() == ["booked", "booked", "booked", "waiting", "waiting"]
