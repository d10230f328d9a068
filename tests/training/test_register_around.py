"""Around the register: who came unannounced, the code on the wall, files in and out, one sheet of paper."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts import service as accounts
from scaleup.accounts.rules import Purpose
from scaleup.audit import Entry
from scaleup.core.pages import Actor
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import PartDone
from scaleup.facilitators.rules import Profession
from scaleup.training.models import Booking, MarkEntry
from scaleup.training.rules.walls import wall_code
from scaleup.training.service import walking_in
from scaleup.training.service.certifying import certify
from tests.codes import codes_on_page, codes_on_paper
from tests.factories import registers, training
from tests.factories import support as make
from tests.factories.accounts import form_token
from tests.training.test_register import HERE, NOW, Room
from tests.training.test_register_views import marks, room, words

__all__ = ["room"]
BASE = "http://127.0.0.1:8000"
NEXT_WEEK = "2026-11-30T10:00:00+00:00"


def send(client: FlaskClient, path: str, **typed: object) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client.get(path)), **typed})


def test_who_came_unannounced_stands_by_name_and_their_marks_count_once_it_is_known_who_they_are(
    client: FlaskClient, room: Room, session: Session, clock: Callable[[str], None]
) -> None:
    clock(NEXT_WEEK)
    path = f"/training/{room.event.id}/register"
    assert "Enter the name of who came." in words(send(client, f"{path}/walk-in", name=""))
    assert "is on this register already" in words(send(client, f"{path}/walk-in", name="Jo Tanner"))
    send(client, f"{path}/walk-in", name="Ana Silva")
    booking = session.scalars(select(Booking).where(Booking.walk_in == "Ana Silva")).one()
    assert booking.seat == 13, "a seat beyond the twelve: nobody loses a place"
    assert "12 of 12 places booked, and 1 came besides" in words(client.get(f"/training/{room.event.id}"))
    assert "Say who Ana Silva is" in words(client.get(path))
    typed = {f"s-{booking.id}-{half.id}": "" for half in room.halves}
    typed |= {f"m-{booking.id}-{half.id}": "present" for half in room.halves}
    send(client, f"{path}/all", nonce="n", **typed)
    assert session.scalars(select(PartDone)).all() == []
    ana = facilitators.join(room.implementation.id, make.person("Ana Silva").id, profession=Profession.MIDWIFE, by=None)
    who = f"{path}/who/{booking.id}"
    assert "Choose the facilitator." in words(send(client, who, facilitator="")), "nobody is chosen unasked"
    refused = send(client, who, facilitator=str(room.bookings[0].facilitator_id))
    assert refused.status_code == 422
    assert send(client, who, facilitator=str(ana.id)).status_code == 303
    assert [one.facilitator_id for one in session.scalars(select(PartDone))] == [ana.id]
    assert client.get(who).status_code == 404, "it is known now"


def test_who_was_joined_to_the_wrong_facilitator_stands_by_name_again_and_the_training_follows(
    client: FlaskClient, room: Room, session: Session, clock: Callable[[str], None]
) -> None:
    clock(NEXT_WEEK)
    path = f"/training/{room.event.id}/register"
    send(client, f"{path}/walk-in", name="Ana S.")
    booking = session.scalars(select(Booking).where(Booking.walk_in == "Ana S.")).one()
    typed = {f"s-{booking.id}-{half.id}": "" for half in room.halves}
    typed |= {f"m-{booking.id}-{half.id}": "present" for half in room.halves}
    send(client, f"{path}/all", nonce="n", **typed)
    ana = facilitators.join(room.implementation.id, make.person("Ana Silva").id, profession=Profession.MIDWIFE, by=None)
    assert client.get(f"{path}/not-them/{booking.id}").status_code == 404, "nobody has said who it was"
    send(client, f"{path}/who/{booking.id}", facilitator=str(ana.id))
    page = words(client.get(path))
    assert "Came unannounced, as “Ana S.”." in page
    assert page.count("It was somebody else") == 2, "at the person, and in the band that says what was saved"
    address = f"{path}/not-them/{booking.id}"
    shown = client.get(address)
    assert "“Ana S.” stands on the register by that name again, and 6 marks count for nobody" in words(shown)
    assert "Ana Silva loses this part of the training by it: it is not complete any more" in words(shown)
    assert send(client, address, shown="something else").status_code == 200, "shown again, and nothing is taken back"
    assert session.scalars(select(PartDone)).all() != []
    mark = shown.text.split('name="shown" value="')[1].split('"')[0]
    assert send(client, address, shown=mark).status_code == 303
    session.expire_all()
    assert (booking.facilitator_id, booking.area_id, booking.walk_in) == (None, None, "Ana S.")
    assert session.scalars(select(PartDone)).all() == []
    assert len(marks(session)) == 6
    acts = select(Entry.act).where(Entry.subject == "booking", Entry.subject_id == booking.id).order_by(Entry.id)
    assert session.scalars(acts).all() == ["came unannounced", "said who came", "said it was somebody else"]
    bea = facilitators.join(room.implementation.id, make.person("Bea Silva").id, profession=Profession.MIDWIFE, by=None)
    send(client, f"{path}/who/{booking.id}", facilitator=str(bea.id))
    assert [one.facilitator_id for one in session.scalars(select(PartDone))] == [bea.id]


def test_what_another_event_completed_stays_where_a_walk_in_was_somebody_else(room: Room, session: Session) -> None:
    somebody = facilitators.join(
        room.implementation.id, make.person("Ana Silva").id, profession=Profession.MIDWIFE, by=None
    )
    earlier = training.event(room.implementation, days=[date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)])
    training.marks(training.booking(earlier, somebody), earlier)
    certify([somebody.id], today=NOW.date(), by=None)
    came = walking_in.walk_in(room.ruth, room.event.id, "Ana S.", now=NOW)
    walking_in.say_who(room.ruth, came, somebody.id, now=NOW)
    assert len(walking_in.consider_unsaying(came, today=NOW.date())) == 1
    walking_in.unsay_who(room.ruth, came, now=NOW)
    assert session.scalars(select(PartDone.done_on)).all() == [date(2026, 9, 3)]


def test_the_code_on_the_wall_lets_somebody_say_that_they_are_here_and_the_trainer_confirms(
    client: FlaskClient, app: Flask, room: Room, session: Session, clock: Callable[[str], None]
) -> None:
    half, key = room.halves[1], str(app.secret_key)
    wall = client.get(f"/training/{room.event.id}/register/wall/{half.id}")
    assert (wall.headers["Refresh"], '<svg aria-hidden="true"' in wall.text) == ("15", True)
    path = f"/here/{half.id}/{wall_code(half.id, NOW, key=key)}"
    assert codes_on_page(wall.text) == [f"{BASE}{path}"]
    jo = make.person("Jo Tanner again").email
    carys = room.bookings[0].facilitator
    assert carys
    told = words(send(client, path, email=carys.person.email.upper()))
    assert "Thank you" in told
    assert "Carys" not in told
    assert "Thank you" in words(send(client, path, email=str(jo))), "it tells nobody who is booked"
    send(client, path, email=carys.person.email)
    entry = session.scalars(select(MarkEntry)).one()
    assert (entry.through, entry.won, entry.by_id) == ("self", False, None)
    assert marks(session) == []
    register = f"/training/{room.event.id}/register"
    assert "Says they are here" in words(client.get(register))
    cell = f"{room.bookings[0].id}-{half.id}"
    send(client, register, nonce="n", all="claimed", **{f"s-{cell}": "", f"c-{cell}": "1"})
    assert marks(session) == ["present"]
    assert "Says they are here" not in words(client.get(register))


@pytest.mark.parametrize(
    ("now", "status"),
    [("2026-11-23T14:01:05+00:00", 200), ("2026-11-23T14:02:00+00:00", 410), ("2026-11-23T13:59:00+00:00", 410)],
)
def test_a_code_of_another_minute_opens_nothing(
    client: FlaskClient, app: Flask, room: Room, clock: Callable[[str], None], now: str, status: int
) -> None:
    half = room.halves[1].id
    code = wall_code(half, NOW, key=str(app.secret_key))
    clock(now)
    assert client.get(f"/here/{half}/{code}").status_code == status
    assert client.get(f"/here/{half + 1}/{code}").status_code == 410
    assert client.get(f"/here/{half}/{code[:-1]}g").status_code == 410


def test_who_has_scanned_has_ten_minutes(
    client: FlaskClient, app: Flask, room: Room, session: Session, clock: Callable[[str], None]
) -> None:
    half = room.halves[1].id
    path = f"/here/{half}/{wall_code(half, NOW, key=str(app.secret_key))}"
    token = form_token(client.get(path))
    clock("2026-11-23T14:09:00+00:00")
    assert client.post(path, data={"csrf_token": token, "email": "a@marlbury.example"}).status_code == 200
    clock("2026-11-23T14:11:00+00:00")
    assert client.post(path, data={"csrf_token": token, "email": "a@marlbury.example"}).status_code == 410
    assert "Enter your work" not in client.get(path).text


def test_thirty_people_on_one_network_say_that_they_are_here_and_one_person_not_over_and_over(
    client: FlaskClient, app: Flask, session: Session, clock: Callable[[str], None]
) -> None:
    clock(NOW.isoformat())
    room = Room(tuple(f"Person {number}" for number in range(30)))
    half, key = room.halves[1].id, str(app.secret_key)
    emails = [one.facilitator.person.email for one in room.bookings if one.facilitator]
    session.commit()
    for _ in range(60):  # so many others of this network have tried links that sign in
        with suppress(accounts.TooMany):
            accounts.count_token("127.0.0.1", key, NOW)
    path = f"/here/{half}/{wall_code(half, NOW, key=key)}"
    token = form_token(client.get(path))
    told = [client.post(path, data={"csrf_token": token, "email": email}).status_code for email in emails]
    assert told == [200] * 30
    assert len(session.scalars(select(MarkEntry)).all()) == 30
    again = [client.post(path, data={"csrf_token": token, "email": emails[0]}).status_code for _ in range(3)]
    assert again == [200, 200, 429]


@pytest.mark.usefixtures("session")
def test_one_code_is_not_used_to_try_one_address_after_another() -> None:

    def claims(code: str, numbers: range, caller: str) -> None:
        for number in numbers:
            one = (1, code, f"n{number}@marlbury.example")
            walking_in.count_claim(one, caller=caller, secret="a key", now=NOW)

    claims("a", range(walking_in.BY_ONE_CODE), "192.0.2.1")
    with pytest.raises(accounts.TooMany):
        claims("a", range(900, 901), "192.0.2.2")
    claims("b", range(900, 901), "192.0.2.1")


def test_before_and_after_the_half_day_no_code_is_on_the_wall(
    client: FlaskClient, room: Room, clock: Callable[[str], None]
) -> None:
    assert (
        "The code stands here from half an hour before"
        in client.get(f"/training/{room.event.id}/register/wall/{room.halves[2].id}").text
    )
    assert client.get(f"/training/{room.event.id}/register/wall/99999").status_code == 404


def upload(client: FlaskClient, room: Room, text: str | bytes, **more: str) -> str:
    path = f"/training/{room.event.id}/register/file"
    content = text.encode() if isinstance(text, str) else text
    data = {"csrf_token": form_token(client.get(path)), "file": (BytesIO(content), "marks.csv"), **more}
    return words(client.post(path, data=data, content_type="multipart/form-data"))


def bring_in(client: FlaskClient, room: Room, text: str) -> str:
    page = upload(client, room, text)
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    nonce = page.partition('name="nonce" value="')[2].partition('"')[0]
    return words(send(client, f"/training/{room.event.id}/register/file", shown=shown, text=text, nonce=nonce))


SHEET = """Name,E-mail,2026-11-23 am,23/11/2026 afternoon
Carys Bevan,,Present,left early 100
,dafydd.morgan@marlbury.example,Late 90,
"""


def test_marks_from_a_file_are_shown_before_they_are_saved(client: FlaskClient, room: Room, session: Session) -> None:
    page = upload(client, room, SHEET)
    assert "3 marks would change." in page
    assert "Left early, 100 minutes there" in page
    assert marks(session) == []
    assert "The file is in: 3 marks changed." in bring_in(client, room, SHEET)
    assert marks(session) == ["present", "left_early", "late"]
    assert "<strong>Nothing would change:</strong> the register has all of this already." in upload(client, room, SHEET)
    assert {one.through for one in session.scalars(select(MarkEntry))} == {"csv"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,2026-11-23 am\nAna Silva,Present\n", "Line 2: “Ana Silva” is not on this register."),
        ("E-mail,2026-11-23 am\nx@marlbury.example,Present\n", "Line 2: Nobody on this register has the address"),
        ("Name,2026-11-26 am\nJo Tanner,Present\n", "Line 1: “2026-11-26 am” is no half-day of this event."),
        ("Name,2026-11-23 am\nJo Tanner,Here?\n", "Line 2: Jo Tanner, Mon 23 am: “Here?” is no mark."),
        ("Name,2026-11-23 am\nJo Tanner,Present\nJo Tanner,Absent\n", "Line 3: Jo Tanner stands on line 2 already."),
        ("Name,2026-11-23 am,23/11/2026 am\nJo Tanner,Present,\n", "Line 1: “23/11/2026 am” stands twice."),
        ("Who,2026-11-23 am\nJo Tanner,Present\n", "Line 1: No column is called “Name” or “E-mail”"),
        ("Name,2026-11-24 am\nJo Tanner,Present\n", "Tuesday 24 November 2026, morning, begins at 09:30."),
        ("Name,2026-11-23 am\nJo Tanner,Late 500\n", "say how many of the 180 minutes"),
        ("Name,2026-11-23 am\n,Present\n", "Line 2: The line has marks but no name."),
        ("", "The file is empty."),
    ],
)
def test_a_file_with_anything_wrong_changes_nothing_and_says_what(
    client: FlaskClient, room: Room, session: Session, text: str, sentence: str
) -> None:
    page = upload(client, room, text or "\n")
    assert sentence in page
    assert "Nothing of this file is in." in page
    assert marks(session) == []


def test_a_file_shown_before_another_mark_is_shown_again(client: FlaskClient, room: Room, session: Session) -> None:
    page = upload(client, room, SHEET)
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    room.keep(room.tap("hannah", HERE), by=room.hannah)
    session.commit()
    again = words(send(client, f"/training/{room.event.id}/register/file", shown=shown, text=SHEET, nonce="n"))
    assert "2 marks would change." in again
    assert marks(session) == ["present"]


def test_no_file_and_no_text_are_asked_for_again(client: FlaskClient, room: Room) -> None:
    assert "Choose a CSV file of at most 200 kB" in words(send(client, f"/training/{room.event.id}/register/file"))
    assert "Choose a CSV file of at most 200 kB" in upload(client, room, b"PK\0\0")


def test_the_register_goes_out_as_it_comes_in(client: FlaskClient, room: Room, session: Session) -> None:
    bring_in(client, room, SHEET)
    path = f"/training/{room.event.id}/register"
    text = client.get(f"{path}.csv").data.decode("utf-8-sig")
    head, first = text.splitlines()[:2]
    assert head.startswith("Name,E-mail,Profession,2026-11-23 am,2026-11-23 pm,2026-11-24 am")
    assert first.startswith("Carys Bevan,carys.bevan@marlbury.example,")
    assert first.endswith(",Present,Left early 100,,,,")
    assert "<strong>Nothing would change:</strong> the register has all of this already." in upload(client, room, text)
    assert client.get(f"{path}.xlsx").data.startswith(b"PK")


@pytest.mark.browser
@pytest.mark.parametrize("people", [12, 24])
def test_the_sheet_to_sign_is_one_page_of_a4(
    page_at: Callable[[int], Page],
    session: Session,
    clock: Callable[[str], None],
    tmp_path: Path,
    axe: Callable[[Page], None],
    people: int,
) -> None:
    clock(NOW.isoformat())
    more = tuple(f"Newcomer {number:02} Wiśniewska-Kowalczyk" for number in range(people - 12))
    room = Room((*registers.TWELVE, *more))
    path, ruth = f"/training/{room.event.id}/register/print", room.ruth
    token = link_of(ruth, session)
    page = page_at(1280)
    page.goto(f"/sign-in/{token}")
    page.locator("main button").click()
    page.goto(path)
    axe(page)
    assert page.locator("svg.qr").count() == 6
    file = tmp_path / "register.pdf"
    file.write_bytes(page.pdf(prefer_css_page_size=True))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(one) for one in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    register = page.url.removesuffix("/print")
    assert codes_on_paper(file.read_bytes()) == [f"{register}?half-day={half.id}" for half in room.halves]


def link_of(who: Actor, session: Session) -> str:
    token = accounts.make_link(who.person_id, Purpose.SIGN_IN, NOW)
    session.commit()
    return token


def test_the_sheet_names_everybody_and_the_codes_open_their_half_day(client: FlaskClient, room: Room) -> None:
    page = unescape(client.get(f"/training/{room.event.id}/register/print").text)
    assert all(name in page for name in registers.TWELVE)
    assert page.count("Not on the list: write the name") == 2
    assert "style=" not in page
    assert "Hannah Cole, Ruth Adeyemi." in page
