"""Every route, every role, own, others' and absent things: who is let in, who reads that it is absent, and who writes.

The table is tests/house/routes.py. Whole on SQLite, a sample on PostgreSQL.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scaleup import audit
from scaleup.accounts.rules import ALLOWED, Permission, Role
from scaleup.core.pages import PUBLIC, SIGNED_IN
from tests.house.laid import ELSEWHERE, NOBODY, VISITORS, Databases, Laid, laid
from tests.house.recorded import unrecorded
from tests.house.route import OF_AN_AREA, Route
from tests.house.routes import ROUTES
from tests.house.things import ABSENT, NOW, Ids

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
SAMPLE = ("project_lead", "administrator", NOBODY)
CASES = [*(("sqlite", visitor) for visitor in VISITORS), *(("postgresql", visitor) for visitor in SAMPLE)]
"""Everybody on SQLite, a sample on PostgreSQL."""
AREAS_OWN = {"area_id", "implementation_id", "licence_id", "assessment_id", "facilitator_id"}
"""What every role of an area may name; events and messages hang on more than the area."""
UNASKED = {
    Permission.PLAN_SUPPORT,
    Permission.KEEP_REGISTERS,
    Permission.HOLD_ALL_SENDING,
}
"""Permissions that no page is closed by: moving a contact goes with logging; holding all is a choice on a page."""
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"])
TOUCH = "UPDATE signed_in SET seen_at"
"""The one thing that a GET writes: that a session was used, at most once a minute."""
RECORDS = (
    ["INSERT INTO audit_entry"],
    ["INSERT INTO evaluation_read"],
    ["INSERT INTO evaluation_read", "INSERT INTO audit_entry"],
)
"""What a GET writes that hands a file out, or shows evaluation data: who took it."""
NOT_SIGNED_IN = {"GET": 303, "POST": 401}


@pytest.fixture(scope="module")
def portfolios(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Laid]]:
    """The two areas on a database of a dialect, laid when first asked for, for all calls of this module."""
    made: dict[str, Laid] = {}
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())

        def portfolio(dialect: str) -> Laid:
            if dialect not in made:
                made[dialect] = stack.enter_context(laid(databases, dialect, tmp_path_factory.mktemp("laid")))
            return made[dialect]

        yield portfolio


@pytest.fixture
def portfolio(portfolios: Callable[[str], Laid], dialect: str) -> Laid:
    """The two areas."""
    return portfolios(dialect)


WORDS = {"role", "act", "factor"}
"""What an address says in words of ours; the rule itself knows no others."""


def address(route: Route, ids: Ids) -> str:
    """The rule with these ids in it."""
    made = route.rule
    for name in route.arguments:
        found = ids.get(f"{name} of {route.rule}", ids.get(name))
        assert found is not None, f"tests/house/things.py lays no {name} for {route.rule}"
        made = re.sub("<[^>]*>", str(found), made, count=1)
    return made


def absent(of: Ids) -> Ids:
    """Ids and tokens of nothing."""
    return {
        name: ABSENT if isinstance(value, int) else value if name in WORDS else f"{value}x"
        for name, value in of.items()
    }


def ask(portfolio: Laid, visitor: str, route: Route, ids: Ids) -> tuple[TestResponse, list[str]]:
    """The answer, and the statements that wrote."""
    portfolio.heard.clear()
    client: FlaskClient = portfolio.client(visitor)
    answer = client.open(address(route, ids), method=route.method, buffered=True)  # a file is then closed
    writing = [one for one in portfolio.heard.writing if not (route.may == PUBLIC and excused(one))]
    if route.records and answer.status_code in (200, 422):
        assert [one.split(" (")[0] for one in writing] in RECORDS, route.rule
        writing = []
    if answer.status_code in (200, 422):
        assert unrecorded(portfolio.heard) == [], f"{route.method} {route.rule} shows this without audit.note_read"
    return answer, writing


def excused(statement: str) -> bool:
    """What the door writes whoever knocks: counts of failed sign-ins and tried tokens (house, Writing 9)."""
    return re.match(r"(INSERT INTO|DELETE FROM|UPDATE) tries\b", statement) is not None


@on_sqlite
def test_every_route_is_listed_with_who_may_enter_and_every_listed_one_is_there(portfolio: Laid) -> None:
    app = portfolio.app
    found = {
        (method, rule.rule, getattr(app.view_functions[rule.endpoint], "entry", "not marked with @entry"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & METHODS
    }
    assert found == {(route.method, route.rule, route.may) for route in ROUTES}


def test_every_permission_is_asked_for_somewhere_and_held_by_somebody() -> None:
    asked = {route.may for route in ROUTES} - {PUBLIC, SIGNED_IN}
    held = {permission for allowed in ALLOWED.values() for permission in allowed}
    assert asked <= held
    assert held - asked <= UNASKED


@pytest.mark.parametrize("dialect,visitor", CASES)
def test_who_is_not_let_in_is_told_so_and_writes_nothing(portfolio: Laid, visitor: str) -> None:
    wrong = []
    for route in ROUTES:
        if route.may_enter(visitor):
            continue
        expected = NOT_SIGNED_IN[route.method] if visitor == NOBODY else 403
        for whose, ids in (("own", portfolio.own), ("other", portfolio.other), ("absent", absent(portfolio.own))):
            answer, wrote = ask(portfolio, visitor, route, ids)
            if answer.status_code != expected or wrote:
                wrong.append((route.method, route.rule, whose, answer.status_code, wrote))
            if visitor == NOBODY and route.method == "GET":
                assert answer.location.startswith("/sign-in"), answer.location
    assert wrong == []


@pytest.mark.parametrize("dialect,visitor", [case for case in CASES if case[1] != NOBODY])
def test_what_is_out_of_scope_reads_exactly_like_what_is_not_there(portfolio: Laid, visitor: str) -> None:
    wrong = []
    for route in ROUTES:
        if not route.arguments or not route.may_enter(visitor):
            continue
        nothing, wrote_nothing = ask(portfolio, visitor, route, absent(portfolio.own))
        if nothing.status_code not in route.absent or wrote_nothing:
            wrong.append((route.method, route.rule, "absent", nothing.status_code, wrote_nothing))
        if visitor == Role.UNIT_MANAGER or not route.of_an_area:
            continue
        others, wrote = ask(portfolio, visitor, route, portfolio.other)
        if others.status_code != nothing.status_code or others.data != nothing.data or wrote:
            wrong.append((route.method, route.rule, "other", others.status_code, wrote))
    assert wrong == []


BOTH = [("sqlite", *roles) for roles in ELSEWHERE] + [("postgresql", *ELSEWHERE[0])]


@pytest.mark.parametrize("dialect,here,there", BOTH)
def test_what_somebody_may_do_in_another_area_alone_reads_here_as_what_is_not_there(
    portfolio: Laid, here: Role, there: Role
) -> None:
    wrong, visitor = [], f"{here} here, {there} there"
    for route in ROUTES:
        if not route.of_an_area or route.may_enter(here) or not route.may_enter(there):
            continue
        nothing, wrote_nothing = ask(portfolio, visitor, route, absent(portfolio.own))
        answer, wrote = ask(portfolio, visitor, route, portfolio.own)
        if answer.status_code != nothing.status_code or answer.data != nothing.data or wrote or wrote_nothing:
            wrong.append((route.method, route.rule, answer.status_code, nothing.status_code, wrote))
    assert wrong == []


@on_sqlite
@pytest.mark.parametrize("here,there", ELSEWHERE)
def test_who_holds_two_roles_is_let_in_to_each_area_as_that_role_is(portfolio: Laid, here: Role, there: Role) -> None:
    wrong, visitor = [], f"{here} here, {there} there"
    for role, ids in ((here, portfolio.own), (there, portfolio.other)):
        for route in ROUTES:
            if route.method != "GET" or not set(route.arguments) & AREAS_OWN or not route.may_enter(role):
                continue
            answer, wrote = ask(portfolio, visitor, route, ids)
            if answer.status_code not in route.expected or wrote:
                wrong.append((route.rule, role, answer.status_code, wrote))
    assert wrong == []


@pytest.mark.parametrize("dialect,visitor", [case for case in CASES if case[1] != NOBODY])
def test_another_areas_thing_does_not_come_in_under_ones_own_area(portfolio: Laid, visitor: str) -> None:
    wrong = []
    for route in ROUTES:
        if len(set(route.arguments) & OF_AN_AREA) < 2 or not route.may_enter(visitor):
            continue
        first, *_ = route.arguments
        answer, wrote = ask(portfolio, visitor, route, {**portfolio.other, first: portfolio.own[first]})
        if answer.status_code != 404 or wrote:
            wrong.append((route.method, route.rule, answer.status_code, wrote))
    assert wrong == []


@pytest.mark.parametrize("dialect,visitor", CASES)
def test_who_is_let_in_is_answered_and_looking_writes_nothing(portfolio: Laid, visitor: str) -> None:
    wrong = []
    for route in ROUTES:
        if route.method != "GET" or not route.may_enter(visitor):
            continue
        answer, wrote = ask(portfolio, visitor, route, portfolio.own)
        if answer.status_code not in route.expected or wrote:
            wrong.append((route.rule, answer.status_code, wrote))
    assert wrong == []


@pytest.mark.parametrize("dialect,visitor", [case for case in CASES if case[0] == "sqlite"])
def test_who_may_act_is_answered_and_a_refused_act_writes_nothing(portfolio: Laid, visitor: str) -> None:
    """Each act without a field: done, or refused with what is missing; what it did is taken back."""
    wrong = []
    for route in ROUTES:
        if route.method == "GET" or not route.may_enter(visitor):
            continue
        with portfolio.as_before():
            answer, wrote = ask(portfolio, visitor, route, portfolio.own)
            portfolio.clients.clear()
        if answer.status_code not in route.expected:
            wrong.append((route.rule, answer.status_code, answer.text))
        if answer.status_code >= 400 and wrote:
            wrong.append((route.rule, answer.status_code, wrote))
    assert wrong == []


@on_sqlite
def test_a_session_in_use_is_noted_once_a_minute_and_that_is_all_that_looking_writes(
    portfolio: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALEUP_NOW", "2026-11-23T14:01:01+00:00")
    home = Route("GET", "/", Permission.SEE_WORK)
    _, wrote = ask(portfolio, "project_lead", home, {})
    assert [one.startswith(TOUCH) for one in wrote] == [True]
    monkeypatch.setenv("SCALEUP_NOW", "2026-11-23T14:01:59+00:00")
    _, wrote = ask(portfolio, "project_lead", home, {})
    assert wrote == []


@on_sqlite
def test_an_act_without_its_form_token_is_refused_everywhere(portfolio: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(portfolio.app.config, "WTF_CSRF_ENABLED", True)
    wrong = []
    for route in ROUTES:
        if route.method == "GET":
            continue
        for visitor in ("unit_manager", NOBODY):
            answer, wrote = ask(portfolio, visitor, route, portfolio.own)
            if answer.status_code not in (303, 400, 401, 403, 422) or wrote:
                wrong.append((route.rule, visitor, answer.status_code, wrote))
    assert wrong == []


@on_sqlite
def test_an_act_from_another_site_is_refused_everywhere(portfolio: Laid) -> None:
    client = portfolio.client("unit_manager")
    for route in ROUTES:
        if route.method != "GET":
            portfolio.heard.clear()
            answer = client.post(address(route, portfolio.own), headers={"Sec-Fetch-Site": "cross-site"})
            assert (answer.status_code, portfolio.heard.writing) == (403, []), route.rule


@on_sqlite
def test_methods_that_no_route_takes_are_refused_in_words(portfolio: Laid) -> None:
    for route in ROUTES:
        answer = portfolio.client("unit_manager").open(address(route, portfolio.own), method="DELETE")
        assert answer.status_code == 405, route.rule
        assert "This address takes no such request" in answer.text


@on_sqlite
@pytest.mark.parametrize(
    "rule,may",
    [
        ("/areas/<int:area_id>/results", Permission.SEE_RESULTS),
        ("/areas/<int:area_id>/report", Permission.SEE_RESULTS),
        ("/areas/<int:area_id>/results/process", Permission.SEE_RESULTS),
        ("/groups/<int:group_id>/codes", Permission.KEEP_SCORES),
        ("/process/<int:activity_id>/answers", Permission.ENTER_SCORES),
    ],
)
def test_a_page_of_evaluation_that_forgets_to_say_who_read_it_is_found(
    portfolio: Laid, monkeypatch: pytest.MonkeyPatch, rule: str, may: Permission
) -> None:
    monkeypatch.setattr(audit, "note_read", lambda *_, **__: None)
    with pytest.raises(AssertionError, match="without audit.note_read"):
        ask(portfolio, "project_lead", Route("GET", rule, may), portfolio.own)


@on_sqlite
def test_the_application_has_no_other_address(portfolio: Laid) -> None:
    app: Flask = portfolio.app
    assert {rule.rule for rule in app.url_map.iter_rules()} == {route.rule for route in ROUTES}
