"""The licence section of an area: drafted, granted, moved and renewed, each after what follows was shown."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.readiness.models import Condition
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences
from tests.factories.readiness import permit

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def noon(clock: Callable[[str], None]) -> None:
    """It is Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")


@pytest.fixture
def helen(client: FlaskClient) -> FlaskClient:
    """The browser of a unit manager."""
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """The form at this address, with these answers in place of its own."""
    page = client.get(path)
    version = page.text.split('name="version" value="')[1].split('"')[0] if 'name="version"' in page.text else ""
    return client.post(path, data={"csrf_token": people.form_token(page), "version": version, **values})


def confirmed(client: FlaskClient, path: str, **values: str) -> TestResponse:
    """The form sent, and sent again with what it showed."""
    shown = send(client, path, **values).text.split('name="shown" value="')[1].split('"')[0]
    return send(client, path, **values, shown=shown)


def day(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


def test_a_licence_is_drafted_with_the_programmes_usual_term_and_granted(helen: FlaskClient) -> None:
    implementation = make.shipped_implementation()
    path = f"/implementations/{implementation.id}/licences/draft"
    page = helen.get(path).text
    assert 'name="ends_on-year" type="text" value="2029"' in page
    send(helen, path, places="12", **day("starts_on", date(2026, 12, 1)), **day("ends_on", date(2029, 11, 30)))
    licence = db.session.scalars(select(Licence)).one()
    assert licence.state == "draft"
    permit(implementation)
    first = send(helen, f"/licences/{licence.id}/grant", **day("on_day", TODAY))
    assert "Marlbury: 22 contacts are added" in first.text
    confirmed(helen, f"/licences/{licence.id}/grant", **day("on_day", TODAY))
    db.session.expire_all()
    assert licence.state == "granted"
    assert "is granted, 1 December 2026 to 30 November 2029." in helen.get(f"/areas/{licence.area_id}/licence").text


def test_an_end_before_the_start_is_said_at_the_end(helen: FlaskClient) -> None:
    implementation = make.shipped_implementation()
    answer = send(
        helen,
        f"/implementations/{implementation.id}/licences/draft",
        places="13",
        **day("starts_on", date(2027, 4, 1)),
        **day("ends_on", date(2027, 3, 31)),
    )
    assert (
        'href="#ends_on-day">The licence would end on 31 March 2027, before it starts on 1 April 2027.' in answer.text
    )
    assert 'href="#places">This programme allows up to 12 facilitators under a licence, not 13.' in answer.text
    assert db.session.scalars(select(Licence)).all() == []


def test_what_follows_from_a_suspension_is_shown_before_it_is_written(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    path = f"/licences/{licence.id}/suspend"
    answers = {"reason": "No project lead.", **day("on_day", TODAY), **day("to_on", date(2027, 2, 26))}
    first = send(helen, path, **answers)
    assert "Marlbury: " in first.text
    db.session.expire_all()
    assert licence.state == "granted"
    assert confirmed(helen, path, **answers).location == f"/areas/{licence.area_id}/licence"
    page = helen.get(f"/areas/{licence.area_id}/licence").text
    assert "No support from 23 November 2026 to 26 February 2027: No project lead." in page
    confirmed(helen, f"/licences/{licence.id}/resume", reason="A new lead.", **day("on_day", date(2026, 12, 1)))
    db.session.expire_all()
    assert licence.state == "granted"


def test_a_licence_is_suspended_over_christmas_and_the_suspension_is_taken_back(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    answers = {"reason": "The team is away.", **day("on_day", date(2026, 12, 21)), **day("to_on", date(2027, 1, 3))}
    confirmed(helen, f"/licences/{licence.id}/suspend", **answers)
    page = helen.get(f"/areas/{licence.area_id}/licence").text
    assert "is in force, 1 April 2024 to 31 March 2027." in page
    assert "No support from 21 December 2026 to 3 January 2027: The team is away." in page
    confirmed(helen, f"/licences/{licence.id}/resume", reason="They stay.", **day("on_day", TODAY))
    page = helen.get(f"/areas/{licence.area_id}/licence").text
    assert "No support from" not in page


def test_a_paused_implementation_goes_on_with_its_licence_on_one_page(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    path = f"/implementations/{licence.implementation_id}"
    confirmed(helen, f"{path}/close", exit_by="paused", reason="The lead left.", **day("closed_on", TODAY))
    answers = {"licence": "resume", "reason": "A new lead.", **day("on_day", TODAY)}
    assert "is suspended.</strong> It runs to 31 March 2027" in helen.get(f"{path}/reopen").text
    first = send(helen, f"{path}/reopen", **answers)
    assert "Marlbury: " in first.text
    assert "added" in first.text
    db.session.expire_all()
    assert (licence.state, licence.implementation.closed_on) == ("suspended", TODAY)
    assert confirmed(helen, f"{path}/reopen", **answers).location == f"/areas/{licence.area_id}"
    db.session.expire_all()
    assert (licence.state, licence.implementation.closed_on) == ("granted", None)


def test_a_paused_implementation_goes_on_and_its_licence_waits(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    path = f"/implementations/{licence.implementation_id}"
    confirmed(helen, f"{path}/close", exit_by="paused", reason="The lead left.", **day("closed_on", TODAY))
    confirmed(helen, f"{path}/reopen", licence="leave", **day("on_day", TODAY))
    db.session.expire_all()
    assert (licence.state, licence.implementation.closed_on) == ("suspended", None)


def test_a_move_that_the_table_refuses_says_why(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    token = people.form_token(helen.get(f"/licences/{licence.id}/suspend"))
    answers = {"csrf_token": token, "version": str(licence.version), "reason": "Go on.", **day("on_day", TODAY)}
    answer = helen.post(f"/licences/{licence.id}/resume", data=answers)
    assert "This licence is granted already." in answer.text


def test_an_act_that_the_licence_does_not_allow_as_it_stands_shows_why_and_no_form(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    for act in ("grant", "drop", "resume"):
        page = helen.get(f"/licences/{licence.id}/{act}").text
        assert "This licence is granted already. Suspend it, end it, terminate it or change its term." in page, act
        assert f'href="/areas/{licence.area_id}/licence">Back to the licence' in page
        assert 'method="post" novalidate' not in page
    undecided = helen.get(f"/licences/{licence.id}/renew").text
    assert "Decide to renew the licence first, then draft the next one." in undecided
    licence.state = "terminated"
    db.session.commit()
    for path in ("suspend", "end", "renewal", "change", "renew"):
        page = helen.get(f"/licences/{licence.id}/{path}").text
        assert "This licence was terminated and stays so. Draft a new one instead." in page, path


def test_a_licence_is_changed_after_what_follows_was_shown(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    path = f"/licences/{licence.id}/change"
    answers = {"places": "10", **day("starts_on", date(2024, 4, 1)), **day("ends_on", date(2027, 9, 30))}
    assert "Say why: the next reader has only this sentence." in send(helen, path, **answers, reason="").text
    confirmed(helen, path, **answers, reason="Extended by six months.")
    db.session.expire_all()
    assert (licence.ends_on, licence.places) == (date(2027, 9, 30), 10)


def test_two_who_change_one_licence_are_told(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    path = f"/licences/{licence.id}/change"
    answers = {"places": "10", **day("starts_on", date(2024, 4, 1)), **day("ends_on", date(2027, 3, 31))}
    first = send(helen, path, **answers, reason="Fewer.")
    shown = first.text.split('name="shown" value="')[1].split('"')[0]
    second = send(helen, path, **answers, reason="Fewer.", shown=shown, version="1")
    assert "Somebody else changed this licence while you had it open." in second.text
    assert "Saved meanwhile: <strong>12</strong>" in second.text


def test_a_renewal_is_decided_and_the_next_licence_drafted_from_the_day_after(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    send(helen, f"/licences/{licence.id}/renewal", decision="renew", reason="Going well.")
    path = f"/licences/{licence.id}/renew"
    assert 'name="starts_on-month" type="text" value="4"' in helen.get(path).text
    send(helen, path, places="12", **day("starts_on", date(2027, 4, 1)), **day("ends_on", date(2030, 3, 31)))
    following = db.session.scalars(select(Licence).where(Licence.renews_id == licence.id)).one()
    assert following.state == "draft"


def test_a_condition_is_added_and_met(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    send(helen, f"/licences/{licence.id}/conditions/add", wording="Name a deputy.", **day("due_on", date(2027, 1, 8)))
    condition = db.session.scalars(select(Condition)).one()
    token = people.form_token(helen.get(f"/licences/{licence.id}/conditions/add"))
    helen.post(f"/conditions/{condition.id}/met", data={"csrf_token": token})
    db.session.expire_all()
    assert condition.met_on == TODAY


def test_an_open_condition_is_put_right_and_a_met_one_stays(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    send(helen, f"/licences/{licence.id}/conditions/add", wording="Name a deputy.", **day("due_on", date(2027, 1, 8)))
    condition = db.session.scalars(select(Condition)).one()
    helena = db.session.scalars(select(Person.id).where(Person.name == "Helen Ashworth")).one()
    path = f"/conditions/{condition.id}/change"
    answers = {"wording": "Name a deputy lead.", "owner": str(helena), **day("due_on", date(2027, 2, 26))}
    assert send(helen, path, **{**answers, "wording": ""}).status_code == 422
    send(helen, path, **answers)
    page = helen.get(f"/areas/{licence.area_id}/licence").text
    assert "Conditions</h3>" in page
    assert "Name a deputy lead." in page
    assert "Helen Ashworth" in page
    assert "26 Feb 2027" in page
    [entry] = db.session.scalars(select(audit.Entry).where(audit.Entry.act == "condition changed"))
    assert (entry.area_id, entry.fields) == (licence.area_id, ["due_on", "owner_id", "wording"])
    token = people.form_token(helen.get(path))
    stale = helen.post(path, data={"csrf_token": token, "version": "1", **answers, "wording": "Name two."})
    assert stale.status_code == 422
    assert "Somebody else saved this condition" in stale.text
    helen.post(f"/conditions/{condition.id}/met", data={"csrf_token": token})
    assert "It is met already" in send(helen, path, **answers).text


def test_an_implementation_manager_suspends_and_decides_but_does_not_grant_end_or_terminate(
    client: FlaskClient,
) -> None:
    licence = licences.granted(make.shipped_implementation())
    priya = people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    areas.assign_manager(licence.implementation_id, priya.id, on_day=TODAY, by=None)
    people.sign_in(client, priya)
    page = client.get(f"/areas/{licence.area_id}/licence").text
    assert "Suspend the licence" in page
    assert "Terminate the licence" not in page
    allowed = [client.get(f"/licences/{licence.id}/{act}").status_code for act in ("suspend", "resume", "drop")]
    refused = [client.get(f"/licences/{licence.id}/{act}").status_code for act in ("grant", "end", "terminate")]
    assert (allowed, refused) == ([200, 200, 200], [403, 403, 403])


def test_a_licence_of_an_area_that_is_not_theirs_is_absent(client: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    people.sign_in(client, people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER))
    paths = (f"/areas/{licence.area_id}/licence", f"/licences/{licence.id}/suspend", f"/licences/{licence.id}/change")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
