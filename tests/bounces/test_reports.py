"""Reports of mail servers: what each of the corpus does, and that no mail, however bent, stops a wrong address."""

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.bounces import service
from scaleup.bounces.cli import bounces
from scaleup.bounces.rules import Report, Unread, read
from scaleup.bounces.service import Taken
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.rules import Draft

CORPUS = Path(__file__).parents[1] / "data" / "returned"
NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TO = "niamh@there.example"
SAID = {
    "postfix-unknown-user": Taken.HARD,
    "postfix-mailbox-full": Taken.COUNTED,
    "postfix-no-such-domain": Taken.COUNTED,
    "postfix-expired": Taken.COUNTED,
    "postfix-delayed": Taken.DELAYED,
    "exchange-not-found": Taken.HARD,
    "exchange-mailbox-full": Taken.COUNTED,
    "exchange-access-denied": Taken.COUNTED,
    "exchange-blocked-as-spam": Taken.NOTED,
    "exchange-sender-not-allowed": Taken.NOTED,
    "gmail-no-such-user": Taken.HARD,
    "gmail-switched-off": Taken.HARD,
    "exim-unrouteable": Taken.HARD,
    "exim-vague": Taken.NOTED,
    "qmail-style-in-capitals": Taken.HARD,
    "sendmail-two-recipients": Taken.HARD,
    "sent-on-and-gone-there": Taken.NOTED,
    "sent-on-with-the-original": Taken.HARD,
    "moved-away": Taken.HARD,
    "address-in-other-case": Taken.HARD,
    "delivered": Taken.DELAYED,
    "another-mail-than-ours": Taken.STRANGE,
    "forged-with-our-address-alone": Taken.STRANGE,
    "no-headers-returned": Taken.UNREAD,
    "two-mails-returned": Taken.UNREAD,
    "no-recipient": Taken.UNREAD,
    "no-action": Taken.UNREAD,
    "broken-id": Taken.UNREAD,
    "prose-alone": Taken.UNREAD,
    "out-of-office": Taken.AUTOMATIC,
    "a-person-answers": Taken.UNREAD,
    "cut-short": Taken.UNREAD,
    "read-receipt": Taken.UNREAD,
}


def mail(name: str, message_id: str = "<ours@unit.example>", address: str = TO) -> bytes:
    """A mail of the corpus about this mail of ours to this address."""
    text = (CORPUS / f"{name}.eml").read_text()
    text = text.replace("{MESSAGE_ID}", message_id).replace("{ADDRESS}", address).replace("{UPPER}", address.upper())
    return text.encode()


def handed(session: Session, key: str = "a", to: str = TO) -> Message:
    """A mail of ours that went to this address."""
    made = outbox.enqueue(Draft(key, "plain", NINE, person_id=1), now=NINE)
    row = session.get_one(Message, made)
    row.state, row.handed_to, row.settled_at = "sent", to, NINE  # type: ignore[assignment]
    save(session)
    return row


def save(session: Session) -> None:
    session.flush()
    session.info.clear()
    session.commit()


def test_the_corpus_is_known_by_name() -> None:
    assert set(SAID) == {one.stem for one in CORPUS.iterdir()}
    assert len(SAID) >= 30


@pytest.mark.parametrize("name", sorted(SAID))
def test_each_mail_of_the_corpus_is_read_as_what_it_is(name: str) -> None:
    found = read(mail(name))
    assert isinstance(found, Unread) == (SAID[name] in (Taken.UNREAD, Taken.AUTOMATIC))


def test_each_mail_of_the_corpus_does_what_it_should_and_nothing_more(session: Session) -> None:
    stopping = {name for name, taken in SAID.items() if taken is Taken.HARD}
    for name in sorted(SAID):
        to = f"{name}@there.example"
        ours = handed(session, name, to)
        assert service.take_in(mail(name, ours.message_id, to), now=NINE) is SAID[name], name
        save(session)
    stopped = session.scalars(select(Address.address).where(Address.stopped_at.is_not(None))).all()
    assert set(stopped) == {f"{name}@there.example" for name in stopping}
    assert set(session.scalars(select(Message.state))) == {"sent"}


def test_the_same_report_twice_changes_nothing(session: Session) -> None:
    ours = handed(session)
    given_ = mail("exchange-mailbox-full", ours.message_id)
    assert [service.take_in(given_, now=NINE) for _ in range(3)] == [Taken.COUNTED, Taken.KNOWN, Taken.KNOWN]
    assert len(session.scalars(select(Undelivered)).all()) == 1


