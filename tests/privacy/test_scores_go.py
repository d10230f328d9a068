"""Scores under codes are let go a year after the report that tells of them; figures of the group stay."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core.base import Base
from scaleup.evaluation import queries as evaluation_queries
from scaleup.evaluation.models import (
    Administration,
    AggregateScore,
    BirthOutcome,
    EvaluationSetting,
    FormsReturned,
    Participant,
    Score,
)
from scaleup.evaluation.rules.kept import Summary, summary, together
from scaleup.extensions import db
from scaleup.privacy import queries, service
from scaleup.privacy.rules import Kind
from tests.factories import delivery, evaluation
from tests.factories import support as make
from tests.factories.programmes import as_shipped

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DB = scoped_session[Session]


@pytest.fixture
def under(session: DB) -> Implementation:
    """An area whose licence ended on 31 March 2026, eight months ago."""
    found = as_shipped(session, make.implementation(make.area("Kelso")))
    make.licence(found, starts_on=date(2023, 4, 1), ends_on=date(2026, 3, 31), number="BS-1")
    return found


@pytest.fixture
def helen(session: DB) -> Person:
    return make.person("Helen Ashworth", Role.UNIT_MANAGER)


def reported(under: Implementation, on: date) -> None:
    make.keep(
        EvaluationSetting(
            implementation_id=under.id, area_id=under.area_id, pathway="", reported_on=on, set_at=NOW, version=0
        )
    )


def let_go(helen: Person) -> None:
    service.confirm(helen.id, queries.past_of(Kind.SCORES, TODAY), now=NOW)
    commit.now()
    commit.each(service.batches(), lambda run_id: service.let_go(run_id, now=NOW))


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_what_is_kept_of_two_batches_is_what_all_their_scores_would_give() -> None:
    found = together([together([summary([9, 12]), summary([4])]), summary([10, 11, 8])])
    assert found == Summary(6, pytest.approx(9.0), pytest.approx(summary([9, 12, 4, 10, 11, 8]).sd))
    assert summary([9.0]) == Summary(1, 9.0, None)
    assert together([Summary(4, 9.0, None), summary([9, 9])]) == Summary(6, 9.0, None)


@pytest.mark.parametrize(
    ("report_on", "past"),
    [(None, 0), (date(2025, 11, 22), 2), (date(2025, 11, 23), 0), (date(2024, 6, 17), 0)],
)
def test_a_year_counts_from_the_report_that_tells_of_all_their_forms_else_from_the_licence(
    under: Implementation, report_on: date | None, past: int
) -> None:
    group = delivery.group(under, families=8)
    evaluation.people(group, evaluation.anxiety([9, 12], [7, None]))
    if report_on is not None:
        reported(under, report_on)
    assert queries.past_of(Kind.SCORES, TODAY).count == past


def test_scores_go_with_their_codes_and_the_means_of_the_group_and_its_counts_stay(
    session: DB, under: Implementation, helen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scaleup.privacy.service.periods.AT_ONCE", 2)
    group = delivery.group(under, families=8)
    evaluation.mean(group, "T1", n=2, of=10.0, sd=2.0)
    evaluation.people(group, evaluation.anxiety([9, 12, 4], [7, None, 4]))
    evaluation.people(group, evaluation.anxiety([8], [6]), role="father")
    person = session.scalars(select(Participant.id).order_by(Participant.id)).first()
    born = {"month": "2024-07", "gestation_weeks": 39, "mode": "spontaneous", "entered_at": NOW}
    make.keep(BirthOutcome(participant_id=person, area_id=group.area_id, **born))
    reported(under, date(2025, 11, 22))
    let_go(helen)
    for table in (Participant, Administration, Score, BirthOutcome):
        assert count(table) == 0
    rows = session.execute(
        select(AggregateScore.role, AggregateScore.time_point, AggregateScore.n, AggregateScore.mean, AggregateScore.sd)
    ).all()
    assert {(role, point): (n, mean, sd) for role, point, n, mean, sd in rows} == {
        ("mother", "T1"): (5, pytest.approx(9.0), pytest.approx(3.1622777)),
        ("mother", "T4"): (2, pytest.approx(5.5), pytest.approx(2.1213203)),
        ("father", "T1"): (1, 8.0, None),
        ("father", "T4"): (1, 6.0, None),
    }
    assert count(FormsReturned) == 4
    came = evaluation_queries.completeness(evaluation_queries.due_in([under.id], TODAY))["mother"]
    assert (came["T1"].received, came["T4"].received) == (5, 2)
    assert queries.past_of(Kind.SCORES, TODAY).count == 0
