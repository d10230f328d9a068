"""The demonstration has something due whenever it is started, so that the first minute shows mails."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from scaleup.core.dates import local_date
from scaleup.demo import service as demo
from scaleup.reminders.rules import mails_of
from scaleup.reminders.service import tellings

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def mails(now: datetime) -> int:
    """How many messages the first tick would hand over: three a person at the most."""
    found = tellings(now)
    late = Counter(one.person_id for one in found if one.rung.subject.anchor_on < local_date(now))
    every = Counter(one.person_id for one in found)
    return sum(mails_of(late[person], every[person] - late[person]) for person in every)


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("day", range(7))
def test_on_every_day_of_the_week_and_at_every_hour_at_least_five_mails_are_due(day: int, session: Session) -> None:
    morning = MONDAY + timedelta(days=day)
    demo.fill(morning)
    due = {hour: mails(morning + timedelta(hours=hour)) for hour in range(24)}
    assert min(due.values()) >= 5, due


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("started_at", ["2026-12-27T22:00:00+00:00", "2027-03-28T00:30:00+00:00"])
def test_between_the_years_and_on_the_night_of_the_clock_change_too(started_at: str, session: Session) -> None:
    now = datetime.fromisoformat(started_at)
    demo.fill(now)
    assert mails(now) >= 5
