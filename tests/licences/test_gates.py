"""A first licence is granted on a signed verdict of its version, or past it by the unit manager, who says why."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.licences import queries, service
from scaleup.licences.models import Licence, LicenceBasis
from scaleup.licences.rules import Act, Renewal, Terms, TrainingTime, training_time
from scaleup.licences.service import Asked
from scaleup.programmes import queries as programmes
from scaleup.programmes.adapters import CATALOGUE, read
from scaleup.programmes.service import Loaded, load, shipped
from scaleup.readiness.models import Condition as Kept
from scaleup.readiness.rules import Condition, Decision
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences, readiness
from tests.factories.areas import NOW, TODAY
from tests.licences.test_views import confirmed, day, send

pytestmark = pytest.mark.usefixtures("session")


def grant(licence: Licence, override: str = "") -> Licence:
    asked = Asked(Act.GRANT, TODAY, override=override)
    return service.move(licence.id, asked, version=licence.version, by=None, now=NOW)


def looked_after() -> Implementation:
    """An implementation that Priya looks after."""
    found = make.shipped_implementation()
    found.manager_id = make.person("Priya Nair").id
    db.session.flush()
    return found


def test_without_a_round_the_refusal_says_so_and_who_looks_after_it() -> None:
    licence = licences.draft(looked_after())
    with pytest.raises(Refused, match="There is no signed readiness verdict. No round .* begun. Priya Nair"):
        grant(licence)
    assert licence.state == "draft"


def test_a_round_that_is_not_signed_permits_nothing() -> None:
    found = looked_after()
    readiness.begin(found.id)
    with pytest.raises(Refused, match="The round under way is not signed yet. Priya Nair owns it."):
        grant(licences.draft(found))


def test_a_verdict_of_not_yet_names_the_failing_gate_and_who_owns_it() -> None:
    found = looked_after()
    round_ = readiness.begin(found.id, P1=2)
    ngozi = make.person("Ngozi Farthing")
    readiness.queries.answers_of(round_.id)["P1"].owner_id = ngozi.id
    readiness.sign(round_, Decision.NOT_YET)
    db.session.expire_all()
    with pytest.raises(Refused) as refused:
        grant(licences.draft(found))
    first, second = (one.message for one in refused.value.refusals)
    assert first == "Round 1 was signed “Not yet” on 23 November 2026 by Helen Ashworth. Priya Nair owns it."
    assert second.startswith("Gate P1 (The health partner (midwifery or health visiting) has agreed in writing")
    assert second.endswith("is rated 2. Ngozi Farthing owns it.")


def test_a_verdict_of_another_version_of_the_programme_does_not_count() -> None:
    found = looked_after()
    licence = licences.draft(found)
    own = found.programme_version
    with_next = (CATALOGUE / "baby-steps.yaml").read_text("utf-8")
    with_next = with_next.replace(f"version: {own.version}\n", f"version: {own.version + 1}\n", 1)
    assert load(read(with_next.encode(), "baby-steps.yaml"), NOW) == Loaded("baby-steps", own.version + 1)
    newer = programmes.latest_version(own.programme_id)
    assert newer is not None
    readiness.permit(found).programme_version_id = newer.id
    db.session.flush()
    said = f"is of version {newer.version} of the programme, and this licence is of version {own.version}"
    with pytest.raises(Refused, match=said):
        grant(licence)


def test_a_licence_carries_the_conditions_of_its_verdict() -> None:
    found = looked_after()
    lead = make.person("Niamh O’Rourke")
    round_ = readiness.begin(found.id, L2=2)
    deputy = Condition("Name a deputy lead.", lead.id, date(2027, 4, 30), item_code="L2")
    readiness.sign(round_, Decision.CONDITIONS, deputy)
    licence = grant(licences.draft(found))
    assert [one.licence_id for one in db.session.scalars(select(Kept))] == [licence.id]
    basis = queries.bases_of([licence.id])[licence.id]
    assert (basis.assessment_id, basis.override, basis.obstacles) == (round_.id, None, [])


def test_an_override_is_kept_with_what_stood_in_the_way_and_stands_in_the_history() -> None:
    licence = grant(licences.draft(looked_after()), "The director has decided so.")
    basis = queries.bases_of([licence.id])[licence.id]
    assert basis.override == "The director has decided so."
    assert basis.obstacles == [
        "There is no signed readiness verdict. No round of readiness was begun. Priya Nair owns it."
    ]
    moved = queries.moves_of([licence.id])[licence.id][-1]
    assert moved.reason == "granted past readiness: The director has decided so."


def test_where_nothing_stands_in_the_way_nothing_is_overridden() -> None:
    with pytest.raises(Refused, match="there is nothing to override"):
        grant(licences.permitted(), "To be safe.")


def test_a_renewal_needs_no_new_verdict() -> None:
    licence = service.bring_in(looked_after().id, licences.terms(), number=None, by=None, now=NOW)
    service.decide_renewal(licence.id, service.Decision(Renewal.RENEW), version=licence.version, by=None, now=NOW)
    following = service.renew(licence.id, Terms(date(2027, 4, 1), date(2027, 6, 30), 12), by=None, now=NOW)
    assert grant(following).state == "granted"
    assert queries.bases_of([following.id]) == {}


def renewing(starts_on: date) -> tuple[Licence, Licence]:
    """A licence until 31 March 2027, and the draft of what renews it."""
    licence = service.bring_in(looked_after().id, licences.terms(), number=None, by=None, now=NOW)
    service.decide_renewal(licence.id, service.Decision(Renewal.RENEW), version=licence.version, by=None, now=NOW)
    return licence, service.renew(licence.id, Terms(starts_on, date(2029, 6, 30), 12), by=None, now=NOW)


def test_a_renewal_after_a_gap_is_assessed_anew() -> None:
    _, following = renewing(date(2027, 6, 1))
    with pytest.raises(Refused, match="There is no signed readiness verdict"):
        grant(following)


def test_a_renewal_of_a_licence_that_was_taken_away_meanwhile_is_assessed_anew() -> None:
    licence, following = renewing(date(2027, 4, 1))
    service.terminate(licence.id, on_day=TODAY, reason="Unsafe.", version=licence.version, by=None, now=NOW)
    with pytest.raises(Refused, match="There is no signed readiness verdict"):
        grant(following)


def test_a_licence_that_comes_before_another_does_not_follow_it() -> None:
    found = looked_after()
    service.bring_in(found.id, Terms(date(2031, 4, 1), date(2034, 3, 31), 12), number=None, by=None, now=NOW)
    with pytest.raises(Refused, match="There is no signed readiness verdict"):
        grant(licences.draft(found))


def test_an_area_that_stopped_in_between_is_assessed_anew() -> None:
    found = looked_after()
    service.bring_in(found.id, Terms(date(2020, 4, 1), date(2023, 3, 31), 12), number=None, by=None, now=NOW)
    with pytest.raises(Refused, match="There is no signed readiness verdict"):
        grant(licences.draft(found))


def test_training_of_baby_steps_takes_nine_months() -> None:
    programme = shipped("baby-steps")
    assert programme is not None
    assert training_time(programme.training) == TrainingTime(9, "Video-enhanced reflective practice")


def test_a_licence_shorter_than_its_training_is_refused_at_its_end(
    client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    found = make.shipped_implementation()
    path = f"/implementations/{found.id}/licences/draft"
    term = day("starts_on", date(2027, 4, 1))
    answer = send(client, path, places="12", **term, **day("ends_on", date(2027, 12, 30)))
    assert answer.status_code == 422
    assert 'href="#ends_on-day">Training takes 9 months from the first day;' in answer.text
    assert "Enter 31 December 2027 or a later day." in answer.text
    assert send(client, path, places="12", **term, **day("ends_on", date(2027, 12, 31))).status_code == 302


def test_the_page_of_a_grant_links_to_what_stands_in_the_way_and_takes_an_override(
    client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    found = make.shipped_implementation()
    round_ = readiness.begin(found.id, P1=2)
    readiness.sign(round_, Decision.NOT_YET)
    licence = licences.draft(found)
    db.session.commit()
    path = f"/licences/{licence.id}/grant"
    assert f'<a href="/readiness/{round_.id}/answers#P1">Gate P1 (' in client.get(path).text
    refused = send(client, path, **day("on_day", TODAY))
    assert (refused.status_code, "is rated 2. Nobody owns it yet." in refused.text) == (422, True)
    confirmed(client, path, override="The trust signs on Friday.", **day("on_day", TODAY))
    page = client.get(f"/areas/{licence.area_id}/licence").text
    assert "<b>Granted past readiness</b> on 23 November 2026 by Helen Ashworth: The trust signs on Friday." in page
    assert "granted past readiness: The trust signs on Friday." in page
    assert db.session.scalar(select(LicenceBasis.override)) == "The trust signs on Friday."


def test_an_implementation_manager_may_not_override(client: FlaskClient) -> None:
    people.sign_in(client, people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))
    licence = licences.draft(make.shipped_implementation())
    db.session.commit()
    assert client.get(f"/licences/{licence.id}/grant").status_code == 403


def test_a_licence_from_before_this_system_stays_valid_and_says_so(
    client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    licence = service.bring_in(make.shipped_implementation().id, licences.terms(), number="BS-1", by=None, now=NOW)
    db.session.commit()
    page = client.get(f"/areas/{licence.area_id}/licence").text
    assert "is in force, 1 April 2024 to 31 March 2027." in page
    assert "nothing kept here: granted before this system was used" in page
    assert list(db.session.scalars(select(LicenceBasis))) == []
