"""How one area stands today, in words: what is late, what is next, what happened. Worked out from its record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import Calendar, counted, long_date, plain_date
from scaleup.facilitators.rules import SIDE, Side, pairs
from scaleup.fidelity.rules import Colour as Result
from scaleup.fidelity.rules import colour
from scaleup.milestones.rules import Stage
from scaleup.portfolio.queries.area import AreaPage
from scaleup.portfolio.queries.record import ACTION, Planned, Record, Rested
from scaleup.portfolio.rules.happenings import Happened, Happening, line
from scaleup.support.rules import Standing, standing

DECISION_BEFORE_END = timedelta(days=180)
"""A decision on renewal is due so long before a licence ends (domain.md 3.4)."""


@dataclass(frozen=True)
class NextContact:
    """The next contact, as the page says it."""

    slot: Planned
    state: Standing
    contacts: int
    """The number of the last contact of its licence."""
    every: str
    why: str
    """Why it is not on its nominal day; empty if it is."""


@dataclass(frozen=True)
class Late:
    """Something that is late, in a sentence, and where it is dealt with."""

    words: str
    act: str = ""
    url: str = ""
    needs: str = ""
    """The permission without which the way there is not shown."""


@dataclass(frozen=True)
class Stand:
    """What the page says above and beside the drawing."""

    stage: Stage | None
    late: tuple[Late, ...]
    """Empty when nothing is late."""
    result: Result | None
    """What the latest fidelity check came to."""
    stopped: str
    """Why nothing goes on here, as a sentence; empty where it does."""
    next_contact: NextContact | None
    pairs: int
    health: int
    children: int
    history: tuple[Happening, ...]


def stand(page: AreaPage, today: date) -> Stand:
    """How the area stands on this day."""
    record = page.record
    if record is None:
        return Stand(None, (), None, "", None, 0, 0, 0, ())
    health, children = sides(record)
    return Stand(
        stage=page.stage(today),
        late=tuple(lateness(record, today)),
        result=result(record),
        stopped=stop(record, today),
        next_contact=next_contact(record, page.calendar, today),
        pairs=pairs(health, children),
        health=health,
        children=children,
        history=newest(record, today),
    )


def sides(record: Record) -> tuple[int, int]:
    """How many of each side may deliver."""
    health = sum(trade.accredited for trade in record.trades if SIDE[trade.profession] is Side.HEALTH)
    children = sum(trade.accredited for trade in record.trades if SIDE[trade.profession] is Side.CHILDREN)
    return health, children


def result(record: Record) -> Result | None:
    """The colour of the latest check for which somebody looked, by the programme's thresholds."""
    if not record.looked_at:
        return None
    terms = record.terms.fidelity
    return colour(record.looked_at[-1].percent, green_from=terms.green_at_least, amber_from=terms.amber_at_least)


def lateness(record: Record, today: date) -> Iterable[Late]:
    """What is late, in sentences."""
    licence, here = record.licence, f"/areas/{record.implementation.area_id}"
    if licence and licence.renewal is None and licence.state in STANDS:
        decide_on = licence.ends_on - DECISION_BEFORE_END
        if decide_on < today <= licence.ends_on:
            left = counted((licence.ends_on - today).days, "day")
            yield Late(
                f"The renewal decision was due on {long_date(decide_on)} and the licence ends in {left}.",
                "Decide it",
                f"/licences/{licence.id}/renewal",
                "manage licences",
            )
    silent = [slot for slot in record.slots if slot.state == "open" and slot.due_on < today]
    if len(silent) == 1:
        words = f"Contact {silent[0].sequence}, due on {long_date(silent[0].due_on)}, has no record."
        yield Late(words, "Log it", f"{here}/contacts/log?slot={silent[0].id}", "log contacts")
    elif silent:
        words = f"{len(silent)} contacts have no record, the first due on {long_date(silent[0].due_on)}."
        yield Late(words, "Log the first", f"{here}/contacts/log?slot={silent[0].id}", "log contacts")
    late = [one for one in record.pending if one.due_on and one.due_on < today]
    if late:
        others = f" and {len(late) - 1} more that were agreed" if len(late) > 1 else ""
        yield Late(
            f"“{late[0].wording}”{others} {'were' if others else 'was'} due on {long_date(late[0].due_on or today)}.",
            "See it",
            f"/actions/{late[0].id}" if late[0].kind == ACTION else f"{here}/licence",
        )


