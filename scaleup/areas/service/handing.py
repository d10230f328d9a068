"""Work is handed on: from today at once, from a later day by the tick. Access carries the dates either way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup.accounts.models import Person
from scaleup.areas.models import Handover, Implementation
from scaleup.areas.rules import Chosen, HandoverState, Looked, changed_since, refusals_of_period, refusals_to_hand_over
from scaleup.areas.service import implementations as acts
from scaleup.areas.service.pending import drop, drop_pending
from scaleup.areas.service.people import person
from scaleup.areas.service.telling import tell_managers
from scaleup.core.dates import counted, local_date, long_date
from scaleup.core.errors import Refusal, Refused, refuse
from scaleup.core.facts import Change
from scaleup.extensions import db

DAY = timedelta(days=1)
MOST_EACH = 5
"""So many lines are told one by one; more are told by who has them now, or nobody would read to the end."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants: these implementations, to this person, from this day."""

    chosen: Sequence[Chosen]
    to_id: int
    on_day: date
    until_on: date | None = None
    """The last day, where all of it then goes back to whom it is taken from."""


def consider_handing_over(wish: Wish, found: Mapping[int, Looked], *, today: date) -> list[Change]:
    """What would change, without writing; raises Refused, naming whatever is not as it was listed."""
    refused = refusals_to_hand_over(wish.chosen, wish.on_day, today)
    if wish.chosen and not refused:
        refused = list(filter(None, (changed_since(one, found.get(one.implementation_id)) for one in wish.chosen)))
    if not refused:
        refused += refusals_of_period(found.values(), wish.on_day, wish.until_on)
    taker = db.session.get(Person, wish.to_id)
    if taker is None or not acts.may_manage(taker):
        refused.append(Refusal("Choose somebody who is an implementation manager.", "manager"))
    if refused or taker is None:
        raise Refused(refused)
    lines = [found[one.implementation_id] for one in wish.chosen]
    if all(one.manager_id == wish.to_id for one in lines):
        raise refuse(f"{taker.name} looks after {'it' if len(lines) == 1 else 'all of them'} already.", "manager")
    if len(lines) > MOST_EACH:
        return changes_together(lines, taker, wish)
    return [change for one in lines for change in changes(one, taker, wish)]


def changes_together(lines: Sequence[Looked], taker: Person, wish: Wish) -> list[Change]:
    """What would change in many: a sentence for each who has them now, and one for each hand-over that is dropped."""
    several = {area for area, times in Counter(one.area for one in lines).items() if times > 1}
    whose: dict[int | None, list[Looked]] = {}
    for one in lines:
        whose.setdefault(one.manager_id, []).append(one)
    found = [
        Change(
            f"{moved(some[0], taker, wish, many=areas_of(some))}: "
            f"{'; '.join(f'{one.area}, {one.programme}' if one.area in several else one.area for one in some)}.",
            0 if manager_id == taker.id else len(some),
        )
        for manager_id, some in whose.items()
    ]
    return found + [dropped(one) for one in lines if one.pending_on is not None and one.manager_id != taker.id]


def areas_of(lines: Iterable[Looked]) -> str:
    """In how many areas these are: one with two programmes counts once."""
    return counted(len({one.area_id for one in lines}), "area")


def changes(line: Looked, taker: Person, wish: Wish) -> list[Change]:
    """What would change in one implementation."""
    where = f"{line.area}, {line.programme}"
    if line.manager_id == taker.id:
        return [Change(f"{where}: {taker.name} looks after it already; nothing changes.", 0)]
    found = [Change(f"{where}: {moved(line, taker, wish)}.", 1)]
    return found + ([dropped(line)] if line.pending_on is not None else [])


def moved(line: Looked, taker: Person, wish: Wish, *, many: str = "") -> str:
    """From whom to whom, and back; of so many areas together, if it is told of many."""
    if line.manager_id == taker.id:
        return f"Nothing changes for {many} that {taker.name} has already"
    of = f"{many}: " if many else ""
    until = f"{line.manager} until {long_date(wish.on_day - DAY)}, " if line.manager else ""
    back = f", {line.manager} again from {long_date(wish.until_on + DAY)}" if wish.until_on else ""
    return f"{of}{until}{taker.name} from {long_date(wish.on_day)}{back}"


