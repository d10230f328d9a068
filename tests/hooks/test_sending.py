"""From an act to a signed request in another system's journal, and what becomes of it when that system fails."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, scoped_session

from scaleup import audit
from scaleup.core.errors import Refused
from scaleup.hooks import service
from scaleup.hooks.adapters import Call, Reach, request
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import Format, Terms, allowed_hosts
from scaleup.outbox import adapters as mail_adapters
from scaleup.outbox import queries as outbox_queries
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Covers, Draft, HoldScope, Outcome, Policy, Rendered, Reply, State, Waiting
from tests.factories import support as make
from tests.hooks.receiver import CERTIFICATE, Receiver, is_ours, receiving

Db = scoped_session[Session]
NINE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY = "a key of this installation, for tests"
REACH = Reach(allowed_hosts("", loopback=True), connect_wait=1, answer_wait=0.4)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """A system that answers as its address says."""
    with receiving(tmp_path / "journal") as found:
        yield found


@pytest.fixture
def there(session: Db, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """It may be called, and it is Tuesday at nine."""
    monkeypatch.setenv("SCALEUP_NOW", NINE.isoformat())
    service.install(REACH, key=KEY)
    outbox.install_channel(service.Channel())
    outbox.install_renderers({**service.RENDERERS, "plain": lambda _: Rendered("Due", "Due.", "<p>Due.</p>")})
    outbox.install_addresses(lambda ids: {id_: f"person-{id_}@area.example" for id_ in ids})
    outbox.install_post("smtp://127.0.0.1:9", mail_from="Unit <unit@unit.example>", host="unit.example")
    mail_adapters.hang_up()
    return receiver


def save(session: Db) -> None:
    """What was done stands, and no bell is rung."""
    session.info.clear()
    session.commit()


def endpoint(session: Db, url: str, *kinds: str, how: Format = Format.PLAIN) -> tuple[int, str]:
    """A system that is told of contacts that are logged; its id and secret."""
    by = make.person(f"Ada {len(session.scalars(select(Endpoint)).all())}").id
    made = service.add(Terms("Data team", url, how, kinds or ("contact.logged",)), by=by, now=NINE)
    save(session)
    return made


def log_contact(session: Db, contact_id: int = 12, area_id: int = 5) -> None:
    """The act is in the audit log, and so is all that it tells."""
    audit.record("contact logged", subject="contact", subject_id=contact_id, person_id=1, area_id=area_id)
    save(session)


def look(now: datetime = NINE) -> outbox.Dispatched:
    """One look of a sender."""
    return outbox.dispatch(now=now, owner=outbox.owner())


def only(session: Db) -> Message:
    """The one message there is."""
    session.expire_all()
    return session.scalars(select(Message)).one()


def test_an_act_is_told_once_and_signed_so_that_other_code_can_check_it(session: Db, there: Receiver) -> None:
    _, secret = endpoint(session, there.url("ok"))
    log_contact(session)
    assert look().claimed == 1
    assert look().claimed == 0
    sent = only(session)
    assert (sent.state, sent.smtp_code, sent.handed_to, sent.attempts) == (State.SENT, 200, "127.0.0.1", 1)
    (got,) = there.requests()
    assert is_ours(got, secret)
    assert not is_ours(got, "whs_another")
    assert not is_ours({**got, "body": got["body"].replace("12", "13")}, secret)
    assert got["timestamp"] == "1793696400"
    assert got["body"] == (
        f'{{"id":"{got["id"]}","kind":"contact.logged","at":"2026-11-03T09:00:00+00:00",'
        '"subject":{"contact":12,"area":5}}'
    )


def test_who_is_not_told_of_a_kind_or_is_switched_off_hears_nothing(session: Db, there: Receiver) -> None:
    endpoint(session, there.url("ok"), "licence.granted")
    off, _ = endpoint(session, there.url("ok"))
    service.switch_off(off, version=1, by=1, now=NINE)
    log_contact(session)
    audit.record("signed in", subject="person", subject_id=1, person_id=1)
    save(session)
    assert session.scalars(select(Message)).all() == []


def test_what_is_taken_back_is_told_to_nobody(session: Db, there: Receiver) -> None:
    endpoint(session, there.url("ok"))
    attempt = session.begin_nested()
    audit.record("contact logged", subject="contact", subject_id=12, person_id=1, area_id=5)
    attempt.rollback()
    save(session)
    assert session.scalars(select(Message)).all() == []


def test_what_an_import_brings_in_together_is_not_told_one_by_one(session: Db, there: Receiver) -> None:
    endpoint(session, there.url("ok"), "contact.logged", "training.recorded")
    with audit.together():
        log_contact(session)
        audit.record_all([("part recorded", "facilitator", 7, 5, ())], person_id=1)
    save(session)
    assert session.scalars(select(Message)).all() == []
    audit.record_all(
        [("part recorded", "facilitator", 7, 5, ()), ("part recorded", "facilitator", 8, 5, ())], person_id=1
    )
    save(session)
    told = [one.values["subject"] for one in session.scalars(select(Message).order_by(Message.id))]
    assert told == [{"facilitator": 7, "area": 5}, {"facilitator": 8, "area": 5}]


@pytest.mark.parametrize(("path", "code"), [("busy", 429), ("broken", 503)])
def test_not_now_is_tried_again_with_the_same_id(session: Db, there: Receiver, path: str, code: int) -> None:
    id_, _ = endpoint(session, there.url(path))
    log_contact(session)
    look()
    put_off = only(session)
    assert (put_off.state, put_off.smtp_code, put_off.attempts) == (State.PENDING, code, 1)
    assert NINE + MINUTE <= put_off.next_attempt_at <= NINE + 2 * MINUTE
    assert put_off.last_error in ("429 not so", "503")
    endpoint_row = session.get_one(Endpoint, id_)
    assert endpoint_row.failing_since == NINE
    endpoint_row.address = there.url("ok")
    save(session)
    look(NINE + 2 * MINUTE)
    session.expire_all()
    assert (only(session).state, session.get_one(Endpoint, id_).failing_since) == (State.SENT, None)
    first, second = there.requests()
    assert first["id"] == second["id"]
    assert int(second["timestamp"]) - int(first["timestamp"]) == 120


@pytest.mark.parametrize(("path", "code"), [("gone", 410), ("moved", 307)])
def test_a_refusal_and_a_redirect_end_it(session: Db, there: Receiver, path: str, code: int) -> None:
    endpoint(session, there.url(path))
    log_contact(session)
    look()
    assert (only(session).state, only(session).smtp_code) == (State.FAILED, code)
    assert [one["path"] for one in there.requests()] == [path]


@pytest.mark.parametrize("path", ["cut", "slow", "garbage", "drip"])
def test_no_answer_after_the_request_is_unsure_goes_once_more_and_then_waits_for_a_person(
    session: Db, there: Receiver, path: str
) -> None:
    id_, _ = endpoint(session, there.url(path))
    log_contact(session)
    look()
    again = only(session)
    assert (again.state, again.possible_repeat) == (State.PENDING, True)
    moves = [one.to_state for one in outbox_queries.history(again.id)]
    assert moves == ["pending", "claimed", "handing", "unsure", "pending"]
    look(NINE + 2 * MINUTE)
    assert only(session).state == State.HELD
    assert len({one["id"] for one in there.requests()}) == 1
    assert len(there.requests()) == 2
    session.get_one(Endpoint, id_).address = there.url("accepted")
    save(session)
    service.send_again(id_, only(session).id, by=1, now=NINE + 3 * MINUTE)
    save(session)
    look(NINE + 3 * MINUTE)
    assert only(session).state == State.SENT


def test_a_system_that_is_not_there_is_tried_again_and_nothing_was_handed_over(session: Db, there: Receiver) -> None:
    endpoint(session, "http://127.0.0.1:9/")
    log_contact(session)
    look()
    found = only(session)
    assert (found.state, found.possible_repeat) == (State.PENDING, False)
    assert "could not be reached" in found.last_error
    look(NINE + timedelta(hours=25))
    assert only(session).state == State.FAILED


def test_of_a_long_answer_only_the_first_line_is_kept(session: Db, there: Receiver) -> None:
    call = Call(there.url("huge"), REACH)
    assert call.open().reply is Reply.ACCEPTED
    answer = call.send(request(there.url("huge"), b"{}", {}))
    assert (answer.reply, answer.code, answer.words) == (Reply.ACCEPTED, 200, "first line")


def test_one_dead_system_costs_one_try_a_look_and_keeps_nobody_else_waiting(session: Db, there: Receiver) -> None:
    dead, _ = endpoint(session, "http://127.0.0.1:9/")
    endpoint(session, there.url("ok"))
    for contact_id in range(4):
        log_contact(session, contact_id)
    outbox.enqueue(Draft("mail", "plain", NINE, person_id=1), now=NINE)
    save(session)
    look()
    session.expire_all()
    rows = session.execute(
        select(Message.endpoint_id, Message.state, Message.next_attempt_at, Message.last_error)
    ).all()
    assert len(there.requests()) == 4, "the mail server is away as well, and that keeps no system waiting"
    of_the_dead = [row for row in rows if row.endpoint_id == dead]
    assert sum("could not be reached" in row.last_error for row in of_the_dead) == 1
    assert all(row.state == State.PENDING and row.next_attempt_at >= NINE + MINUTE for row in of_the_dead)


def test_a_hold_of_everything_or_of_its_area_holds_what_systems_are_told(session: Db, there: Receiver) -> None:
    endpoint(session, there.url("ok"))
    log_contact(session)
    every = outbox.hold(Covers(HoldScope.ALL), reason="Stop.", person_id=1, now=NINE)
    save(session)
    assert look().claimed == 0
    outbox.let_go(every, person_id=1, now=NINE)
    area = outbox.hold(Covers(HoldScope.AREA, area_id=5), reason="The lead left.", person_id=1, now=NINE)
    save(session)
    assert look().claimed == 0
    outbox.let_go(area, person_id=1, now=NINE)
    save(session)
    assert look().claimed == 1


def test_after_three_days_without_an_arrival_it_is_switched_off_and_what_waits_is_cancelled(
    session: Db, there: Receiver
) -> None:
    id_, _ = endpoint(session, there.url("gone"))
    for days, on in ((0, True), (2, True), (3, False)):
        log_contact(session, days)
        if days == 3:  # it waits for its hour, while another goes, does not arrive, and ends it
            service.send_test(id_, by=1, now=NINE + timedelta(days=3, hours=1))
            save(session)
        look(NINE + timedelta(days=days))
        session.expire_all()
        assert session.get_one(Endpoint, id_).is_on is on
    assert session.get_one(Endpoint, id_).failed_off_at == NINE + timedelta(days=3)
    assert session.scalars(select(Message).where(Message.state.in_([State.PENDING, State.HELD]))).all() == []
    newest = session.scalars(select(Message).where(Message.values["kind"].as_string() == "test")).one()
    why = "Nothing arrived there for three days, so the endpoint was switched off."
    assert (newest.state, newest.last_error) == (State.CANCELLED, why)
    service.switch_on(id_, version=2, by=1)
    log_contact(session, 9)
    service.switch_off(id_, version=3, by=1, now=NINE)
    save(session)
    newest = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    assert (newest.state, newest.last_error) == (State.CANCELLED, "The endpoint was switched off.")


def test_what_a_person_did_meanwhile_is_not_undone_by_an_answer_that_came_late(session: Db, there: Receiver) -> None:
    id_, _ = endpoint(session, there.url("gone"))
    log_contact(session)
    look()
    stale = session.get_one(Endpoint, id_)
    assert stale.failing_since == NINE
    session.execute(
        update(Endpoint).values(failing_since=None, version=2), execution_options={"synchronize_session": False}
    )
    one = Waiting(
        9, "web hook", "k", "<k@u>", None, None, "", {}, "", "", Policy.RESEND, NINE, 1, 0, False, None, NINE, id_
    )
    service.Channel().answered(one, Outcome(Reply.REFUSED, 410), NINE + timedelta(days=4))
    save(session)
    session.expire_all()
    assert session.get_one(Endpoint, id_).is_on, "it was switched on again while the call was on its way"
    assert session.get_one(Endpoint, id_).failing_since == NINE + timedelta(days=4)


def test_a_changed_secret_signs_beside_the_former_for_a_week(session: Db, there: Receiver) -> None:
    id_, former = endpoint(session, there.url("ok"))
    new = service.renew_secret(id_, version=1, by=1, now=NINE)
    log_contact(session)
    look()
    session.get_one(Endpoint, id_).rotated_at = NINE - timedelta(days=7)
    log_contact(session)
    look()
    both, one = there.requests()
    assert is_ours(both, new)
    assert is_ours(both, former)
    assert is_ours(one, new)
    assert not is_ours(one, former)
    assert session.get_one(Endpoint, id_).nonce not in new


def test_an_address_outside_of_the_list_is_refused_and_none_is_kept(session: Db, there: Receiver) -> None:
    service.install(Reach(allowed_hosts("hooks.example", loopback=False)), key=KEY)
    with pytest.raises(Refused, match="not among the hosts"):
        service.add(Terms("A", "https://attacker.example/", Format.PLAIN, ()), by=1, now=NINE)
    session.rollback()
    assert session.scalars(select(Endpoint)).all() == []


def leads_to(*addresses: str) -> Any:
    """A resolver that gives these answers in turn, and counts."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses[min(len(asked), len(addresses)) - 1], port))]

    resolve.asked = asked  # type: ignore[attr-defined]
    return resolve


