"""What stands in the way is counted by area and quarter, drawn, and told by name, in the areas of whoever looks."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.portfolio.rules.barriers import (
    Quarter,
    Standing,
    bars,
    described,
    quarter_named,
    quarter_of,
    standings,
)
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.support import service
from scaleup.support.rules import BarrierCode, BarrierTerms, Channel, ContactTerms, Outcome
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
FUNDING, VENUE = BarrierCode.FUNDING, BarrierCode.VENUE


@pytest.fixture(autouse=True)
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


def tell(who: Person, under: Implementation, held_on: date, **barriers: int) -> int:
    """A contact in which these stood in the way."""
    terms = ContactTerms(
        held_on,
        Outcome.HELD,
        Channel.CALL,
        barriers=tuple(BarrierTerms(BarrierCode(code), severity) for code, severity in barriers.items()),
    )
    nonce = f"{under.id} {held_on}"
    logged = service.log_contact(who.id, terms, implementation_id=under.id, nonce=nonce, today=TODAY, now=NOW)
    return logged.contact_id


def reviewed(under: Implementation, held_on: date, *, month: int = 12, **barriers: int) -> AreaReview:
    """A review in which these stood in the way."""
    ids = {"implementation_id": under.id, "area_id": under.area_id}
    held = AreaReview(**ids, month=month, kind="annual", nominal_on=held_on, due_on=held_on, state="done")
    review = made.keep(held)
    said = {"outcome": "continue", "agreed": "All goes on.", "entered_at": NOW}
    made.keep(
        ReviewRecord(review_id=review.id, area_id=under.area_id, held_on=held_on, barriers=barriers or None, **said)
    )
    return review


def test_quarters_begin_and_end_and_follow_each_other() -> None:
    last = quarter_of(TODAY)
    assert (last, last.begins_on, last.ends_on, last.words, last.code) == (
        Quarter(2026, 4),
        date(2026, 10, 1),
        date(2026, 12, 31),
        "October to December 2026",
        "2026-4",
    )
    assert (last.after, last.before, Quarter(2027, 1).before) == (Quarter(2027, 1), Quarter(2026, 3), last)
    assert [quarter_of(date(2026, month, 1)).number for month in range(1, 13)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize(
    ("code", "quarter"),
    [
        ("2026-3", Quarter(2026, 3)),
        ("2027-1", Quarter(2026, 4)),
        ("2026-5", Quarter(2026, 4)),
        ("2026", Quarter(2026, 4)),
        ("x-1", Quarter(2026, 4)),
        ("0000-1", Quarter(2, 1)),
        ("", Quarter(2026, 4)),
    ],
)
def test_an_address_that_names_no_quarter_up_to_now_shows_this_one(code: str, quarter: Quarter) -> None:
    assert quarter_named(code, today=TODAY) == quarter


def test_the_barrier_of_most_areas_comes_first_and_what_is_gone_stands_last() -> None:
    found = standings(
        [(True, "venue", 1, 2), (True, "funding", 3, 1), (True, "funding", 2, 4), (False, "transport", 1, 9)]
    )
    assert [(one.words, one.areas, one.areas_before) for one in found] == [
        ("Funding", 5, 0),
        ("Venue", 2, 0),
        ("Transport", 0, 9),
    ]
    assert described(found[:1]) == "Funding: 5 now, 0 before."


def test_bars_are_as_long_as_their_areas_the_gravest_at_the_foot() -> None:
    drawing = bars([Standing(FUNDING, {3: 1, 1: 2}, {2: 6}), Standing(VENUE, {}, {1: 3})])
    boxes = [(one.look, one.x, one.width) for one in drawing.shapes if one.kind == "box"]
    assert boxes == [("sv3", 0.0, 50.0), ("sv1", 50.0, 100.0), ("was", 0.5, 300.0), ("was", 0.5, 150.0)]
    assert [one.y for one in drawing.shapes if one.kind == "box"] == [20, 20, 37, 85]
    labels = [(one.text, one.x, one.y) for one in drawing.shapes if one.kind == "words"]
    assert labels == [("Funding", 0, 14), ("3", 156, 31), ("Venue", 0, 62), ("0", 6, 79)]
    assert (drawing.width, drawing.height) == (352, 96)
    assert max(one.right for one in drawing.shapes if one.kind == "words") <= 352


def test_an_area_counts_once_with_its_worst_in_each_quarter_and_is_told_by_name(
    client: FlaskClient, session: Session, taking_up: Implementation, priya: Person
) -> None:
    kelso = made.implementation(made.area("Kelso", "Scotland"), manager=priya)
    tell(priya, taking_up, date(2026, 9, 30), funding=3)
    tell(priya, taking_up, date(2026, 10, 1), funding=1, venue=2)
    last = tell(priya, taking_up, date(2026, 11, 2), funding=2)
    tell(priya, kelso, date(2026, 10, 5), funding=3)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get("/areas/barriers?barrier=funding").text
        before = client.get("/areas/barriers?quarter=2026-3").text
    assert "Funding stood in the way in 2 of 2 areas that you spoke with." in page
    assert "Funding: 2 now, 1 before; Venue: 1 now, 0 before." in page
    assert page.index("Kelso") < page.index(">Marlbury<")
    assert f'href="/contacts/{last}"' in page
    assert "holds us up" in page
    assert "Funding stood in the way in 1 of 1 area that you spoke with." in before
    assert "October to December 2026" in before


def test_what_a_review_tells_of_counts_with_what_contacts_tell_of_once_an_area(
    client: FlaskClient, session: Session, taking_up: Implementation, priya: Person
) -> None:
    kelso = made.implementation(made.area("Kelso", "Scotland"), manager=priya)
    tell(priya, taking_up, date(2026, 10, 1), funding=1)
    review = reviewed(taking_up, date(2026, 10, 20), funding=3)
    reviewed(kelso, date(2026, 11, 20), venue=2)
    reviewed(kelso, date(2026, 9, 30), month=24, venue=1, funding=1)
    last = tell(priya, kelso, date(2026, 11, 20), venue=1)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        funding = client.get("/areas/barriers?barrier=funding").text
        venue = client.get("/areas/barriers?barrier=venue").text
    assert "Funding stood in the way in 1 of 2 areas that you spoke with." in funding
    assert "Funding: 1 now, 1 before; Venue: 1 now, 1 before." in funding
    assert f'href="/reviews/{review.id}"' in funding
    assert "the review with Marlbury" in funding
    assert "stops us" in funding
    assert "the review with Kelso" in venue
    assert f'href="/contacts/{last}"' not in venue
    assert "holds us up" in venue


def test_reviews_alone_are_areas_spoken_with(client: FlaskClient, taking_up: Implementation, priya: Person) -> None:
    reviewed(taking_up, date(2026, 10, 20))
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get("/areas/barriers").text
    assert "Nothing stood in the way in 1 area that you spoke with." in page


def test_areas_of_others_are_neither_counted_nor_named(
    client: FlaskClient, session: Session, taking_up: Implementation, priya: Person
) -> None:
    gareth = made.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
    kelso = made.implementation(made.area("Kelso", "Scotland"), manager=gareth)
    tell(gareth, kelso, date(2026, 10, 5), funding=3)
    reviewed(kelso, date(2026, 10, 20), funding=3)
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get("/areas/barriers?barrier=funding").text
    assert "Kelso" not in page
    assert "No contact and no review was held in this quarter yet." in page
    assert "Barriers stand here once a contact or a review tells of one." in page


def test_a_project_lead_does_not_enter(client: FlaskClient, niamh: Person, marlbury: Area) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get("/areas/barriers").status_code == 403
