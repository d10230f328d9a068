"""The attacker tries every address: rare numbers that are held back, and codes, are looked for in all that is given.

Every page, file, feed and refusal, as every role, in scope and out of it, and narrowed in every way: words, attributes,
drawings, hidden fields, papers with their tags, workbooks and what is zipped. Only the pages that are closed by "keep
scores of families" may hold them. Sizes and hashes of answers are not looked at.
"""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import product
from statistics import mean, stdev
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from scaleup.accounts.rules import Permission
from scaleup.evaluation.models import Administration, AggregateScore, BabyWeight, BirthOutcome, Participant, Score
from scaleup.evaluation.rules.results import Cell, Definition, Gathered
from scaleup.evaluation.rules.suppression import Allowed, Family, answers
from scaleup.evaluation.rules.suppression.families import places_of
from scaleup.evaluation.service import results
from scaleup.extensions import db
from tests.house.laid import ELSEWHERE, VISITORS, Databases, Laid, laid
from tests.house.routes import ROUTES
from tests.house.test_routes import ask
from tests.house.things import NOW
from tests.papers import read

BEFORE, AFTER, SENT, SENT_SD, GRAMS = (86413, 91778), (23577, 32999), 73932.5714, 61971.4286, 5813
"""No score is like that, so nothing else is."""
RARELY = 10_000
"""Smaller numbers stand in drawings, too."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
OTHERS = ((9, 8), (12, 10))
"""What the two of the other area answered (tests/factories/evaluated.py)."""
CHANGES = [after - before for before, after in zip(BEFORE, AFTER, strict=True)]
OF_ALL = [
    mean([*BEFORE, *(one for one, _ in OTHERS)]),
    mean([*AFTER, *(one for _, one in OTHERS)]),
    mean([*CHANGES, *(after - before for before, after in OTHERS)]),
]
OF_THE_AREA = (mean(BEFORE), mean(AFTER), mean(CHANGES), sum(BEFORE), sum(AFTER), stdev(BEFORE), stdev(AFTER))
RARE = (*BEFORE, *AFTER, *CHANGES, *OF_THE_AREA, *OF_ALL, SENT, SENT_SD, GRAMS)
SECRET_FIELD = re.compile(r'(?:csrf_token|nonce)" value="[^"]*"|nonce-[\w-]+')
TIGHT = re.compile(r"(?<=\d)[,\s\u00a0\u202f\u2009](?=\d{3}\b)")
NARROWED = ("year=2024", "year=2025", "programme=baby-steps&implementation=1&role=mother&arm=programme&version=1983")
FILTERED = (
    "/areas/{area}/results",
    "/areas/{area}/results.csv",
    "/areas/{area}/report",
    "/areas/{area}/report.pdf",
    "/results",
    "/results.csv",
    "/results/report",
    "/results/report.pdf",
)


def written(number: float) -> set[str]:
    """The ways in which a number could stand somewhere: whole, cut, and with one to four decimals."""
    size = abs(number)
    return {str(int(size)), *(f"{size:.{places}f}" for places in range(5))}


CANARIES = frozenset(text for number in RARE if number == GRAMS or abs(number) >= RARELY for text in written(number))


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """The two areas with everything in them, the scores of the first being rare numbers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            with found.app.app_context():
                plant(found)
            yield found


def plant(portfolio: Laid) -> None:
    """The scores, the means and the weights of the area are these."""
    given = (
        select(Administration.id)
        .join(Participant, Participant.id == Administration.participant_id)
        .where(Participant.group_id == portfolio.own["group_id"])
        .order_by(Participant.id)
    )
    for point, values in (("T1", BEFORE), ("T4", AFTER)):
        ids = db.session.scalars(given.where(Administration.time_point == point)).all()
        for one, value in zip(ids, values, strict=True):
            db.session.execute(update(Score).where(Score.administration_id == one).values(value=value))
    area = portfolio.own["area_id"]
    db.session.execute(update(AggregateScore).where(AggregateScore.area_id == area).values(mean=SENT, sd=SENT_SD))
    births = select(BirthOutcome.id).where(BirthOutcome.area_id == area)
    db.session.execute(update(BabyWeight).where(BabyWeight.birth_id.in_(births)).values(grams=GRAMS))
    db.session.commit()


