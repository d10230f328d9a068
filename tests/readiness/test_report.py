"""The report of a round that an area puts before its board: tagged, in English, titled, with nothing of the unit's."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from scaleup.accounts.rules import Role
from scaleup.extensions import db
from scaleup.readiness import queries, service
from scaleup.readiness.rules import Answered, Decision
from scaleup.readiness.rules import Condition as Wanted
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import readiness
from tests.factories.areas import NOW
from tests.papers import read

ODD = '#panic("run") *bold* $x$ <a> @b // ŵ'


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_report_is_tagged_and_titled_and_says_what_the_page_says(
    client: FlaskClient, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    marlbury, helen = make.shipped_implementation(), people.person("Helen Ashworth", Role.UNIT_MANAGER)
    people.sign_in(client, helen)
    found = service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer_all(found, L2=2)
    there = queries.answers_of(found.id)["N1"]
    service.answer(found.id, [readiness.said(found, "N1", Answered(there.rating, ODD))], by=helen.id, now=NOW)
    service.hand_in(found.id, version=found.version, by=helen.id, now=NOW)
    service.review(found.id, "P1", rating=2, reason="The letter names no hours.", by=helen.id, now=NOW)
    readiness.sign(found, Decision.CONDITIONS, Wanted("Name a deputy lead.", helen.id, date(2026, 12, 18), "L2"))
    db.session.commit()
    answer = client.get(f"/readiness/{found.id}/report.pdf")
    assert answer.headers["Content-Disposition"].endswith('filename="readiness-marlbury-round-1-2026-11-23.pdf"')
    paper = read(answer.data)
    assert paper.title == "Readiness of Marlbury for Baby Steps: ready with conditions"
    assert (paper.language, paper.tagged, paper.standard) == ("en-GB", True, "1")
    assert paper.words("H1") == [paper.title]
    assert paper.words("H2")[:3] == ["Why", "Signed", "What has to be done"]
    assert paper.words("H3") == ["Need", "Fit", "Capacity", "Supports"]
    [shown] = paper.alternatives()
    assert shown.startswith("Need: 4.0. Fit: 4.0. Capacity: 3.9.")
    assert "Name a deputy lead." in paper.words("TD")
    assert ODD in paper.words("TD")
    assert paper.says("L2 (A deputy lead is named) is rated 2, discussed. It becomes a condition.")
    assert not paper.says("The letter names no hours.")
