"""Access that is over opens nothing: every address is tried by those whose role, access or account has ended.

The end of a licence ends nobody's access: forms are still to come in half a year after the last session. An area is
closed to its people by ending their access, which these tests attack.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import PATHS, Purpose, Role
from scaleup.areas import service as areas
from scaleup.areas.models import Access
from scaleup.core.pages import PUBLIC
from scaleup.extensions import db
from tests.house.filled import masked
from tests.house.laid import ONE_AREA, Databases, Laid, laid
from tests.house.routes import ROUTES
from tests.house.test_routes import absent, address
from tests.house.things import NOW, TODAY

YESTERDAY = TODAY - timedelta(days=1)
NAMES = (b"Marlbury", b"Kelso", b"Dilys Bowen")
"""An area, another, and somebody of the former: who sees no area reads of none."""
OWN = ("/guides", "/me/record", "/me/record.json", "/me/coming-mail")
"""Examples in a guide; what is held about oneself; and what is on its way to oneself by mail, which goes to whoever is
named in an area, whether they may sign in or not. These are one's own to read whatever one may open.
"""


@dataclass(frozen=True)
class Gone:
    """Somebody whose access is over, with the session, calendar and area's calendar that they had."""

    role: Role
    person_id: int
    feed: str
    area_feed: str


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """Two areas with something of everything, on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            yield found


def going(portfolio: Laid, role: Role) -> Gone:
    """Who holds this role in the area, with calendars of their own making."""
    portfolio.in_force()
    with portfolio.app.app_context():
        who = db.session.scalars(select(Person).where(Person.name == ONE_AREA[role])).one()
        feed = areas.make_feed(who.id, NOW)
        area_id = portfolio.own["area_id"]
        assert isinstance(area_id, int)
        gone = Gone(role, who.id, feed, areas.make_area_feed(area_id, by=who.id, now=NOW))
        db.session.commit()
    return gone


def end_access(gone: Gone) -> None:
    """What opened the area to them ended yesterday: a lead who was followed, a deputy whose cover is over."""
    db.session.execute(update(Access).where(Access.person_id == gone.person_id).values(until_on=YESTERDAY))


def end_role(gone: Gone) -> None:
    """Their role was taken away, and the access rows stand."""
    db.session.execute(update(RoleHeld).where(RoleHeld.person_id == gone.person_id).values(ended_at=NOW))


def end_role_by_date(gone: Gone) -> None:
    """The last day of their role was yesterday."""
    db.session.execute(update(RoleHeld).where(RoleHeld.person_id == gone.person_id).values(last_on=YESTERDAY))


def deactivate(gone: Gone) -> None:
    """Their account was closed, and a session was forgotten."""
    db.session.execute(update(Person).where(Person.id == gone.person_id).values(deactivated_at=NOW))


def leave(gone: Gone) -> None:
    """Their last day was yesterday, and nothing has looked since."""
    db.session.execute(update(Person).where(Person.id == gone.person_id).values(leaves_on=YESTERDAY))


ENDS: tuple[Callable[[Gone], None], ...] = (end_access, end_role, end_role_by_date, deactivate, leave)
SHUT = (deactivate, leave)
"""After these nobody is signed in."""


def after(portfolio: Laid, role: Role, end: Callable[[Gone], None]) -> Gone:
    """Somebody of this role whose access has ended so."""
    gone = going(portfolio, role)
    with portfolio.app.app_context():
        end(gone)
        db.session.commit()
    return gone


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.DEPUTY])
def test_no_address_of_the_area_opens_and_nothing_is_written(
    portfolio: Laid, role: Role, end: Callable[[Gone], None]
) -> None:
    wrong = []
    with portfolio.as_before():
        after(portfolio, role, end)
        client = portfolio.client(role)
        for route in ROUTES:
            if route.may == PUBLIC or (end not in SHUT and not route.of_an_area):
                continue
            portfolio.heard.clear()
            answer = client.open(address(route, portfolio.own), method=route.method, buffered=True)
            said, wrote = words(answer), portfolio.heard.writing
            closed = {303, 401} if end in SHUT else {403, 404}
            if answer.status_code not in closed or wrote or "Marlbury" in said:
                wrong.append((route.method, route.rule, answer.status_code, wrote))
            elif answer.status_code == 404 and said != never(client, portfolio, route.rule, route.method):
                wrong.append((route.method, route.rule, "unlike what never was", []))
        portfolio.clients.clear()
    assert wrong == []


def words(answer: TestResponse) -> str:
    """What the answer says; a paper says that it is one, which none may."""
    return masked(answer.text) if answer.mimetype.startswith("text/") else answer.mimetype


def never(client: FlaskClient, portfolio: Laid, rule: str, method: str) -> str:
    """What is said of a thing that never was."""
    [route] = [one for one in ROUTES if (one.rule, one.method) == (rule, method)]
    return words(client.open(address(route, absent(portfolio.own)), method=method, buffered=True))


@pytest.mark.parametrize("end", [end_access, end_role, end_role_by_date])
@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.DEPUTY])
def test_no_list_no_file_and_no_calendar_names_the_area(
    portfolio: Laid, role: Role, end: Callable[[Gone], None]
) -> None:
    named = []
    with portfolio.as_before():
        after(portfolio, role, end)
        client = portfolio.client(role)
        for route in ROUTES:
            if route.method == "GET" and route.may != PUBLIC and not route.arguments and route.rule not in OWN:
                answer = client.get(route.rule, buffered=True)
                if any(name in answer.data for name in NAMES):
                    named.append(route.rule)
        portfolio.clients.clear()
    assert named == []


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.DEPUTY])
def test_calendars_that_they_made_are_over_too(portfolio: Laid, role: Role, end: Callable[[Gone], None]) -> None:
    with portfolio.as_before():
        gone = going(portfolio, role)
        client = portfolio.client("nobody")
        before = [client.get(f"/feed/{token}.ics") for token in (gone.feed, gone.area_feed)]
        assert [one.status_code for one in before] == [200, 200]
        assert "Marlbury" in before[1].text
        with portfolio.app.app_context():
            end(gone)
            db.session.commit()
        own, of_area = (client.get(f"/feed/{token}.ics") for token in (gone.feed, gone.area_feed))
        assert "Marlbury" not in own.text
        assert of_area.status_code == 404
        assert of_area.data == client.get("/feed/never.ics").data
        portfolio.clients.clear()


@pytest.mark.parametrize("end", [deactivate, leave])
def test_a_link_that_was_sent_before_signs_nobody_in(portfolio: Laid, end: Callable[[Gone], None]) -> None:
    with portfolio.as_before():
        gone = going(portfolio, Role.PROJECT_LEAD)
        with portfolio.app.app_context():
            made = {purpose: accounts.make_link(gone.person_id, purpose, NOW) for purpose in Purpose}
            end(gone)
            db.session.commit()
        client = portfolio.client("nobody")
        for purpose, token in made.items():
            client.post(f"{PATHS[purpose]}{token}", data={"password": "two lanterns by the quay"})
            assert client.get("/").status_code == 303, purpose
        portfolio.clients.clear()
