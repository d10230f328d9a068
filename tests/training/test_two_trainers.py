"""Two trainers on one register, a thousand saves: every entry is kept, every cell says what the last one said."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.extensions import db
from scaleup.training.models import Mark, MarkEntry
from scaleup.training.queries.register import register_of_event, with_people
from scaleup.training.rules import Attendance
from scaleup.training.rules.register import Said, Tap, Typed
from scaleup.training.service import registering
from tests.together import in_parallel
from tests.training.test_register import Room

SAVES = 500
LONGEST = 15
"""Seconds of this process: how long the disk is shared with others is not measured."""
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
WORDS = (Said(Attendance.ABSENT), Said(Attendance.EXCUSED), Said(Attendance.LATE, 30))


def test_two_trainers_save_one_register_a_thousand_times_and_nothing_is_lost(
    app: Flask, session: Session, clock: Callable[[str], None]
) -> None:
    clock(NOW.isoformat())
    room = Room()
    event_id, trainers = room.event.id, (room.ruth, room.hannah)
    cells = [(one.id, half.id) for one in room.bookings for half in room.halves]
    session.commit()
    tapped: list[str] = []
    clashes: list[int] = []

    def trainer(number: int) -> Callable[[], None]:
        chance = random.Random(number)

        def work() -> None:
            with app.app_context():
                for save in range(SAVES):
                    if save % 4:
                        tapped.extend(tap(f"{number}-{save}", number, chance))
                    else:
                        clashes.append(form(f"{number}-{save}", number, chance))

        return work

    def tap(name: str, number: int, chance: random.Random) -> list[str]:
        at = NOW + timedelta(seconds=chance.randrange(3_600)) - timedelta(hours=2)
        taps = [Tap(f"{name}-{one}", *chance.choice(cells), chance.choice(WORDS), at) for one in range(2)]
        registering.keep_taps(trainers[number], event_id, taps, now=NOW)
        commit.now()
        return [one.key for one in taps]

    def form(name: str, number: int, chance: random.Random) -> int:
        seen = with_people(register_of_event(event_id)).cells
        db.session.rollback()
        wanted = {
            key: Typed(chance.choice(WORDS), seen[key].said.code if key in seen else "")
            for key in chance.sample(cells, 3)
        }
        try:
            registering.keep_form(trainers[number], event_id, wanted, nonce=name, through="form", now=NOW)
            commit.now()
        except registering.Clashed:
            db.session.rollback()
            return 1
        return 0

    begun = time.process_time()
    in_parallel([trainer(0), trainer(1)])
    took = time.process_time() - begun
    session.expire_all()
    entries = session.scalars(select(MarkEntry).order_by(MarkEntry.id)).all()
    assert {one.key for one in entries if one.through == "tap"} == set(tapped)
    assert len(tapped) == 1_500
    assert sum(one.through == "form" for one in entries) > 300
    stands = {(one.booking_id, one.half_day_id): one for one in session.scalars(select(Mark))}
    for key, mark in stands.items():
        of_cell = [one for one in entries if (one.booking_id, one.half_day_id) == key]
        last = max(of_cell, key=lambda one: (one.marked_at, one.id))
        assert (mark.attendance, mark.minutes, mark.by_id) == (last.attendance, last.minutes, last.by_id)
        assert last.won
    assert took < LONGEST, took
