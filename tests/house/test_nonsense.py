"""Whatever is typed into any field or address, by whoever may type there: an answer in words, never a fault of ours."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Request
from flask.testing import FlaskClient
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse
from werkzeug.utils import cached_property

from tests.house.laid import Databases, Laid, laid
from tests.house.route import Route
from tests.house.routes import ROUTES
from tests.house.things import NOW, Ids

FORM = "application/x-www-form-urlencoded"
VISITORS = ("unit_manager", "project_lead", "nobody")
NONSENSE = {
    "nothing": "",
    "spaces": "   ",
    "long": "x" * 5_000,
    "a number past every column": "99999999999999999999999",
    "below nought": "-1",
    "not a number": "NaN",
    "a letter that databases refuse": "a\x00b",
    "half a letter": "\udcff",
    "markup": "<script>alert(1)</script>",
    "a statement": "'; DROP TABLE person; --",
    "a template": "{{ 7 * 7 }}{% raw %}",
    "a path": "../../../../etc/passwd",
    "other scripts": "Zażółć \u202egęślą\u200b Ŵŷ 中文 🍼",
    "a day that is not": "2026-02-31",
    "lines": "one\r\nSet-Cookie: a=b\r\n\r\ntwo",
}
IDS = ("0", "-1", "2147483648", "9223372036854775808", "99999999999999999999999999", "1e3", "٣", "1%00", "..%2f..", "")
LOOKED_UP: set[str] = set()
"""The arguments that views have looked up since this was last cleared."""
pytestmark = pytest.mark.parametrize("visitor", VISITORS)
Answer = tuple[str, int, bytes]
"""What was asked, the status and the body."""


class Fields(HTMLParser):
    """The names of what can be filled in on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The parser's hook."""
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.names.add(str(given["name"]))


class Asked(ImmutableMultiDict[str, str]):
    """What an address asks beside its path; whatever a view looks up there is noted."""

    def __contains__(self, key: object) -> bool:
        LOOKED_UP.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        LOOKED_UP.add(key)
        return super().__getitem__(key)

    def get(self, key: str, *given: Any, **others: Any) -> Any:
        """The dictionary's own."""
        LOOKED_UP.add(key)
        return super().get(key, *given, **others)

    def getlist(self, key: str, *given: Any, **others: Any) -> Any:
        """The dictionary's own."""
        LOOKED_UP.add(key)
        return super().getlist(key, *given, **others)

    def items(self, multi: bool = False) -> Iterator[tuple[str, str]]:  # type: ignore[override]  # an iterator is all that is asked
        """The dictionary's own; who goes through all of them reads any name."""
        LOOKED_UP.add("anything")
        return super().items(multi)


class Listening(Request):
    """A request that notes which arguments a view looks up."""

    @cached_property
    def args(self) -> Asked:
        """Werkzeug's own, which notes."""
        return Asked(super().args)


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """Two areas with something of everything, on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            found.app.request_class = Listening
            yield found


def address(route: Route, ids: Ids) -> str:
    """The rule with these ids in it."""
    made = route.rule
    for name in route.arguments:
        made = re.sub("<[^>]*>", str(ids.get(f"{name} of {route.rule}", ids.get(name))), made, count=1)
    return made


def fields_of(client: FlaskClient, path: str) -> set[str]:
    """What the page of this address asks for; a few names of ours where it has no page."""
    answer = client.get(path)
    found = Fields(answer.text).names if answer.status_code == 200 else set()
    return (found | {"version", "shown", "reason", "from_on"}) - {"csrf_token"}


def nonsense_asked(client: FlaskClient, path: str) -> Iterator[Answer]:
    """The answers to each kind in every argument that the view looks up; one that looks none up is asked once."""
    asked = {"q"}
    for kind, value in NONSENSE.items():
        said = value.encode("utf-8", "surrogatepass")
        more = True
        while more:
            LOOKED_UP.clear()
            answer = client.get(path, query_string=dict.fromkeys(sorted(asked), said))
            yield f"{kind} asked of {path}", answer.status_code, taken(answer)
            more = not asked >= LOOKED_UP
            asked |= LOOKED_UP
        if not LOOKED_UP:
            return


def wrong(answers: Iterator[Answer]) -> list[tuple[str, int]]:
    """Those that were a fault, or show one."""
    return [(what, status) for what, status, body in answers if status >= 500 or b"Traceback" in body]


def taken(answer: TestResponse) -> bytes:
    """The body, whatever it holds; files too are then closed."""
    body = answer.data
    answer.close()
    return body


def test_nonsense_in_fields_is_refused_in_words(portfolio: Laid, visitor: str) -> None:
    def all_answers() -> Iterator[Answer]:
        for route in ROUTES:
            if route.method == "GET" or not route.may_enter(visitor) or route.rule == "/sign-out":
                continue
            path = address(route, portfolio.own)
            names = fields_of(portfolio.client(visitor), path)
            with portfolio.as_before():
                for kind, value in NONSENSE.items():
                    body = urlencode(dict.fromkeys(names, value), errors="surrogatepass")
                    answer = portfolio.client(visitor).post(path, data=body, content_type=FORM)
                    yield f"{kind} to {route.rule}", answer.status_code, taken(answer)
                portfolio.clients.clear()

    assert wrong(all_answers()) == []


def test_nonsense_in_addresses_is_answered_in_words(portfolio: Laid, visitor: str) -> None:
    def all_answers() -> Iterator[Answer]:
        client = portfolio.client(visitor)
        for route in ROUTES:
            for one in IDS if route.arguments else ():
                path = re.sub("<[^>]*>", one, route.rule)
                answer = client.open(path, method=route.method)
                yield f"{route.method} {path}", answer.status_code, taken(answer)
            if route.method == "GET":
                path = address(route, portfolio.own)
                if route.rule != "/healthz":  # it says that there is no broker here
                    yield from nonsense_asked(client, path)

    assert wrong(all_answers()) == []
