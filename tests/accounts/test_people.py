"""People are entered once, invited, given roles and deactivated."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scaleup.accounts import queries, service
from scaleup.accounts.models import Link
from scaleup.accounts.rules import Purpose, Role, Standing
from scaleup.core.errors import Conflict, Forbidden, Refused
from scaleup.extensions import db
from scaleup.outbox.models import Message
from tests.factories.accounts import MINUTE, NOON, PASSWORD, enter_by_password, person
from tests.together import in_parallel

pytestmark = pytest.mark.usefixtures("session")


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
    assert enter_by_password("ada@marlbury.example", PASSWORD) is None
    service.invite_again(boss.id, person_id=ada.id, now=NOON)
    assert ada.deactivated_at is None
    assert queries.addresses([ada.id]) == {ada.id: "ada@marlbury.example"}


def test_who_saved_first_is_shown_to_who_saves_second() -> None:
    boss, ada = person("Una Boss", "unit_manager"), person("Ada Moss")
    given = {"email": "ada@marlbury.example", "employer": "", "version": 1, "now": NOON}
    service.correct(boss.id, person_id=ada.id, name="Ada Moss-Reed", **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as told:
        service.correct(boss.id, person_id=ada.id, name="Ada Mosse", **given)  # type: ignore[arg-type]
    assert told.value.theirs["name"] == "Ada Moss-Reed"


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


def test_an_invitation_pressed_twice_is_one_mail() -> None:
    boss = service.invite(None, name="Helen Ashworth", email="helen@unit.example", roles=["unit_manager"], now=NOON)
    ada = service.invite(boss.id, name="Ada Lumley", email="ada@area.example", roles=["viewer"], now=NOON)
    later = NOON + timedelta(hours=1)
    for _ in range(3):
        service.invite_again(boss.id, person_id=ada.id, now=later)
    mails = db.session.scalars(select(Message).where(Message.person_id == ada.id)).all()
    assert len(mails) == 2, "the first invitation, and the one asked for again"
