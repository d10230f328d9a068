"""The mail about a hand-over: on the day it is settled, to who takes over and to who hands over, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from scaleup.accounts import queries as accounts
from scaleup.areas import queries
from scaleup.core import stationery
from scaleup.core.dates import counted, long_date
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter, Way
from scaleup.outbox.rules import Draft, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue

HANDED_OVER = "areas.hand-over"
STALE = timedelta(days=7)
"""After which it is no longer worth sending: My work shows by then who looks after what."""


def tell_managers(given: Mapping[int, int | None], *, to_id: int, on_day: date, by: int | None, now: datetime) -> None:
    """Who takes over these implementations, and each who looks after some of them until then, gets one mail.

    `given` holds by implementation who looks after it. Who settles the hand-over knows of it.
    """
    mine: dict[int, list[int]] = {to_id: sorted(given)}
    for implementation_id, from_id in sorted(given.items()):
        if from_id is not None:
            mine.setdefault(from_id, []).append(implementation_id)
    for person_id, ids in mine.items():
        if person_id != by:
            tell(person_id, ids, to_id=to_id, on_day=on_day, now=now)


def tell(person_id: int, ids: Sequence[int], *, to_id: int, on_day: date, now: datetime) -> None:
    """The mail to this person is on its way; of several areas it is one."""
    key = dedupe_key(
        HANDED_OVER, subject=f"implementation {ids[0]}", version=1, step=now.isoformat(), recipient=str(person_id)
    )
    values = {"implementations": list(ids), "to": to_id, "on": on_day.isoformat()}
    enqueue(Draft(key, HANDED_OVER, now, person_id=person_id, values=values, expires_at=now + STALE), now=now)


def handed_over(message: Waiting) -> Rendered:
    """What changes hands, from which day, and to whom."""
    values = message.values
    on_day, taker = date.fromisoformat(str(values["on"])), accounts.person(int(str(values["to"])))
    ids = values["implementations"]
    if taker is None or not isinstance(ids, list):
        raise Absent
    areas, day = queries.names_of_implementations(ids), long_date(on_day)
    one = len(areas) == 1
    what = areas[0][0] if one else counted(len(areas), "area")
    it, its, is_, goes = ("it", "its", "is", "goes") if one else ("them", "their", "are", "go")
    yours = message.person_id == taker.id
    letter = Letter(
        subject=f"{what} {is_} yours from {day}" if yours else f"{what} {is_} handed over on {day}",
        heading=f"{what} {is_} yours from {day}" if yours else f"{what} {goes} to {taker.name} on {day}",
        paragraphs=(
            f"You look after {it} from {day}: {its} reminders and lines in My work are yours from then on."
            if yours
            else f"{taker.name} looks after {it} from {day}. Until the day before, {it if one else 'they'} "
            f"{'stays' if one else 'stay'} yours.",
        ),
        open_title="What is handed over",
        open_items=tuple(f"{area}, {programme}" for area, programme in areas),
        button=Way("Open My work", "/"),
        why="You get this because the unit settled who looks after what.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {HANDED_OVER: handed_over}
