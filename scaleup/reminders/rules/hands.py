"""Who looks after something in the days ahead, where hand-overs are settled, and who is told what by then. Pure.

Only the simulator looks ahead so: the tick carries a hand-over out on its day, and plans for who has the area then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scaleup.reminders.rules.rungs import People, Rung, Span, Step, Subject, Telling, Through, due_of

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Hand:
    """From this instant on somebody else looks after an implementation."""

    at: datetime
    implementation_id: int
    area_id: int
    giver_id: int | None
    taker_id: int


@dataclass(frozen=True)
class Turn:
    """Somebody, or nobody, looks after it from the first instant to before the other."""

    manager_id: int | None
    begin: datetime
    end: datetime


Hands = Mapping[int, Sequence[Hand]]
"""By implementation, in the order of time."""


def turns(manager_id: int | None, hands: Iterable[Hand], *, begin: datetime, end: datetime) -> list[Turn]:
    """Who looks after it, from the beginning to the end, that instant included."""
    found: list[Turn] = []
    since = begin
    for hand in hands:
        if hand.at > since:
            found.append(Turn(manager_id, since, hand.at))
        manager_id, since = hand.taker_id, max(hand.at, begin)
    return [*found, Turn(manager_id, since, end + INSTANT)]


def in_turn(
    subject: Subject, steps: Sequence[Step], turns: Sequence[Turn], *, people: Callable[[int | None], People]
) -> list[Telling]:
    """What is due, to whoever is to be told in each turn; each carries the times in which its reader is the one.

    What has not begun is reckoned as if it began with the first turn, and handed back as what has not begun.
    """
    begun = replace(subject, begun_at=subject.begun_at or turns[0].begin)
    spans: dict[tuple[Rung, int, Through | None, tuple[tuple[int, ...], ...]], tuple[Span, ...]] = {}
    for turn in turns:
        told = due_of(begun, steps, people=people(turn.manager_id), begin=turn.begin, end=turn.end - INSTANT)
        for one in told:
            name = (one.rung, one.person_id, one.through, one.in_line)
            spans[name] = (*spans.get(name, ()), (turn.begin, turn.end))
    return [
        Telling(replace(rung, subject=subject), person_id, through=through, in_line=in_line, during=during)
        for (rung, person_id, through, in_line), during in spans.items()
    ]
