"""An outbox in mind: it takes what is decided as the tick writes it down, and hands over what is due. Nothing is kept.

The acts are those of choosing.keep, sharing.share_out and the dispatcher, for rows that exist nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scaleup.core.dates import local_date
from scaleup.outbox.rules import Covers, Draft, HoldScope, State
from scaleup.reminders.queries.coming import Standing
from scaleup.reminders.rules import COUNTED, Arranged, Choices, Due, Hand, StandIn, StandIns, folding, having
from scaleup.reminders.service.planning import KINDS, Decided
from scaleup.reminders.service.sharing import DIGEST, digest_draft, name_at, name_of_shared

MADE_UP = 10**12
"""Ids of what is in mind alone begin here: later than all that stands."""
FOLDS = frozenset(KINDS.values())
COUNTS = FOLDS | COUNTED | {DIGEST}


@dataclass(frozen=True)
class Mail:
    """One mail that goes, or would go but for a hold or an address."""

    at: datetime
    of: Standing
    parts: tuple[Draft, ...] = ()
    """What a digest tells."""
    held: bool = False

    @property
    def draft(self) -> Draft:
        """The message."""
        return self.of.draft

    @property
    def is_digest(self) -> bool:
        """Whether it tells others."""
        return self.draft.kind == DIGEST


@dataclass
class Memory:
    """What people have and know, and what becomes of it. The fields that are given are the database's word of now."""

    standing: Sequence[Standing]
    keys: set[str]
    told_keys: Collection[str]
    chosen: Mapping[int, Choices]
    others: StandIns
    holds: Sequence[Covers]
    waiting: dict[int, Standing] = field(default_factory=dict)
    inside: dict[int, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    """By digest, what it tells."""
    went: Counter[tuple[int | None, date]] = field(default_factory=Counter)
    digests_gone: set[tuple[int | None, date]] = field(default_factory=set)
    mails: list[Mail] = field(default_factory=list)
    expired: list[Draft] = field(default_factory=list)
    told_now: list[tuple[Draft, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.standing:
            if one.state is State.PENDING:
                self.waiting[one.id] = one
            elif one.folded_into is not None:
                self.inside[one.folded_into].append(one.draft)

    def begin(self, now: datetime) -> None:
        """What went today, or is going, counts."""
        for one in self.standing:
            if one.state not in (State.PENDING, State.FOLDED):
                self.count(one, now)

    # What decide() asks

    def stand_ins(self, on: date) -> Mapping[int, StandIn]:
        """By person who is away then: who stands in."""
        return self.others.on(on)

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys for which a message stands."""
        return self.keys & set(keys)

    def told(self, drafts: Sequence[Draft]) -> set[str]:
        """The keys of those whose reader was told about the same date before."""
        return {draft.dedupe_key for draft in drafts if draft.dedupe_key in self.told_keys}

    def choices(self, person_ids: Collection[int], _now: datetime) -> Mapping[int, Choices]:
        """What those of these people chose who chose anything."""
        return {id_: self.chosen[id_] for id_ in person_ids if id_ in self.chosen}

    def had_digest(self, person_ids: Collection[int], now: datetime) -> Collection[int]:
        """Those of these people whose digest of today went."""
        return {id_ for id_ in person_ids if (id_, local_date(now)) in self.digests_gone}

    # What becomes of it

    def take(self, decided: Decided, now: datetime) -> None:
        """As the tick writes it down."""
        self.told_now += [(draft, "told before, for the same date") for draft in decided.told]
        self.told_now += [(draft, "told by the notice that the contact moved") for draft in decided.noticed]
        self.keys |= {draft.dedupe_key for draft in (*decided.told, *decided.noticed)}
        self.keep(decided.arranged, now)
        self.share_out(now)

    def keep(self, plan: Arranged, now: datetime) -> None:
        """As choosing.keep."""
        for draft in plan.single:
            self.add(draft, now)
        for (person_id, at), drafts in plan.digests.items():
            free = [id_ for draft in drafts if (id_ := self.add(draft, now)) and not self.is_held_in_part(draft)]
            into = self.digest_of(person_id, at, now) if free else None
            if into is not None:
                self.fold(free, into)

    def before_planning(self, handed: Sequence[Hand], trained: Sequence[Draft], *, now: datetime) -> None:
        """As the tick begins: hand-overs are carried out, and what training says stands in the outbox."""
        for hand in handed:
            self.take_back(hand)
        for draft in trained:
            self.add(draft, now)

    def take_back(self, hand: Hand) -> None:
        """As handing.apply: what waits for who looked after the area is planned anew."""
        of_giver = self.of(hand.giver_id) if hand.giver_id is not None else []
        for one in [one for one in of_giver if one.draft.area_id == hand.area_id and one.draft.kind in FOLDS]:
            del self.waiting[one.id]
            self.keys.discard(one.draft.dedupe_key)

    def add(self, draft: Draft, now: datetime) -> int:
        """The message waits; 0 where its key stands already."""
        if draft.dedupe_key in self.keys:
            return 0
        self.keys.add(draft.dedupe_key)
        id_ = MADE_UP + len(self.keys)
        self.waiting[id_] = Standing(
            id=id_,
            draft=draft,
            at=draft.due_at,
            created_at=now,
            repeat=False,
            again=False,
            state=State.PENDING,
            folded_into=None,
        )
        return id_

    def digest_of(self, person_id: int, at: datetime, now: datetime) -> int | None:
        """As sharing.digest_at."""
        waits = next((one.id for one in self.digests(person_id) if one.draft.due_at == at), None)
        return waits or self.add(digest_draft(person_id, name_at(at), due_at=at), now) or None

    def digests(self, person_id: int) -> list[Standing]:
        """The person's digests that wait and may be filled."""
        return [one for one in self.of(person_id) if one.draft.kind == DIGEST and not (one.repeat or one.again)]

    def of(self, person_id: int) -> list[Standing]:
        """What waits for the person."""
        return [one for one in self.waiting.values() if one.draft.person_id == person_id]

    def fold(self, ids: Sequence[int], into: int) -> None:
        """These are told by that digest."""
        self.inside[into] += [self.waiting.pop(id_).draft for id_ in ids]

    def share_out(self, now: datetime) -> None:
        """As sharing.share_out."""
        for person_id in sorted({id_ for one in self.waiting.values() if (id_ := one.draft.person_id) is not None}):
            self.share(person_id, now)

    def share(self, person_id: int, now: datetime) -> None:
        """What has no room today waits in a digest."""
        mine = self.of(person_id)
        due = [Due(one.id, anchor_of(one.draft)) for one in mine if self.may_fold(one, now)]
        if not due:
            return
        digests = [(one.id, one.draft.due_at) for one in self.digests(person_id)]
        firm = [one for one in mine if (one.repeat or one.draft.kind in COUNTED) and not one.again]
        taken = self.went[person_id, local_date(now)] + sum(one.draft.due_at <= now for one in firm)
        found = folding(due, having(digests, taken=taken, choices=self.chosen.get(person_id), now=now), now)
        if found is None:
            return
        into = found.into or self.add(digest_draft(person_id, name_of_shared(found), due_at=found.at), now)
        if into:
            self.fold(found.ids, into)

    def may_fold(self, one: Standing, now: datetime) -> bool:
        """Whether it is due, worth sending, free, and could go in a digest."""
        draft = one.draft
        useful = draft.expires_at is None or draft.expires_at > now
        free = not (one.repeat or one.again) and not self.is_held_in_part(draft)
        return draft.kind in FOLDS and one.draft.due_at <= now and useful and free

    def hand_over(self, now: datetime) -> None:
        """What is due goes, unless it is held or too late; what is held is listed, and stays."""
        for one in sorted(self.waiting.values(), key=lambda one: (one.at, one.id)):
            if one.at > now:
                break
            del self.waiting[one.id]
            if one.draft.expires_at is not None and one.draft.expires_at <= now:
                self.expired.append(one.draft)
                continue
            held = self.is_held(one.draft)
            parts = tuple(self.inside.pop(one.id, ()))
            if one.draft.kind != DIGEST or parts:
                self.mails.append(Mail(now, one, parts, held))
            if not held:
                self.count(one, now)

    def count(self, one: Standing, now: datetime) -> None:
        """It is one of the person's mails of the day."""
        if one.draft.kind in COUNTS and not one.again:
            day = local_date(now)
            self.went[one.draft.person_id, day] += 1
            if one.draft.kind == DIGEST:
                self.digests_gone.add((one.draft.person_id, day))

    def is_held(self, draft: Draft) -> bool:
        """Whether any hold covers it."""
        return any(hold.covers(draft) for hold in self.holds)

    def is_held_in_part(self, draft: Draft) -> bool:
        """Whether a hold of a kind, a rule or an area covers it."""
        return any(hold.covers(draft) for hold in self.holds if hold.scope is not HoldScope.ALL)


def anchor_of(draft: Draft) -> date:
    """The day that the reminder is about."""
    return date.fromisoformat(str(draft.values["anchor_on"]))
