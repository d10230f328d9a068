"""The unit's side: typed in after a look at what may be the same, late after five working days, answered, ended."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.rules import Founding
from scaleup.audit import Entry
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.programmes import queries as programmes
from tests.enquiries.conftest import Ask
from tests.factories import accounts as people
from tests.factories.areas import NOW

HARTLEPOOL = "E06000001"


def send(client: FlaskClient, path: str, **values: object) -> TestResponse:
    """The form at this address, with these answers."""
    page = client.get(path)
    version = page.text.split('name="version" value="')[1].split('"')[0] if 'name="version"' in page.text else "1"
    return client.post(path, data={"csrf_token": people.form_token(page), "version": version, **values})


def day(name: str, on: date) -> dict[str, object]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def typed(**values: object) -> dict[str, object]:
    programme = programmes.by_slug("baby-steps")
    assert programme is not None
    return {
        "programme": programme.id,
        **day("came_on", date(2026, 11, 20)),
        "organisation": "Hartlepool Council",
        "nation": "England",
        "places": "Hartlepool",
        "name": "Anita Rao",
        "email": "anita@hartlepool.example",
        "role": "Commissioner",
        "wanted": "Groups for young parents.",
        **values,
    }


def test_the_list_says_that_nothing_has_come_in(client: FlaskClient, helen: Person) -> None:
    page = client.get("/enquiries").text
    assert "No enquiry waits for an answer." in page
    assert 'href="/programmes"' in page


def test_an_address_with_a_sign_that_no_database_keeps_narrows_nothing(client: FlaskClient, helen: Person) -> None:
    assert client.get("/enquiries?programme=%00&state=%00").status_code == 200


def test_a_day_before_the_calendars_is_refused_at_its_field(client: FlaskClient, helen: Person) -> None:
    page = send(client, "/enquiries/new", **typed(step="save", **day("came_on", date(1900, 1, 1))))
    assert page.status_code == 422
    assert "1 January 1900 is too long ago. Enter a day from 2012 on." in page.text


def test_before_it_is_saved_staff_see_what_may_be_the_same(client: FlaskClient, helen: Person, ask: Ask) -> None:
    tees = areas.found(Founding("Tees", "England", frozenset({HARTLEPOOL})), by=None, now=NOW)
    areas.found(Founding("Council of Hartlepool", "England"), by=None, now=NOW)
    ask("Hartlepool  council", came_on=date(2026, 10, 1))
    page = send(client, "/enquiries/new", **typed()).text
    assert "These may be the same." in page
    assert f'<a href="/areas/{tees.id}">Tees</a>. It covers Hartlepool.' in page
    assert "Council of Hartlepool</a>. Its name is alike." in page
    assert "The enquiry of Hartlepool council, 1 October 2026</a>. The same organisation; open." in page


def test_an_area_of_others_is_said_to_be_there_and_not_named(client: FlaskClient, helen: Person) -> None:
    areas.found(Founding("Tees", "England", frozenset({HARTLEPOOL})), by=None, now=NOW)
    people.sign_in(client, people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER, email="priya@unit.example"))
    page = send(client, "/enquiries/new", **typed()).text
    assert "An area that is not yours to see. Ask a unit manager before you found another." in page
    assert "Tees" not in page


def test_typed_in_it_is_looked_after_and_acknowledged(client: FlaskClient, session: Session, helen: Person) -> None:
    answer = send(client, "/enquiries/new", **typed(step="save", codes=HARTLEPOOL, manager=helen.id, acknowledge="yes"))
    kept = session.scalars(select(Enquiry)).one()
    assert answer.location == f"/enquiries/{kept.id}"
    assert (kept.through, kept.entered_by_id, kept.manager_id) == ("staff", helen.id, helen.id)
    assert kept.answer_by_on == date(2026, 11, 27), "it counts from the day on which they asked"
    assert session.scalars(select(Message.to_address)).all() == ["anita@hartlepool.example"]


def test_a_day_to_come_is_refused_and_keeps_what_was_typed(client: FlaskClient, helen: Person) -> None:
    refused = send(client, "/enquiries/new", **typed(step="save", **day("came_on", date(2026, 11, 24))))
    assert refused.status_code == 422
    assert "24 November 2026 is still to come" in refused.text
    assert "Groups for young parents." in refused.text


def test_late_ones_stand_first_and_on_my_work_of_who_looks_after_them(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    priya = people.person("Priya Nair", Role.IMPLEMENTATION_MANAGER, email="priya@unit.example")
    ask("Fresh Council", came_on=date(2026, 11, 20))
    late = ask("Late Council", came_on=date(2026, 10, 14))
    ask("Priya’s Council", came_on=date(2026, 11, 2), manager_id=priya.id)
    page = client.get("/enquiries").text
    assert "2 of 3 open enquiries are late." in page
    assert page.index("Late Council") < page.index("Priya’s Council") < page.index("Fresh Council")
    work = client.get("/").text
    assert f'href="/enquiries/{late.id}"' in work
    assert "Asked on 14 October 2026; nobody has answered; nobody looks after it" in work
    assert "Fresh Council" in work
    assert "Priya’s Council" not in work
    people.sign_in(client, priya)
    hers = client.get("/").text
    assert "Priya’s Council" in hers
    assert "Late Council" not in hers


def test_answered_it_leaves_my_work_and_says_when_how_and_by_whom(
    client: FlaskClient, session: Session, helen: Person, ask: Ask
) -> None:
    enquiry = ask(came_on=date(2026, 11, 2))
    path = f"/enquiries/{enquiry.id}"
    assert "Late: it was to be answered by Monday 9 November 2026." in client.get(path).text
    send(client, f"{path}/answer", how="Rang them, first information sent.", **day("on_day", date(2026, 11, 20)))
    page = client.get(path).text
    assert "Answered: Rang them, first information sent." in page
    assert "20 November 2026, Helen Ashworth" in page
    assert "Answer the enquiry" not in client.get("/").text
    assert "enquiry answered" in session.scalars(select(Entry.act)).all()


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 24), "24 November 2026 is still to come"),
        (date(2026, 11, 1), "It came in on 16 November 2026"),
    ],
)
def test_an_answer_of_an_impossible_day_is_refused(
    client: FlaskClient, helen: Person, ask: Ask, on: date, said: str
) -> None:
    refused = send(client, f"/enquiries/{ask().id}/answer", how="Rang them", **day("on_day", on))
    assert refused.status_code == 422
    assert said in refused.text


def test_ended_it_keeps_its_reason_and_cannot_end_again(client: FlaskClient, helen: Person, ask: Ask) -> None:
    path = f"/enquiries/{ask().id}"
    ended = send(client, f"{path}/end", reason="funding", words="Cut in spring", **day("on_day", date(2026, 11, 23)))
    assert ended.location == "/enquiries"
    page = client.get(path).text
    assert "Ended: No funding. Cut in spring" in page
    assert "take-up" not in page
    again = send(client, f"{path}/end", reason="other", **day("on_day", date(2026, 11, 23)))
    assert "This enquiry is settled already: ended." in again.text


def test_ended_it_is_opened_again_for_a_reason_and_tells_how_it_had_ended(
    client: FlaskClient, helen: Person, ask: Ask
) -> None:
    path = f"/enquiries/{ask().id}"
    on_day = day("on_day", date(2026, 11, 23))
    assert "This enquiry has not ended: open." in send(client, f"{path}/reopen", because="They rang.").text
    send(client, f"{path}/answer", how="Rang them", **on_day)
    send(client, f"{path}/end", reason="funding", words="Cut in spring", **on_day)
    assert "Say why it goes on." in send(client, f"{path}/reopen", because=" ").text
    assert send(client, f"{path}/reopen", because="A grant came in.").location == path
    page = client.get(path).text
    assert "Answered on Monday 23 November 2026." in page
    assert "Opened again: A grant came in." in page
    assert "Ended: No funding. Cut in spring" in page
    assert "Take it up as an area" in page
    [entry] = db.session.scalars(select(Entry).where(Entry.act == "enquiry opened again"))
    assert entry.person_id == helen.id
    assert send(client, f"{path}/end", reason="other", **on_day).location == "/enquiries"


def test_of_two_who_save_the_second_is_told(client: FlaskClient, helen: Person, ask: Ask) -> None:
    path = f"/enquiries/{ask().id}"
    send(client, f"{path}/manager", manager=helen.id)
    stale = send(client, f"{path}/answer", how="Rang them", version=1, **day("on_day", date(2026, 11, 23)))
    assert stale.status_code == 422
    assert "Somebody else saved this enquiry" in stale.text
    assert "Rang them" in stale.text


def test_a_closure_day_gives_open_enquiries_another_day(session: Session, helen: Person, ask: Ask) -> None:
    enquiry = ask(came_on=date(2026, 11, 23))
    assert enquiry.answer_by_on == date(2026, 11, 30)
    closed = areas.add_closure_day("England", date(2026, 11, 26), reason="the office moves", by=helen.id)
    assert enquiry.answer_by_on == date(2026, 12, 1)
    areas.remove_closure_day(closed.id, by=helen.id)
    assert enquiry.answer_by_on == date(2026, 11, 30)


def test_the_list_is_narrowed_by_state_and_programme(client: FlaskClient, helen: Person, ask: Ask) -> None:
    ask("Open Council")
    ended = ask("Ended Council")
    send(client, f"/enquiries/{ended.id}/end", reason="funding", **day("on_day", date(2026, 11, 23)))
    page = client.get("/enquiries?state=ended").text
    assert "Ended Council" in page
    assert "Open Council" not in page
    assert "No enquiry is like that." in client.get("/enquiries?programme=minding-the-baby").text
