"""What a name server, a receiver or an odd address may try: it costs no look, and no key is written down."""

import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, scoped_session

from scaleup.hooks import adapters
from scaleup.hooks.adapters import Call, Reach, request, without_keys
from scaleup.hooks.rules import allowed_hosts
from scaleup.outbox.rules import Reply
from tests.hooks.receiver import receiving

Db = scoped_session[Session]
REACH = Reach(allowed_hosts("hooks.example", loopback=True), name_wait=0.3, connect_wait=1, answer_wait=1)


def test_a_name_server_that_never_answers_costs_the_wait_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters, "LOOK_UP", "import time; time.sleep(60)")
    begun = time.monotonic()
    answer = Call("https://hooks.example/", REACH).open()
    assert time.monotonic() - begun < 5
    assert (answer.reply, answer.words) == (
        Reply.LATER,
        "The name hooks.example was not found: no name server answered.",
    )


def test_a_name_is_looked_up_and_one_that_is_not_there_is_tried_later() -> None:
    assert {one[4][0] for one in adapters.looked_up("localhost", 443, seconds=20)} <= {"127.0.0.1", "::1"}
    with pytest.raises(OSError, match=r"\w"):
        adapters.looked_up("nowhere.invalid", 443, seconds=20)


def test_a_number_that_is_this_machine_in_disguise_is_seen_as_what_it_is() -> None:
    for number in ("2130706433", "0x7f000001", "0177.0.0.1", "127.1"):
        assert adapters.looked_up(number, 443, seconds=20)[0][4] == ("127.0.0.1", 443)
        answer = Call(f"https://{number}/", Reach(allowed_hosts(number, loopback=False))).open()
        assert "private network" in answer.words


def test_a_name_that_nobody_can_look_up_ends_no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_: object, **__: object) -> list[object]:
        raise UnicodeError("label empty or too long")

    monkeypatch.setattr(adapters, "looked_up", cannot)
    answer = Call("https://hooks.example/", REACH).open()
    assert (answer.reply, answer.words) == (
        Reply.LATER,
        "The name hooks.example was not found: label empty or too long.",
    )


def test_a_receiver_that_repeats_its_address_does_not_get_the_key_written_down(tmp_path: Path) -> None:
    with receiving(tmp_path / "journal") as there:
        call = Call(there.url("echo/T0SECRET/B1SECRET?token=sesame-open"), REACH)
        assert call.open().reply is Reply.ACCEPTED
        answer = call.send(request(call.url, b"{}", {}))
    assert (answer.reply, answer.code) == (Reply.REFUSED, 404)
    assert answer.words == '{"path": "/echo/[...]/[...]?token=[...]", "status": 404}'


def test_a_key_is_left_out_before_the_words_are_cut_short_and_where_it_was_written_otherwise() -> None:
    assert (
        without_keys("no /hook/a%2Fkey, no a/key", "https://hooks.example/hook/a%2Fkey") == "no /hook/[...], no [...]"
    )
    assert without_keys("nothing at /long%20key", "https://hooks.example/long%20key") == "nothing at /[...]"
    assert without_keys("nothing at /long key", "https://hooks.example/long%20key") == "nothing at /[...]"


def test_the_request_names_the_host_that_was_checked_and_nothing_else() -> None:
    def host(url: str) -> bytes:
        return request(url, b"", {}).split(b"\r\n")[1]

    assert host("https://HOOKS.example./x") == b"Host: hooks.example"
    assert host("https://hooks.example:443/x") == b"Host: hooks.example:443"
    assert host("http://[::1]:8080/x") == b"Host: [::1]:8080"
