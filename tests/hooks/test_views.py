"""An administrator enters a system, copies its secret once, sends a test, and sees what arrived."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Role
from scaleup.audit import Entry
from scaleup.extensions import db
from scaleup.hooks import queries, service
from scaleup.hooks.adapters import Reach
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import allowed_hosts, secret_of
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from tests.client import listen_to
from tests.factories import hooks, plans
from tests.factories import support as make
from tests.factories.accounts import form_token, shown_in, sign_in

Db = scoped_session[Session]
NINE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
ADDRESS = "https://hooks.example/services/T0/B1/key"
TYPED = {"name": "Data team", "format": "slack", "address": ADDRESS, "kinds": ["contact.late", "licence.ended"]}
KEY = "a key of this installation"


def post(client: FlaskClient, path: str, data: Mapping[str, object] | None = None) -> TestResponse:
    """The form is sent, with the token of a page that has one."""
    return client.post(path, data={"csrf_token": form_token(client.get("/hooks/add")), **(data or {})})


@pytest.fixture
def admin(client: FlaskClient, session: Db, clock: Callable[[str], None]) -> FlaskClient:
    """An administrator is signed in; hooks.example may be called."""
    clock(NINE.isoformat())
    service.install(Reach(allowed_hosts("hooks.example", loopback=False)), key=KEY)
    sign_in(client, make.person("Ada Admin", Role.ADMINISTRATOR), NINE)
    session.commit()
    return client


def test_a_system_is_entered_and_its_secret_and_address_are_shown_no_more(admin: FlaskClient, session: Db) -> None:
    page = post(admin, "/hooks/add", data=TYPED).get_data(as_text=True)
    made = session.scalars(select(Endpoint)).one()
    secret = secret_of(KEY, endpoint_id=made.id, nonce=made.nonce)
    assert secret in page
    for path in ("/hooks", f"/hooks/{made.id}", f"/hooks/{made.id}/change"):
        shown = admin.get(path).get_data(as_text=True)
        assert secret not in shown
        assert "B1/key" not in shown
    kept = post(
        admin, f"/hooks/{made.id}/change", data={**TYPED, "name": "Figures", "address": "", "version": made.version}
    )
    assert kept.status_code == 302
    session.expire_all()
    assert (made.name, made.address) == ("Figures", ADDRESS)
    acts = session.execute(select(Entry.act, Entry.fields).where(Entry.subject == "hook_endpoint").order_by(Entry.id))
    assert [tuple(row) for row in acts] == [("web hook added", []), ("web hook changed", ["name"])]


def test_what_is_missing_or_may_not_be_called_is_said_at_its_field(admin: FlaskClient, session: Db) -> None:
    empty = post(admin, "/hooks/add", data={})
    assert empty.status_code == 422
    for words in ("Enter a name.", "Enter the address.", "Choose who receives it.", "Choose at least one thing"):
        assert words in empty.get_data(as_text=True)
    outside = post(admin, "/hooks/add", data={**TYPED, "address": "https://attacker.example/"})
    assert outside.status_code == 422
    assert "attacker.example is not among the hosts" in outside.get_data(as_text=True)
    assert session.scalars(select(Endpoint)).all() == []


def test_a_test_is_sent_and_what_failed_is_sent_again(admin: FlaskClient, session: Db) -> None:
    ids = hooks.told("Data team", by=1, now=NINE)
    session.commit()
    here = f"/hooks/{ids['endpoint_id']}"
    assert "410 no such hook" in admin.get(here).get_data(as_text=True)
    assert post(admin, f"{here}/test").status_code == 302
    assert post(admin, f"{here}/sent/{ids['sent_id']}").status_code == 302
    assert [one.values["kind"] for one in session.scalars(select(Message).order_by(Message.id))] == [
        "contact.logged",
        "test",
        "contact.logged",
    ]
    assert switched_off(admin, here, version=1).status_code == 302
    assert post(admin, f"{here}/test").status_code == 409
    assert post(admin, f"{here}/on", data={"version": "1"}).status_code == 409, "somebody else was faster"
    assert post(admin, f"{here}/on", data={"version": "2"}).status_code == 302
    assert "whs_" in post(admin, f"{here}/secret", data={"version": "3"}).get_data(as_text=True)
    assert "Two sign" in admin.get(here).get_data(as_text=True)


def switched_off(admin: FlaskClient, here: str, *, version: int) -> TestResponse:
    """It is switched off, with what the page shows."""
    page = admin.get(f"{here}/off").get_data(as_text=True)
    return post(admin, f"{here}/off", data={"version": str(version), "shown": shown_in(page)})


def test_switching_off_says_first_what_is_never_sent(admin: FlaskClient, session: Db) -> None:
    ids = hooks.told("Data team", by=1, now=NINE, state=State.HELD)
    here = f"/hooks/{ids['endpoint_id']}"
    session.commit()
    assert post(admin, f"{here}/test").status_code == 302
    page = admin.get(f"{here}/off").get_data(as_text=True)
    assert "1 message waiting for it will never be sent." in page
    assert "1 message held for you to decide will never be sent." in page
    unseen = post(admin, f"{here}/off", data={"version": "1"})
    assert unseen.status_code == 422
    assert session.get_one(Endpoint, ids["endpoint_id"]).is_on
    assert switched_off(admin, here, version=1).status_code == 302
    session.expire_all()
    assert set(session.scalars(select(Message.state))) == {State.CANCELLED}
    assert set(session.scalars(select(Message.last_error))) == {"The endpoint was switched off."}
    assert admin.get(f"{here}/off").location.endswith(here), "there is nothing to switch off"


def test_what_is_held_can_be_dropped_also_where_nothing_can_be_sent(admin: FlaskClient, session: Db) -> None:
    ids = hooks.told("Data team", by=1, now=NINE, state=State.HELD)
    other = hooks.told("Figures", by=1, now=NINE, state=State.HELD)
    session.get_one(Endpoint, ids["endpoint_id"]).is_on = False
    session.commit()
    here = f"/hooks/{ids['endpoint_id']}"
    page = admin.get(here).get_data(as_text=True)
    assert "Do not send it" in page
    assert "Send it again" not in page
    assert post(admin, f"{here}/sent/{other['sent_id']}/drop").status_code == 404, "of another system"
    assert post(admin, f"{here}/sent/{ids['sent_id']}/drop").status_code == 302
    assert post(admin, f"{here}/sent/{ids['sent_id']}/drop").status_code == 409
    session.expire_all()
    states = session.execute(select(Message.endpoint_id, Message.state).order_by(Message.id))
    assert [tuple(one) for one in states] == [
        (ids["endpoint_id"], State.CANCELLED),
        (other["endpoint_id"], State.HELD),
    ]


def test_who_looks_after_web_hooks_sees_on_my_work_that_one_was_switched_off(admin: FlaskClient, session: Db) -> None:
    ids = hooks.told("Data team", by=1, now=NINE)
    gone = session.get_one(Endpoint, ids["endpoint_id"])
    gone.is_on, gone.failed_off_at = False, NINE - timedelta(days=1)
    session.commit()
    assert "Data team is no longer told of anything" in admin.get("/").get_data(as_text=True)
    assert "switched off" in admin.get(f"/hooks/{gone.id}").get_data(as_text=True)
    assert "nothing arrived for three days" in admin.get("/hooks").get_data(as_text=True)
    sign_in(admin, make.person("Mona Manager", Role.UNIT_MANAGER), NINE)
    session.commit()
    assert "no longer told" not in admin.get("/").get_data(as_text=True)
    assert admin.get("/hooks").status_code == 403


def test_the_list_asks_the_same_of_one_system_and_of_twenty(admin: FlaskClient, session: Db) -> None:
    assert "A web hook tells another system" in admin.get("/hooks").get_data(as_text=True), (
        "of none it says what one is"
    )
    heard, asked = listen_to(db.engine), {}
    for number in range(20):
        hooks.told(f"System {number}", by=1, now=NINE)
        session.commit()
        heard.clear()
        assert f"System {number}" in admin.get("/hooks").get_data(as_text=True)
        asked[number + 1] = len([one for one in heard if not one.startswith("BEGIN")])
    assert (asked[1], max(asked.values()) <= 4) == (asked[20], True), asked


def test_what_became_late_is_told_once_for_its_day(admin: FlaskClient, session: Db) -> None:
    ids = hooks.told("Data team", by=1, now=NINE - timedelta(days=30))
    endpoint = session.get_one(Endpoint, ids["endpoint_id"])
    endpoint.kinds = ["action.late"]
    area = make.area()
    implementation = make.implementation(area)
    due = {"Yesterday": 2, "Today": 3, "Long ago": 1}
    for words, day in due.items():
        month = 10 if words == "Long ago" else 11
        plans.agreed(implementation, NINE.date().replace(day=day, month=month), wording=words)
    assert service.look(NINE) == 1
    assert service.look(NINE + timedelta(hours=1)) == 0
    assert service.look(NINE + timedelta(days=1)) == 1


def test_however_much_became_late_none_is_left_out(
    admin: FlaskClient, session: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    ids = hooks.told("Data team", by=1, now=NINE - timedelta(days=30))
    session.get_one(Endpoint, ids["endpoint_id"]).kinds = ["action.late"]
    area = make.area()
    implementation = make.implementation(area)
    for day in (1, 1, 1, 2, 2):
        plans.agreed(implementation, NINE.date().replace(day=day))
    assert service.look(NINE) == 5
    assert service.look(NINE + timedelta(hours=1)) == 0
