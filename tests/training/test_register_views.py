"""The register as a page: saved without scripts, tap by tap with them, refused in sentences with everything kept."""

from collections.abc import Callable, Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.training.models import Mark
from tests.client import Statements
from tests.factories.accounts import form_token
from tests.factories.actors import acting
from tests.training.test_register import HERE, NOW, Room


@pytest.fixture
def room(session: Session, clock: Callable[[str], None]) -> Iterator[Room]:
    """Ruth Adeyemi stands in it, signed in."""
    clock(NOW.isoformat())
    found = Room()
    session.commit()
    ruth = found.event.trainers[0].person
    with acting(ruth, Role.TRAINER):
        yield found


def name(room: Room, person: int = 0, half: int = 1) -> str:
    return f"{room.bookings[person].id}-{room.halves[half].id}"


def filled(room: Room, half: int = 1) -> dict[str, str]:
    """The form of a half-day of which nothing was said yet."""
    return {f"s-{name(room, person, half)}": "" for person in range(12)}


def send(client: FlaskClient, room: Room, typed: dict[str, str], *, more: str = "") -> TestResponse:
    path = f"/training/{room.event.id}/register{more}"
    return client.post(path, data={"csrf_token": form_token(client.get(path)), "nonce": "n", **typed})


def words(answer: TestResponse) -> str:
    return " ".join(unescape(answer.text).split())


def marks(session: Session) -> list[str]:
    session.expire_all()
    return [one.attendance for one in session.scalars(select(Mark).order_by(Mark.booking_id))]


def test_everyone_is_here_and_then_the_exceptions(client: FlaskClient, room: Room, session: Session) -> None:
    page = words(client.get(f"/training/{room.event.id}/register"))
    assert "Register: Monday afternoon" in page
    assert "Wrexham, initial training, day 1 of 3." in page
    answer = send(client, room, {**filled(room), "all": "present", f"m-{name(room, 2)}": "absent"})
    assert answer.status_code == 200
    assert "12 marks are saved." in words(answer)
    assert marks(session) == ["present", "present", "absent", *["present"] * 9]
    page = words(client.get(f"/training/{room.event.id}/register"))
    assert "<strong><span data-there>11</span> of 12 in the room.</strong>" in page
    assert "Cannot finish at this event. Missed: Monday afternoon." in page
    assert "Last saved Mon 23 Nov 14:00." in page


def test_a_part_without_its_minutes_is_refused_at_its_cell_and_nothing_typed_is_lost(
    client: FlaskClient, room: Room, session: Session
) -> None:
    typed = {**filled(room), f"m-{name(room)}": "part", f"p-{name(room)}": "left_early", f"m-{name(room, 1)}": "here"}
    answer = send(client, room, typed)
    assert answer.status_code == 422
    assert "Carys Bevan: say how many of the 180 minutes they were there" in words(answer)
    assert f'href="#m-{name(room)}"' in answer.text
    assert f'id="m-{name(room, 1)}" value="here" checked' in words(answer)
    assert marks(session) == []
    send(client, room, {**typed, f"n-{name(room)}": "100"})
    assert marks(session) == ["left_early", "present"]


def test_tomorrow_is_not_marked_today(client: FlaskClient, room: Room, session: Session) -> None:
    more = f"?half-day={room.halves[2].id}"
    answer = send(client, room, {**filled(room, 2), f"m-{name(room, 0, 2)}": "here"}, more=more)
    assert answer.status_code == 422
    assert "Tuesday 24 November 2026, morning, begins at 09:30." in words(answer)
    assert marks(session) == []


def test_what_another_trainer_did_meanwhile_is_shown_beside_what_was_typed(
    client: FlaskClient, room: Room, session: Session
) -> None:
    room.keep(room.tap("hannah", HERE, half=1), by=room.hannah)
    session.commit()
    typed = {**filled(room), f"m-{name(room)}": "absent"}
    answer = send(client, room, typed)
    assert answer.status_code == 422
    assert "Hannah Cole has marked “Present” meanwhile." in words(answer)
    assert f'name="s-{name(room)}" value="present||"' in answer.text
    assert marks(session) == ["present"]
    send(client, room, {**typed, f"s-{name(room)}": "present||"})
    assert marks(session) == ["absent"]


def test_a_register_entered_days_later_says_so(client: FlaskClient, room: Room, clock: Callable[[str], None]) -> None:
    clock("2026-11-27T10:00:00+00:00")
    more = f"?half-day={room.halves[0].id}"
    answer = send(client, room, {**filled(room, 0), "all": "present"}, more=more)
    assert "Attended on Mon 23 Nov, entered on Fri 27 Nov, 4 days after." in words(answer)


def test_the_whole_register_is_saved_at_once(client: FlaskClient, room: Room, clock: Callable[[str], None]) -> None:
    clock("2026-11-27T10:00:00+00:00")
    typed = {}
    for half in range(6):
        typed |= filled(room, half) | {f"m-{name(room, person, half)}": "present" for person in range(12)}
    typed |= {f"m-{name(room, 0, 5)}": "made_up", f"d-{name(room, 0, 5)}": "2026-11-26"}
    answer = send(client, room, typed, more="/all")
    assert "72 marks are saved." in words(answer)
    assert 'value="2026-11-26"' in answer.text


