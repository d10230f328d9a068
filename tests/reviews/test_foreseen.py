"""Before an act on a licence is confirmed its page says which reviews come, go or move: what the keeper then does."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.areas.rules import Exit, Leaving
from scaleup.core.facts import Change
from scaleup.licences import service as licensing
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act, Terms
from scaleup.licences.service import Asked, Variation
from scaleup.programmes.models import ProgrammeVersion
from scaleup.reviews import service
from scaleup.reviews.models import AreaReview
from tests.factories.accounts import form_token
from tests.factories.actors import acting
from tests.factories.readiness import permit
from tests.factories.support import LONG_AGO
from tests.reviews.conftest import REVIEWS

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
MARCH, APRIL, LASTING = date(2027, 3, 31), date(2027, 4, 1), date(2028, 4, 3)
BOTH_GO = "2 reviews go: annual review of 31 March 2027, review of sustainability of 3 April 2028."
ENDS_LATER = "1 review moves: annual review of 31 March 2027 to 1 April 2027."
VERBS = {"comes": "come", "goes": "go", "moves": "move"}
Stand = dict[int, tuple[str, date]]
"""The kind and the day of each review that stands, by month."""


@pytest.fixture
def yearly(session: Session, licence: Licence) -> Licence:
    """Marlbury is reviewed every year, and once more four years on: April 2025, 2026, 31 March 2027, April 2028."""
    version = session.get_one(ProgrammeVersion, licence.programme_version_id)
    reviews = {**REVIEWS, "sustainability_months": [48]}
    version.content = {**version.content, "licence": {"places": 12}, "reviews": reviews}
    licence.created_at = LONG_AGO
    session.flush()
    service.plan_again([licence.area_id])
    session.commit()
    assert standing(session)[36] == ("annual", MARCH)
    return licence


def standing(session: Session) -> Stand:
    session.commit()
    rows = session.scalars(select(AreaReview).where(AreaReview.state == "open").order_by(AreaReview.month))
    return {row.month: (row.kind, row.due_on) for row in rows}


def of_reviews(changes: list[Change]) -> list[str]:
    return [one.sentence for one in changes if "review" in one.sentence]


def kept_as_told(session: Session, changes: list[Change], act: Callable[[], object]) -> list[str]:
    """What was said of reviews before the act; the keeper has done that in number, and nothing else."""
    before = standing(session)
    act()
    after = standing(session)
    done = {
        "come": after.keys() - before.keys(),
        "go": before.keys() - after.keys(),
        "move": {month for month in after.keys() & before.keys() if after[month] != before[month]},
    }
    said = of_reviews(changes)
    counts = [words.split(":")[0].split(" ") for words in said]
    told = {VERBS.get(verb, verb): int(number) for number, _, verb in counts}
    assert told == {verb: len(months) for verb, months in done.items() if months}
    for month in done["go"]:
        assert any(words_of(before[month]) in words for words in said)
    for month in done["come"]:
        assert any(words_of(after[month]) in words for words in said)
    return said


def words_of(review: tuple[str, date]) -> str:
    return f" of {review[1].day} {review[1]:%B %Y}"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(Act.END, TODAY, "Enough."), ["1 review goes: annual review of 31 March 2027."]),
        (Asked(Act.TERMINATE, TODAY, "No staff."), ["1 review goes: annual review of 31 March 2027."]),
        (Asked(Act.SUSPEND, TODAY, "No project lead."), [BOTH_GO]),
        (
            Asked(Act.SUSPEND, TODAY, "No project lead.", MARCH),
            ["1 review goes: annual review of 31 March 2027."],
        ),
        (
            Asked(Act.SUSPEND, TODAY, "No project lead.", date(2028, 4, 10)),
            [
                "1 review goes: annual review of 31 March 2027.",
                "1 review moves: review of sustainability of 3 April 2028 to 11 April 2028.",
            ],
        ),
        (Asked(Act.SUSPEND, TODAY, "No project lead.", date(2026, 12, 31)), []),
    ],
    ids=["end", "terminate", "suspend", "until march", "until april", "until december"],
)
def test_a_move_of_the_licence_says_which_reviews_go_or_move(
    session: Session, yearly: Licence, asked: Asked, said: list[str]
) -> None:
    changes = licensing.consider(yearly, asked, by=None, today=TODAY)
    act = partial(licensing.move, yearly.id, asked, version=yearly.version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == said


def test_support_that_goes_on_brings_the_reviews_back(session: Session, yearly: Licence) -> None:
    rest = Asked(Act.SUSPEND, TODAY, "No project lead.")
    licensing.move(yearly.id, rest, version=yearly.version, by=None, now=NOW)
    assert standing(session).keys() == {12, 24}
    on = Asked(Act.RESUME, TODAY, "There is a project lead.")
    changes = licensing.consider(yearly, on, by=None, today=TODAY)
    act = partial(licensing.move, yearly.id, on, version=yearly.version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == [BOTH_GO.replace("go", "come")]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(date(2024, 4, 1), date(2028, 3, 31), 12), [ENDS_LATER]),
        (Terms(date(2024, 4, 1), date(2027, 2, 26), 12), ["1 review goes: annual review of 31 March 2027."]),
        (Terms(date(2024, 4, 1), date(2027, 3, 31), 10), []),
    ],
    ids=["longer", "shorter", "places"],
)
def test_other_terms_say_which_reviews_move(session: Session, yearly: Licence, terms: Terms, said: list[str]) -> None:
    wanted = Variation(terms, "Agreed by letter.")
    changes = licensing.consider_change(yearly, wanted, by=None, today=TODAY)
    act = partial(licensing.vary, yearly.id, wanted, version=yearly.version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == said


def test_a_grant_says_which_reviews_come(session: Session, yearly: Licence, taking_up: Implementation) -> None:
    draft = licensing.draft(taking_up.id, Terms(APRIL, date(2030, 3, 31), 12), by=None, now=NOW, renews_id=yearly.id)
    permit(taking_up)
    asked = Asked(Act.GRANT, TODAY)
    changes = licensing.consider(draft, asked, by=None, today=TODAY)
    act = partial(licensing.move, draft.id, asked, version=draft.version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == [
        "2 reviews come: annual review of 3 April 2029, annual review of 29 March 2030.",
        ENDS_LATER,
    ]


@pytest.mark.parametrize("way", [Exit.WITHDRAWN, Exit.TERMINATED, Exit.PAUSED])
def test_an_area_that_leaves_is_told_once_of_its_reviews_with_its_leaving(
    session: Session, yearly: Licence, taking_up: Implementation, way: Exit
) -> None:
    how = Leaving(TODAY, way, "The council chose another programme.")
    changes = areas.consider_closing(taking_up, how, by=None, now=NOW)
    act = partial(areas.close, taking_up.id, how, version=taking_up.version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == [BOTH_GO]


def test_a_review_that_was_held_or_left_out_is_not_told_of(session: Session, yearly: Licence, priya: Person) -> None:
    review = session.scalars(select(AreaReview).where(AreaReview.month == 36)).one()
    service.leave_out(priya.id, review_id=review.id, because="With the next.", version=review.version, today=TODAY)
    asked = Asked(Act.END, TODAY, "Enough.")
    assert of_reviews(licensing.consider(yearly, asked, by=None, today=TODAY)) == []


def test_the_page_says_so_before_it_is_confirmed(client: FlaskClient, yearly: Licence, priya: Person) -> None:
    path = f"/licences/{yearly.id}/suspend"
    from_on = {"on_day-day": "23", "on_day-month": "11", "on_day-year": "2026"}
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        token = form_token(client.get(path))
        given = {"csrf_token": token, "version": str(yearly.version), "reason": "No project lead.", **from_on}
        page = client.post(path, data=given).text
    assert BOTH_GO in page
