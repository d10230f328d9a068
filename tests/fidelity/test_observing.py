"""A session is observed, item by item; twice by two people; and nobody observes themselves."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent, Refused
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity import queries, service
from scaleup.fidelity.models import FidelityCheck, Observation
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from tests.factories import support as made
from tests.fidelity.observed import marks, rating

pytestmark = pytest.mark.usefixtures("licence", "on_monday_23_november")
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)

Pair = tuple[Facilitator, Facilitator]


def refused(of: Implementation, said: object) -> dict[str, str]:
    """Why the rating is refused, by field."""
    with pytest.raises(Refused) as found:
        service.observe(of.id, said, by=None, now=NOW)  # type: ignore[arg-type]  # each test names what it hands in
    return {one.field: one.message for one in found.value.refusals}


def test_an_observation_is_a_check_with_its_items_and_who_was_observed(
    taking_up: Implementation, pair: Pair, priya: Person
) -> None:
    kept = service.observe(taking_up.id, rating(pair, priya.id, mark=4, O13=None), by=priya.id, now=NOW)
    (check,) = queries.checks_of(taking_up.id)
    page = queries.check_page(check)
    assert (check.method, check.percent, check.on_day) == ("observation", 80.0, date(2026, 11, 17))
    assert (kept.turn, kept.observer_id, kept.kind) == (1, priya.id, "group")
    assert page.marks == {kept.id: marks(4, O13=None)}
    assert page.observed_ids == tuple(one.id for one in sorted(pair, key=lambda one: one.person.name))
    assert page.agreement is None


def test_pressed_twice_it_is_kept_once(session: Session, taking_up: Implementation, pair: Pair, priya: Person) -> None:
    for _ in range(2):
        service.observe(taking_up.id, rating(pair, priya.id, nonce="the same"), by=priya.id, now=NOW)
    assert session.scalar(select(func.count()).select_from(Observation)) == 1
    assert session.scalar(select(func.count()).select_from(FidelityCheck)) == 1


def test_nobody_observes_themselves_and_the_refusal_stands_at_the_observer(
    taking_up: Implementation, pair: Pair
) -> None:
    found = refused(taking_up, rating(pair, pair[0].person_id))
    assert found == {"observer": "Nobody observes themselves. Choose another observer."}


def test_a_pair_may_mark_its_own_session_but_that_is_a_self_report(taking_up: Implementation, pair: Pair) -> None:
    kept = service.observe(taking_up.id, rating(pair, None, mark=3, method=Method.SELF_REPORT), by=None, now=NOW)
    assert (kept.method, kept.observer_id, kept.percent) == ("self_report", None, 60.0)
    assert refused(taking_up, rating(pair, None)) == {"observer": "Say who observed the session"}


def test_what_cannot_have_been_is_refused_at_its_field(taking_up: Implementation, pair: Pair, priya: Person) -> None:
    ahead = refused(taking_up, rating(pair, priya.id, on_day=date(2026, 11, 24)))
    assert ahead == {"on_day": "24 November 2026 is still to come. Enter the day of the session."}
    assert refused(taking_up, rating(pair, priya.id, on_day=date(2025, 11, 21)))["on_day"].endswith("Check the year.")
    assert refused(taking_up, rating((), priya.id)) == {"observed": "Say who was observed"}
    assert refused(taking_up, rating(pair, priya.id, O1=6)) == {"O1": "O1: enter a mark from 1 to 5"}


def test_facilitators_of_another_area_are_not_observed_here(
    taking_up: Implementation, pair: Pair, priya: Person
) -> None:
    elsewhere = made.implementation(made.area("Luton"))
    assert "observed" in refused(elsewhere, rating(pair, priya.id))


def test_a_second_person_rates_the_same_session_and_the_first_rating_counts(
    taking_up: Implementation, pair: Pair, priya: Person
) -> None:
    ruth = made.person("Ruth Adeyemi", Role.TRAINER)
    first = service.observe(taking_up.id, rating(pair, priya.id, mark=5, O1=3), by=priya.id, now=NOW)
    service.rate_again(first.check_id, rating(pair, ruth.id, mark=5, O1=4, O2=4), by=ruth.id, now=NOW)
    (check,) = queries.checks_of(taking_up.id)
    agreed = queries.check_page(check).agreement
    assert agreed is not None
    assert check.percent == pytest.approx(100 * 58 / 60)
    assert (agreed.n, float(agreed.percent)) == (12, pytest.approx(100 * 10 / 12))
    assert agreed.kappa is not None
    assert float(agreed.kappa) == pytest.approx(5 / 8)


def test_the_second_rating_is_another_persons_and_there_is_no_third(
    taking_up: Implementation, pair: Pair, priya: Person
) -> None:
    ruth, helen = made.person("Ruth Adeyemi", Role.TRAINER), made.person("Helen Ashworth", Role.UNIT_MANAGER)
    first = service.observe(taking_up.id, rating(pair, priya.id), by=priya.id, now=NOW)
    with pytest.raises(Refused, match="Choose somebody else"):
        service.rate_again(first.check_id, rating(pair, priya.id), by=priya.id, now=NOW)
    service.rate_again(first.check_id, rating(pair, ruth.id), by=ruth.id, now=NOW)
    with pytest.raises(Refused, match="rated twice already"):
        service.rate_again(first.check_id, rating(pair, helen.id), by=helen.id, now=NOW)


def test_a_check_by_hand_has_no_items_to_rate_again(taking_up: Implementation, pair: Pair, priya: Person) -> None:
    check = service.record_check(
        taking_up.id, on_day=date(2026, 11, 17), method=Method.OBSERVATION, percent=84.0, by=None
    )
    with pytest.raises(Absent):
        service.rate_again(check.id, rating(pair, priya.id), by=priya.id, now=NOW)


def test_the_version_of_the_licence_on_that_day_says_which_items(
    session: Session, taking_up: Implementation, licence: Licence, pair: Pair, priya: Person
) -> None:
    kept = service.observe(taking_up.id, rating(pair, priya.id), by=priya.id, now=NOW)
    assert kept.programme_version_id == licence.programme_version_id
