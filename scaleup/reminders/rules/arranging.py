"""What becomes, at one instant, of what is due: who stands in, and when and how each goes as its reader chose. Pure.

The tick asks the database and writes the answer down; the simulator asks what it has in mind, and writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scaleup.outbox.rules import Draft
from scaleup.reminders.rules.book import Channel
from scaleup.reminders.rules.choices import NOTHING_CHOSEN, Choices, Manner, going
from scaleup.reminders.rules.rungs import Telling


@dataclass(frozen=True)
class StandIn:
    """Somebody who gets another's reminders today, in the areas that they may open themselves."""

    person_id: int
    area_ids: frozenset[int]
    everywhere: bool

    def sees(self, area_id: int) -> bool:
        """Whether this area is open to them."""
        return self.everywhere or area_id in self.area_ids


@dataclass(frozen=True)
class StandIns:
    """Who stands in for whom in some days ahead: who is away, from, to, and the other."""

    away: tuple[tuple[int, date, date, StandIn], ...] = ()

    def on(self, day: date) -> Mapping[int, StandIn]:
        """By person who is away on that day."""
        return {person_id: other for person_id, begins, ends, other in self.away if begins <= day <= ends}

    @property
    def ever(self) -> Mapping[int, StandIn]:
        """By person who is away on any of these days."""
        return {person_id: other for person_id, _, _, other in self.away}


@dataclass(frozen=True)
class Stood:
    """Who is told, stand-ins among them, and which tellings somebody stands in for."""

    tellings: tuple[Telling, ...]
    covered: tuple[Telling, ...]


@dataclass(frozen=True)
class Arranged:
    """What goes by itself, each when its reader has hours; and what a digest of some instant tells, by person."""

    single: tuple[Draft, ...]
    digests: Mapping[tuple[int, datetime], tuple[Draft, ...]]


def with_stand_ins(found: Sequence[Telling], others: Mapping[int, StandIn]) -> Stood:
    """Who is away and has a stand-in is told once back; the stand-in is told now, in the areas open to them."""
    covered = [one for one in found if one.person_id in others and others[one.person_id].sees(one.rung.subject.area_id)]
    told = {(one.rung, one.person_id) for one in found}
    instead = [
        replace(one, person_id=others[one.person_id].person_id, instead_of=one.person_id, came_back=False)
        for one in covered
        if (one.rung, others[one.person_id].person_id) not in told
    ]
    return Stood((*found, *instead), tuple(covered))


def arranged(
    drafts: Sequence[Draft],
    chosen: Mapping[int, Choices],
    *,
    had_digest: Collection[int],
    covered: Collection[str],
    now: datetime,
) -> Arranged:
    """When and how each goes. Covered: keys somebody stands in for. Had: who got a digest today."""
    single: list[Draft] = []
    digests: dict[tuple[int, datetime], list[Draft]] = defaultdict(list)
    for draft in drafts:
        person_id = draft.person_id
        choices = narrowed(draft, chosen.get(person_id)) if person_id is not None else None
        if choices is None or person_id is None:
            single.append(draft)
            continue
        how = going(
            choices,
            now,
            expires_at=draft.expires_at,
            had_digest=person_id in had_digest,
            stood_in_for=draft.dedupe_key in covered,
        )
        if how.in_digest:
            digests[person_id, how.at].append(draft)
        else:
            single.append(replace(draft, due_at=how.at) if how.at > now else draft)
    return Arranged(tuple(single), {key: tuple(some) for key, some in digests.items()})


def channel_of(draft: Draft) -> Channel:
    """How its rule says that it comes."""
    return Channel(str(draft.values.get("channel", Channel.MAIL)))


def narrowed(draft: Draft, choices: Choices | None) -> Choices | None:
    """What its reader chose, within what its rule says; None for a mail of its own at once."""
    channel = channel_of(draft)
    if channel is Channel.ALWAYS:
        return None
    return replace(choices or NOTHING_CHOSEN, manner=Manner.DAILY) if channel is Channel.DIGEST else choices
