"""Planning: what is due, to whom, and what becomes of it. Reads, never writes: the tick (ticking.py) writes it down."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from scaleup.areas.queries import calendars_of
from scaleup.core.dates import Calendar, local_date
from scaleup.outbox.rules import MISSED, SILENT, Draft, dedupe_key
from scaleup.programmes.rules import ReminderSubject, Says
from scaleup.reminders import queries
from scaleup.reminders.queries import Candidate
from scaleup.reminders.rules import (
    Arranged,
    Channel,
    Choices,
    Hands,
    People,
    StandIn,
    Step,
    Telling,
    UnitRule,
    arranged,
    channel_of,
    due_of,
    in_turn,
    ladder,
    reach,
    turns,
    unit_rule,
    with_stand_ins,
)

CONDITIONS = queries.CONDITION_OF

KINDS: Mapping[ReminderSubject, str] = {
    ReminderSubject.CONTACT: "reminder of a contact",
    ReminderSubject.ACTION: "reminder of an action",
    ReminderSubject.CONDITION: "reminder of a condition",
    ReminderSubject.LICENCE: "reminder of a licence",
    ReminderSubject.MILESTONE: "reminder of a milestone",
    ReminderSubject.FUNDING: "reminder of funding",
    ReminderSubject.REGISTER: "reminder of a register",
    ReminderSubject.TOP_UP_OPENS: "reminder of a top-up window",
    ReminderSubject.TOP_UP_CLOSES: "reminder of a top-up window",
    ReminderSubject.REVIEW: "reminder of a review",
    ReminderSubject.FIDELITY: "reminder of a fidelity check",
    ReminderSubject.TIME_POINT: "reminder of forms",
    ReminderSubject.TIME_POINT_CLOSES: "reminder of forms",
}
"""The renderer of each."""


Book = Mapping[int, Sequence[UnitRule]]
"""The rules that act, by programme version."""


class Ground(Protocol):
    """What people have and know already: the database's word, or what the simulator has in mind."""

    def stand_ins(self, on: date) -> Mapping[int, StandIn]:
        """By person who is away then: who stands in."""

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys for which a message stands."""

    def told(self, drafts: Sequence[Draft]) -> set[str]:
        """The keys of those whose reader was told about the same date before."""

    def choices(self, person_ids: Collection[int], now: datetime) -> Mapping[int, Choices]:
        """What those of these people chose who chose anything."""

    def had_digest(self, person_ids: Collection[int], now: datetime) -> Collection[int]:
        """Those of these people whose digest of today went, or is on its way."""


@dataclass(frozen=True)
class Decided:
    """What becomes of what is due at one instant."""

    told: tuple[Draft, ...]
    """Told before, for the same date."""
    noticed: tuple[Draft, ...]
    """Told by the notice that the contact moved."""
    arranged: Arranged


def decide(
    found: Sequence[Telling], ground: Ground, *, readers: Collection[tuple[int, int]], last: datetime, now: datetime
) -> Decided:
    """What becomes of these tellings now. Reads at most, through `ground`; the same for the tick and the simulator.

    Readers: of a contact's notice that is just going, as (contact, person). `last` is when somebody looked before.
    """
    today = local_date(now)
    stood = with_stand_ins(found, ground.stand_ins(today))
    drafts = missed(drafts_for(fresh(stood.tellings, ground)), last, now)
    before = ground.told(drafts)
    rest = [draft for draft in drafts if draft.dedupe_key not in before]
    noticed = {draft.dedupe_key for draft in rest if told_by_notice(draft, readers, today)}
    going = [draft for draft in rest if draft.dedupe_key not in noticed]
    gathering = {one.person_id for one in going if one.person_id and channel_of(one) is Channel.DIGEST}
    chosen = ground.choices({draft.person_id for draft in going if draft.person_id is not None}, now)
    return Decided(
        told=tuple(draft for draft in drafts if draft.dedupe_key in before),
        noticed=tuple(draft for draft in rest if draft.dedupe_key in noticed),
        arranged=arranged(
            going,
            chosen,
            had_digest=ground.had_digest(chosen.keys() | gathering, now) if chosen or gathering else (),
            covered={own_key(one) for one in stood.covered},
            now=now,
        ),
    )


def missed(drafts: Sequence[Draft], last: datetime, now: datetime) -> list[Draft]:
    """The drafts; what fell due after the last look, while nobody looked, says so at hand-over."""
    if now - last < SILENT:
        return list(drafts)
    return [replace(one, values={**one.values, MISSED: True}) if one.due_at > last else one for one in drafts]


def told_by_notice(draft: Draft, readers: Collection[tuple[int, int]], today: date) -> bool:
    """Whether the reader is just being told the new date of this coming contact by the notice of its move."""
    if draft.kind != KINDS[ReminderSubject.CONTACT] or draft.person_id is None:
        return False
    if draft.values["says"] == Says.AGENDA:
        return False
    coming = date.fromisoformat(str(draft.values["anchor_on"])) >= today
    return coming and (int(str(draft.values["subject_id"])), draft.person_id) in readers


def tellings(
    now: datetime,
    *,
    until: datetime | None = None,
    area_ids: Collection[int] | None = None,
    book: Book | None = None,
    hands: Hands | None = None,
) -> list[Telling]:
    """Who is to be told what now, or from now until then. With ids: in these areas, whether started or not.

    With a book of rules: if those acted. With hands: for whoever looks after an area then.
    """
    end = until or now
    book = queries.rule_book() if book is None else book
    ground = gathered(book, local_date(now), local_date(end), area_ids, hands=hands or NO_HANDS)
    return tellings_by(book, ground, begin=now, end=end)


@dataclass(frozen=True)
class Gathered:
    """All that tellings are made of, but the rules: read once, for one book of them or several."""

    candidates: Sequence[Candidate]
    calendars: Mapping[str, Calendar]
    people: Callable[[int, int | None], People]
    hands: Hands


NO_HANDS: Hands = {}
"""As if nothing were handed over."""


def gathered(
    book: Book, today: date, last_day: date, area_ids: Collection[int] | None, *, hands: Hands = NO_HANDS
) -> Gathered:
    """What may be told by these rules until the last day."""
    candidates = gather(book, last_day, area_ids)
    return Gathered(
        candidates,
        calendars_of({candidate.nation for candidate in candidates}),
        queries.people(
            {candidate.subject.area_id for candidate in candidates},
            today,
            takers={hand.taker_id for some in hands.values() for hand in some},
        ),
        hands,
    )


def tellings_by(
    book: Book, ground: Gathered, *, begin: datetime, end: datetime, wanted: Callable[[UnitRule], bool] | None = None
) -> list[Telling]:
    """Who is to be told what by these rules; by those wanted alone. What has the same day has the same ladder."""
    ladders: dict[tuple[object, ...], list[Step]] = {}
    found: list[Telling] = []
    for candidate in ground.candidates:
        subject = candidate.subject
        name = (subject.kind, subject.anchor_on, subject.at, candidate.nation, candidate.version_id)
        steps = ladders.get(name)
        if steps is None:
            whole = ladder(subject, book[candidate.version_id], ground.calendars[candidate.nation])
            steps = ladders[name] = [
                step for step in whole if step.timely(begin, end) and (wanted is None or wanted(step.rule))
            ]
        if steps and candidate.implementation_id in ground.hands:
            found += handed_on(candidate, steps, ground, begin=begin, end=end)
        elif steps:
            people = ground.people(subject.area_id, candidate.manager_id)
            found += due_of(subject, steps, people=people, begin=begin, end=end)
    return found


def handed_on(
    candidate: Candidate, steps: Sequence[Step], ground: Gathered, *, begin: datetime, end: datetime
) -> list[Telling]:
    """What is due of something that is handed over on the way."""
    subject = candidate.subject
    by_then = turns(candidate.manager_id, ground.hands[candidate.implementation_id], begin=begin, end=end)
    return in_turn(subject, steps, by_then, people=lambda manager_id: ground.people(subject.area_id, manager_id))


def gather(book: Book, today: date, area_ids: Collection[int] | None) -> list[Candidate]:
    """Every subject that may have a rung due, always in the same order; what no rule is about is not asked for."""
    rules = [rule for rules in book.values() for rule in rules]
    wanted = {rule.subject for rule in rules}
    looks: dict[queries.Look, date] = {}
    for kind, look in queries.CANDIDATES.items():
        if kind in wanted:
            looks[look] = max(looks.get(look, date.min), today + reach(rules, kind))
    found = (one for look, until in looks.items() for one in look(until, area_ids) if one.subject.kind in wanted)
    return sorted(found, key=lambda one: (one.subject.anchor_on, one.subject.kind, one.subject.id))


def draft(telling: Telling) -> Draft:
    """The message of one telling. What it says is made at hand-over, from the facts of then."""
    rung, subject = telling.rung, telling.rung.subject
    return Draft(
        dedupe_key=key(telling, subject.version),
        kind=KINDS[subject.kind],
        due_at=rung.due_at,
        person_id=telling.person_id,
        area_id=subject.area_id,
        values={
            "rule": rung.rule.code,
            "subject_id": subject.id,
            "version": subject.version,
            "anchor_on": subject.anchor_on.isoformat(),
            "says": rung.rule.says.value,
            "rule_version": unit_rule(rung.rule).version_id,
            "step": rung.step,
            **({} if (channel := unit_rule(rung.rule).channel) is Channel.MAIL else {"channel": channel.value}),
            **({} if telling.through is None else {"role": telling.through.role.value, "by": telling.through.by.value}),
            **({} if telling.instead_of is None else {"instead_of": telling.instead_of}),
            **({"came_back": True} if telling.came_back else {}),
        },
        condition=CONDITIONS[subject.kind],
        condition_key=subject.condition_key,
        expires_at=rung.expires_at,
    )


def key(telling: Telling, version: int) -> str:
    """The dedupe key of the telling, had its subject this version."""
    subject = telling.rung.subject
    return dedupe_key(
        subject.kind.value,
        subject=subject.key,
        version=version,
        step=telling.rung.step_code,
        recipient=f"person:{telling.person_id}",
    )


def own_key(telling: Telling) -> str:
    """The dedupe key of the telling."""
    return key(telling, telling.rung.subject.version)


def drafts_for(found: Iterable[Telling]) -> list[Draft]:
    """A message for each telling."""
    return [draft(telling) for telling in found]


def fresh(found: Sequence[Telling], ground: Ground) -> list[Telling]:
    """Those for which no live message stands yet. Most of what is open was told long ago: it is known by its key."""
    keys = [own_key(one) for one in found]
    known = ground.known(keys)
    return [one for one, name in zip(found, keys, strict=True) if name not in known]