def stop(record: Record, today: date) -> str:
    """What ended or interrupted the work here, when, and why."""
    implementation, licence = record.implementation, record.licence
    if implementation.closed_on:
        closed = implementation.exit or "closed"
        return sentence(f"{closed.capitalize()} on {long_date(implementation.closed_on)}", implementation.exit_reason)
    if licence is None:
        return ""
    if licence.state in STOPPED:
        last = [move for move in record.moves if move.to_state == licence.state][-1]
        return sentence(f"The licence was {STOPPED[licence.state]} on {long_date(last.on_day)}", last.reason)
    rest = record.rests[-1] if record.rests else None
    if rest and not rest.over(today):
        return resting(rest, today)
    if licence.ends_on < today:
        return f"The licence ended on {long_date(licence.ends_on)}."
    return ""


STANDS = ("granted", "suspended")
"""A suspension, planned or begun, leaves the decision on renewal to be made."""
STOPPED = {"ended": "ended early", "terminated": "terminated"}


def resting(rest: Rested, today: date) -> str:
    """Since when, until when and why there is no support; or that there will be none."""
    if rest.to_on:
        begins = "There is" if rest.from_on <= today else "There will be"
        return sentence(f"{begins} no support from {plain_date(rest.from_on)} to {plain_date(rest.to_on)}", rest.reason)
    return sentence(f"The licence was suspended on {long_date(rest.from_on)}", rest.reason)


def sentence(said: str, reason: str | None) -> str:
    """The words with their reason, and one stop."""
    return f"{said}: {reason.rstrip('.')}." if reason else f"{said}."


def next_contact(record: Record, calendar: Calendar, today: date) -> NextContact | None:
    """The first open contact that is still to come, or the last one that is late."""
    open_slots = [slot for slot in record.slots if slot.state == "open"]
    coming = [slot for slot in open_slots if slot.due_on >= today]
    chosen = coming[0] if coming else open_slots[-1] if open_slots else None
    if chosen is None:
        return None
    shifted = chosen.due_on != chosen.nominal_on and not chosen.pinned_because
    return NextContact(
        slot=chosen,
        state=standing(chosen.due_on, today, None, calendar),
        contacts=max(slot.sequence for slot in record.slots if slot.licence_id == chosen.licence_id),
        every=every(chosen.interval_months),
        why=calendar.reason(chosen.nominal_on) if shifted and calendar.reaches(chosen.nominal_on) else "",
    )


def every(months: int) -> str:
    """ "every month", "every 3 months"."""
    return "every month" if months == 1 else f"every {months} months"


def happenings(record: Record) -> Iterable[Happening]:
    """What happened under the implementation looked at; the whole history has an address of its own."""
    return map(line, happened(record))


def newest(record: Record, today: date) -> tuple[Happening, ...]:
    """The same, the newest first, without what is to come."""
    come = [one for one in happenings(record) if one.on_day <= today]
    return tuple(sorted(come, key=lambda one: one.on_day, reverse=True))


def happened(record: Record) -> Iterable[Happened]:
    """The rows of it."""
    numbers = {slot.id: slot.sequence for slot in record.slots}
    for contact in record.contacts:
        number = numbers.get(contact.slot_id or 0, 0) if contact.settles else 0
        yield Happened(
            "contact", contact.held_on, contact.id, contact.outcome, number, contact.channel, contact.entered_by
        )
    for training in record.trainings:
        yield Happened("training", training.on_day, code=training.part, figure=training.people)
    for check in record.checks:
        yield Happened("check", check.on_day, code=check.method, figure=check.percent, words=check.flag)
    for review in record.reviews:
        if review.outcome:
            yield Happened("review", review.on_day, review.id, review.kind, words=review.outcome)
    if record.started_on:
        yield Happened("delivery", record.started_on)
    if record.licence:
        yield Happened("begins", record.licence.starts_on, words=record.licence.number)
        for move in record.moves:
            words = f"{record.licence.number}\n{move.reason}"
            yield Happened("move", move.on_day, code=f"{move.from_state}>{move.to_state}", words=words)
