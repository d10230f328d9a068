"""A session is worth nothing once a right has changed, and ends by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from scaleup.accounts import queries, service
from scaleup.accounts.models import Person
from scaleup.extensions import db
from tests.factories.accounts import NOON, PASSWORD, person

pytestmark = pytest.mark.usefixtures("session")
SECRET = "a key for tests"
MINUTE = timedelta(minutes=1)


def signed_in(one: Person, now: datetime = NOON) -> str:
    token = service.begin(one.id, now)
    db.session.commit()
    return token


def test_who_is_signed_in_is_one_statement(statements: list[str]) -> None:
    ada = person("Ada Moss", "project_lead", "viewer")
    token = signed_in(ada)
    statements.clear()
    assert queries.who(token, NOON) is not None
    assert len([one for one in statements if one.lstrip().startswith("SELECT")]) == 1


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
