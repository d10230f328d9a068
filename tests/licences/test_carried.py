"""One condition, one row: a later verdict changes what a licence carries, and a renewal takes over what is open."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.licences import queries, service
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act, Renewal, Terms
from scaleup.licences.service import Asked
from scaleup.readiness import service as rounds
from scaleup.readiness.models import Assessment, Condition
from scaleup.readiness.rules import Condition as Wanted
from scaleup.readiness.rules import Decision, SignOff
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences, readiness
from tests.factories.areas import NOW, TODAY
from tests.licences.test_views import confirmed, day, send

pytestmark = pytest.mark.usefixtures("session")
LATER = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
DECEMBER, JANUARY = date(2026, 12, 18), date(2027, 1, 29)


def wanted(item: str, wording: str, due_on: date = DECEMBER, owner_id: int | None = None) -> Wanted:
    return Wanted(wording, owner_id or make.person().id, due_on, item)


@pytest.fixture
def licence() -> Licence:
    """A licence that was granted with conditions on L2 and W3."""
    found = make.shipped_implementation()
    first = readiness.begin(found.id, L2=2, W3=2)
    conditions = wanted("L2", "Name a deputy lead."), wanted("W3", "Name a supervisor.")
    readiness.sign(first, Decision.CONDITIONS, *conditions)
    drafted = licences.draft(found)
    return service.grant(drafted.id, on_day=TODAY, version=drafted.version, by=None, now=NOW)


def next_round(implementation_id: int, **ratings: int) -> Assessment:
    found = rounds.begin(implementation_id, by=None, now=LATER)
    readiness.answer(found, ratings)
    return rounds.hand_in(found.id, version=found.version, by=None, now=LATER)


def of_items(implementation_id: int) -> list[tuple[str | None, date, date | None, int | None]]:
    rows = db.session.scalars(
        select(Condition).where(Condition.implementation_id == implementation_id).order_by(Condition.id)
    )
    return [(one.item_code, one.due_on, one.met_on, one.licence_id) for one in rows]


def shown(found: Assessment, wish: SignOff) -> list[str]:
    return [one.sentence for one in rounds.consider_sign(found, wish, by=None, now=LATER)]


def test_what_a_licence_carries_and_a_new_verdict_asks_for_again_is_the_same_condition(licence: Licence) -> None:
    second = next_round(licence.implementation_id, W3=4)
    niamh = make.person("Niamh O’Rourke")
    wish = readiness.wish(Decision.CONDITIONS, wanted("L2", "Name a deputy lead.", JANUARY, niamh.id))
    told = shown(second, wish)
    assert told[1:3] == [
        "Condition (the licence carries it): Name a deputy lead, by 29 January 2027 instead of 18 December 2026, "
        "Niamh O’Rourke sees to it now.",
        "Counts as met: Name a supervisor.",
    ]
    rounds.sign(second.id, wish, version=second.version, by=None, now=LATER)
    assert of_items(licence.implementation_id) == [
        ("L2", JANUARY, None, licence.id),
        ("W3", DECEMBER, TODAY, licence.id),
    ]


def test_what_the_verdict_asks_for_no_longer_stays_open_where_the_signature_says_so(licence: Licence) -> None:
    second = next_round(licence.implementation_id, L2=4, W3=4)
    [deputy, supervisor] = db.session.scalars(select(Condition).order_by(Condition.id))
    sure = readiness.wish(Decision.GO)
    wish = SignOff(sure.name, sure.role, sure.decision, sure.reason, sure.signed_on, (), frozenset({deputy.id}))
    assert shown(second, wish)[1:3] == [
        "Stays open: Name a deputy lead, by 18 December 2026.",
        "Counts as met: Name a supervisor.",
    ]
    rounds.sign(second.id, wish, version=second.version, by=None, now=LATER)
    assert (deputy.met_on, deputy.licence_id, supervisor.met_on) == (None, licence.id, TODAY)


def test_a_verdict_that_permits_nothing_leaves_the_conditions_of_the_licence_alone(licence: Licence) -> None:
    second = next_round(licence.implementation_id, P1=2, L2=4, W3=4)
    readiness.sign(second, Decision.NOT_YET)
    assert {one[2] for one in of_items(licence.implementation_id)} == {None}


def test_a_condition_of_a_licence_that_was_taken_away_stands_anew_when_it_is_asked_for_again(licence: Licence) -> None:
    service.terminate(licence.id, on_day=TODAY, reason="No groups.", version=licence.version, by=None, now=NOW)
    second = next_round(licence.implementation_id, W3=4)
    wish = readiness.wish(Decision.CONDITIONS, wanted("L2", "Name a deputy lead.", JANUARY))
    over = f"Licence {licence.number} is over, so this stands until the next one is granted: Name a deputy lead."
    assert over in shown(second, wish)
    rounds.sign(second.id, wish, version=second.version, by=None, now=LATER)
    assert of_items(licence.implementation_id)[0] == ("L2", JANUARY, None, None)


def renewed(licence: Licence) -> Licence:
    decided = service.Decision(Renewal.RENEW)
    service.decide_renewal(licence.id, decided, version=licence.version, by=None, now=NOW)
    return service.renew(licence.id, Terms(date(2027, 4, 1), date(2029, 3, 31), 12), by=None, now=NOW)


def test_what_is_open_goes_over_to_the_licence_that_renews_and_the_grant_says_so_before(licence: Licence) -> None:
    added = service.add_condition(licence.id, "Sign the lease.", owner_id=None, due_on=JANUARY, by=None)
    [supervisor] = db.session.scalars(select(Condition).where(Condition.item_code == "W3"))
    service.meet_condition(supervisor.id, licence_id=licence.id, met_on=TODAY, by=None)
    following = renewed(licence)
    told = [one.sentence for one in service.consider(following, Asked(Act.GRANT, TODAY), by=None, today=TODAY)]
    assert told[-2:] == [
        f"A condition goes over from licence {licence.number}: Name a deputy lead, by 18 December 2026.",
        f"A condition goes over from licence {licence.number}: Sign the lease, by 29 January 2027.",
    ]
    service.grant(following.id, on_day=TODAY, version=following.version, by=None, now=NOW)
    assert added.licence_id == following.id
    assert of_items(licence.implementation_id) == [
        ("L2", DECEMBER, None, following.id),
        ("W3", DECEMBER, TODAY, licence.id),
        (None, JANUARY, None, following.id),
    ]


def test_what_a_licence_that_was_taken_away_left_open_does_not_go_over(licence: Licence) -> None:
    service.terminate(licence.id, on_day=TODAY, reason="No groups.", version=licence.version, by=None, now=NOW)
    coming = licences.draft(
        db.session.get_one(Implementation, licence.implementation_id),
        licences.terms(date(2027, 4, 1), date(2029, 3, 31)),
    )
    assert list(queries.earlier_of(coming)) == []


def test_the_page_of_signing_offers_to_keep_open_what_the_verdict_asks_for_no_longer(
    licence: Licence, client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    [deputy, supervisor] = db.session.scalars(select(Condition).order_by(Condition.id))
    second = next_round(licence.implementation_id, L2=4)
    db.session.commit()
    path = f"/readiness/{second.id}/sign"
    page = client.get(path).text
    assert "Which of these conditions stay open?" in page
    assert "Name a deputy lead. By 18 December 2026" in page
    assert 'value="Name a supervisor."' in page
    values = {
        "decision": "go_with_conditions",
        "reason": "Agreed.",
        "name": "Helen Ashworth",
        "role": "Unit manager",
        "W3-wording": "Name a supervisor.",
        "W3-owner": str(supervisor.owner_id),
        **day("W3-due_on", DECEMBER),
        **day("signed_on", TODAY),
    }
    assert "Counts as met: Name a deputy lead." in send(client, path, **values).text
    first = send(client, path, **values, stays=str(deputy.id))
    assert "Stays open: Name a deputy lead, by 18 December 2026." in first.text
    assert confirmed(client, path, **values, stays=str(deputy.id)).location.endswith("/result")
    assert {one.met_on for one in db.session.scalars(select(Condition))} == {None}
