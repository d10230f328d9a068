"""Holding back everything, one rule or one area; what waits, what letting go will do, and doing exactly that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.audit import Entry
from scaleup.core.errors import Absent, Refused
from scaleup.operations import service
from scaleup.outbox import adapters, queries
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.rules import Covers, Draft, HoldScope, Rendered, State
from scaleup.programmes import service as programmes
from tests.factories import support as make
from tests.factories.accounts import shown_in
from tests.factories.actors import acting

Db = scoped_session[Session]
TUESDAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
CONTACT, ACTION = "reminder of a contact", "reminder of an action"


@pytest.fixture
def mail(session: Db) -> None:
    """Every kind of the tests has a text; the mail server is not there."""
    outbox.install_renderers({kind: lambda _one: Rendered("Due", "Due.", "<p>Due.</p>") for kind in (CONTACT, ACTION)})
    outbox.install_conditions({})
    outbox.install_addresses(lambda ids: {id_: f"person-{id_}@area.example" for id_ in ids})
    outbox.install_post("smtp://127.0.0.1:9", mail_from="Unit <unit@unit.example>", host="unit.example")
    adapters.hang_up()


def draft(
    key: str, *, kind: str = CONTACT, rule: str = "on_the_day", anchor: str = "2026-11-03", **more: object
) -> Draft:
    """A reminder of area 1 to person 1, due on Tuesday at nine."""
    values = {"rule": rule, "anchor_on": anchor}
    whole: dict[str, object] = {"person_id": 1, "area_id": 1, "values": values, "due_at": TUESDAY, **more}
    return Draft(key, kind, **whole)  # type: ignore[arg-type]


def wait(session: Db, *drafts: Draft) -> None:
    """These wait."""
    outbox.enqueue_many(drafts, now=TUESDAY)
    save(session)


def save(session: Db) -> None:
    """What was done stands."""
    session.info.clear()
    session.commit()


def claimed(session: Db, now: datetime = TUESDAY) -> set[str]:
    """The keys of what a look would claim."""
    keys = {one.dedupe_key for one in queries.claimable(now, 50)}
    session.rollback()
    return keys


def states(session: Db) -> dict[str, str]:
    """Every key and where it stands."""
    return {row.dedupe_key: row.state for row in session.execute(select(Message.dedupe_key, Message.state))}


def test_one_rule_or_one_area_is_held_and_everything_else_goes(session: Db, mail: None) -> None:
    wait(
        session,
        draft("contact, on the day"),
        draft("contact, late", rule="late_3"),
        draft("action", kind=ACTION),
        draft("contact of Kelso, late", rule="late_3", area_id=2),
        draft("of no area", kind=ACTION, area_id=None),
    )
    rule = outbox.hold(Covers(HoldScope.KIND, CONTACT, "late_3"), reason="Wrong date.", person_id=5, now=TUESDAY)
    save(session)
    assert claimed(session) == {"contact, on the day", "action", "of no area"}
    area = outbox.hold(Covers(HoldScope.AREA, area_id=1), reason="The lead left.", person_id=5, now=TUESDAY)
    save(session)
    assert claimed(session) == {"of no area"}
    outbox.let_go(rule, person_id=5, now=TUESDAY)
    save(session)
    assert claimed(session) == {"contact of Kelso, late", "of no area"}
    outbox.let_go(area, person_id=5, now=TUESDAY)
    kind = outbox.hold(Covers(HoldScope.KIND, CONTACT), reason="Wrong text.", person_id=5, now=TUESDAY)
    save(session)
    assert claimed(session) == {"action", "of no area"}
    outbox.let_go(kind, person_id=5, now=TUESDAY)
    outbox.hold(Covers(HoldScope.ALL), reason="Stop.", person_id=5, now=TUESDAY)
    save(session)
    assert claimed(session) == set()
    acts = session.execute(select(Entry.act, Entry.area_id).where(Entry.subject == "outbox_hold").order_by(Entry.id))
    assert [tuple(row) for row in acts][:2] == [("sending held", None), ("sending held", 1)]


def test_the_same_is_not_held_twice_and_what_stands_no_more_cannot_be_let_go(session: Db, mail: None) -> None:
    one = outbox.hold(Covers(HoldScope.AREA, area_id=1), reason="The lead left.", person_id=5, now=TUESDAY)
    with pytest.raises(Refused, match="held already"):
        outbox.hold(Covers(HoldScope.AREA, area_id=1), reason="Again.", person_id=5, now=TUESDAY)
    outbox.hold(Covers(HoldScope.AREA, area_id=2), reason="Another.", person_id=5, now=TUESDAY)
    outbox.let_go(one, person_id=5, now=TUESDAY)
    with pytest.raises(Absent):
        outbox.let_go(one, person_id=5, now=TUESDAY)
    save(session)


def test_what_becomes_useless_while_held_expires_to_the_list_and_never_goes(session: Db, mail: None) -> None:
    noon = TUESDAY + timedelta(hours=3)
    wait(session, draft("today", expires_at=noon), draft("lasting", person_id=2))
    held = outbox.hold(Covers(HoldScope.AREA, area_id=1), reason="The lead left.", person_id=5, now=TUESDAY)
    save(session)
    later = noon + timedelta(minutes=1)
    told = [one.sentence for one in service.consider_letting_go(held, by=5, now=later)]
    save(session)
    assert told == [
        "1 message goes now, to 1 person.",
        "1 message became useless while held and goes to the list, not to people.",
    ]
    assert outbox.dispatch(now=later, owner="w").expired == 1
    session.info.clear()
    assert [one.sentence for one in service.consider_letting_go(held, by=5, now=later)] == told
    save(session)
    assert session.get_one(Hold, held).released_at is None
    outbox.let_go(held, person_id=5, now=later)
    save(session)
    assert claimed(session, later) == {"lasting"}
    assert states(session)["today"] == State.EXPIRED


def test_a_message_that_no_sweep_has_come_to_yet_is_not_claimed_once_it_is_useless(session: Db, mail: None) -> None:
    wait(session, *(draft(f"m{n}", expires_at=TUESDAY + timedelta(hours=3)) for n in range(230)), draft("lasting"))
    after = TUESDAY + timedelta(days=3)
    look = outbox.dispatch(now=after, owner="w")
    session.info.clear()
    assert (look.expired, look.claimed) == (200, 1)
    assert outbox.dispatch(now=after, owner="w").expired == 30
    session.info.clear()
    assert queries.counts()[State.EXPIRED] == 230


def test_letting_go_tells_more_than_three_late_ones_of_a_person_in_one_digest(session: Db, mail: None) -> None:
    late = [draft(f"late {n}", rule="late_3", anchor="2026-10-28") for n in range(5)]
    wait(session, *late, draft("today"), draft("of another", person_id=2))
    held = outbox.hold(Covers(HoldScope.AREA, area_id=1), reason="The lead left.", person_id=5, now=TUESDAY)
    twice = outbox.hold(Covers(HoldScope.KIND, ACTION), reason="Wrong text.", person_id=5, now=TUESDAY)
    wait(session, draft("action", kind=ACTION))
    told = service.consider_letting_go(held, by=5, now=TUESDAY)
    assert [one.sentence for one in told] == [
        "2 messages go now, to 2 people.",
        "5 messages that are late are told together in 1 digest, so that nobody is flooded.",
        "1 message waits on: another hold covers them.",
    ]
    save(session)
    assert State.FOLDED not in states(session).values()
    service.let_go(held, by=5, now=TUESDAY)
    save(session)
    found = list(states(session).values())
    assert (found.count(State.FOLDED), found.count(State.PENDING)) == (5, 4)
    assert len(claimed(session)) == 3
    service.let_go(twice, by=5, now=TUESDAY)
    save(session)
    assert len(claimed(session)) == 4


@pytest.fixture
def people(app: Flask, session: Db) -> tuple[Person, Person]:
    """A unit manager, and Priya who looks after Marlbury and not Kelso; both areas have a message that waits."""
    app.config["WTF_CSRF_ENABLED"] = False
    programmes.load_catalogue(TUESDAY)
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    marlbury, kelso = make.area("Marlbury"), make.area("Kelso", "Scotland")
    make.implementation(marlbury, manager=priya)
    outbox.enqueue_many(
        [draft("a", area_id=marlbury.id, person_id=priya.id), draft("b", area_id=kelso.id, person_id=helen.id)],
        now=TUESDAY,
    )
    session.commit()
    return helen, priya


def test_a_unit_manager_holds_everything_and_everybody_reads_why(
    app: Flask, session: Db, people: tuple[Person, Person], clock: Callable[[str], None]
) -> None:
    clock("2026-11-03T09:00:00+00:00")
    helen, priya = people
    client = app.test_client()
    with acting(helen, Role.UNIT_MANAGER):
        assert "Nothing is held back" in client.get("/deliveries/held").text
        assert "Choose what is to be held back" in client.post("/deliveries/held", data={"reason": "x"}).text
        assert (
            client.post("/deliveries/held", data={"what": "area", "area": "Nowhere", "reason": "x"}).status_code == 422
        )
        assert client.post("/deliveries/held", data={"what": "kind", "reason": "x"}).status_code == 422
        asked = {"what": "all", "reason": "The mail domain is being moved."}
        shown = client.post("/deliveries/held", data=asked).text
        assert "2 messages due now wait, to 2 people." in shown
        mark = shown_in(shown)
        assert client.post("/deliveries/held", data={**asked, "shown": mark}).status_code == 302
        page = client.get("/deliveries").text
        assert "All mail is held back:" in page
        assert "2 messages to 2 people wait" in page
        assert "by Helen Ashworth. The mail domain is being moved." in page
    hold_id = session.scalars(select(Hold.id)).one()
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "All mail is held back:" in client.get("/deliveries").text
        assert client.get(f"/deliveries/held/{hold_id}").status_code == 403
    with acting(helen, Role.UNIT_MANAGER):
        first = client.post(f"/deliveries/held/{hold_id}").text
        assert "2 messages go now, to 2 people." in first
        mark = shown_in(first)
        assert client.post(f"/deliveries/held/{hold_id}", data={"shown": "else"}).status_code == 200
        assert client.post(f"/deliveries/held/{hold_id}", data={"shown": mark}).status_code == 302
        assert client.get(f"/deliveries/held/{hold_id}").status_code == 404
        assert "held back:" not in client.get("/deliveries").text


def test_who_looks_after_an_area_holds_that_area_alone(
    app: Flask, session: Db, people: tuple[Person, Person], clock: Callable[[str], None]
) -> None:
    clock("2026-11-03T09:00:00+00:00")
    helen, priya = people
    client = app.test_client()
    with acting(helen, Role.UNIT_MANAGER):
        one = client.post("/deliveries/held", data={"what": "area", "area": "Marlbury", "reason": "x"}).text
        mark = shown_in(one)
        other = client.post("/deliveries/held", data={"what": "area", "area": "Kelso", "reason": "x", "shown": mark})
        assert "Held back: Kelso." in other.text, "what was not shown is not done"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "All mail" not in client.get("/deliveries/held").text
        assert client.post("/deliveries/held", data={"area": "Kelso", "reason": "x"}).status_code == 422
        asked = {"what": "all", "area": " marlbury", "reason": "The lead left."}
        shown = client.post("/deliveries/held", data=asked).text
        mark = shown_in(shown)
        assert client.post("/deliveries/held", data={**asked, "shown": mark}).status_code == 302
        assert "Marlbury is held back:" in client.get("/deliveries").text
    assert session.scalars(select(Hold.scope)).all() == ["area"]
    with acting(helen, Role.UNIT_MANAGER):
        assert "Marlbury is held back:" in client.get("/deliveries").text
        assert client.get("/healthz").json["sending"] == "going on"
