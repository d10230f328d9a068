"""A register that is not filled stands on My work of its trainers, a working day after the last half-day."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scaleup.portfolio.queries.registers import unfilled
from scaleup.training.rules.register import Typed
from scaleup.training.service.registering import keep_form
from tests.training.test_register import HERE, NOW, Room


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), 0),
        (date(2026, 11, 27), 1),
        (date(2027, 1, 4), 1),
        (date(2028, 1, 4), 0),
    ],
)
def test_it_is_told_from_the_second_working_day_after_the_last(
    session: Session, clock: Callable[[str], None], today: date, told: int
) -> None:
    clock(NOW.isoformat())
    room = Room()
    found = unfilled(room.ruth, today)
    assert [(one.place, one.what) for one in found] == [("Wrexham", "The register is not filled")] * told
    assert [one.address for one in found] == [f"/training/{room.event.id}/register"] * told


def test_one_that_is_filled_asks_nothing(session: Session, clock: Callable[[str], None]) -> None:
    later = NOW.replace(month=12, day=1)
    clock(later.isoformat())
    room = Room()
    cells = {(one.id, half.id): Typed(HERE, "") for one in room.bookings for half in room.halves}
    keep_form(room.ruth, room.event.id, dict(list(cells.items())[1:]), nonce="a", through="form", now=later)
    assert len(unfilled(room.ruth, later.date())) == 1
    keep_form(room.ruth, room.event.id, dict(list(cells.items())[:1]), nonce="b", through="form", now=later)
    assert unfilled(room.ruth, later.date()) == []


def test_one_that_was_cancelled_asks_nothing(session: Session, clock: Callable[[str], None]) -> None:
    clock(NOW.isoformat())
    room = Room()
    room.event.state = "cancelled"
    session.flush()
    assert unfilled(room.hannah, date(2026, 11, 27)) == []
