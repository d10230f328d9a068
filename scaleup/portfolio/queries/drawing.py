"""From an area's record to what the journey strip draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import Calendar, add_months
from scaleup.fidelity.rules import Colour as Result
from scaleup.fidelity.rules import colour
from scaleup.portfolio.queries.area import AreaPage
from scaleup.portfolio.queries.record import Logged, Planned, Record
from scaleup.portfolio.rules import (
    Check,
    Colour,
    Contact,
    Contacted,
    Drawing,
    Event,
    Journey,
    Rest,
    Row,
    Window,
    rows,
    strip,
    titled,
    told,
    upright,
)
from scaleup.programmes.rules import Programme, TrainingAnchor

TOP_UP = "top_up"
SHORT = {"initial": "Initial", "top_up": "Top-up", "verp": "VERP", "stakeholders": "Midwives"}
"""Parts as the drawing labels them."""

LATE_AFTER = 3
"""Working days after its due date from which a held contact is drawn as held late: the first late rung."""


@dataclass(frozen=True)
class Drawn:
    """The strip for the desk, its upright twin, and the same facts as words and as a table."""

    wide: Drawing
    tall: Drawing
    title: str
    description: str
    rows: tuple[Row, ...]


def drawn(page: AreaPage, today: date) -> Drawn | None:
    """The drawing of the implementation looked at; None where there is none."""
    if page.record is None:
        return None
    journey = journey_of(page.record, name=page.area.name, calendar=page.calendar, today=today)
    return Drawn(strip(journey), upright(journey), titled(journey), told(journey), tuple(rows(journey)))


def journey_of(record: Record, *, name: str, calendar: Calendar, today: date) -> Journey:
    """The record as the strip needs it."""
    programme, licence = record.terms, record.licence
    return Journey(
        name=name,
        today=today,
        enquired_on=record.dates.enquiry_on,
        assessed_on=record.dates.readiness_on,
        ready_on=record.dates.preparing_on,
        licence_starts_on=licence.starts_on if licence else None,
        licence_ends_on=licence.ends_on if licence else None,
        delivery_started_on=record.started_on,
        stopped_on=record.implementation.closed_on or stopped(record),
        rests=tuple(rests(record)),
        contacts=tuple(sorted(contacts(record, calendar, today), key=lambda contact: contact.on)),
        events=tuple(Event(training.on_day, SHORT.get(training.part, training.part)) for training in record.trainings),
        checks=tuple(checks(record, programme)),
        window=window(record.started_on, programme),
        unit=programme.delivery.words,
    )


def stopped(record: Record) -> date | None:
    """The last day of a licence that was ended early or taken away."""
    licence = record.licence
    days = [move.on_day for move in record.moves if move.to_state in ("ended", "terminated")]
    return days[-1] if licence and licence.state in ("ended", "terminated") and days else None


def rests(record: Record) -> Iterable[Rest]:
    """The times without support, one whose end is not known up to the licence's."""
    for rest in record.rests:
        if record.licence and rest.from_on <= record.licence.ends_on:
            yield Rest(rest.from_on, rest.to_on or record.licence.ends_on, known=rest.to_on is not None)


def window(started_on: date | None, programme: Programme) -> Window | None:
    """When the top-up may be taken: not known until the first session."""
    for event in programme.training.events:
        if event.anchor is TrainingAnchor.FIRST_SESSION and event.code == TOP_UP and started_on:
            return Window(add_months(started_on, event.opens_months), add_months(started_on, event.closes_months))
    return None


def contacts(record: Record, calendar: Calendar, today: date) -> Iterable[Contact]:
    """Every contact of the plan, and those besides it."""
    by_slot = {contact.slot_id: contact for contact in record.contacts if contact.slot_id and contact.settles}
    coming = next((slot.id for slot in record.slots if slot.state == "open" and slot.due_on >= today), None)
    for slot in record.slots:
        logged = by_slot.get(slot.id)
        yield Contact(
            on=slot.due_on,
            state=contacted(slot, logged, next_id=coming, calendar=calendar, today=today),
            number=slot.sequence,
            interval_months=slot.interval_months,
            held_on=logged.held_on if logged and logged.outcome == "held" else None,
        )
    for contact in record.contacts:
        if contact.slot_id is None:
            state = Contacted.HELD if contact.outcome == "held" else Contacted.MISSED
            yield Contact(on=contact.held_on, state=state, held_on=contact.held_on)


def contacted(
    slot: Planned, logged: Logged | None, *, next_id: int | None, calendar: Calendar, today: date
) -> Contacted:
    """How a contact of the plan is drawn."""
    if slot.state == "held":
        late = logged is not None and logged.held_on > calendar.add_working_days(slot.due_on, LATE_AFTER)
        return Contacted.HELD_LATE if late else Contacted.HELD
    if slot.state == "missed":
        return Contacted.MISSED
    if slot.due_on < today:
        return Contacted.NO_RECORD
    return Contacted.NEXT if slot.id == next_id else Contacted.TO_COME


def checks(record: Record, programme: Programme) -> Iterable[Check]:
    """The checks with their colour by the programme's thresholds."""
    for check in record.looked_at:
        found = colour(
            check.percent,
            green_from=programme.fidelity.green_at_least,
            amber_from=programme.fidelity.amber_at_least,
        )
        yield Check(check.on_day, record.score(check), COLOURS[found])


COLOURS = {Result.GREEN: Colour.GREEN, Result.AMBER: Colour.AMBER, Result.RED: Colour.RED}
