"""What the tests of evaluation begin with: Marlbury under licence since April 2024, on Monday 23 November 2026."""

import pytest

from tests.factories.marlbury import licence, marlbury, niamh, priya, taking_up

__all__ = ["licence", "marlbury", "niamh", "priya", "taking_up"]


@pytest.fixture
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")