def codes(portfolio: Laid) -> set[str]:
    """The codes of the area."""
    with portfolio.app.app_context():
        asked = select(Participant.code).where(Participant.area_id == portfolio.own["area_id"])
        return set(db.session.scalars(asked).all())


def words(answer: TestResponse) -> str:
    """All that an answer says, in whatever it is packed: with its address, so that nothing hides in a redirect."""
    found = answer.data
    if found.startswith(b"%PDF") and b"%%EOF" in found:
        paper = read(found)
        return " ".join([paper.title, *(one.words for one in paper.elements), *paper.alternatives()])
    if found.startswith(b"PK"):
        with ZipFile(BytesIO(found)) as packed:
            return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return SECRET_FIELD.sub("", answer.text) + answer.headers.get("Location", "")


def leaks(answer: TestResponse, secret: Collection[str]) -> set[str]:
    """What of these stands in an answer; in numbers without what parts their thousands."""
    said = TIGHT.sub("", words(answer))
    whole = set(NUMBER.findall(said))
    return {one for one in secret if (one in whole if one[0].isdigit() else one in said)}


def filtered() -> Iterator[str]:
    """Each page and file of results, narrowed in every way that an address could ask for."""
    for rule, narrowed in product(FILTERED, NARROWED):
        yield f"{rule}?{narrowed}"


def open_every(portfolio: Laid, visitor: str) -> Iterator[tuple[str, TestResponse]]:
    """Every address that is not closed by "keep scores of families", of this area, as this visitor."""
    for route in ROUTES:
        if route.method == "GET" and route.may != Permission.KEEP_SCORES:
            yield route.rule, ask(portfolio, visitor, route, portfolio.own)[0]
    for rule in filtered():
        yield rule, portfolio.client(visitor).get(rule.format(area=portfolio.own["area_id"]))


@pytest.mark.parametrize("visitor", [*VISITORS, *(f"{here} here, {there} there" for here, there in ELSEWHERE)])
def test_no_address_gives_out_a_score_a_mean_a_weight_or_a_code_of_a_few(portfolio: Laid, visitor: str) -> None:
    secret = CANARIES | codes(portfolio)
    found = {rule: told for rule, answer in open_every(portfolio, visitor) if (told := leaks(answer, secret))}
    assert found == {}


def test_who_keeps_the_scores_of_the_area_sees_its_codes_and_nobody_else_does(portfolio: Laid) -> None:
    for route in ROUTES:
        if route.method != "GET" or route.may != Permission.KEEP_SCORES:
            continue
        for visitor in VISITORS:
            answer, _ = ask(portfolio, visitor, route, portfolio.own)
            seen = leaks(answer, CANARIES | codes(portfolio))
            assert not seen or visitor in ("project_lead", "deputy"), (route.rule, visitor, seen)
    (route,) = (one for one in ROUTES if (one.method, one.rule) == ("GET", "/groups/<int:group_id>/codes"))
    assert leaks(ask(portfolio, "project_lead", route, portfolio.own)[0], codes(portfolio)) == codes(portfolio)


def everything(found: Gathered, definition: Definition) -> Allowed:
    """Every figure, of however few."""
    told = {point: of_all(answers(found, point)) for point in definition.points}
    twice = [one.cell for one in found.people if definition.pair and set(definition.pair) <= set(one.values)]
    return Allowed(told, of_all(twice))


def of_all(cells: Collection[Cell]) -> Family:
    """Every place that has anybody."""
    return Family(places_of(cells) if cells else frozenset())


def test_pages_files_and_papers_give_them_out_where_nothing_is_held_back(
    portfolio: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "allowed", everything)
    for rule in FILTERED:
        asked = rule.format(area=portfolio.own["area_id"])
        assert leaks(portfolio.client("unit_manager").get(asked), CANARIES), rule
