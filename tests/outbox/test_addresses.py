"""An address that mail comes back from is stopped; what it kept back goes once, when mail can reach it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.outbox import adapters, queries, service
from scaleup.outbox.models import Address, Message, Undelivered
from scaleup.outbox.rules import (
    Draft,
    Outcome,
    Rendered,
    Reply,
    Return,
    State,
    key_anew,
    keys_before,
    refused_address,
    returned,
)
from tests.storm import check
from tests.storm.servers import journalling_mail_server

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Db = scoped_session[Session]


def said(code: int, words: str, *, to_rcpt: bool = True) -> Return | None:
    return refused_address(Outcome(Reply.REFUSED, code, words, to_rcpt))


def test_what_the_server_says_of_the_address_stops_it_and_what_it_says_of_us_does_not() -> None:
    assert said(550, "5.1.1 no such user here") is Return.HARD
    assert said(550, "5.1.10 RESOLVER.ADR.RecipientNotFound; not found") is Return.HARD
    assert said(550, "5.2.1 This mailbox is switched off") is Return.HARD
    assert said(552, "5.2.2 The mailbox is full") is Return.COUNTED
    assert said(452, "4.2.2 The mailbox is full") is Return.COUNTED
    assert said(550, "5.4.1 Recipient address rejected: Access denied") is Return.COUNTED
    assert said(550, "Unrouteable address") is Return.COUNTED, "without an enhanced code nobody can know"
    for about_us in (
        "5.7.1 blocked by policy",
        "5.7.26 not signed",
        "5.3.4 too big",
        "5.1.8 sender unknown",
        "5.6.0 x",
    ):
        assert said(550, about_us) is None, about_us
    assert said(554, "no SMTP service here") is None
    assert said(550, "5.1.1 no such user", to_rcpt=False) is None, "said of the sender, or of the mail"
    assert said(550, "4.1.1 of another class") is Return.COUNTED, "a code of another class is none"
    assert returned("5.1.1x") is None
    assert returned("") is None


def test_a_message_told_anew_has_one_key_however_often_that_is_asked() -> None:
    assert key_anew("contact|a|1|x|person:5|mail") == "contact|a|1|x|person:5|mail|anew 1"
    assert key_anew("k|anew 1") == "k|anew 2"
    assert set(keys_before("k|anew 2")) == {"k", "k|anew 1", "k|anew 2"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    journal = tmp_path_factory.mktemp("mail") / "journal"
    with journalling_mail_server(journal) as url:
        yield url, journal


turn = count()


def bad(person: int) -> str:
    """The address of a person that the server refuses: 7's does not exist, 8's is full, 9 is refused for what we are.

    Each test has its own, since the server shows a fault once.
    """
    said = {7: "550_5.1.1", 8: "552_5.2.2", 9: "550_5.7.1"}[person]
    return f"rcpt-{said}-{person}.{current[0]}@area.example"


current = [0]


def addresses(ids: Sequence[int]) -> dict[int, str]:
    return {id_: bad(id_) if id_ in (7, 8, 9) else f"person-{id_}@area.example" for id_ in ids}


@pytest.fixture
def sent(session: Db, server: tuple[str, Path]) -> Iterator[Path]:
    url, journal = server
    journal.write_text("")
    current[:] = [next(turn)]
    plain = Rendered("Due", "Due.", "<p>Due.</p>")
    service.install_renderers({"plain": lambda _one: plain, "asked for": lambda _one: plain})
    service.install_conditions({"open": lambda keys: {key for key in keys if key == "open"}})
    service.install_addresses(addresses)
    service.install_asked_for({"asked for"})
    service.install_post(
        url, mail_from="Unit <unit@unit.example>", host="unit.example", reply_wait=0.5, secret="s" * 40
    )
    yield journal
    service.install_asked_for(())
    adapters.hang_up()


def write(session: Db, key: str, person: int = 7, kind: str = "plain", now: datetime = NINE, **more: object) -> int:
    whole: dict[str, object] = {"due_at": now, "person_id": person, **more}
    made = service.enqueue(Draft(key, kind, **whole), now=now)  # type: ignore[arg-type]
    save(session)
    assert made is not None
    return made


def save(session: Db) -> None:
    session.info.clear()
    session.commit()


def look(now: datetime = NINE) -> None:
    service.dispatch(now=now, owner=service.owner())


def state(session: Db, id_: int) -> str:
    session.expire_all()
    return str(session.get_one(Message, id_).state)


def address(session: Db, text: str) -> Address:
    session.expire_all()
    return session.scalars(select(Address).where(Address.address == text)).one()


def holds(session: Db, journal: Path, created: int) -> None:
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    session.commit()
    assert check.judge(check.evidence(url, journal, created=created)) == []


def test_an_address_refused_for_good_is_stopped_and_what_follows_is_not_handed_over(session: Db, sent: Path) -> None:
    first = write(session, "a")
    look()
    found = address(session, bad(7))
    assert (found.person_id, found.stopped_at, found.status) == (7, NINE, "5.1.1")
    second = write(session, "b")
    look()
    moves = [event.to_state for event in queries.history(second)]
    assert (state(session, first), moves) == ("failed", ["pending", "claimed", "failed"])
    assert "stopped" in queries.history(second)[-1].note
    assert sent.read_text().count('"rcpt"') == 1, "the server heard of it once"
    holds(session, sent, 2)


def test_tried_again_each_goes_once_and_only_what_is_still_true(session: Db, sent: Path) -> None:
    write(session, "a")
    look()
    write(session, "b", condition="open", condition_key="open")
    write(session, "settled meanwhile", condition="open", condition_key="open")
    write(session, "useless by then", expires_at=NINE + timedelta(hours=2))
    look()
    session.execute(
        Message.__table__.update().where(Message.dedupe_key == "settled meanwhile").values(condition_key="done")  # type: ignore[attr-defined]
    )
    found = address(session, bad(7))
    assert service.begin_again(found.id, person_id=1, now=NINE + DAY) == 3
    save(session)
    look(NINE + DAY)
    rows = session.execute(select(Message.dedupe_key, Message.state).order_by(Message.id)).all()
    anew = {key: state for key, state in rows if "|anew" in key}
    assert anew == {"a|anew 1": "sent", "b|anew 1": "sent", "settled meanwhile|anew 1": "cancelled"}
    opened = session.scalars(select(Undelivered.id)).all()
    assert service.tell_anew(opened, now=NINE + DAY) == 0
    holds(session, sent, 7)


def test_a_full_mailbox_is_counted_and_the_message_goes_again_a_day_later(session: Db, sent: Path) -> None:
    one = write(session, "a", person=8)
    look()
    (row,) = session.scalars(select(Undelivered)).all()
    assert (row.sort, row.again_at, address(session, bad(8)).stopped_at) == ("counted", NINE + DAY, None)
    assert service.tell_anew([row.id, row.id], now=NINE + DAY) == 1
    save(session)
    look(NINE + DAY)
    assert state(session, one) == "failed"
    assert queries.reached(["a"]) == {"a"}, "told anew, it arrived"


def test_mail_that_comes_back_on_three_days_stops(session: Db, sent: Path) -> None:
    back = service.Back(Return.COUNTED, "5.2.2", "The mailbox is full")
    ids = [write(session, f"k{n}", person=1) for n in range(5)]
    look()
    for number, days in enumerate((0, 0, 9, 10, 12)):
        service.took_back(ids[number], "Person-1@Area.example", back, person_id=1, now=NINE + days * DAY)
        save(session)
        stopped = address(session, "person-1@area.example").stopped_at
        assert (stopped is not None) == (days == 12), days


def test_refused_for_what_we_are_stops_nobody(session: Db, sent: Path) -> None:
    one = write(session, "a", person=9)
    look()
    assert state(session, one) == "failed"
    assert session.scalars(select(Address)).all() == []


def test_what_somebody_asks_for_at_the_door_is_tried_at_a_stopped_address(session: Db, sent: Path) -> None:
    write(session, "a")
    look()
    one = write(session, "link", kind="asked for")
    look()
    assert state(session, one) == "sent", "the server shows its own fault once"


def test_the_same_report_counts_once_and_a_reason_of_ours_stops_nothing(session: Db, sent: Path) -> None:
    one = write(session, "a", person=1)
    look()
    noted = service.Back(Return.NOTED, "5.7.1", "spam", "r1")
    hard = service.Back(Return.HARD, "5.1.1", "gone", "r2")
    to = "person-1@area.example"
    assert [service.took_back(one, to, back, person_id=1, now=NINE) for back in (noted, noted, hard, hard)] == [
        True,
        False,
        True,
        False,
    ]
    save(session)
    assert address(session, to).status == "5.1.1"
    assert queries.reached(["a"]) == set()


def test_nobody_can_guess_a_message_id_and_it_does_not_change(session: Db, sent: Path) -> None:
    one = write(session, "a", person=1)
    known = session.get_one(Message, one).message_id
    service.install_post("smtp://127.0.0.1:9", mail_from="a@b.example", host="unit.example", secret="t" * 40)
    other = write(session, "a ", person=1)
    assert known != session.get_one(Message, other).message_id
    assert State(session.get_one(Message, one).state) is State.PENDING


def test_what_was_seen_to_is_forgotten_after_ninety_days_and_what_waits_is_not(session: Db, sent: Path) -> None:
    write(session, "a")
    look()
    service.forget_texts(NINE + 91 * DAY)
    assert address(session, bad(7)).stopped_at == NINE
    service.write_no_more(7, now=NINE + 91 * DAY)
    service.forget_texts(NINE + 182 * DAY)
    assert session.scalars(select(Address)).all() == session.scalars(select(Undelivered)).all() == []
