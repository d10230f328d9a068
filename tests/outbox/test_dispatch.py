"""From enqueue to settled, on both databases, into a real mail server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session, scoped_session

from scaleup.core.errors import Refused
from scaleup.outbox import adapters, queries, service
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.rules import Covers, Draft, HoldScope, NotNeeded, Policy, Rendered, State, Waiting
from scaleup.outbox.service.moves import By, move
from tests.client import Statements
from tests.storm import check
from tests.storm.servers import journalling_mail_server

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
number = count()
Db = scoped_session[Session]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A journalling mail server and its journal."""
    journal = tmp_path_factory.mktemp("mail") / "journal"
    with journalling_mail_server(journal) as url:
        yield url, journal


def render(one: Waiting) -> Rendered:
    """What the test asks for in its values."""
    if one.values.get("fault") == "gone":
        raise NotNeeded("The contact is gone.")
    if one.values.get("fault"):
        raise KeyError(str(one.values["fault"]))
    if one.values.get("secret"):
        return Rendered("Invitation", "https://x/T0KEN", "<a>T0KEN</a>", None, "[link]", "<a>[link]</a>")
    return Rendered("A contact is due", "Due.", "<p>Due.</p>")


@pytest.fixture
def sent(session: Db, server: tuple[str, Path]) -> Iterator[Path]:
    """The sender knows the test's mails and the journalling server; the journal is empty."""
    url, journal = server
    journal.write_text("")
    service.install_renderers({"plain": render})
    service.install_conditions({"open": lambda keys: {k for k in keys if k == "open"}, "broken": broken})
    service.install_addresses(lambda ids: {id_: f"person-{id_}@area.example" for id_ in ids if id_ < 90})
    service.install_post(url, mail_from="Unit <unit@unit.example>", host="unit.example", reply_wait=0.5)
    yield journal
    adapters.hang_up()


def broken(keys: object) -> set[str]:
    """A condition with a fault in it."""
    raise RuntimeError("broken")


def draft(key: str, **changes: object) -> Draft:
    """A message to person 1, due at nine."""
    whole: dict[str, object] = {"person_id": 1, **changes}
    return Draft(key, "plain", **{"due_at": NINE, **whole})  # type: ignore[arg-type]


def shown(fault: str) -> str:
    """An address of its own at which the server shows this fault, once."""
    return f"{fault}-{next(number)}@area.example"


def write(session: Db, *drafts: Draft) -> list[int]:
    """The messages wait; their ids."""
    written = service.enqueue_many(drafts, now=NINE)
    session.info.clear()
    session.commit()
    return [written[one.dedupe_key] for one in drafts]


def look(now: datetime = NINE, **changes: int) -> service.Dispatched:
    """One look of a dispatcher."""
    return service.dispatch(now=now, owner=service.owner(), **changes)


def state(session: Db, id_: int) -> State:
    """Where the message stands."""
    session.expire_all()
    found = session.get(Message, id_)
    assert found is not None
    return State(found.state)


def path(id_: int) -> list[str]:
    """The states that the message went through."""
    return [event.to_state for event in queries.history(id_)]


def leases_run_out(session: Db) -> None:
    """By the database's clock the lease of every message is over."""
    session.execute(update(Message).values(lease_until=datetime(2001, 1, 1, tzinfo=UTC)))
    session.commit()


def holds(session: Db, journal: Path, created: int, kills: int = 0) -> None:
    """The independent checker finds nothing wrong."""
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    session.commit()
    found = check.evidence(url, journal, created=created, kills=kills)
    assert check.judge(found, unfinished=True) == []


