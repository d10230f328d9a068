"""The simulator: every mail of the days ahead, about an area or for a person, if nothing changes. Reads, never writes.

What is due is decided by planning.decide, as for the tick, after what training says; an outbox in mind (memory.py)
takes it from one instant to the next.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scaleup.core.dates import local_date
from scaleup.outbox import queries as outbox_queries
from scaleup.outbox import service as outbox
from scaleup.outbox.queries import last_tick
from scaleup.outbox.rules import Draft, State
from scaleup.reminders import queries
from scaleup.reminders.queries.coming import Standing, outbox_of
from scaleup.reminders.rules import Hand, Hands, StandIns, Telling, hour, outdone
from scaleup.reminders.service.calendars import notice
from scaleup.reminders.service.memory import COUNTS, Mail, Memory
from scaleup.reminders.service.places import steps_by
from scaleup.reminders.service.planning import NO_HANDS, Book, decide, drafts_for, tellings
from scaleup.reminders.service.returned import with_next_in_line
from scaleup.reminders.service.sharing import DIGEST
from scaleup.reminders.service.ticking import TICK
from scaleup.training import service as training

DAYS = (7, 30, 90)
"""How far ahead one may look."""
USUAL = 30
MANY = 1_000
"""Who is told of more areas than these sees the shortest of DAYS: what is reckoned grows with each area and day."""


Trained = Mapping[datetime, Sequence[Draft]]
"""What training says, by the instant at which it is found."""


@dataclass(frozen=True)
class Coming:
    """What will be written, in the order in which it goes, and what of it will not."""

    mails: tuple[Mail, ...]
    not_going: tuple[tuple[Draft, str], ...]
    """With the reason, as the end of a sentence."""
    book: Book
    end: datetime
    comes_back: frozenset[int] = frozenset()
    """Those of the readers whose address is stopped."""
    days: int = 0
    """How far ahead it looks."""
    hands: Hands = field(default_factory=dict)
    """Who takes over what in these days."""


def coming_about(area_id: int, now: datetime, *, days: int) -> Coming:
    """Every mail about the area, whether its reminders were started or not (then: if they began now).

    Of mails about other areas only those count that wait already: what falls due elsewhere is on the page of a person.
    """
    book, end = queries.rule_book(), now + timedelta(days=days)
    hands = queries.hands(now, end, [area_id])
    due = tellings(now, until=end, area_ids=[area_id], book=book, hands=hands)
    found = with_next_in_line([as_begun(one, now) for one in due])
    people = {one.person_id for one in found}
    trained = training.ahead(now, end, steps_by(book), area_ids=[area_id])
    whole = run(found, trained, hands, people=people, area_ids=[area_id], book=book, now=now, end=end)
    return replace(only(whole, lambda draft: draft.area_id == area_id), days=days)


def coming_to(person_id: int, now: datetime, *, days: int) -> Coming:
    """Every mail to the person, from all their areas whose reminders were started; of very many areas a week's."""
    book, end = queries.rule_book(), now + timedelta(days=days)
    others = queries.stand_ins_between(local_date(now), local_date(end))
    read_for = {away for away, other in others.ever.items() if other.person_id == person_id}
    concerned = {person_id, *read_for}
    area_ids = queries.area_ids_of(concerned)
    if days > DAYS[0] and area_ids is None and queries.more_areas_than(MANY):
        return coming_to(person_id, now, days=DAYS[0])
    concerns = area_ids is None or area_ids
    hands = queries.hands(now, end, area_ids) if concerns else NO_HANDS
    due = tellings(now, until=end, area_ids=area_ids, book=book, hands=hands) if concerns else ()
    found = [
        one for one in with_next_in_line(due) if one.person_id in concerned and one.rung.subject.begun_at is not None
    ]
    trained = training.ahead(now, end, steps_by(book), person_ids=concerned)
    whole = run(found, trained, hands, people=concerned, area_ids=[], book=book, now=now, end=end)
    mine = only(whole, lambda draft: draft.person_id == person_id)
    return replace(mine, comes_back=whole.comes_back & {person_id}, days=days)


def only(whole: Coming, wanted: Callable[[Draft], bool]) -> Coming:
    """What concerns the page that is asked for; a digest does if something in it does."""
    return replace(
        whole,
        mails=tuple(one for one in whole.mails if wanted(one.draft) or any(wanted(part) for part in one.parts)),
        not_going=tuple((draft, why) for draft, why in whole.not_going if wanted(draft)),
    )


