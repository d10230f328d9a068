"""Why one delivery went as it did, and what of an area did not go in the last 90 days. Reads, never writes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scaleup.core.dates import local_date
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft, State
from scaleup.reminders import queries
from scaleup.reminders.rules import Telling, UnitRule, asked_at_hand_over, moved_by, unit_rule, why_not_sent
from scaleup.reminders.service.planning import drafts_for, tellings
from scaleup.reminders.service.showing import NotGoing, Part, Words

BACK = timedelta(days=90)


@dataclass(frozen=True)
class Why:
    """Why a delivery went, or did not, as it did."""

    parts: tuple[Part, ...]
    """One; or all that a digest tells."""
    asked: str
    moved: tuple[str, ...]
    not_sent: str


@dataclass(frozen=True)
class Passed:
    """One thing of the last 90 days that did not go by itself."""

    at: datetime
    message_id: int | None
    """None for what was never written down."""
    said: NotGoing
    in_digest: bool = False
    """It went together with others: nothing was lost."""


def why(message: Message, now: datetime) -> Why:
    """Which rule, whose day, what was asked once more, and what moved it."""
    today = local_date(now)
    fate = queries.fate(message, queries.digest_key_of(message))
    draft = queries.standing_of(message).draft
    told = [one.draft for one in queries.told_by(message.id)]
    words = Words([draft, *told], queries.every_rule())
    away = words.names.get(int(str(draft.values.get("instead_of", 0))), "")
    return Why(
        parts=tuple(Part(words.told(one, local_date(one.due_at)), words.reason(one)) for one in told or [draft]),
        asked=asked_at_hand_over(fate, "" if told else draft.condition, today=today),
        moved=tuple(moved_by(fate, queries.held_back(message, now), away=away, today=today)),
        not_sent=why_not_sent(fate, today=today),
    )


def not_sent(area_id: int, now: datetime) -> list[Passed]:
    """What did not go by itself in the last 90 days, the latest first: each in a sentence."""
    today = local_date(now)
    rows = queries.unsent(area_id, now - BACK)
    never = never_planned(area_id, now)
    words = Words([*(one.of.draft for one in rows), *(draft for draft, _ in never)], queries.every_rule())
    found = [
        Passed(
            one.of.draft.due_at,
            one.of.id,
            NotGoing(
                words.told(one.of.draft, local_date(one.of.draft.due_at)), one.to, why_not_sent(one.fate, today=today)
            ),
            in_digest=one.fate.state is State.FOLDED,
        )
        for one in rows
    ]
    found += [
        Passed(draft.due_at, None, NotGoing(words.told(draft, local_date(draft.due_at)), words.name(draft), said))
        for draft, said in never
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def never_planned(area_id: int, now: datetime) -> list[tuple[Draft, str]]:
    """What the rules that are off, or that began since, would have told of what is still open; with the reason."""
    own = queries.current_versions()
    free = {key: replace(rule, is_on=True, acts_from=None, quiet_until=None) for key, rule in own.items()}
    book = queries.book_of(queries.defaults(), free)
    found = [one for one in tellings(now - BACK, until=now, area_ids=[area_id], book=book) if one.rung.due_at <= now]
    drafts = drafts_for(found)
    known = queries.known_keys([draft.dedupe_key for draft in drafts])
    return [
        (draft, said)
        for draft, one in zip(drafts, found, strict=True)
        if draft.dedupe_key not in known and (said := why_never(one, own.values()))
    ]


def why_never(one: Telling, own: Iterable[UnitRule]) -> str:
    """Why the tick never wrote it down; empty where it will, or where it is too late to say."""
    acting = unit_rule(one.rung.rule)
    rule = next((rule for rule in own if (rule.code, rule.programme) == (acting.code, acting.programme)), acting)
    if not rule.is_on:
        return "Its rule is off."
    if rule.begins_at is not None and one.rung.due_at < rule.begins_at:
        return "It fell due before its rule began to act."
    begun_at = one.rung.subject.begun_at
    if begun_at is None:
        return "The reminders of the area are not started."
    if one.rung.due_at < begun_at:
        return "It fell due before the reminders of the area began."
    return ""
