"""The mails about a hand-over, settled or dropped: to who takes over and to who hands over, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from scaleup.accounts import queries as accounts
from scaleup.areas import queries
from scaleup.areas.models import Handover
from scaleup.core import stationery
from scaleup.core.dates import counted, long_date
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter, Way
from scaleup.outbox.rules import Draft, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue

HANDED_OVER, DROPPED = "areas.hand-over", "areas.hand-over-dropped"
STALE = timedelta(days=7)
"""After which it is no longer worth sending: My work shows by then who looks after what."""


def tell_managers(
    given: Mapping[int, int | None],
    *,
    to_id: int,
    on_day: date,
    until_on: date | None,
    by: int | None,
    now: datetime,
) -> None:
    """Who takes over these implementations, and each who looks after some of them until then, gets one mail.

    `given` holds by implementation who looks after it. Who settles the hand-over knows of it.
    """
    mine: dict[int, list[int]] = {to_id: sorted(given)}
    for implementation_id, from_id in sorted(given.items()):
        if from_id is not None:
            mine.setdefault(from_id, []).append(implementation_id)
    for person_id, ids in mine.items():
        if person_id != by:
            tell(person_id, ids, {"to": to_id, "on": on_day.isoformat()} | until(until_on), now=now)


def until(until_on: date | None) -> dict[str, object]:
    """The last day, as the mail keeps it."""
    return {"until": until_on.isoformat()} if until_on else {}


def tell(person_id: int, ids: Sequence[int], terms: Mapping[str, object], *, now: datetime) -> None:
    """The mail to this person is on its way; of several areas it is one."""
    key = dedupe_key(
        HANDED_OVER, subject=f"implementation {ids[0]}", version=1, step=now.isoformat(), recipient=str(person_id)
    )
    values = {"implementations": list(ids), **terms}
    enqueue(Draft(key, HANDED_OVER, now, person_id=person_id, values=values, expires_at=now + STALE), now=now)


def handed_over(message: Waiting) -> Rendered:
    """What changes hands, from which day, and to whom."""
    values = message.values
    on_day, taker = date.fromisoformat(str(values["on"])), accounts.person(int(str(values["to"])))
    ids = values["implementations"]
    if taker is None or not isinstance(ids, list):
        raise Absent
    areas, day = queries.names_of_implementations(ids), long_date(on_day)
    where = {area for area, _ in areas}
    one = len(where) == 1
    what = areas[0][0] if one else counted(len(where), "area")
    it, its, is_, goes = ("it", "its", "is", "goes") if one else ("them", "their", "are", "go")
    yours = message.person_id == taker.id
    last = str(values.get("until", ""))
    back = f" {goes_back(date.fromisoformat(last), one=one, yours=yours)}" if last else ""
    first = queries.handover_of(ids, taker.id, on_day=on_day) if yours else None
    letter = Letter(
        subject=f"{what} {is_} yours from {day}" if yours else f"{what} {is_} handed over on {day}",
        heading=f"{what} {is_} yours from {day}" if yours else f"{what} {goes} to {taker.name} on {day}",
        paragraphs=(
            f"You look after {it} from {day}: {its} reminders and lines in My work are yours from then on.{back}"
            if yours
            else f"{taker.name} looks after {it} from {day}. Until the day before, {it if one else 'they'} "
            f"{'stays' if one else 'stay'} yours.{back}",
        ),
        open_title="What is handed over",
        open_items=tuple(f"{area}, {programme}" for area, programme in areas),
        button=Way("Read the brief", f"/hand-overs/{first}/brief") if first else Way("Open My work", "/"),
        why="You get this because the unit settled who looks after what.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


def goes_back(last_on: date, *, one: bool, yours: bool) -> str:
    """That it is for a time only."""
    day = long_date(last_on + timedelta(days=1))
    verb = ("goes back" if one else "go back") if yours else ("comes back to you" if one else "come back to you")
    return f"{'It' if one else 'They'} {verb} by {'itself' if one else 'themselves'} on {day}."


def tell_of_drop(pending: Handover, *, by: int | None, now: datetime) -> None:
    """Who would have taken over, and who goes on, get a mail that it will not be; who drops it knows."""
    for person_id in (pending.to_id, pending.from_id):
        if person_id is not None and person_id != by:
            key = dedupe_key(
                DROPPED, subject=f"handover {pending.id}", version=1, step="dropped", recipient=str(person_id)
            )
            values = {"handover": pending.id}
            enqueue(Draft(key, DROPPED, now, person_id=person_id, values=values, expires_at=now + STALE), now=now)


def dropped(message: Waiting) -> Rendered:
    """What does not change hands after all, and why."""
    found = queries.handover(int(str(message.values["handover"])))
    taker = accounts.person(found.to_id)
    if taker is None:
        raise Absent
    ((area, programme),) = queries.names_of_implementations([found.implementation_id]) or [("", "")]
    day, whom = long_date(found.on_day), "you" if taker.id == message.person_id else taker.name
    letter = Letter(
        subject=f"{area} is not handed over on {day}",
        heading=f"{area} is not handed over on {day}",
        paragraphs=(
            f"That {area}, {programme}, goes to {whom} on {day} was settled before. It is dropped: "
            f"{found.dropped_because}.",
        ),
        button=Way("Open the area", f"/areas/{found.area_id}"),
        why="You get this because you were told of the hand-over when it was settled.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {HANDED_OVER: handed_over, DROPPED: dropped}