def test_a_register_without_anybody_or_half_days_says_so(client: FlaskClient, room: Room, session: Session) -> None:
    for one in room.bookings:
        one.state, one.seat = "withdrawn", None
    session.flush()
    for more in ("", "/all"):
        assert "Nobody is booked on this event yet." in client.get(f"/training/{room.event.id}/register{more}").text
    for half in room.halves:
        session.delete(half)
    assert "This event has no half-days yet." in client.get(f"/training/{room.event.id}/register").text


def tap(room: Room, key: str, attendance: str = "present", person: int = 0, half: int = 1, **more: object) -> object:
    return {
        "key": key,
        "booking": room.bookings[person].id,
        "half_day": room.halves[half].id,
        "attendance": attendance,
        "seen": "",
        "at": 1_795_442_400_000,
        **more,
    }


def test_taps_are_kept_without_a_page(client: FlaskClient, room: Room, session: Session) -> None:
    path = f"/training/{room.event.id}/register/taps"
    token = form_token(client.get(f"/training/{room.event.id}/register"))
    sent = {"taps": [tap(room, "a"), tap(room, "b", "absent", 1), tap(room, "c", half=3), "nonsense", {"key": 1}]}
    answer = client.post(path, json=sent, headers={"X-CSRFToken": token})
    told = {one["key"]: one for one in answer.get_json()["told"]}
    assert {key: one["outcome"] for key, one in told.items()} == {"a": "saved", "b": "saved", "c": "refused"}
    assert told["a"]["seen"] == "present||"
    assert "begins at 13:30" in told["c"]["told"]
    assert answer.get_json()["warnings"][str(room.bookings[1].id)].endswith("Missed: Monday afternoon.")
    assert marks(session) == ["present", "absent"]
    assert client.post(path, json=sent).status_code == 303, "a tap without the token is no tap"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 200_000 + b"]" * 200_000,
        b'{"taps": ' * 90_000 + b"1" + b"}" * 90_000,
        b'{"taps": [' + b"[" * 90_000 + b"]" * 90_000 + b"]}",
        b'{"taps": [{"key": "k", "booking": ' + b"9" * 5_000 + b', "half_day": 1}]}',
        b'{"taps": [{"key": "k", "booking": 1e999, "half_day": NaN}]}',
        b'{"taps": {"key": "k", "booking": 1, "half_day": 1}}',
        b'{"taps": 3}',
        b'{"taps": [null, [], {"key": "k", "booking": true}]}',
        b'{"taps": [{"key": "\\u0000", "booking": 1, "half_day": 1}, {"key": "\\ud800", "booking": 1, "half_day": 1}]}',
    ],
)
def test_nonsense_for_taps_keeps_nothing(client: FlaskClient, room: Room, session: Session, sent: bytes) -> None:
    token = form_token(client.get(f"/training/{room.event.id}/register"))
    headers = {"X-CSRFToken": token, "Content-Type": "application/json"}
    answer = client.post(f"/training/{room.event.id}/register/taps", data=sent, headers=headers)
    assert (answer.status_code, answer.get_json()["told"]) == (422, [])
    assert answer.get_json()["sentence"].startswith("This cannot be read as marks of a register.")
    assert marks(session) == []


@pytest.mark.parametrize(
    "sent", [b'{"taps": [' + b"{}," * 500 + b"{}]}", b'{"taps": ["' + b"x" * 1_000_000 + b'"]}', b"[" * 1_000_001]
)
def test_more_marks_than_a_device_sends_are_refused_in_a_sentence(client: FlaskClient, room: Room, sent: bytes) -> None:
    token = form_token(client.get(f"/training/{room.event.id}/register"))
    headers = {"X-CSRFToken": token, "Content-Type": "application/json"}
    answer = client.post(f"/training/{room.event.id}/register/taps", data=sent, headers=headers)
    assert answer.status_code == 413
    assert answer.get_json()["sentence"].startswith("No more than 500 marks are taken at once.")


def test_a_tap_asks_five_statements_and_a_saved_register_seven(
    client: FlaskClient, room: Room, session: Session, statements: Statements, clock: Callable[[str], None]
) -> None:
    """Beside these stands one that asks who is signed in; with it they are the 6 and 8 of the targets."""
    clock("2026-11-27T10:00:00+00:00")
    token = form_token(client.get(f"/training/{room.event.id}/register"))
    client.post(f"/training/{room.event.id}/register/taps", json={"taps": []}, headers={"X-CSRFToken": token})
    one, path = tap(room, "one", "excused"), f"/training/{room.event.id}/register"
    headers = {"X-CSRFToken": token}
    session.commit()
    assert counted(statements, lambda: client.post(f"{path}/taps", json={"taps": [one]}, headers=headers)) <= 5
    typed = {"csrf_token": token, "nonce": "n"}
    for half in range(6):
        typed |= filled(room, half) | {f"m-{name(room, person, half)}": "excused" for person in range(12)}
    session.commit()
    assert counted(statements, lambda: client.post(f"{path}/all", data=typed)) <= 7
    assert counted(statements, lambda: client.get(f"{path}/all")) <= 2


def counted(statements: Statements, act: Callable[[], TestResponse]) -> int:
    statements.clear()
    assert act().status_code == 200
    return len([one for one in statements if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))])
