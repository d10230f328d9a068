"""A newer version of a programme: what was granted keeps its own, what is taken up anew goes by it, a renewal may."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.licences import queries, service
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act, Renewal, Terms
from scaleup.licences.service import Asked, Variation
from scaleup.programmes.models import ProgrammeVersion
from scaleup.support.models import Slot
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences
from tests.factories.areas import NOW, TODAY
from tests.licences.test_views import day, send

pytestmark = pytest.mark.usefixtures("session")
APRIL = date(2027, 4, 1)
NEXT = Terms(APRIL, date(2028, 3, 31), 12)
STEADY: dict[str, Any] = {"steps": [{"months_between": 2, "contacts": 30}, {"months_between": 4, "contacts": 4}]}
"""Every two months for five years: the taper of the newer version."""


@pytest.fixture
def running() -> Licence:
    """Marlbury's licence until 31 March 2027, under the shipped version, with its plan of 22 contacts."""
    return licences.granted(make.shipped_implementation())


@pytest.fixture
def newer(running: Licence) -> ProgrammeVersion:
    """The next version of the programme, loaded while the licence runs."""
    own = queries.version_of(running.programme_version_id)
    content = deepcopy(own.content) | {"version": own.version + 1}
    content["taper"] = content["taper"] | STEADY
    version = ProgrammeVersion(
        programme_id=own.programme_id, version=own.version + 1, content=content, digest="n" * 64, loaded_at=NOW
    )
    db.session.add(version)
    db.session.flush()
    return version


def days(licence: Licence) -> list[date]:
    asked = select(Slot.due_on).where(Slot.licence_id == licence.id, Slot.state != "gone").order_by(Slot.sequence)
    return list(db.session.scalars(asked))


def decided(licence: Licence) -> Licence:
    """It is decided that the licence is renewed."""
    service.decide_renewal(licence.id, service.Decision(Renewal.RENEW), version=licence.version, by=None, now=NOW)
    return licence


def grant(licence: Licence) -> Licence:
    return service.grant(licence.id, on_day=TODAY, version=licence.version, by=None, now=NOW)


def test_a_licence_that_runs_keeps_its_taper_and_what_is_taken_up_anew_goes_by_the_newer_one(
    running: Licence, newer: ProgrammeVersion
) -> None:
    before = days(running)
    longer = Variation(Terms(running.starts_on, date(2027, 9, 30), 12), "Agreed by letter.")
    service.vary(running.id, longer, version=running.version, by=None, now=NOW)
    assert len(before) == 22
    assert days(running) == [*before[:-1], APRIL, date(2027, 7, 1), date(2027, 9, 30)]
    other = make.implementation(make.area("Tendring"), version=newer)
    wanted = Terms(date(2026, 4, 1), date(2027, 3, 31), 12)
    assert days(licences.granted(other, wanted)) == [
        date(2026, 6, 1),
        date(2026, 8, 3),
        date(2026, 10, 1),
        date(2026, 12, 1),
        date(2027, 2, 1),
        date(2027, 3, 31),
    ]


def test_a_renewal_is_offered_the_newest_version_with_how_its_support_thins_out(
    running: Licence, newer: ProgrammeVersion
) -> None:
    steady, own = "30 contacts every 2 months, then one every 4 months", newer.version - 1
    shipped = "12 contacts every month, 6 contacts every 2 months, then one every 3 months"
    assert [one.words for one in queries.versions_offered(running)] == [
        f"Version {newer.version}, the newest: {steady}, no longer {shipped}",
        f"Version {own}, as now: {shipped}",
    ]


def test_where_no_version_is_newer_nothing_is_asked(running: Licence) -> None:
    assert queries.versions_offered(running) == []


def test_a_renewal_under_the_newest_version_goes_on_at_the_contact_reached_and_the_grant_shows_it_before(
    running: Licence, newer: ProgrammeVersion
) -> None:
    following = service.renew(decided(running).id, NEXT, by=None, now=NOW, version_id=newer.id)
    told = service.consider(following, Asked(Act.GRANT, TODAY), by=None, today=TODAY)
    assert "Marlbury: 6 contacts are added" in [change.sentence for change in told]
    grant(following)
    assert days(following)[:5] == [
        date(2027, 6, 1),
        date(2027, 8, 2),
        date(2027, 10, 1),
        date(2027, 12, 1),
        date(2028, 2, 1),
    ]
    assert len(days(running)) == 22


def test_a_renewal_that_stays_with_its_version_goes_on_every_three_months(
    running: Licence, newer: ProgrammeVersion
) -> None:
    following = grant(service.renew(decided(running).id, NEXT, by=None, now=NOW))
    assert following.programme_version_id != newer.id
    assert days(following) == [date(2027, 7, 1), date(2027, 10, 1), date(2028, 1, 4), date(2028, 3, 31)]