def run(
    found: Sequence[Telling],
    trained: Trained,
    hands: Hands,
    *,
    people: Collection[int],
    area_ids: Collection[int],
    book: Book,
    now: datetime,
    end: datetime,
) -> Coming:
    """From now to the end, instant by instant: what is due is decided, shared out, and handed over."""
    others = queries.stand_ins_between(local_date(now), local_date(end))
    about = by_key(found, {one: other.person_id for one, other in others.ever.items()})
    said = [draft for drafts in trained.values() for draft in drafts]
    readers = {*people, *(one.person_id for one in about.values()), *(one.person_id for one in said if one.person_id)}
    standing = outbox_of(area_ids, readers, COUNTS, DIGEST, now)
    settled = no_longer_true([one.draft for one in standing if one.state in (State.PENDING, State.FOLDED)])
    memory = memory_of(standing, settled, about, others=others, readers=readers, said=said, now=now)
    changed = queries.changed_entries(local_date(now), area_ids=area_ids or None, person_ids=readers)
    last = last_tick(TICK) or now
    handed = by_instant(hands)
    batches = batched(found, [*begins(others), *handed], begin=now, end=end)
    told_new_day = frozenset((slot.id, entry.person_id) for entry, slot in changed if slot.state != "gone")
    for entry, slot in changed:
        memory.add(notice(entry, slot, now), now)
    at: datetime | None = now
    while at is not None and at <= end:
        first = at == now
        memory.before_planning(handed.get(at, ()), trained.get(at, ()), now=at)
        decided = decide(
            batches.pop(at, []), memory, readers=told_new_day if first else (), last=last if first else at, now=at
        )
        memory.take(decided, at)
        memory.hand_over(at)
        at = next_after(at, [*batches, *trained, *handed, *(one.at for one in memory.waiting.values())])
    back = queries.unreachable()
    unreachable: dict[int | None, str] = dict.fromkeys(without_address(memory.mails), "the reader has no address")
    unreachable |= dict.fromkeys(back, "mail to the reader comes back")
    return Coming(
        mails=tuple(one for one in memory.mails if one.draft.person_id not in unreachable),
        not_going=tuple(not_going(memory, settled, unreachable)),
        book=book,
        end=end,
        comes_back=back & frozenset(people),
        hands=hands,
    )


def next_after(at: datetime, instants: Iterable[datetime]) -> datetime | None:
    """The next of these instants."""
    return min((one for one in instants if one > at), default=None)


def not_going(
    memory: Memory, settled: Sequence[Draft], unreachable: Mapping[int | None, str]
) -> Iterator[tuple[Draft, str]]:
    """What is due and does not go, with the reason as the end of a sentence; of a digest each thing that it tells."""
    yield from ((draft, "it is settled already") for draft in settled)
    yield from memory.told_now
    yield from ((draft, "it is too late for it then") for draft in memory.expired)
    for one in memory.mails:
        if why := unreachable.get(one.draft.person_id):
            yield from ((draft, why) for draft in one.parts or (one.draft,))


def batched(
    found: Sequence[Telling], anew: Iterable[datetime], *, begin: datetime, end: datetime
) -> dict[datetime, list[Telling]]:
    """By the instant at which the tick finds something new: what falls due; all that stands where it looks anew."""
    batches: dict[datetime, list[Telling]] = defaultdict(list)
    for one in found:
        if one.holds(at := max(one.rung.due_at, begin)):
            batches[at].append(one)
    for at in anew:
        if begin < at <= end:
            batches[at] = standing_at(found, at)
    return dict(batches)


def begins(others: StandIns) -> list[datetime]:
    """When somebody begins to stand in."""
    return [hour(from_on, 0) for _, from_on, _, _ in others.away]


def by_instant(hands: Hands) -> dict[datetime, list[Hand]]:
    """Hand-overs by when they are carried out."""
    found: dict[datetime, list[Hand]] = defaultdict(list)
    for hand in (hand for some in hands.values() for hand in some):
        found[hand.at].append(hand)
    return dict(found)


def standing_at(found: Iterable[Telling], at: datetime) -> list[Telling]:
    """Those that the tick finds at this instant, whether told before or not."""
    of: dict[str, list[Telling]] = defaultdict(list)
    for one in found:
        if one.holds(at) and one.rung.goes(at, at):
            of[one.rung.subject.key].append(one)
    return [one for some in of.values() for one in some if not outdone(one, some, at)]


def as_begun(one: Telling, now: datetime) -> Telling:
    """As if the reminders of its area began now, where they have not begun."""
    if one.rung.subject.begun_at is not None:
        return one
    return replace(one, rung=replace(one.rung, subject=replace(one.rung.subject, begun_at=now)))


def by_key(found: Sequence[Telling], others: Mapping[int, int]) -> dict[str, Telling]:
    """Each by its key, those for whoever may stand in included."""
    instead = [
        replace(one, person_id=others[one.person_id], instead_of=one.person_id)
        for one in found
        if one.person_id in others
    ]
    every = [*instead, *found]
    return {draft.dedupe_key: one for draft, one in zip(drafts_for(every), every, strict=True)}


def memory_of(
    standing: Sequence[Standing],
    settled: Sequence[Draft],
    about: Mapping[str, Telling],
    *,
    others: StandIns,
    readers: Collection[int],
    said: Iterable[Draft],
    now: datetime,
) -> Memory:
    """What people have and know now."""
    gone = {draft.dedupe_key for draft in settled}
    drafts = drafts_for(about.values())
    memory = Memory(
        standing=[one for one in standing if one.draft.dedupe_key not in gone],
        keys=queries.known_keys([*about, *{draft.dedupe_key for draft in said}])
        | {one.draft.dedupe_key for one in standing},
        told_keys=queries.told_already(drafts),
        chosen=queries.choices_of(readers, local_date(now)),
        others=others,
        holds=[outbox.covered_by(hold) for hold in outbox_queries.open_holds()],
    )
    memory.begin(now)
    return memory


def no_longer_true(drafts: Sequence[Draft]) -> list[Draft]:
    """Those of these whose condition holds no more: they wait, and will not go. One statement for each condition."""
    by_name: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.condition and draft.kind != DIGEST:
            by_name[draft.condition].append(draft)
    gone: list[Draft] = []
    for name, some in by_name.items():
        true = outbox.condition(name)(sorted({draft.condition_key for draft in some}))
        gone += [draft for draft in some if draft.condition_key not in true]
    return gone


def without_address(mails: Iterable[Mail]) -> set[int]:
    """Those of the readers who may not have mail."""
    people = sorted({one.draft.person_id for one in mails if one.draft.person_id is not None})
    return set(people) - set(outbox.addresses(people))