def test_who_knows_an_address_but_no_mail_of_ours_to_it_stops_nothing(session: Session) -> None:
    other = handed(session, "other", "priya@unit.example")
    handed(session)
    forged = mail("postfix-unknown-user", other.message_id, TO)
    assert service.take_in(forged, now=NINE) is Taken.NOTED, "who got the one mail names the address of another"
    assert session.scalars(select(Address.stopped_at)).all() == [None]


BASES = [mail(name) for name in sorted(SAID)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(BASES),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 60), st.binary(max_size=30)), max_size=6),
)
def test_however_a_mail_is_bent_it_is_read_or_told_as_unread(base: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for at, length, put in cuts:
        base = base[:at] + put + base[at + length :]
    found = read(base)
    assert isinstance(found, Report | Unread)
    if isinstance(found, Report):
        assert re.fullmatch(r"<[^<>\s]+>", found.message_id)
        assert found.fates


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_anything_at_all_is_read_or_told_as_unread(noise: bytes) -> None:
    assert isinstance(read(noise), Report | Unread)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(app: Flask, session: Session, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, with these bytes on its standard input: exit code, output, errors."""
    clock(NINE.isoformat())

    def call(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given)))
        result = app.test_cli_runner().invoke(bounces, list(arguments), input=given)
        return result.exit_code, result.stdout, result.stderr

    return call


def test_a_maildir_is_read_once_and_its_mails_are_marked(run: Run, session: Session, tmp_path: Path) -> None:
    ours = handed(session)
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.a").write_bytes(mail("gmail-no-such-user", ours.message_id))
    (tmp_path / "new" / "2.b").write_bytes(mail("out-of-office", ours.message_id))
    assert run(str(tmp_path)) == (0, "2 mails read: 1 no such mailbox, stopped, 1 an automatic reply.\n", "")
    assert sorted(one.name for one in (tmp_path / "cur").iterdir()) == ["1.a:2,S", "2.b:2,S"]
    assert run(str(tmp_path)) == (0, "0 mails read.\n", "")
    session.expire_all()
    assert session.scalars(select(Address.address).where(Address.stopped_at == NINE)).all() == [TO]


def test_an_mbox_on_standard_input_or_in_a_file_and_figures_as_json(run: Run, session: Session, tmp_path: Path) -> None:
    ours = handed(session)
    both = b"".join(
        b"From x Mon Nov  2 09:00:00 2026\n" + mail(n, ours.message_id) + b"\n" for n in ("moved-away", "no-action")
    )
    code, told, _ = run("--json", given=both)
    figures = json.loads(told)
    assert (code, figures["hard"], figures["unread"], sum(figures.values())) == (3, 1, 1, 2)
    (tmp_path / "box").write_bytes(both)
    code, told, _ = run(str(tmp_path / "box"))
    assert (code, told) == (3, "2 mails read: 1 known already, 1 unread.\n")


def test_what_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    assert run(str(tmp_path / "none")) == (1, "", f"{tmp_path / 'none'} cannot be read: No such file or directory.\n")
    assert run(str(tmp_path)) == (1, "", f"{tmp_path} is no maildir: it has no folders new and cur.\n")
    assert run("--no-such")[0] == 2
    assert run(given=b"") == (0, "0 mails read.\n", "")


@pytest.mark.parametrize(
    "mail",
    [
        b'Content-Type: multipart/report; report-type=delivery-status; x="'
        + b";" * 300_000
        + b'"; boundary=b\n\n--b\n',
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type:"
        b' message/delivery-status; x="' + b";\r\n " * 90_000 + b'"\n\nA: b\n\nAction: failed\n\n--b--\n',
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type:"
        b" message/delivery-status\n\nA: b\n\nFinal-Recipient: rfc822;"
        + b"a" * 300_000
        + b"\nAction: failed\n\n--b--\n",
    ],
    ids=["long type", "long folded type of a part", "long recipient"],
)
def test_a_mail_that_is_made_to_be_slow_is_told_as_unread_at_once(mail: bytes) -> None:
    begun = time.monotonic()
    assert isinstance(read(mail), Unread)
    assert time.monotonic() - begun < 2


def test_who_receives_web_hooks_cannot_report_one_as_returned_mail(session: Session) -> None:
    made = outbox.enqueue(Draft("hook", "web hook", NINE, endpoint_id=1), now=NINE)
    row = session.get_one(Message, made)
    row.state, row.handed_to, row.settled_at = "sent", "hooks.example", NINE  # type: ignore[assignment]
    save(session)
    forged = mail("postfix-unknown-user", row.message_id)
    assert service.take_in(forged, now=NINE) is Taken.STRANGE, "its id is the part of a Message-ID before the @"
    assert session.scalars(select(Address)).all() == []