def dropped(line: Looked) -> Change:
    """What was settled before for a later day is dropped."""
    where, day = f"{line.area}, {line.programme}", long_date(line.pending_on or date.min)
    return Change(f"{where}: the hand-over to {line.pending_to} on {day} is dropped.", 1)


def hand_over(wish: Wish, found: Mapping[int, Looked], *, by: int | None, now: datetime) -> int:
    """All of it is so, or will be on its day; nothing if any has changed since it was read. Returns how many areas."""
    today = local_date(now)
    locked = acts.locked([one.implementation_id for one in wish.chosen])
    now_so = {key: as_locked(found[key], row) for key, row in locked.items() if key in found}
    consider_handing_over(wish, now_so, today=today)
    given = {row.id: row.manager_id for row in locked.values() if row.manager_id != wish.to_id}
    for implementation_id in given:
        hand_one(locked[implementation_id], wish, by=by, now=now)
    tell_managers(given, to_id=wish.to_id, on_day=wish.on_day, until_on=wish.until_on, by=by, now=now)
    return len({locked[one].area_id for one in given})


def as_locked(line: Looked, row: Implementation) -> Looked:
    """The line with what may have changed since it was looked at."""
    return Looked(
        line.implementation_id,
        line.area_id,
        line.area,
        line.programme,
        manager_id=row.manager_id,
        manager=line.manager,
        closed_on=row.closed_on,
        pending_to=line.pending_to,
        pending_on=line.pending_on,
    )


def hand_one(row: Implementation, wish: Wish, *, by: int | None, now: datetime) -> None:
    """One implementation is handed over at once, or its hand-over waits for its day with access dated."""
    asked = Handover(
        implementation_id=row.id,
        area_id=row.area_id,
        from_id=row.manager_id,
        to_id=wish.to_id,
        on_day=wish.on_day,
        until_on=wish.until_on,
        asked_at=now,
        asked_by_id=by,
    )
    if wish.on_day <= local_date(now):
        acts.assign_manager(row.id, wish.to_id, on_day=wish.on_day, by=by)
        asked.state = HandoverState.DONE
        db.session.add(asked)
        db.session.flush()
        send_back(row, asked)
        return
    drop_pending(row, because="another hand-over was settled before its day", by=by)
    wait_for(row, asked)


def wait_for(row: Implementation, asked: Handover) -> None:
    """The hand-over waits for its day, with access dated."""
    db.session.add(asked)
    db.session.flush()
    if asked.from_id is not None:
        acts.let_go(row.area_id, asked.from_id, last_on=asked.on_day - DAY)
    acts.take_on(row.area_id, asked.to_id, on_day=asked.on_day, by=asked.asked_by_id)
    acts.log("hand-over settled", row, by=asked.asked_by_id)


def send_back(row: Implementation, done: Handover) -> None:
    """What was handed over for a time waits to go back to whom it was taken from, the day after its last."""
    if done.until_on is None or done.from_id is None:
        return
    back = Handover(
        implementation_id=row.id,
        area_id=row.area_id,
        from_id=done.to_id,
        to_id=done.from_id,
        on_day=done.until_on + DAY,
        asked_at=done.asked_at,
        asked_by_id=done.asked_by_id,
    )
    wait_for(row, back)


def take_over(handover_id: int) -> None:
    """The hand-over whose day has come is carried out, once, however often this is called; or dropped, and why."""
    pending = db.session.get(Handover, handover_id, with_for_update=True, populate_existing=True)
    if pending is None or pending.state != HandoverState.PENDING:
        return
    row = acts.locked([pending.implementation_id])[pending.implementation_id]
    taker = person(pending.to_id)
    if row.closed_on is not None:
        drop(pending, because="the implementation closed before its day", by=None)
    elif row.manager_id != pending.from_id:
        drop(pending, because="somebody else looks after it meanwhile", by=None)
    elif not acts.may_manage(taker):
        drop(pending, because=f"{taker.name} is no implementation manager any more", by=None)
    else:
        pending.state = HandoverState.DONE
        db.session.flush()
        acts.assign_manager(row.id, pending.to_id, on_day=pending.on_day, by=pending.asked_by_id)
        send_back(row, pending)
