"""From when on a facilitator has left."""

from datetime import date

import pytest

from scaleup.facilitators.rules import gone

LAST = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("left", "left_on", "day", "expected"),
    [
        (False, None, LAST, False),
        (True, None, LAST, True),
        (True, None, None, True),
        (True, LAST, None, False),
        (True, LAST, LAST, False),
        (True, LAST, date(2026, 4, 1), True),
    ],
)
def test_on_their_last_day_they_still_deliver(
    *, left: bool, left_on: date | None, day: date | None, expected: bool
) -> None:
    assert gone(left_on, day, left=left) is expected
