"""The pages of delivery as a project lead uses them: set up a group, record a session, correct it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.rules import State
from scaleup.extensions import db
from tests.delivery.licensed import Licensed, licensed, session
from tests.factories import accounts as people
from tests.factories import delivery
from tests.factories import support as make

TODAY = date(2026, 11, 23)


@pytest.fixture
def niamh(clock: Callable[[str], None], client: FlaskClient) -> FlaskClient:
    """The browser of a project lead, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Niamh O’Rourke", Role.PROJECT_LEAD))
    return client


@pytest.fixture
def here(niamh: FlaskClient) -> Licensed:
    """Marlbury, which she leads."""
    found = licensed()
    lead = db.session.query(Person).filter_by(name="Niamh O’Rourke").one()
    make.give_access(lead, found.implementation.area, Role.PROJECT_LEAD)
    return found


def send(client: FlaskClient, path: str, **values: object) -> TestResponse:
    """The form at this address, with these answers."""
    return client.post(path, data={"csrf_token": people.form_token(client.get(path)), **values})


def day(name: str, on_day: date) -> dict[str, str]:
    return {f"{name}-day": str(on_day.day), f"{name}-month": str(on_day.month), f"{name}-year": str(on_day.year)}


def shown_mark(page: str) -> str:
    """The mark of what was shown."""
    return page.split('name="shown" value="')[1].split('"', maxsplit=1)[0]


def as_held(here: Licensed, **changed: object) -> dict[str, object]:
    """A session held as planned, with its counts."""
    return {
        "version": "1",
        "state": "held",
        "mothers": "7",
        "partners": "6",
        **day("on_day", date(2026, 10, 6)),
        "minutes": "120",
        "components": ["unborn_baby", "changes", "people"],
        "pair": [str(one) for one in here.ids],
        "interpreters": "0",
        **changed,
    }


def test_a_lead_sets_up_a_group_after_seeing_its_days(niamh: FlaskClient, here: Licensed) -> None:
    area_id, path = here.implementation.area_id, f"/implementations/{here.implementation.id}/groups/add"
    empty = niamh.get(f"/areas/{area_id}/delivery").text
    assert "No group is set up yet." in empty
    said = {"name": "Library, winter", "variant": "standard", "places": "8", "pair": [str(one) for one in here.ids]}
    first = send(niamh, path, **said, **day("first_on", date(2026, 12, 7)))
    assert "Monday 28 December 2026" in first.text
    assert "A bank holiday in England; the next working day is Tuesday 29 December 2026" in first.text
    assert db.session.query(DeliveryGroup).count() == 0
    mark = shown_mark(first.text)
    saved = send(niamh, path, **said, **day("first_on", date(2026, 12, 7)), shown=mark, off_closed_days="yes")
    group = db.session.query(DeliveryGroup).one()
    assert saved.location == f"/groups/{group.id}"
    assert session(group, "A4").planned_on == date(2026, 12, 29)
    page = niamh.get(f"/areas/{area_id}/delivery").text
    assert "1 session lacks a record; the next is Antenatal session 1 of Library, winter" in page


def test_a_session_is_recorded_with_its_counts_alone_once_what_follows_was_shown(
    niamh: FlaskClient, here: Licensed
) -> None:
    group = here.group()
    path = f"/groups/{group.id}/sessions/A1"
    form = niamh.get(path).text
    assert 'value="120"' in form
    assert form.count('name="pair"') == form.count("checked") - 4 == 2
    answer = send(niamh, path, **as_held(here))
    if 'name="shown"' in answer.text:
        answer = send(niamh, path, **as_held(here), shown=shown_mark(answer.text))
    assert answer.location == f"/groups/{group.id}"
    page = niamh.get(answer.location).text
    assert "The first session here is recorded as 6 October 2026." in page
    assert "7 mothers, 6 partners" in page
    assert "120 of 120 minutes, 3 of 3 parts" in page
    start = queries.start_of(here.implementation.id)
    assert start is not None
    assert start.started_on == date(2026, 10, 6)


