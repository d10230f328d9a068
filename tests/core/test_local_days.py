"""The London day of an instant that the database keeps."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.core.base import UtcDateTime
from scaleup.core.local_days import LocalDay


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 15, 23, 59, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, 0, 5, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2024, 3, 30, 23, 30, tzinfo=UTC), date(2024, 3, 30)),
        (datetime(2024, 3, 31, 23, 30, tzinfo=UTC), date(2024, 4, 1)),
    ],
)
def test_in_summer_an_act_after_midnight_belongs_to_the_new_day(
    session: scoped_session[Session], instant: datetime, day: date
) -> None:
    assert session.scalar(select(LocalDay(literal(instant, UtcDateTime())))) == day


def test_an_instant_that_is_not_known_has_no_day(session: scoped_session[Session]) -> None:
    assert session.scalar(select(LocalDay(literal(None, UtcDateTime())))) is None