def test_what_renews_a_renewal_under_the_newest_version_keeps_that_version(
    running: Licence, newer: ProgrammeVersion
) -> None:
    second = grant(service.renew(decided(running).id, NEXT, by=None, now=NOW, version_id=newer.id))
    wanted = Terms(date(2028, 4, 1), date(2029, 12, 31), 12)
    third = grant(service.renew(decided(second).id, wanted, by=None, now=NOW))
    assert third.programme_version_id == newer.id
    assert days(third)[:4] == [date(2028, 6, 1), date(2028, 8, 1), date(2028, 12, 1), date(2029, 4, 3)]


@pytest.fixture
def after_a_gap(running: Licence) -> Terms:
    return Terms(date(2027, 6, 1), date(2028, 3, 31), 12)


def test_after_a_gap_a_licence_goes_by_the_version_of_its_rounds_of_readiness(
    running: Licence, newer: ProgrammeVersion, after_a_gap: Terms
) -> None:
    decided(running)
    with pytest.raises(Refused, match="Let the licence begin by 1 April 2027, or draft it under version"):
        service.renew(running.id, after_a_gap, by=None, now=NOW, version_id=newer.id)
    following = service.renew(running.id, NEXT, by=None, now=NOW, version_id=newer.id)
    with pytest.raises(Refused, match="After a gap readiness is asked for again"):
        service.vary(following.id, Variation(after_a_gap, ""), version=following.version, by=None, now=NOW)
    assert service.renew(running.id, after_a_gap, by=None, now=NOW).starts_on == date(2027, 6, 1)


def test_the_next_licence_is_prefilled_with_the_term_and_the_places_of_the_version_that_is_chosen_beforehand(
    client: FlaskClient, running: Licence, newer: ProgrammeVersion
) -> None:
    newer.content = newer.content | {"licence": newer.content["licence"] | {"months": 24, "places": 8}}
    newer.digest = "m" * 64
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/licences/{decided(running).id}/renew"
    db.session.commit()
    assert queries.following_terms(running, version_id=newer.id) == Terms(APRIL, date(2029, 3, 31), 8)
    assert 'value="2029"' in client.get(path).text


def test_where_the_licence_before_it_ended_early_a_draft_of_a_newer_version_is_to_be_drafted_anew(
    running: Licence, newer: ProgrammeVersion
) -> None:
    following = service.renew(decided(running).id, NEXT, by=None, now=NOW, version_id=newer.id)
    service.end(running.id, on_day=TODAY, reason="The area stops.", version=running.version, by=None, now=NOW)
    with pytest.raises(Refused, match=f"Drop this draft and draft it under version {newer.version - 1}"):
        grant(following)


def test_after_a_gap_the_version_of_its_rounds_is_offered_to_what_follows_a_licence_of_a_newer_one(
    running: Licence, newer: ProgrammeVersion
) -> None:
    second = grant(service.renew(decided(running).id, NEXT, by=None, now=NOW, version_id=newer.id))
    assert [(one.number, one.words.split(":")[0]) for one in queries.versions_offered(second)] == [
        (newer.version, f"Version {newer.version}, as now"),
        (newer.version - 1, f"Version {newer.version - 1}, by which readiness is asked for after a gap"),
    ]
    gap = Terms(date(2028, 6, 1), date(2029, 5, 31), 12)
    own = running.programme_version_id
    assert service.renew(decided(second).id, gap, by=None, now=NOW, version_id=own).programme_version_id == own


def test_a_version_of_another_programme_is_refused(running: Licence, newer: ProgrammeVersion) -> None:
    other = make.programme_version("another-programme")
    with pytest.raises(Refused, match="Choose one of the versions offered."):
        service.renew(decided(running).id, NEXT, by=None, now=NOW, version_id=other.id)


def test_the_page_of_the_next_licence_asks_by_which_version_it_goes(
    client: FlaskClient, running: Licence, newer: ProgrammeVersion
) -> None:
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    path = f"/licences/{decided(running).id}/renew"
    db.session.commit()
    page = client.get(path).text
    assert f"Version {newer.version}, the newest: 30 contacts every 2 months" in page
    assert f"Version {newer.version - 1}, as now: 12 contacts every month" in page
    term = {**day("starts_on", APRIL), **day("ends_on", date(2028, 3, 31)), "places": "12", "version": "1"}
    assert "Choose by which version of the programme the next licence goes." in send(client, path, **term).text
    send(client, path, **term, version_id=str(newer.id))
    drafted = db.session.scalars(select(Licence).where(Licence.renews_id == running.id)).one()
    assert drafted.programme_version_id == newer.id
