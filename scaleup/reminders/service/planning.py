"""Planning: what is due now goes into the outbox once, and what is more than a day may bring becomes one digest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from scaleup.areas.queries import calendars_of
from scaleup.core.dates import instant, local_date
from scaleup.outbox.queries import last_tick
from scaleup.outbox.rules import MISSED, SILENT, Draft, dedupe_key
from scaleup.outbox.service import PLAN, list_expired, tell, ticked
from scaleup.programmes.rules import ReminderSubject, Says
from scaleup.reminders import queries
from scaleup.reminders.queries import Candidate
from scaleup.reminders.rules import Telling, UnitRule, due, reach, unit_rule
from scaleup.reminders.service.calendars import follow_calendars
from scaleup.reminders.service.choosing import send_as_chosen, with_stand_ins
from scaleup.reminders.service.sharing import share_out

TICK = PLAN

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
}
"""The renderer of each."""


def plan_due(now: datetime, *, worker: str = "") -> int:
    """Everything due at this instant is in the outbox, once; returns how many messages are new."""
    today = local_date(now)
    last = last_tick(TICK) or now
    ticked(TICK, worker=worker, now=now)  # locks the row: two ticks at once plan one after the other
    followed = follow_calendars(today, now)
    stood = with_stand_ins(tellings(now), today)
    drafts = missed(fresh(drafts_for(stood.tellings)), last, now)
    before = queries.told_already(drafts)
    settle_as_told(drafts, before, note="Told before, for the same date.", now=now)
    noticed = {draft.dedupe_key for draft in drafts if told_by_notice(draft, followed.readers, today)} - before
    settle_as_told(drafts, noticed, note="Told by the notice that the contact moved.", now=now)
    covered = {key(one, one.rung.subject.version) for one in stood.covered}
    going = [draft for draft in drafts if draft.dedupe_key not in before | noticed]
    new = send_as_chosen(going, covered, now)
    account_for(last, now)
    fold_waiting(now)
    return new + followed.new


def fold_waiting(now: datetime) -> int:
    """Nobody has more reminders on their way than a day may bring; returns how many went into digests."""
    return share_out(KINDS.values(), now)


def missed(drafts: Sequence[Draft], last: datetime, now: datetime) -> list[Draft]:
    """The drafts; what fell due after the last look, while nobody looked, says so at hand-over."""
    if now - last < SILENT:
        return list(drafts)
    return [replace(one, values={**one.values, MISSED: True}) if one.due_at > last else one for one in drafts]


def account_for(last: datetime, now: datetime) -> None:
    """What fell due while nobody looked and does not go any more is on the list, with the reason."""
    if now - last < SILENT:
        return
    today = local_date(now)
    rest = fresh(drafts_for(tellings(last, until=now)))
    useless = [one for one in rest if one.expires_at is not None and one.expires_at <= now]
    listed = list_expired(
        useless,
        now=now,
        note=f"Nobody looked from {instant(last, today)} to {instant(now, today)}; by then it was too late for it.",
    )
    tell([one for one in rest if one.dedupe_key not in listed], now=now, note="The agenda of the contact tells it.")


def settle_as_told(drafts: Sequence[Draft], keys: Collection[str], *, note: str, now: datetime) -> None:
    """Those of the drafts with these keys are on record, and will not go."""
    tell([draft for draft in drafts if draft.dedupe_key in keys], now=now, note=note)


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
    book: Mapping[int, Sequence[UnitRule]] | None = None,
) -> list[Telling]:
    """Who is to be told what now, or from now until then. With ids: in these areas, whether started or not.

    With a book of rules: if those acted.
    """
    end = until or now
    today, last_day = local_date(now), local_date(end)
    book = queries.rule_book() if book is None else book
    candidates = gather(book, last_day, area_ids)
    calendars = calendars_of({candidate.nation for candidate in candidates})
    people = queries.people({candidate.subject.area_id for candidate in candidates}, today)
    found: list[Telling] = []
    for candidate in candidates:
        found += due(
            candidate.subject,
            book[candidate.version_id],
            calendar=calendars[candidate.nation],
            people=people(candidate.subject.area_id, candidate.manager_id),
            begin=now,
            end=end,
        )
    return found


def gather(book: Mapping[int, Sequence[UnitRule]], today: date, area_ids: Collection[int] | None) -> list[Candidate]:
    """Every subject that may have a rung due; what no rule is about is not asked for."""
    rules = [rule for rules in book.values() for rule in rules]
    wanted = {rule.subject for rule in rules}
    return [
        candidate
        for kind, ask in queries.CANDIDATES.items()
        if kind in wanted
        for candidate in ask(today + reach(rules, kind), area_ids)
    ]


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
            **({} if telling.instead_of is None else {"instead_of": telling.instead_of}),
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


def drafts_for(found: Iterable[Telling]) -> list[Draft]:
    """A message for each telling."""
    return [draft(telling) for telling in found]


def fresh(drafts: Sequence[Draft]) -> list[Draft]:
    """Those that no live message stands for yet."""
    known = queries.known_keys([draft.dedupe_key for draft in drafts])
    return [draft for draft in drafts if draft.dedupe_key not in known]
