"""The right password signs in; who tries too often waits, and nobody learns who is known."""

import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select

from scaleup.accounts import adapters, queries, service
from scaleup.accounts.models import SignedIn, Tries
from scaleup.extensions import db
from tests.factories.accounts import MINUTE, NOON, PASSWORD, SECRET, enter_by_password, person
from tests.together import in_parallel

pytestmark = pytest.mark.usefixtures("session")


def test_the_right_password_signs_in_and_only_the_hash_of_the_token_is_kept() -> None:
    ada = person("Ada Moss", "project_lead")
    token = enter_by_password(" ADA@marlbury.example", PASSWORD)
    assert token is not None
    assert len(token) >= 43
    assert db.session.scalars(select(SignedIn.token_hash)).one() == sha256(token.encode()).hexdigest()
    present = queries.who(token, NOON)
    assert present is not None
    assert (present.actor.person_id, present.actor.roles) == (ada.id, {"project_lead"})
    assert present.actor.may("log contacts")
    assert not present.actor.may("manage people")


@pytest.mark.parametrize("wrong", ["", "marmalade-lantern-plough", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_signs_nobody_in(wrong: str) -> None:
    person("Ada Moss")
    assert enter_by_password("ada@marlbury.example", wrong) is None
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
        assert enter_by_password(email, "not the password at all") is None
    assert checked == [False, True, True]
    assert not real(None, "anything")


def test_after_ten_failures_the_right_password_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    person("Ada Moss")
    looked: list[str] = []
    real = adapters.matches
    monkeypatch.setattr(adapters, "matches", lambda kept, given: looked.append(given) or real(kept, given))  # type: ignore[func-returns-value]
    for number in range(10):
        assert (
            enter_by_password("ada@marlbury.example", f"guess number {number}", NOON + number * timedelta(seconds=5))
            is None
        )
    with pytest.raises(service.TooMany):
        enter_by_password("ada@marlbury.example", PASSWORD, NOON + MINUTE)
    assert len(looked) == 10
    assert enter_by_password("ada@marlbury.example", PASSWORD, NOON + 10 * MINUTE) is not None


def test_unknown_addresses_wait_just_as_known_ones() -> None:
    for _ in range(10):
        assert enter_by_password("nobody@marlbury.example", "a guess") is None
    with pytest.raises(service.TooMany):
        enter_by_password("nobody@marlbury.example", "a guess")


def test_others_behind_the_same_address_still_get_in_while_one_account_waits() -> None:
    person("Ada Moss")
    for _ in range(10):
        enter_by_password("nobody@marlbury.example", "a guess")
    assert enter_by_password("ada@marlbury.example", PASSWORD) is not None


def test_an_address_that_tries_many_accounts_waits_at_most_six_minutes() -> None:
    person("Ada Moss")
    for number in range(50):
        enter_by_password(f"nobody{number}@marlbury.example", "a guess")
    with pytest.raises(service.TooMany) as stopped:
        enter_by_password("ada@marlbury.example", PASSWORD)
    assert stopped.value.until <= NOON + 6 * MINUTE
    assert enter_by_password("ada@marlbury.example", PASSWORD, caller="198.51.100.9") is not None
    assert enter_by_password("ada@marlbury.example", PASSWORD, NOON + 6 * MINUTE) is not None


def test_counts_name_nobody_and_stay_when_the_request_is_undone() -> None:
    enter_by_password("nobody@marlbury.example", "a guess")
    db.session.rollback()
    rows = db.session.scalars(select(Tries)).all()
    assert [row.failed for row in rows] == [1, 1]
    assert all(len(row.about) == 64 and "nobody" not in row.about for row in rows)


def test_a_count_never_begins_inside_another_transaction() -> None:
    person("Ada Moss")
    with pytest.raises(RuntimeError):
        service.sign_in("ada@marlbury.example", PASSWORD, caller="192.0.2.7", secret=SECRET, now=NOON)


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


def test_no_password_is_kept_that_argon2id_did_not_hash() -> None:
    ada = person("Ada Moss")
    service.set_password(ada.id, "trowel kiosk heron mango", by_id=ada.id, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert ada.password_hash is not None
    assert ada.password_hash.startswith("$argon2id$v=19$")
