"""One To, no header smuggled in, strict replies, and what each break of the line means."""

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.outbox.adapters import (
    Courier,
    Unaddressable,
    Unreachable,
    compose,
    dotted,
    envelope_sender,
    one_address,
    post,
)
from scaleup.outbox.rules import Calendar, Rendered, Reply
from tests import servers
from tests.storm.servers import journalling_mail_server

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PLAIN = Rendered("A contact is due", "Due on 9 November.", "<p>Due on 9 November.</p>")


def written(rendered: Rendered, recipient: str = "lead@area.example") -> bytes:
    return compose(
        rendered,
        mail_from="Scaleup <unit@unit.example>",
        recipient=recipient,
        message_id="<1@unit.example>",
        at=AT,
    )


def test_a_mail_has_plain_text_html_and_the_calendar_entry() -> None:
    calendar = Calendar("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method="CANCEL")
    mail = email.message_from_bytes(written(Rendered("Due", "Text", "<p>Text</p>", calendar)), policy=policy.default)
    types = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    assert 'method="CANCEL"' in str(mail)
    assert (mail["List-Id"], mail["Auto-Submitted"]) == ("Scaleup <mail.unit.example>", "auto-generated")
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == ("lead@area.example", None, None)


def test_no_line_is_longer_than_servers_take() -> None:
    long = "word " * 2000
    lines = written(Rendered("S" * 500, long, f"<p>{long}</p>")).split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\n" in line for line in lines)


@given(subject=st.text(max_size=120), text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_subject_or_text_adds_a_header(subject: str, text: str) -> None:
    try:
        raw = written(Rendered(subject, text, "<p></p>"))
    except UnicodeEncodeError:
        return  # a lone surrogate is no text; the dispatcher parks such a message
    mail = email.message_from_bytes(raw, policy=policy.default)
    names = [name.lower() for name in mail]
    assert sorted(set(names)) == [
        "auto-submitted",
        "content-type",
        "date",
        "from",
        "list-id",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ]
    assert len(names) == 9


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300), long=st.booleans())
def test_every_text_is_read_back_as_it_was(text: str, long: bool) -> None:
    """By the library, line by line, whatever letters, dots, equals signs and blanks stand where."""
    typed = text * 40 if long else text
    mail = email.message_from_bytes(written(Rendered("Due", typed, f"<p>{typed}</p>")), policy=policy.default)
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    lines = typed.encode().splitlines()
    assert plain.get_content().encode().splitlines() == lines
    assert html.get_content().encode().splitlines() == f"<p>{typed}</p>".encode().splitlines()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b.example, x@evil.example",
        "a@b.example\r\nBcc: x@evil.example",
        "a@b.example\nX: y",
        "<a@b.example> <x@evil.example>",
        "a@",
        "@b.example",
        "zoë@b.example",
        "a@b.example\u2028Bcc: x",
        "a b@c.example",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(Unaddressable):
        one_address(address)


def test_dots_at_the_start_of_a_line_arrive_as_they_were() -> None:
    assert dotted(b"a\r\n.\r\n..b") == b"a\r\n..\r\n...b\r\n.\r\n"


def test_the_envelope_has_the_bare_address() -> None:
    assert envelope_sender("Scaleup <unit@unit.example>") == "unit@unit.example"


@pytest.mark.parametrize(
    ("url", "port", "tls", "username", "password"),
    [
        ("smtp://mail.example", 25, "offered", "", ""),
        ("smtp://mail.example:2525?starttls=never", 2525, "never", "", ""),
        ("smtp://u%40x:p%3Aw@mail.example:587", 587, "required", "u@x", "p:w"),
        ("smtps://u:p@mail.example", 465, "from the start", "u", "p"),
    ],
)
def test_a_mail_servers_address_is_read(url: str, port: int, tls: str, username: str, password: str) -> None:
    found = post(url)
    assert (found.port, found.tls, found.username, found.password) == (port, tls, username, password)


def test_a_mail_servers_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="smtp://"):
        post("http://mail.example")


@pytest.fixture(scope="module")
def faulty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A mail server that shows the fault that an address names, once."""
    with journalling_mail_server(tmp_path_factory.mktemp("mail") / "journal") as url:
        yield url


BREAKS = ("lost", "half", "garbage", "long", "hang")


@pytest.mark.parametrize(
    ("verb", "kind", "reply"),
    [
        *[(verb, code, Reply.LATER) for verb in ("rcpt", "data", "dot") for code in ("421", "450", "452")],
        *[(verb, code, Reply.REFUSED) for verb in ("rcpt", "data", "dot") for code in ("550", "554")],
        *[(verb, kind, Reply.LATER) for verb in ("rcpt", "data") for kind in BREAKS],
        *[("dot", kind, Reply.UNANSWERED) for kind in (*BREAKS, "cut")],
    ],
)
def test_what_the_server_says_or_does_at_each_verb_means_what_it_should(
    verb: str, kind: str, reply: Reply, faulty_server: str
) -> None:
    courier = Courier(post(faulty_server, reply_wait=0.5))
    address = f"{verb}-{kind}-1@area.example"
    outcome = courier.offer("unit@unit.example", address)
    if outcome.reply is Reply.ACCEPTED:
        outcome = courier.hand(written(PLAIN))
    assert outcome.reply is reply
    again = courier.offer("unit@unit.example", address)
    assert again.reply is Reply.ACCEPTED, "the next message has a session that works"
    assert courier.hand(written(PLAIN)).code == 250
    courier.close()


def test_without_a_session_it_is_no_messages_fault(tmp_path: Path) -> None:
    faults = [(verb, kind) for verb in ("banner", "ehlo") for kind in ("421", "554", *BREAKS)]
    unreachable = 0
    with journalling_mail_server(tmp_path / "journal", faults=faults) as url:
        courier = Courier(post(url, reply_wait=0.3))
        for _ in range(150):
            try:
                assert courier.offer("unit@unit.example", "lead@area.example").reply is Reply.ACCEPTED
            except Unreachable:
                unreachable += 1
            courier.close()
    assert unreachable == len(faults)


def test_nobody_listening_is_no_messages_fault() -> None:
    with pytest.raises(Unreachable):
        Courier(post(f"smtp://127.0.0.1:{servers.free_port()}")).offer("a@b.example", "c@d.example")


def test_a_session_that_the_server_ended_while_idle_is_renewed(tmp_path: Path) -> None:
    with journalling_mail_server(tmp_path / "journal", faults=[("mail", "421")]) as url:
        courier = Courier(post(url))
        for _ in range(30):
            assert courier.offer("unit@unit.example", "lead@area.example").reply in (Reply.ACCEPTED, Reply.LATER)
            if courier.session is not None:
                assert courier.hand(written(PLAIN)).reply is Reply.ACCEPTED
        courier.close()
