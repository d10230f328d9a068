"""Calendars for calendar programs: who reads what by an address, what the text says to two parsers, when it stops."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import icalendar
import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.config import Config
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Access, Area, CalendarFeed, Implementation
from scaleup.audit import Entry as Act
from scaleup.core.access_log import Logger
from scaleup.core.logs import without_secrets
from scaleup.core.zones import LONDON_LINES, london
from scaleup.licences.models import Licence
from scaleup.portfolio.adapters import Sheet, written
from scaleup.portfolio.rules.calendar import Entry, Hours, Kind
from tests.client import Statements
from tests.factories import support as made
from tests.factories.actors import acting
from tests.factories.marlbury import marlbury, niamh, priya, taking_up
from tests.factories.plans import slot, unsaved_slot

__all__ = ["marlbury", "niamh", "priya", "taking_up"]

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def on_monday_23_november(clock: Clock, app: Flask) -> None:
    clock("2026-11-23T14:00:00+00:00")
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def licence(taking_up: Implementation) -> Licence:
    return made.licence(taking_up)


def sheet(name: str = "Scaleup: Priya Nair") -> Sheet:
    return Sheet(name, "scaleup.example", "unit@unit.example", NOW, lambda path: f"https://scaleup.example{path}")


def entry(words: str = "support contact 20 of 22", *days: Hours, place: str = "") -> Entry:
    return Entry(
        kind=Kind.CONTACT,
        uid="contact-20",
        sequence=3,
        days=days or (Hours(date(2027, 1, 4)),),
        area="Marlbury",
        words=words,
        address="/areas/1/plan",
        place=place,
    )


def read(client: FlaskClient, token: str, **headers: str) -> TestResponse:
    return client.get(f"/feed/{token}.ics", headers=headers)


def titles(answer: TestResponse) -> list[str]:
    """By one parser; the other must find the same."""
    found = [str(each["SUMMARY"]) for each in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")]
    others = vobject.readOne(answer.text)
    assert [each.summary.value for each in getattr(others, "vevent_list", [])] == found
    return found


# --- The text ---------------------------------------------------------------------------------------------------------


def test_the_zone_as_lines_is_the_zone_of_invitations() -> None:
    assert "\r\n".join(LONDON_LINES) + "\r\n" == london().to_ical().decode()


AWKWARD = "Ynys Môn; Gwynedd, Conwy \\ “Dechrau’n Deg” — Magdalena Wiśniewska-Kowalczyk 👶 ŵ ŷ " * 3


def test_commas_semicolons_new_lines_long_names_and_any_letter_come_back_from_two_parsers() -> None:
    text = written(sheet(AWKWARD), [entry(AWKWARD.strip(), place="Room 1;\nFloor 2, “Tŷ Glas”\x07")])
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert [line for line in text.split(b"\r\n") if not line.isascii() and not line.decode()] == []
    [one] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    [other] = vobject.readOne(text.decode()).vevent_list
    for found in (str(one["SUMMARY"]), other.summary.value):
        assert found == f"Marlbury: {AWKWARD.strip()}"
    for found in (str(one["LOCATION"]), other.location.value):
        assert found == "Room 1;\nFloor 2, “Tŷ Glas”"


@pytest.mark.parametrize(("on_day", "begins"), [(date(2027, 1, 14), 14), (date(2027, 7, 14), 13)])
def test_half_past_two_is_half_past_two_in_winter_and_in_summer(on_day: date, begins: int) -> None:
    text = written(sheet(), [entry("call", Hours(on_day, time(14, 30), time(15, 30)))])
    instant = datetime.combine(on_day, time(begins, 30), tzinfo=UTC)
    [one] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    [other] = vobject.readOne(text.decode()).vevent_list
    assert [one.decoded("DTSTART").astimezone(UTC), other.dtstart.value.astimezone(UTC)] == [instant, instant]
    assert other.dtend.value - other.dtstart.value == timedelta(hours=1)


def test_without_a_time_an_entry_takes_the_whole_day_and_keeps_nobody_from_being_free() -> None:
    text = written(sheet(), [entry()]).decode()
    [other] = vobject.readOne(text).vevent_list
    assert (other.dtstart.value, other.dtend.value) == (date(2027, 1, 4), date(2027, 1, 5))
    assert (other.transp.value, other.sequence.value, other.uid.value) == (
        "TRANSPARENT",
        "3",
        "contact-20@scaleup.example",
    )
    assert "VTIMEZONE" not in text


def test_an_event_of_several_days_has_one_uid_and_each_of_its_days() -> None:
    days = [Hours(date(2027, 1, day), time(9, 30), time(16)) for day in (12, 13, 19)]
    text = written(sheet(), [entry("initial training", *days)]).decode()
    found = vobject.readOne(text).vevent_list
    assert {each.uid.value for each in found} == {"contact-20@scaleup.example"}
    assert [each.dtstart.value.date() for each in found] == [day.on_day for day in days]
    assert [hasattr(each, "recurrence_id") for each in found] == [False, True, True]
    assert text.count("RDATE;TZID=Europe/London:20270113T093000,20270119T093000") == 1


def test_programs_are_told_how_often_to_look_and_what_the_calendar_is_called() -> None:
    found = icalendar.Calendar.from_ical(written(sheet(), []))
    assert [str(found[name]) for name in ("X-WR-CALNAME", "X-PUBLISHED-TTL", "METHOD")] == [
        "Scaleup: Priya Nair",
        "PT1H",
        "PUBLISH",
    ]
    assert found.decoded("REFRESH-INTERVAL") == timedelta(hours=1)


def test_a_year_of_forty_areas_is_small() -> None:
    assert len(written(sheet(), [entry()] * 520)) < 250_000


# --- Who reads what ---------------------------------------------------------------------------------------------------


def test_a_manager_reads_the_contacts_of_their_areas_and_no_others(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    kelso = made.implementation(made.area("Kelso", "Scotland"), manager=made.person("Gareth", Role.UNIT_MANAGER))
    slot(made.licence(kelso, number="BS-002"), 1, date(2026, 12, 1))
    moved = slot(licence, 20, date(2027, 1, 4), at_time=time(14, 30), meeting_link="https://meet.example/marlbury")
    moved.anchor_version = 4
    slot(licence, 19, date(2026, 11, 3), state="missed")
    slot(licence, 21, date(2027, 2, 1), state="gone")
    token = areas.make_feed(priya.id, NOW)
    session.commit()
    answer = read(client, token)
    assert titles(answer) == [
        "Marlbury: support contact 19 of 20",
        "Marlbury: support contact 20 of 20",
        "Marlbury: licence BS-001 ends",
    ]
    found = vobject.readOne(answer.text).vevent_list[1]
    assert found.uid.value.startswith(f"contact-{moved.id}@")
    assert (found.sequence.value, found.location.value) == ("4", "https://meet.example/marlbury")
    assert answer.content_type == "text/calendar; charset=utf-8"


def test_the_calendar_reaches_from_90_days_ago_to_400_days_ahead(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    for number, days in enumerate((-91, -90, 400, 401), start=1):
        slot(licence, number, date(2026, 11, 23) + timedelta(days=days))
    licence.ends_on = date(2029, 1, 1)
    token = areas.make_feed(priya.id, NOW)
    session.commit()
    assert titles(read(client, token)) == ["Marlbury: support contact 2 of 4", "Marlbury: support contact 3 of 4"]


def test_an_areas_calendar_is_the_areas_and_stops_when_who_made_it_no_longer_sees_the_area(
    client: FlaskClient, session: Session, niamh: Person, marlbury: Area, licence: Licence
) -> None:
    slot(licence, 20, date(2027, 1, 4))
    token = areas.make_area_feed(marlbury.id, by=niamh.id, now=NOW)
    session.commit()
    assert titles(read(client, token))[0] == "Marlbury: support contact 20 of 20"
    for given in session.scalars(select(Access).where(Access.person_id == niamh.id)):
        given.until_on = date(2026, 11, 22)
    session.commit()
    assert read(client, token).status_code == 404


def test_an_address_that_was_made_new_ended_or_is_of_somebody_who_left_reads_as_absent(
    client: FlaskClient, session: Session, priya: Person, taking_up: Implementation
) -> None:
    first = areas.make_feed(priya.id, NOW)
    second = areas.make_feed(priya.id, NOW)
    session.commit()
    assert [read(client, token).status_code for token in (first, second)] == [404, 200]
    priya.leaves_on = date(2026, 11, 22)
    session.commit()
    gone, never = read(client, second), read(client, "x" * 43)
    assert (gone.status_code, gone.text.replace(second, "")) == (404, never.text.replace("x" * 43, ""))
    priya.leaves_on = None
    areas.end_feed(priya.id, by=priya.id, now=NOW)
    session.commit()
    assert read(client, second).status_code == 404
    assert session.scalars(select(Act.act).where(Act.subject == "calendar_feed").order_by(Act.id)).all() == [
        "calendar address made",
        "calendar address ended",
        "calendar address made",
        "calendar address ended",
    ]


def test_only_the_hash_of_a_token_is_kept(session: Session, priya: Person) -> None:
    token = areas.make_feed(priya.id, NOW)
    kept = session.scalars(select(CalendarFeed.token_hash)).one()
    assert (len(token), len(kept), token in kept) == (43, 64, False)


# --- How it is asked --------------------------------------------------------------------------------------------------


def test_a_program_that_has_it_already_is_told_so_until_something_moves(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    found = slot(licence, 20, date(2027, 1, 4))
    token = areas.make_feed(priya.id, NOW)
    session.commit()
    first = read(client, token)
    again = read(client, token, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"/feed/{token}.ics")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    found.due_on, found.anchor_version = date(2027, 1, 5), 2
    session.commit()
    assert read(client, token, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_whoever_guesses_addresses_waits_and_right_ones_go_on(
    client: FlaskClient, session: Session, priya: Person
) -> None:
    token = areas.make_feed(priya.id, NOW)
    session.commit()
    answers = [read(client, f"{number:043d}").status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
    assert read(client, token).status_code == 200


def test_one_calendar_is_read_sixty_times_in_five_minutes(client: FlaskClient, session: Session, priya: Person) -> None:
    token = areas.make_feed(priya.id, NOW)
    session.commit()
    answers = [read(client, token).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_forty_areas_are_read_in_as_many_statements_as_one(
    app: Flask, client: FlaskClient, session: Session, statements: Statements, priya: Person, licence: Licence
) -> None:
    token = areas.make_feed(priya.id, NOW)
    slot(licence, 20, date(2027, 1, 4))
    session.commit()
    read(client, token)
    statements.clear()
    assert len(titles(read(client, token))) == 2
    few = list(statements)
    for number in range(39):
        of = made.licence(made.implementation(made.area(f"Area {number}"), manager=priya), number=f"BS-{number + 100}")
        days = [date(2026, 12, 1) + timedelta(days=28 * sequence) for sequence in range(1, 13)]
        session.add_all(unsaved_slot(of, sequence, day) for sequence, day in enumerate(days, start=1))
    session.commit()
    statements.clear()
    assert len(titles(read(client, token))) == 2 + 39 * 13
    assert list(statements) == few
    assert len([one for one in few if one.startswith("SELECT")]) <= 6


def test_no_log_holds_the_token_of_an_address(session: Session, priya: Person) -> None:
    token = areas.make_feed(priya.id, NOW)
    assert without_secrets(f"/feed/{token}.ics") == "/feed/[token].ics"
    asked = {"RAW_URI": f"/feed/{token}.ics", "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1"}
    answer = SimpleNamespace(status="200 OK", sent=10, headers=[])
    atoms = Logger(Config()).atoms(answer, SimpleNamespace(headers=[]), asked, timedelta(seconds=1))
    assert atoms["r"] == "GET /feed/[token].ics HTTP/1.1"
    assert token not in str(atoms)


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_works(
    client: FlaskClient, session: Session, priya: Person, licence: Licence
) -> None:
    slot(licence, 20, date(2027, 1, 4))
    session.commit()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "No calendar program reads it yet" in client.get("/me/calendar").text
        shown = client.post("/me/calendar").text
        [path] = re.findall(r"<code>https?://[^/]+(/feed/[^<]+\.ics)</code>", shown)
        again = client.get("/me/calendar").text
    assert titles(client.get(path))[0] == "Marlbury: support contact 20 of 20"
    assert path not in again
    assert "It cannot be shown again" in again
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert client.post("/me/calendar/end").status_code == 303
    assert client.get(path).status_code == 404


def test_an_area_has_an_address_of_its_own_and_the_unit_can_end_anybodys(
    client: FlaskClient, session: Session, niamh: Person, marlbury: Area, licence: Licence
) -> None:
    session.commit()
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.post(f"/areas/{marlbury.id}/calendar").text
        assert "by Niamh O’Rourke" in client.get(f"/areas/{marlbury.id}/calendar").text
        mine = re.findall(r"<code>https?://[^/]+(/feed/[^<]+\.ics)</code>", client.post("/me/calendar").text)
    [path] = re.findall(r"<code>https?://[^/]+(/feed/[^<]+\.ics)</code>", shown)
    assert [client.get(each).status_code for each in (path, *mine)] == [200, 200]
    with acting(made.person("Wen Zhao", Role.ADMINISTRATOR), Role.ADMINISTRATOR):
        assert "Calendar programs read it since" in client.get(f"/people/{niamh.id}/calendar").text
        client.post(f"/people/{niamh.id}/calendar/end")
        assert "No calendar program reads" in client.get(f"/people/{niamh.id}/calendar").text
    assert [client.get(each).status_code for each in (path, *mine)] == [200, 404]
