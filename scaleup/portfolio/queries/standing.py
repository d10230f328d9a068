"""How one area stands today, in words: what is late, what is next, what happened. Worked out from its record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import Calendar, counted, local_date, long_date, plain_date
from scaleup.facilitators.rules import SIDE, Side, pairs
from scaleup.fidelity.rules import Method
from scaleup.milestones.rules import Stage
from scaleup.portfolio.queries.area import AreaPage
from scaleup.portfolio.queries.record import Planned, Record
from scaleup.support.rules import CHANNEL_WORDS, OUTCOME_WORDS, Channel, Outcome, Standing, standing

DECISION_BEFORE_END = timedelta(days=180)
"""A decision on renewal is due so long before a licence ends (domain.md 3.4)."""

METHODS = {Method.SELF_REPORT: "self-report", Method.OBSERVATION: "observation", Method.VIDEO: "video"}
PARTS = {"initial": "Initial training", "top_up": "Top-up training", "verp": "Video-enhanced reflective practice"}


@dataclass(frozen=True)
class NextContact:
    """The next contact, as the page says it."""

    slot: Planned
    state: Standing
    contacts: int
    every: str
    why: str
    """Why it is not on its nominal day; empty if it is."""


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    on_day: date
    kind: str
    what: str
    by: str
    url: str = ""


@dataclass(frozen=True)
class Stand:
    """What the page says above and beside the drawing."""

    stage: Stage | None
    late: tuple[str, ...]
    """Sentences; empty when nothing is late."""
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
        return Stand(None, (), "", None, 0, 0, 0, ())
    health, children = sides(record)
    return Stand(
        stage=page.stage(today),
        late=tuple(lateness(record, today)),
        stopped=stop(record, today),
        next_contact=next_contact(record, page.calendar, today),
        pairs=pairs(health, children),
        health=health,
        children=children,
        history=tuple(sorted(happenings(record), key=lambda line: line.on_day, reverse=True)),
    )


def sides(record: Record) -> tuple[int, int]:
    """How many of each side are trained and there."""
    health = sum(trade.trained for trade in record.trades if SIDE[trade.profession] is Side.HEALTH)
    children = sum(trade.trained for trade in record.trades if SIDE[trade.profession] is Side.CHILDREN)
    return health, children


def lateness(record: Record, today: date) -> Iterable[str]:
    """What is late, in sentences."""
    licence = record.licence
    if licence and licence.renewal is None and licence.state == "granted":
        decide_on = licence.ends_on - DECISION_BEFORE_END
        if decide_on < today <= licence.ends_on:
            left = counted((licence.ends_on - today).days, "day")
            yield f"The renewal decision was due on {long_date(decide_on)} and the licence ends in {left}."
    silent = [slot for slot in record.slots if slot.state == "open" and slot.due_on < today]
    if len(silent) == 1:
        yield f"Contact {silent[0].sequence}, due on {long_date(silent[0].due_on)}, has no record."
    elif silent:
        yield f"{len(silent)} contacts have no record, the first due on {long_date(silent[0].due_on)}."
    late = [one for one in record.pending if one.due_on and one.due_on < today]
    if late:
        others = f" and {len(late) - 1} more that were agreed" if len(late) > 1 else ""
        yield f"“{late[0].wording}”{others} {'were' if others else 'was'} due on {long_date(late[0].due_on or today)}."


def stop(record: Record, today: date) -> str:
    """What ended or interrupted the work here, when, and why."""
    implementation, licence = record.implementation, record.licence
    if implementation.closed_on:
        closed = implementation.exit or "closed"
        return sentence(f"{closed.capitalize()} on {long_date(implementation.closed_on)}", implementation.exit_reason)
    if licence is None:
        return ""
    if licence.state in INTERRUPTED:
        last = [move for move in record.moves if move.to_state == licence.state][-1]
        return sentence(f"The licence was {INTERRUPTED[licence.state]} on {long_date(last.on_day)}", last.reason)
    if licence.ends_on < today:
        return f"The licence ended on {long_date(licence.ends_on)}."
    return ""


INTERRUPTED = {"suspended": "suspended", "ended": "ended early", "terminated": "terminated"}


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
        contacts=len(record.slots),
        every=every(chosen.interval_months),
        why=calendar.reason(chosen.nominal_on) if shifted and calendar.reaches(chosen.nominal_on) else "",
    )


def every(months: int) -> str:
    """ "every month", "every 3 months"."""
    return "every month" if months == 1 else f"every {months} months"


def happenings(record: Record) -> Iterable[Happening]:
    """Everything that has a date behind it."""
    numbers = {slot.id: slot.sequence for slot in record.slots}
    for contact in record.contacts:
        number = numbers.get(contact.slot_id or 0) if contact.settles else None
        outcome = Outcome(contact.outcome)
        who = f"with {contact.staff_note}, " if contact.staff_note else ""
        yield Happening(
            contact.held_on,
            "contact",
            f"Contact{f' {number}' if number else ''}{'' if outcome is Outcome.HELD else ':'} "
            f"{OUTCOME_WORDS[outcome]}, {CHANNEL_WORDS[Channel(contact.channel)].lower()}",
            f"{who}entered {plain_date(local_date(contact.entered_at))}",
            f"/contacts/{contact.id}",
        )
    for training in record.trainings:
        name = PARTS.get(training.part, training.part.replace("_", " ").capitalize())
        yield Happening(training.on_day, "training", f"{name}: {counted(training.people, 'facilitator')}", "")
    for check in record.checks:
        method = METHODS[Method(check.method)]
        yield Happening(check.on_day, "fidelity", f"Fidelity check, {method}: {check.percent:g}%", check.flag or "")
    if record.started_on:
        yield Happening(record.started_on, "delivery", "First session", "delivery begins")
    if record.licence:
        yield from licence_happenings(record)


def licence_happenings(record: Record) -> Iterable[Happening]:
    """Where the licence moved."""
    if record.licence is None:
        return
    yield Happening(record.licence.starts_on, "licence", f"Licence {record.licence.number} begins", "")
    for move in record.moves:
        yield Happening(move.on_day, "licence", f"Licence {move.to_state.replace('_', ' ')}", move.reason)
