"""Templates hold no arithmetic, nothing inline and only words of ours; every link and button of a page leads somewhere.

That each is rendered by some test is counted at the end of a whole run: tests/rendered.py.
"""

import ast
import html
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from jinja2 import Environment, nodes
from werkzeug.exceptions import HTTPException

from scaleup.accounts.rules import ALLOWED, Role
from tests import rendered
from tests.client import sound
from tests.house.laid import Databases, Laid, laid
from tests.house.sources import ROOT, sources
from tests.house.things import NOW

TEMPLATES = ROOT / "templates"
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
AVOIDED = r"overdue|\bRAG\b|non-compliant|\bbreach|stakeholder|please wait|\boops\b|successfully"
"""look.md, Words: what no screen or mail says."""
SAID_BY_THE_PROGRAMME = {
    "scaleup/programmes/catalogue/baby-steps.yaml": "the programme's own name of a half day",
    "scaleup/portfolio/queries/drawing.py": "the code of that half day, which is not shown",
}
EACH_ENDPOINT = 6
"""How many addresses of one page a visitor is led to: lists of many would only say the same again."""


def templates() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())


def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


@pytest.mark.parametrize("name", templates())
def test_a_template_parses_and_holds_no_arithmetic(name: str) -> None:
    tree = Environment(autoescape=True).parse(source(name))
    sums = [f"line {node.lineno}: {type(node).__name__}" for node in tree.find_all(ARITHMETIC) if not joins(node)]
    assert sums == [], "work it out in a rule or a view; join words with ~"


def joins(node: nodes.Node) -> bool:
    """Whether it puts two lists together."""
    return isinstance(node, nodes.Add) and any(isinstance(part, nodes.List) for part in (node.left, node.right))


@pytest.mark.parametrize("name", [name for name in templates() if not name.startswith("mail/")])
def test_nothing_is_inline_outside_mails(name: str) -> None:
    text = source(name)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(src|href)\s*=\s*[\"'](https?:)?//", text), "pages load and link only to what is ours"


