"""docs/questions.md says the truth: its addresses are routes, and no answer lies further from My work than it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from scaleup.accounts.rules import Role
from tests.house.laid import Databases, Laid, laid
from tests.house.routes import ROUTES
from tests.house.sources import ROOT
from tests.house.things import NOW

TEXT = (ROOT / "docs" / "questions.md").read_text()
WHOSE = {"Unit manager": Role.UNIT_MANAGER, "Project lead": Role.PROJECT_LEAD, "Trainer": Role.TRAINER}
LINE = re.compile(r"\| (\d+) \| (.+?) \| (all|part|none) \| (?:`(.+?)`)? ?\| (\d?) ?\| (.+) \|")
EACH_RULE = 12
"""Pages of one rule that are walked: in lists of many the others say the same again."""


@dataclass(frozen=True)
class Answer:
    """A line of the table."""

    number: int
    asked: str
    answered: str
    where: str
    clicks: str
    said: str


def answers(whose: str) -> list[Answer]:
    part = re.split(r"^## ", TEXT, flags=re.M)
    lines = next(one for one in part if one.startswith(whose)).splitlines()
    found = [LINE.fullmatch(line) for line in lines if re.match(r"\| \d", line)]
    return [Answer(int(one[1]), one[2], one[3], one[4] or "", one[5], one[6]) for one in found if one]


@pytest.mark.parametrize("whose", WHOSE)
def test_each_of_the_twenty_five_is_answered_or_named_as_not_answered(whose: str) -> None:
    found = answers(whose)
    assert [one.number for one in found] == list(range(1, 26))
    for one in found:
        assert bool(one.where) == bool(one.clicks) == (one.answered != "none"), one.asked


def test_every_address_in_the_page_is_a_route() -> None:
    rules = {route.rule for route in ROUTES if route.method == "GET"}
    assert set(re.findall(r"`(/[^`]*)`", TEXT)) <= rules


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """Two areas with something of everything, on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            yield found


def rule_of(portfolio: Laid, path: str) -> str:
    """The rule that this address follows; empty if none."""
    try:
        rule, _ = portfolio.app.url_map.bind("127.0.0.1").match(urlsplit(path).path, return_rule=True)
    except HTTPException:
        return ""
    return str(rule.rule)


def clicks(portfolio: Laid, whose: str, most: int) -> dict[str, int]:
    """How many links lie between My work and a page of each rule, up to so many."""
    client, found, here = portfolio.client(whose), {"/": 0}, {"/"}
    visits: dict[str, int] = {}
    for far in range(1, most + 1):
        ahead = set()
        for path in sorted(here):
            with client.get(path) as page:
                links = re.findall(r'<a\b[^>]*\bhref="([^"#]+)', page.text) if page.mimetype == "text/html" else []
            for link in links:
                rule = rule_of(portfolio, urljoin(path, link))
                if rule and found.setdefault(rule, far) == far and visits.get(rule, 0) < EACH_RULE:
                    visits[rule] = visits.get(rule, 0) + 1
                    ahead.add(urljoin(path, link))
        here = {path for path in ahead if not urlsplit(path).path.endswith((".csv", ".xlsx"))}
    return found


@pytest.mark.parametrize("whose", WHOSE)
def test_no_answer_lies_further_from_my_work_than_is_said(portfolio: Laid, whose: str) -> None:
    given = [one for one in answers(whose) if one.where]
    near = clicks(portfolio, WHOSE[whose], max(int(one.clicks) for one in given))
    further = {one.where: near.get(one.where) for one in given if near.get(one.where, 99) > int(one.clicks)}
    assert further == {}