def test_what_a_correction_changed_stands_on_the_sessions_page_with_who_and_when(
    niamh: FlaskClient, here: Licensed
) -> None:
    group = here.group()
    path = f"/groups/{group.id}/sessions/A1"
    first = send(niamh, path, **as_held(here))
    if 'name="shown"' in first.text:
        send(niamh, path, **as_held(here), shown=shown_mark(first.text))
    assert "What was changed" not in niamh.get(path).text
    one = session(group, "A1")
    db.session.refresh(one)
    less = {"mothers": "5", "supervised": "yes", "components": ["changes", "people"], "pair": [str(here.ids[0])]}
    assert send(niamh, path, **as_held(here, version=str(one.version), **less)).status_code == 302
    page = " ".join(niamh.get(path).text.split()).partition("What was changed</h2>")[2]
    assert "Niamh O’Rourke</strong>" in page
    lines = re.findall(r"<li>([A-Z][\w ]+): <strong>(.*?)</strong>, before that (.*?) *</li>", page)
    names = [one.name for one in queries.crew_of(here.implementation.id, TODAY)]
    two = "Changes for parents", "People and services there for the family"
    assert lines == [
        ("Mothers", "5", "7"),
        ("Delivered", f"{two[0]}; {two[1]}", f"{two[0]}; {two[1]}; Development of the unborn baby"),
        ("Who delivered", names[0], "; ".join(names)),
        ("Supervision", "yes", "not said"),
    ]
    assert queries.corrections_of(session(group, "A2")) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"mothers": ""}, "Enter how many mothers were there, from 0 to 99"),
        ({"mothers": "0", "partners": "0"}, "Nobody came. Record the session as cancelled"),
        (day("on_day", date(2026, 11, 24)), "24 November 2026 is still to come"),
        ({"minutes": "900"}, "from 1 to 600"),
        ({"pair": []}, "Say who delivered the session"),
        ({"state": "cancelled"}, "Choose why it was cancelled"),
        ({"state": "moved", "because": "venue"}, "Enter the day to which it is moved"),
    ],
)
def test_what_cannot_have_been_is_refused_and_nothing_typed_is_lost(
    niamh: FlaskClient, here: Licensed, changed: dict[str, object], sentence: str
) -> None:
    group = here.group()
    said = as_held(here, **changed)
    answer = send(niamh, f"/groups/{group.id}/sessions/A1", **said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{said["partners"]}"' in answer.text
    assert session(group, "A1").state == State.PLANNED


def test_who_is_not_accredited_is_said_at_their_name(niamh: FlaskClient, here: Licensed) -> None:
    delivery.facilitator(here.implementation, name="Amara Abara", days=None)
    form = niamh.get(f"/groups/{here.group().id}/sessions/A1").text
    assert form.count("Not accredited on 6 October 2026") == 1
    assert "Amara Abara, midwife" in form


def test_what_somebody_else_recorded_stands_beside_what_is_typed(niamh: FlaskClient, here: Licensed) -> None:
    group = here.group()
    path = f"/groups/{group.id}/sessions/H1"
    said = as_held(here, components=["changes"], **day("on_day", date(2026, 9, 22)))
    assert send(niamh, path, **said).status_code == 302
    second = send(niamh, path, **{**said, "mothers": "5"})
    assert second.status_code == 422
    assert "Somebody else recorded this session while you had it open." in second.text
    assert "Saved meanwhile: <strong>7</strong>" in second.text
    assert 'name="version" value="2"' in second.text


def test_families_and_another_pair_are_kept_on_their_own_pages(niamh: FlaskClient, here: Licensed) -> None:
    group = here.group()
    assert "Antenatal session 1" in niamh.get(f"/groups/{group.id}").text
    send(niamh, f"/groups/{group.id}/families", version="1", families="7", meeting_criteria="6")
    kept = niamh.get(f"/groups/{group.id}").text
    assert f"7 families in {group.name}." in kept
    assert "7 of 8 places" in kept
    send(niamh, f"/groups/{group.id}/pair", version="2", pair=[str(here.ids[0])])
    assert "changed for 11 sessions" in niamh.get(f"/groups/{group.id}").text
    page = niamh.get(f"/areas/{here.implementation.area_id}/delivery").text
    assert "7 families in 1 group" in page


def test_a_group_of_another_area_reads_as_absent(niamh: FlaskClient, here: Licensed) -> None:
    group = here.group()
    people.sign_in(niamh, people.person("Moira Baird", Role.PROJECT_LEAD))
    assert niamh.get(f"/groups/{group.id}").status_code == 404
    assert niamh.get(f"/groups/{group.id}/sessions/A1").status_code == 404


def test_a_press_that_is_sent_twice_sets_one_group_up_and_records_one_session(
    niamh: FlaskClient, here: Licensed
) -> None:
    path = f"/implementations/{here.implementation.id}/groups/add"
    said = {"name": "Library, autumn", "variant": "standard", "places": "8", **day("first_on", date(2026, 10, 6))}
    pressed = {**said, "shown": shown_mark(send(niamh, path, **said).text)}
    first, second = send(niamh, path, **pressed), send(niamh, path, **pressed)
    group = db.session.query(DeliveryGroup).one()
    assert first.location == second.location == f"/groups/{group.id}"
    record = f"/groups/{group.id}/sessions/H1"
    held = as_held(here, components=["changes"], **day("on_day", date(2026, 9, 22)))
    first, second = send(niamh, record, **held), send(niamh, record, **held)
    assert first.location == second.location == f"/groups/{group.id}"
    row = session(group, "H1")
    assert (row.version, row.mothers) == (2, 7)
    told = {"version": "1", "families": "0", "meeting_criteria": ""}
    assert [send(niamh, f"/groups/{group.id}/families", **told).status_code for _ in range(2)] == [302, 302]
    assert "0 of 8 places" in niamh.get(f"/groups/{group.id}").text


def test_sessions_that_the_licence_does_not_cover_are_said_before_the_group_stands(
    niamh: FlaskClient, here: Licensed
) -> None:
    said = {"name": "Library, winter", "variant": "standard", "places": "8", **day("first_on", date(2026, 12, 7))}
    page = send(niamh, f"/implementations/{here.implementation.id}/groups/add", **said).text
    assert page.count("After the licence, which ends on 31 March 2027") == 2
