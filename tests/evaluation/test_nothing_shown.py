"""What is held back moves nothing: pages and files are the same to the byte, whatever the few people answered.

So neither a drawing, a title, an order, a comment nor a count beside it can tell of them.
"""

import re
from collections.abc import Iterator, Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.evaluation.models import Administration, Participant, Score
from tests.evaluation.test_statistics import AFTER, BEFORE
from tests.factories import areas, delivery, evaluation
from tests.factories.actors import acting

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
CHANGING = re.compile(r'name="(?:csrf_token|nonce)" value="[^"]*"|nonce-[\w-]+|\d+ (?:exports?|reads?)\b')
AREA_PAGES = (
    "",
    "/results",
    "/results?year=2024",
    "/results?year=2025",
    "/results.csv",
    "/results.csv?year=2024",
    "/results/enter",
    "/results/costs",
    "/results/process",
    "/report",
    "/delivery",
    "/fidelity",
    "/history",
)


def seen(client: FlaskClient, addresses: Sequence[str]) -> Iterator[str]:
    """What each page and file says, without what differs at every look."""
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield CHANGING.sub("", answer.text)


def answer_otherwise(session: Session, area: Area, value: int) -> None:
    """Everybody in the area gave this score at each time."""
    ids = select(Administration.id).join(Participant).where(Participant.area_id == area.id).scalar_subquery()
    session.execute(update(Score).where(Score.administration_id.in_(ids)).values(value=value))
    session.flush()
    session.expire_all()


def test_scores_of_nine_mothers_move_nothing_on_any_page_or_file_of_their_area_or_of_all(
    client: FlaskClient, session: Session, niamh: Person, marlbury: Area, shipped: Implementation
) -> None:
    evaluation.people(delivery.group(shipped, families=9), evaluation.anxiety(BEFORE[:9], AFTER[:9]))
    vera, helen = areas.person("Vera Lindqvist"), areas.person("Helen Ashworth")
    pages = [f"/areas/{marlbury.id}{page}" for page in AREA_PAGES]
    reports = ["/results/report"]
    everywhere = ["/results", "/results?year=2024", "/results.csv", "/"]

    def looked() -> list[str]:
        with acting(niamh, Role.PROJECT_LEAD):
            found = list(seen(client, pages))
        with acting(vera, Role.VIEWER):
            found += list(seen(client, everywhere))
        with acting(helen, Role.UNIT_MANAGER):
            return found + list(seen(client, reports))

    first = looked()
    answer_otherwise(session, marlbury, 21)
    both = zip([*pages, *everywhere, *reports], first, looked(), strict=True)
    assert [page for page, before, after in both if before != after] == []


def test_scores_of_ten_mothers_do_move_what_is_shown(
    client: FlaskClient, session: Session, niamh: Person, marlbury: Area, shipped: Implementation
) -> None:
    evaluation.people(delivery.group(shipped, families=10), evaluation.anxiety(BEFORE, AFTER))
    pages = [f"/areas/{marlbury.id}/results", f"/areas/{marlbury.id}/results.csv"]
    with acting(niamh, Role.PROJECT_LEAD):
        first = list(seen(client, pages))
        answer_otherwise(session, marlbury, 21)
        assert all(before != after for before, after in zip(first, seen(client, pages), strict=True))


def test_scores_of_a_small_neighbour_move_nothing_of_the_programme_either(
    client: FlaskClient, session: Session, shipped: Implementation
) -> None:
    evaluation.people(delivery.group(shipped, families=10), evaluation.anxiety(BEFORE, AFTER))
    norwich = areas.area("Norwich")
    small = areas.implementation(norwich, version=shipped.programme_version)
    evaluation.people(delivery.group(small, families=8), evaluation.anxiety(BEFORE[:8], AFTER[:8]))
    pages = ["/results", "/results.csv", "/results?year=2024", "/results.csv?year=2024"]
    with acting(areas.person("Vera Lindqvist"), Role.VIEWER):
        first = list(seen(client, pages))
        answer_otherwise(session, norwich, 0)
        assert list(seen(client, pages)) == first
