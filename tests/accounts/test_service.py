"""People are invited once, sign in, and lose every session when a right changes."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select

from scaleup.accounts import adapters, queries, service
from scaleup.accounts.models import Link, Person, SignedIn, Tries
from scaleup.accounts.rules import Purpose, Role, Standing
from scaleup.core.errors import Conflict, Forbidden, Refused
from scaleup.extensions import db
from scaleup.outbox.models import Message
from tests.factories.accounts import NOON, PASSWORD, person

pytestmark = pytest.mark.usefixtures("session")
SECRET = "a key for tests"
MINUTE = timedelta(minutes=1)


def sign_in(email: str, password: str, now: datetime = NOON, caller: str = "192.0.2.7") -> str | None:
    db.session.commit()
    token = service.sign_in(email, password, caller=caller, secret=SECRET, now=now)
    db.session.commit()
    return token


def signed_in(one: Person, now: datetime = NOON) -> str:
    token = service.begin(one.id, now)
    db.session.commit()
    return token


def in_parallel(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_inviting_one_address_twice_makes_one_person_with_both_roles() -> None:
    first = service.invite(None, name="Ada  Moss", email="Ada@Marlbury.example ", roles=["project_lead"], now=NOON)
    again = service.invite(None, name="A. Moss", email="ada@marlbury.example", roles=["viewer"], now=NOON + MINUTE)
    assert (again.id, again.name, again.email) == (first.id, "Ada Moss", "ada@marlbury.example")
    assert queries.roles_of([first.id]) == {first.id: ("project_lead", "viewer")}


def test_an_invitation_waits_in_the_outbox_without_any_secret() -> None:
    ada = service.invite(None, name="Ada Moss", email="ada@marlbury.example", roles=[], now=NOON)
    message = db.session.scalars(select(Message)).one()
    assert (message.kind, message.person_id, message.values) == ("accounts.invitation", ada.id, {})
    assert db.session.scalar(select(func.count()).select_from(Link)) == 0


def test_people_without_an_address_are_never_merged() -> None:
    one = service.enter("Sam Reed", email=None, now=NOON)
    other = service.enter("Sam Reed", email=None, now=NOON)
    assert one.id != other.id


def test_the_right_password_signs_in_and_only_the_hash_of_the_token_is_kept() -> None:
    ada = person("Ada Moss", "project_lead")
    token = sign_in(" ADA@marlbury.example", PASSWORD)
    assert token is not None
    assert len(token) >= 43
    assert db.session.scalars(select(SignedIn.token_hash)).one() == sha256(token.encode()).hexdigest()
    present = queries.who(token, NOON)
    assert present is not None
    assert (present.actor.person_id, present.actor.roles) == (ada.id, {"project_lead"})
    assert present.actor.may("log contacts")
    assert not present.actor.may("manage people")


def test_who_is_signed_in_is_one_statement(statements: list[str]) -> None:
    ada = person("Ada Moss", "project_lead", "viewer")
    token = signed_in(ada)
    statements.clear()
    assert queries.who(token, NOON) is not None
    assert len([one for one in statements if one.lstrip().startswith("SELECT")]) == 1


@pytest.mark.parametrize("wrong", ["", "marmalade-lantern-plough", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_signs_nobody_in(wrong: str) -> None:
    person("Ada Moss")
    assert sign_in("ada@marlbury.example", wrong) is None
    assert db.session.scalar(select(func.count()).select_from(SignedIn)) == 0


def test_an_unknown_address_costs_the_same_check_of_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    person("Ada Moss")
    person("Invited Only").password_hash = None
    checked: list[bool] = []
    real = adapters.matches

    def counted(password_hash: str | None, password: str) -> bool:
        checked.append(password_hash is None)
        return real(password_hash, password)

    monkeypatch.setattr(adapters, "matches", counted)
    for email in ("ada@marlbury.example", "invited@marlbury.example", "nobody@marlbury.example"):
        assert sign_in(email, "not the password at all") is None
    assert checked == [False, True, True]
    assert not real(None, "anything")


def test_after_ten_failures_the_right_password_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    person("Ada Moss")
    looked: list[str] = []
    real = adapters.matches
    monkeypatch.setattr(adapters, "matches", lambda kept, given: looked.append(given) or real(kept, given))  # type: ignore[func-returns-value]
    for number in range(10):
        assert sign_in("ada@marlbury.example", f"guess number {number}", NOON + number * timedelta(seconds=5)) is None
    with pytest.raises(service.TooMany):
        sign_in("ada@marlbury.example", PASSWORD, NOON + MINUTE)
    assert len(looked) == 10
    assert sign_in("ada@marlbury.example", PASSWORD, NOON + 10 * MINUTE) is not None


def test_unknown_addresses_wait_just_as_known_ones() -> None:
    for _ in range(10):
        assert sign_in("nobody@marlbury.example", "a guess") is None
    with pytest.raises(service.TooMany):
        sign_in("nobody@marlbury.example", "a guess")


def test_others_behind_the_same_address_still_get_in_while_one_account_waits() -> None:
    person("Ada Moss")
    for _ in range(10):
        sign_in("nobody@marlbury.example", "a guess")
    assert sign_in("ada@marlbury.example", PASSWORD) is not None


def test_an_address_that_tries_many_accounts_waits_at_most_six_minutes() -> None:
    person("Ada Moss")
    for number in range(50):
        sign_in(f"nobody{number}@marlbury.example", "a guess")
    with pytest.raises(service.TooMany) as stopped:
        sign_in("ada@marlbury.example", PASSWORD)
    assert stopped.value.until <= NOON + 6 * MINUTE
    assert sign_in("ada@marlbury.example", PASSWORD, caller="198.51.100.9") is not None
    assert sign_in("ada@marlbury.example", PASSWORD, NOON + 6 * MINUTE) is not None


def test_counts_name_nobody_and_stay_when_the_request_is_undone() -> None:
    sign_in("nobody@marlbury.example", "a guess")
    db.session.rollback()
    rows = db.session.scalars(select(Tries)).all()
    assert [row.failed for row in rows] == [1, 1]
    assert all(len(row.about) == 64 and "nobody" not in row.about for row in rows)


def test_a_count_never_begins_inside_another_transaction() -> None:
    person("Ada Moss")
    with pytest.raises(RuntimeError):
        service.sign_in("ada@marlbury.example", PASSWORD, caller="192.0.2.7", secret=SECRET, now=NOON)


def after_sign_out(ada: Person, token: str, boss: Person) -> None:
    service.sign_out(token, NOON)


def after_a_new_password(ada: Person, token: str, boss: Person) -> None:
    service.set_password(ada.id, "trowel kiosk heron mango", by_id=ada.id, now=NOON)


def after_a_password_change(ada: Person, token: str, boss: Person) -> None:
    service.change_password(ada.id, present=PASSWORD, new="trowel kiosk heron mango", now=NOON)


def after_a_role_given(ada: Person, token: str, boss: Person) -> None:
    service.give_role(boss.id, person_id=ada.id, role="trainer", now=NOON)


def after_a_role_ended(ada: Person, token: str, boss: Person) -> None:
    service.end_role(boss.id, person_id=ada.id, role="project_lead", now=NOON)


def after_deactivation(ada: Person, token: str, boss: Person) -> None:
    service.deactivate(boss.id, person_id=ada.id, now=NOON)


def after_another_address(ada: Person, token: str, boss: Person) -> None:
    service.correct(boss.id, person_id=ada.id, name="Ada Moss", email="a@b.example", employer="", version=1, now=NOON)


def after_ending_the_others(ada: Person, token: str, boss: Person) -> None:
    service.end_others(ada.id, 0, NOON)


@pytest.mark.parametrize(
    "event",
    [
        after_sign_out,
        after_a_new_password,
        after_a_password_change,
        after_a_role_given,
        after_a_role_ended,
        after_deactivation,
        after_another_address,
        after_ending_the_others,
    ],
)
def test_a_stolen_token_is_worth_nothing_after(event: Callable[[Person, str, Person], None]) -> None:
    ada, boss = person("Ada Moss", "project_lead"), person("Una Boss", "unit_manager")
    token = signed_in(ada)
    assert queries.who(token, NOON) is not None
    event(ada, token, boss)
    db.session.commit()
    assert queries.who(token, NOON) is None
    assert queries.whose(token) == ada.id


def test_a_session_ends_by_itself_when_idle_and_after_twelve_hours() -> None:
    ada = person("Ada Moss", "project_lead")
    token = signed_in(ada)
    assert queries.who(token, NOON + timedelta(minutes=29)) is not None
    assert queries.who(token, NOON + timedelta(minutes=30)) is None
    for minutes in range(20, 720, 20):
        at = NOON + timedelta(minutes=minutes)
        present = queries.who(token, at)
        assert present is not None, minutes
        db.session.commit()
        service.touch(present.session_id, present.seen_at, at)
    assert queries.who(token, NOON + timedelta(hours=12)) is None


def test_the_use_of_a_session_is_written_at_most_once_a_minute(statements: list[str]) -> None:
    ada = person("Ada Moss", "project_lead")
    token = signed_in(ada)
    present = queries.who(token, NOON)
    db.session.commit()
    assert present is not None
    statements.clear()
    service.touch(present.session_id, present.seen_at, NOON + timedelta(seconds=59))
    assert statements == []
    service.touch(present.session_id, present.seen_at, NOON + MINUTE)
    assert len([one for one in statements if one.startswith("UPDATE")]) == 1


def test_a_link_serves_once_and_its_own_purpose_only() -> None:
    ada = person("Ada Moss")
    token = service.make_link(ada.id, Purpose.SIGN_IN, NOON)
    with pytest.raises(Refused, match="not known here"):
        service.use_link(token, Purpose.NEW_PASSWORD, NOON)
    assert service.use_link(token, Purpose.SIGN_IN, NOON) == ada.id
    with pytest.raises(Refused, match="used already"):
        service.use_link(token, Purpose.SIGN_IN, NOON)


def test_a_link_expires_and_a_newer_one_replaces_it() -> None:
    ada = person("Ada Moss")
    old = service.make_link(ada.id, Purpose.INVITATION, NOON)
    new = service.make_link(ada.id, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="newer one was sent"):
        service.use_link(old, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="expired"):
        service.use_link(new, Purpose.INVITATION, NOON + timedelta(days=7))


def test_of_twenty_who_use_a_link_at_once_one_gets_in(app: Flask) -> None:
    ada = person("Ada Moss")
    token = service.make_link(ada.id, Purpose.SIGN_IN, NOON)
    db.session.commit()
    start, results = threading.Barrier(20), []

    def use() -> None:
        with app.app_context():
            start.wait()
            try:
                service.sign_in_by_link(token, now=NOON)
                db.session.commit()
                results.append("in")
            except Refused:
                db.session.rollback()
                results.append("refused")

    in_parallel([use] * 20)
    assert sorted(results) == ["in"] + ["refused"] * 19
    assert db.session.scalar(select(func.count()).select_from(SignedIn)) == 1


def test_of_twenty_guesses_at_once_ten_reach_the_hash(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    person("Ada Moss")
    db.session.commit()
    start, looked = threading.Barrier(20), []
    monkeypatch.setattr(adapters, "matches", lambda _kept, given: bool(looked.append(given)))  # type: ignore[func-returns-value]

    def guess() -> None:
        with app.app_context():
            start.wait()
            try:
                service.sign_in("ada@marlbury.example", "a guess", caller="192.0.2.7", secret=SECRET, now=NOON)
            except service.TooMany:
                db.session.rollback()

    in_parallel([guess] * 20)
    assert len(looked) == 10


def test_a_refused_password_leaves_the_link_usable() -> None:
    ada = service.enter("Ada Moss", email="ada@marlbury.example", now=NOON)
    token = service.make_link(ada.id, Purpose.INVITATION, NOON)
    with pytest.raises(Refused, match="at least 15"):
        service.password_by_link(token, "short", purpose=Purpose.INVITATION, now=NOON)
    assert queries.link(token, Purpose.INVITATION, NOON).standing is Standing.USABLE
    session_token = service.password_by_link(token, PASSWORD, purpose=Purpose.INVITATION, now=NOON)
    assert queries.who(session_token, NOON) is not None


def test_the_unit_manager_cannot_make_or_end_an_administrator_nor_change_their_own_roles() -> None:
    boss, admin = person("Una Boss", "unit_manager"), person("Al Keys", "administrator")
    with pytest.raises(Forbidden):
        service.give_role(boss.id, person_id=person("Ada Moss").id, role="administrator", now=NOON)
    with pytest.raises(Forbidden):
        service.deactivate(boss.id, person_id=admin.id, now=NOON)
    with pytest.raises(Refused, match="their own roles"):
        service.give_role(boss.id, person_id=boss.id, role="trainer", now=NOON)


def test_nobody_deactivates_themselves() -> None:
    admin = person("Al Keys", "administrator")
    with pytest.raises(Refused, match="yourself"):
        service.deactivate(admin.id, person_id=admin.id, now=NOON)


def test_of_two_administrators_who_end_each_others_role_one_remains(app: Flask) -> None:
    ids = [person("Al Keys", "administrator").id, person("Bo Locks", "administrator").id]
    db.session.commit()
    start, said = threading.Barrier(2), []

    def end(actor_id: int, other_id: int) -> None:
        with app.app_context():
            start.wait()
            try:
                service.end_role(actor_id, person_id=other_id, role="administrator", now=NOON)
                db.session.commit()
            except (Refused, Forbidden) as refused:
                said.append(type(refused).__name__)

    in_parallel([lambda: end(ids[0], ids[1]), lambda: end(ids[1], ids[0])])
    assert len(said) == 1
    assert len(queries.holders(Role.ADMINISTRATOR)) == 1


def test_a_deactivated_person_gets_no_mail_and_no_way_in_until_invited_again() -> None:
    ada, boss = person("Ada Moss", "project_lead"), person("Una Boss", "unit_manager")
    token = service.make_link(ada.id, Purpose.NEW_PASSWORD, NOON)
    service.deactivate(boss.id, person_id=ada.id, now=NOON)
    assert queries.addresses([ada.id, boss.id]) == {boss.id: "una@marlbury.example"}
    assert queries.link(token, Purpose.NEW_PASSWORD, NOON).standing is Standing.UNKNOWN
    assert sign_in("ada@marlbury.example", PASSWORD) is None
    service.invite_again(boss.id, person_id=ada.id, now=NOON)
    assert ada.deactivated_at is None
    assert queries.addresses([ada.id]) == {ada.id: "ada@marlbury.example"}


def test_asking_for_a_new_password_writes_a_mail_for_an_active_person_only_and_three_at_most() -> None:
    person("Ada Moss")
    db.session.commit()
    for number, email in enumerate(["nobody@marlbury.example"] + ["ada@marlbury.example"] * 5):
        service.ask_new_password(email, caller="192.0.2.7", secret=SECRET, now=NOON + timedelta(seconds=number))
        db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Message)) == 3


def test_who_saved_first_is_shown_to_who_saves_second() -> None:
    boss, ada = person("Una Boss", "unit_manager"), person("Ada Moss")
    given = {"email": "ada@marlbury.example", "employer": "", "version": 1, "now": NOON}
    service.correct(boss.id, person_id=ada.id, name="Ada Moss-Reed", **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as told:
        service.correct(boss.id, person_id=ada.id, name="Ada Mosse", **given)  # type: ignore[arg-type]
    assert told.value.theirs["name"] == "Ada Moss-Reed"


def test_printed_links_are_for_one_person_of_each_role_and_replace_those_before() -> None:
    people = {role: person(f"{role.value.title()} One", role.value) for role in Role}
    before = dict(service.printed_links(NOON))
    links = dict(service.printed_links(NOON))
    assert list(links) == [role.value for role in Role]
    assert queries.link(before["trainer"], Purpose.SIGN_IN, NOON).standing is Standing.WITHDRAWN
    assert service.use_link(links["trainer"], Purpose.SIGN_IN, NOON) == people[Role.TRAINER].id


def test_an_empty_system_prints_the_first_administrators_link() -> None:
    ((role, token),) = service.first_administrator_link(NOON)
    who = service.use_link(token, Purpose.SIGN_IN, NOON)
    assert (role, queries.holders(Role.ADMINISTRATOR)) == ("administrator", [who])
    ((_, again),) = service.first_administrator_link(NOON)
    assert service.use_link(again, Purpose.SIGN_IN, NOON) == who


def test_the_console_invites_an_administrator_without_any_mail() -> None:
    token = service.invite_administrator("Keys@Unit.example", NOON)
    found = queries.link(token, Purpose.INVITATION, NOON)
    assert (found.name, found.email) == ("keys", "keys@unit.example")
    assert db.session.scalar(select(func.count()).select_from(Message)) == 0


def test_no_password_is_kept_that_argon2id_did_not_hash() -> None:
    ada = person("Ada Moss")
    service.set_password(ada.id, "trowel kiosk heron mango", by_id=ada.id, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert ada.password_hash is not None
    assert ada.password_hash.startswith("$argon2id$v=19$")


def test_an_invitation_pressed_twice_is_one_mail() -> None:
    boss = service.invite(None, name="Helen Ashworth", email="helen@unit.example", roles=["unit_manager"], now=NOON)
    ada = service.invite(boss.id, name="Ada Lumley", email="ada@area.example", roles=["viewer"], now=NOON)
    later = NOON + timedelta(hours=1)
    for _ in range(3):
        service.invite_again(boss.id, person_id=ada.id, now=later)
    mails = db.session.scalars(select(Message).where(Message.person_id == ada.id)).all()
    assert len(mails) == 2, "the first invitation, and the one asked for again"