def test_a_name_that_leads_into_a_private_network_is_not_called(
    there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("169.254.169.254"))
    answer = Call("https://hooks.example/", Reach(allowed_hosts("hooks.example", loopback=False))).open()
    assert (answer.reply, answer.words) == (
        Reply.REFUSED,
        "hooks.example leads to an address in a private network, which is not called.",
    )


def test_the_name_is_looked_up_once_so_that_no_second_answer_leads_elsewhere(
    there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver, reached = leads_to("8.8.8.8", "127.0.0.1"), []

    def connect(_self: socket.socket, address: Any) -> None:
        reached.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setattr(socket.socket, "connect", connect)
    answer = Call("https://hooks.example/", Reach(allowed_hosts("hooks.example", loopback=False))).open()
    assert (answer.reply, resolver.asked, reached) == (Reply.LATER, ["hooks.example"], [("8.8.8.8", 443)])


@pytest.mark.parametrize(("host", "taken"), [("hooks.example", True), ("other.example", False)])
def test_the_certificate_must_be_trusted_and_name_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, taken: bool
) -> None:
    hosts = allowed_hosts(host, loopback=True)
    with receiving(tmp_path / "journal", tls=True) as there:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", there.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        call = Call(f"https://{host}/ok", Reach(hosts, connect_wait=2, answer_wait=2, trusted=str(CERTIFICATE)))
        opened = call.open()
        if taken:
            assert opened.reply is Reply.ACCEPTED, opened.words
            assert call.send(request(f"https://{host}/ok", b"{}", {})).code == 200
        else:
            assert opened.reply is Reply.LATER
            assert "not valid for 'other.example'" in opened.words
        distrusting = Call(f"https://{host}/ok", Reach(hosts, connect_wait=2)).open()
        assert (distrusting.reply, "certificate" in distrusting.words) == (Reply.LATER, True)