def test_a_due_message_goes_once_and_its_moves_are_kept(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a"))
    assert look().claimed == 1
    assert look().claimed == 0
    assert path(one) == ["pending", "claimed", "handing", "sent"]
    kept = queries.message(one)
    assert kept is not None
    assert (kept.handed_to, kept.subject, kept.body_text) == ("person-1@area.example", "A contact is due", "Due.")
    assert (kept.smtp_code, kept.settled_at, kept.owner) == (250, NINE, None)
    holds(session, sent, 1)


def test_the_same_key_is_written_down_once(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a"))
    assert service.enqueue(draft("a", person_id=2), now=NINE) is None
    assert service.enqueue_many([draft("a"), draft("b"), draft("b")], now=NINE).keys() == {"b"}
    service.cancel([one], reason="The contact moved.", now=NINE)
    assert service.enqueue(draft("a"), now=NINE) is not None, "a cancelled one stands in nobody's way"


def test_nothing_goes_before_it_is_due(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", due_at=NINE + timedelta(minutes=1)))
    assert look().claimed == 0
    assert state(session, one) is State.PENDING
    assert look(NINE + timedelta(minutes=1)).claimed == 1


def test_what_is_days_late_still_goes(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a"))
    look(NINE + timedelta(days=40))
    assert state(session, one) is State.SENT


def test_a_message_past_its_expiry_is_settled_as_expired(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", expires_at=NINE + timedelta(days=7)))
    assert look(NINE + timedelta(days=7)).expired == 1
    assert path(one) == ["pending", "expired"]
    holds(session, sent, 1)


def test_a_condition_that_no_longer_holds_cancels_at_claim(session: Db, sent: Path) -> None:
    held, gone = write(
        session,
        draft("a", condition="open", condition_key="open"),
        draft("b", condition="open", condition_key="settled"),
    )
    look()
    assert (state(session, held), path(gone)) == (State.SENT, ["pending", "claimed", "cancelled"])
    holds(session, sent, 2)


def test_a_person_without_an_address_is_cancelled_with_the_reason(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=99))
    look()
    assert path(one) == ["pending", "claimed", "cancelled"]
    assert "may not have mail" in queries.history(one)[-1].note


def test_a_renderer_with_nothing_to_tell_cancels(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", values={"fault": "gone"}))
    look()
    assert path(one)[-1] == "cancelled"
    assert queries.history(one)[-1].note == "The contact is gone."


def test_an_address_that_is_two_is_refused_before_the_server_hears_of_it(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=None, to_address="a@b.example, x@evil.example"))
    look()
    assert path(one) == ["pending", "claimed", "failed"]
    assert sent.read_text() == ""


def test_the_kept_text_of_a_secret_has_no_secret(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", values={"secret": True}, policy=Policy.HOLD))
    look()
    kept = queries.message(one)
    assert kept is not None
    assert (kept.state, kept.body_text, kept.body_html) == ("sent", "[link]", "<a>[link]</a>")


def test_a_message_that_cannot_be_made_is_parked_after_five_and_blocks_no_other(session: Db, sent: Path) -> None:
    bad, unknown, faulty, *good = write(
        session,
        draft("bad", values={"fault": "template"}),
        replace(draft("unknown"), kind="no such kind"),
        draft("faulty", condition="broken", condition_key="x"),
        *[draft(f"good {n}") for n in range(20)],
    )
    for hours in range(12):
        while look(NINE + timedelta(hours=hours), batch=5).more:
            pass
    assert {state(session, id_) for id_ in good} == {State.SENT}
    for id_ in (bad, unknown, faulty):
        assert path(id_) == ["pending", *["claimed", "pending"] * 4, "claimed", "failed"]
    holds(session, sent, 23)


def test_refused_for_now_is_tried_again_after_the_back_off(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=None, to_address=shown("rcpt-450")))
    look()
    assert state(session, one) is State.PENDING
    look(NINE + timedelta(seconds=59))
    assert path(one).count("claimed") == 1, "the back-off has not run out"
    look(NINE + timedelta(minutes=2))
    assert state(session, one) is State.SENT
    holds(session, sent, 1)


def test_a_message_refused_for_a_day_is_failed(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=None, to_address=shown("rcpt-451")))
    session.execute(update(Message).values(refused_since=NINE - timedelta(hours=24)))
    session.commit()
    look()
    assert path(one)[-1] == "failed"
    assert "refused by plan" in queries.history(one)[-1].note


def test_refused_for_good_is_failed_with_the_servers_words(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=None, to_address=shown("dot-554")))
    look()
    last = queries.history(one)[-1]
    assert (last.from_state, last.to_state, last.smtp_code) == ("handing", "failed", 554)
    assert "refused by plan" in last.note


def test_a_line_cut_after_the_dot_is_recorded_and_sent_once_more(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", person_id=None, to_address=shown("dot-cut")))
    look()
    assert path(one) == ["pending", "claimed", "handing", "unsure", "pending"]
    look(NINE + timedelta(hours=1))
    kept = queries.message(one)
    assert kept is not None
    assert (state(session, one), kept.possible_repeat) == (State.SENT, True)
    assert len(set(re.findall(r'"message_id": "([^"]+)', sent.read_text()))) == 1, "the same Message-ID"
    holds(session, sent, 1)


def test_an_unsure_secret_waits_for_a_person_who_releases_or_drops_it(session: Db, sent: Path) -> None:
    first, second = write(
        session,
        draft("a", person_id=None, to_address=shown("dot-cut"), policy=Policy.HOLD),
        draft("b", person_id=None, to_address=shown("dot-lost"), policy=Policy.HOLD),
    )
    look()
    look(NINE + timedelta(days=1))
    assert [state(session, first), state(session, second)] == [State.HELD, State.HELD]
    service.drop(first, person_id=5, now=NINE)
    service.release(second, person_id=5, now=NINE)
    session.info.clear()
    session.commit()
    look(NINE + timedelta(days=1))
    assert [state(session, first), state(session, second)] == [State.CANCELLED, State.SENT]
    with pytest.raises(Refused):
        service.drop(second, person_id=5, now=NINE)
    holds(session, sent, 2)


def test_sending_again_makes_a_new_message_and_a_double_click_one(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a"))
    with pytest.raises(Refused):
        service.send_again(one, person_id=5, now=NINE)
    look()
    new = service.send_again(one, person_id=5, now=NINE)
    assert service.send_again(one, person_id=5, now=NINE) == new
    session.info.clear()
    session.commit()
    look()
    assert state(session, new) is State.SENT
    assert service.send_again(new, person_id=5, now=NINE) not in (one, new)
    session.info.clear()
    holds(session, sent, 3)


def test_while_sending_is_held_nothing_is_claimed(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a"))
    session.add(Hold(at=NINE, reason="A backup was restored."))
    session.commit()
    assert look().claimed == 0
    service.resume_all(person_id=5, now=NINE)
    session.info.clear()
    session.commit()
    assert look().claimed == 1
    assert state(session, one) is State.SENT


def test_told_and_folded_are_settled_and_counted_and_their_keys_stand(session: Db, sent: Path) -> None:
    digest, waiting = write(session, draft("digest"), draft("late 3"))
    told = service.tell([draft("late 1")], now=NINE, note="Told on 30 October.")
    folded = service.fold([draft("late 2")], into=digest, now=NINE)
    assert service.fold_pending([waiting], into=digest, now=NINE) == {waiting}
    assert service.enqueue_many([draft("late 1"), draft("late 2"), draft("late 3")], now=NINE) == {}
    session.info.clear()
    session.commit()
    look()
    assert queries.counts() == {State.SENT: 1, State.TOLD: 1, State.FOLDED: 2}
    assert (path(told["late 1"]), path(folded["late 2"])) == (["told"], ["folded"])
    holds(session, sent, 4)


def test_what_a_dead_process_claimed_goes_again_and_what_it_was_handing_is_unsure(session: Db, sent: Path) -> None:
    claimed, handing, held = write(session, draft("a"), draft("b"), draft("c", policy=Policy.HOLD))
    stop_before_sending(session, {handing, held}, claimed)
    assert look().recovered == 0, "the leases still stand"
    leases_run_out(session)
    assert look(NINE + timedelta(hours=1)).recovered == 3
    look(NINE + timedelta(hours=2))
    assert path(claimed)[1:4] == ["claimed", "pending", "claimed"]
    assert path(handing)[2:5] == ["handing", "unsure", "pending"]
    assert (state(session, claimed), state(session, handing), state(session, held)) == (
        State.SENT,
        State.SENT,
        State.HELD,
    )
    holds(session, sent, 3, kills=2)


def stop_before_sending(session: Db, handing: set[int], claimed: int) -> None:
    """As if a process had died: one message claimed, the others between the commit and DATA."""
    everything = [claimed, *handing]
    columns = {"owner": "dead"}
    move(everything, old=State.PENDING, new=State.CLAIMED, now=NINE, by=By("dead"), columns=columns, lease=60)
    move(sorted(handing), old=State.CLAIMED, new=State.HANDING, now=NINE, by=By("dead"))
    session.commit()


def test_a_process_that_lost_its_lease_before_data_sends_nothing(session: Db, sent: Path) -> None:
    (one,) = write(session, draft("a", values={"sleep": True}))

    def slow(waiting: Waiting) -> Rendered:
        session.execute(text("UPDATE outbox_message SET lease_until = '2001-01-01 00:00:00.000000'"))
        return render(waiting)

    service.install_renderers({"plain": slow})
    look()
    assert sent.read_text() == ""
    assert path(one) == ["pending", "claimed"]


def test_an_unreachable_server_costs_no_message_a_try_that_counts(session: Db, sent: Path) -> None:
    ids = write(session, *[draft(str(n)) for n in range(5)])
    service.install_post("smtp://127.0.0.1:9", mail_from="Unit <unit@unit.example>", host="unit.example")
    for days in range(4):
        assert not look(NINE + timedelta(days=days)).more
    assert {state(session, id_) for id_ in ids} == {State.PENDING}


def test_statements_per_mail_stay_few_whatever_the_batch(session: Db, sent: Path, statements: Statements) -> None:
    def per_mail(number: int) -> float:
        write(session, *[draft(f"{number} {n}") for n in range(number)])
        statements.clear()
        look(batch=100)
        return sum(not one.startswith("BEGIN") for one in statements) / number

    few, many = per_mail(10), per_mail(100)
    most = 2.2 if session.get_bind().dialect.name == "postgresql" else 4.2
    assert many <= most
    assert many <= few


def test_the_claim_reads_the_partial_index_however_much_was_sent_before_and_whatever_is_held(
    session: Db, sent: Path
) -> None:
    service.tell([draft(f"old {n}") for n in range(3000)], now=NINE, note="Long ago.")
    session.execute(text("ANALYZE"))
    write(session, draft("new", area_id=1), draft("of a held area", area_id=2))
    service.hold(Covers(HoldScope.AREA, area_id=2), reason="The lead left.", person_id=5, now=NINE)
    service.hold(Covers(HoldScope.KIND, "plain", "late"), reason="Wrong date.", person_id=5, now=NINE)
    session.info.clear()
    session.commit()
    dialect = session.get_bind().dialect
    asked = str(queries.claiming(NINE, 25).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN" if dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    plan = " ".join(str(row) for row in session.connection().exec_driver_sql(f"{explain} {asked}"))
    assert "ix_outbox_message_due" in plan, plan
    assert look().claimed == 1