def words() -> Iterator[tuple[str, str]]:
    """Everything that a screen or a mail may say: templates, the catalogue, and strings of the code."""
    for name in templates():
        yield name, re.sub(r"{#.*?#}", "", source(name), flags=re.S)
    for path in (*(ROOT / "scaleup").rglob("*.yaml"), *(ROOT / "scaleup" / "papers").glob("*.typ")):
        yield str(path.relative_to(ROOT)), path.read_text()
    for module in sources():
        silent = {id(d) for d in ast.walk(module.tree) if isinstance(d, ast.Expr) and isinstance(d.value, ast.Constant)}
        docstrings = {id(d.value) for d in ast.walk(module.tree) if id(d) in silent and isinstance(d, ast.Expr)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield module.path, node.value


def test_no_screen_or_mail_says_a_word_that_we_avoid() -> None:
    said = {
        f"{where}: {found.group(0)}"
        for where, text in words()
        if where not in SAID_BY_THE_PROGRAMME and (found := re.search(AVOIDED, text, re.IGNORECASE))
    }
    assert said == set()


def test_every_template_that_the_code_names_is_there_and_every_page_is_named() -> None:
    named = {text for where, text in words() if where.endswith(".py") and re.fullmatch(r"[\w/{}-]+\.(html|txt)", text)}
    assert {name for name in named if "/" in name.strip("/") and "{" not in name} <= set(templates())
    text = "".join(source(name) for name in templates()) + "".join(module.text for module in sources())
    unnamed = [name for name in templates() if name not in text and not name.startswith(("errors/", "mail/"))]
    assert unnamed == []


# --- Links ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """Two areas with something of everything, on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            yield found


class Walk:
    """One visitor follows every link of every page that they come to."""

    def __init__(self, portfolio: Laid, visitor: str) -> None:
        self.portfolio, self.client = portfolio, portfolio.client(visitor)
        self.seen: set[str] = set()
        self.visits: dict[str, int] = {}
        self.wrong: list[str] = []

    def all_from(self, *starts: str) -> None:
        """Everything that can be reached was visited."""
        waiting = [(start, "the start") for start in starts]
        while waiting:
            path, seen_on = waiting.pop(0)
            if path not in self.seen and self.wanted(path):
                self.seen.add(path)
                waiting += [(found, path) for found in self.visit(path, seen_on)]

    def wanted(self, path: str) -> bool:
        """Whether this page has not been seen often enough."""
        try:
            endpoint, _ = self.portfolio.app.url_map.bind("127.0.0.1").match(urlsplit(path).path)
        except HTTPException:
            return True
        self.visits[endpoint] = self.visits.get(endpoint, 0) + 1
        return self.visits[endpoint] <= EACH_ENDPOINT

    def visit(self, path: str, seen_on: str) -> list[str]:
        """The links of the page."""
        answer = self.client.get(path)
        if answer.status_code >= 400:
            self.wrong.append(f"{path} on {seen_on} answers {answer.status_code}")
            return []
        if answer.status_code >= 300:
            return [answer.location]
        if answer.mimetype != "text/html":
            answer.close()
            return []
        sound(answer)
        self.check_parts(path, answer.text)
        return self.links(path, answer.text)

    def links(self, path: str, text: str) -> list[str]:
        """Where the page leads within this site."""
        here = []
        for written in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', text):
            target = html.unescape(written)
            if target.startswith("#"):
                if f'id="{target[1:]}"' not in text:
                    self.wrong.append(f"{path} links to {target}, which is not on it")
            elif not urlsplit(target).scheme:
                here.append(urljoin(path, target).partition("#")[0])
        return here

    def check_parts(self, path: str, text: str) -> None:
        """Ids stand once, and each button leads to an act that this visitor may do."""
        ids = re.findall(r'\sid="([^"]+)"', text)
        twice = {one for one, times in Counter(ids).items() if times > 1}
        if twice:
            self.wrong.append(f"{path} has twice: {sorted(twice)}")
        for form in re.findall(r"<form\b[^>]*>", text):
            action = re.search(r'\baction="([^"]*)"', form)
            method = "POST" if 'method="post"' in form else "GET"
            target = urljoin(path, html.unescape(action.group(1))) if action else path
            self.check_act(path, target, method)

    def check_act(self, path: str, target: str, method: str) -> None:
        """The form's address is a route that takes it, and that this visitor may enter."""
        bare = urlsplit(target).path
        try:
            endpoint, _ = self.portfolio.app.url_map.bind("127.0.0.1").match(bare, method=method)
        except HTTPException:
            self.wrong.append(f"{path} has a form for {method} {bare}, which is no route")
            return
        permission = self.portfolio.app.view_functions[endpoint].entry  # type: ignore[attr-defined]  # set by @entry
        if not self.may(permission):
            self.wrong.append(f"{path} offers {method} {bare}, which this role may not do")

    def may(self, permission: str) -> bool:
        """Whether the visitor's role holds the permission."""
        role = next(role for role in Role if self.portfolio.clients.get(role.value) is self.client)
        return permission in ("public", "signed in") or permission in ALLOWED[role]


@pytest.mark.parametrize("visitor", [role.value for role in Role])
def test_every_link_and_button_of_every_page_leads_somewhere(portfolio: Laid, visitor: str) -> None:
    walk = Walk(portfolio, visitor)
    walk.all_from("/", "/me")
    assert walk.wrong == []
    assert len(walk.seen) >= 4


def test_the_door_leads_nowhere_wrong(portfolio: Laid) -> None:
    walk = Walk(portfolio, "nobody")
    walk.may = lambda permission: permission == "public"  # type: ignore[method-assign]  # nobody holds a role
    walk.all_from("/sign-in", "/forgotten-password", "/privacy", "/accessibility")
    assert walk.wrong == []


def test_files_that_pages_load_are_there(portfolio: Laid) -> None:
    client: FlaskClient = portfolio.client("nobody")
    page = client.get("/sign-in").text
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(files) > 5
    for file in files:
        answer = client.get(html.unescape(file))
        assert answer.status_code == 200, file
        answer.close()


def test_what_was_rendered_is_noted(portfolio: Laid) -> None:
    portfolio.client("nobody").get("/privacy")
    assert {"about/privacy.html", "base.html", "macros/page.html"} <= rendered.noted()
