"""The journey in words: what a drawing shows, for those who do not see it, and every date as a row of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, plain_date
from scaleup.portfolio.rules.journey import Contact, Contacted, Journey, stages
from scaleup.portfolio.rules.strip import brief

HELD = {Contacted.HELD, Contacted.HELD_LATE}
AHEAD = {Contacted.NEXT, Contacted.TO_COME}


@dataclass(frozen=True)
class Row:
    """One date."""

    on: date
    when: str
    what: str
    state: str


def titled(journey: Journey) -> str:
    """What the drawing is."""
    reach = "to the end of its licence" if journey.licensed else "to today"
    return f"{journey.name} from {'enquiry' if journey.enquired_on else 'its first record'} {reach}"


def told(journey: Journey) -> str:
    """What the drawing shows, in figures, above the table of its dates."""
    return f"{shown(journey)} The table below lists every date."


def shown(journey: Journey) -> str:
    """What the drawing shows, in figures."""
    said = [licence(journey), stage(journey), contacts(journey), checks(journey)]
    return " ".join(sentence for sentence in said if sentence)


def licence(journey: Journey) -> str:
    """The licence's term."""
    if not journey.licence_starts_on or not journey.licence_ends_on:
        return "No licence yet."
    return f"Licence {plain_date(journey.licence_starts_on)} to {plain_date(journey.licence_ends_on)}."


def stage(journey: Journey) -> str:
    """The stage that today lies in."""
    now = [stage.name for stage in stages(journey) if stage.starts_on <= journey.today <= stage.ends_on]
    return f"Now in the {now[-1]} stage." if now else ""


def contacts(journey: Journey) -> str:
    """How many were held of those that were due, which were not, and how many are to come."""
    planned = [contact for contact in journey.contacts if contact.interval_months]
    due = [contact for contact in planned if contact.state not in AHEAD]
    if not planned:
        return ""
    held = sum(contact.state in HELD for contact in due)
    parts = (
        [f"{held} of {counted(len(due), 'contact')} due so far {'was' if held == 1 else 'were'} held"]
        if due
        else ["No contact was due so far"]
    )
    for state, verb in ((Contacted.MISSED, "missed"), (Contacted.NO_RECORD, "without a record")):
        found = [contact for contact in due if contact.state is state]
        if found:
            parts.append(f"{named(found)} {verb}")
    ahead = len(planned) - len(due)
    return f"{'; '.join(parts)}. {ahead or 'None'} {'are' if ahead > 1 else 'is'} still to come."


def named(found: Iterable[Contact]) -> str:
    """The contacts by number: "contacts 8 and 9"."""
    numbers = [str(contact.number) for contact in found if contact.number]
    if not numbers:
        return "others"
    listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]]) if numbers[1:] else numbers[0]
    return f"{'contacts' if numbers[1:] else 'contact'} {listed}"


def checks(journey: Journey) -> str:
    """The scores in order."""
    scores = [f"{check.score} {check.colour}" for check in journey.checks if check.colour]
    return f"{counted(len(scores), 'fidelity check')}: {', '.join(scores)}." if scores else ""


def rows(journey: Journey) -> tuple[Row, ...]:
    """Every date of the drawing, oldest first."""
    found = [Row(found.starts_on, brief(found.starts_on), found.beginning, "stage") for found in stages(journey)]
    if journey.licence_starts_on and journey.licence_ends_on:
        found.append(Row(journey.licence_starts_on, brief(journey.licence_starts_on), "Licence starts", ""))
        ahead = "to come" if journey.licence_ends_on >= journey.today else "ended"
        found.append(Row(journey.licence_ends_on, brief(journey.licence_ends_on), "Licence ends", ahead))
    found += [Row(contact.on, brief(contact.on), contact.name, became(contact)) for contact in journey.contacts]
    found += [Row(event.on, brief(event.on), event.label, "training") for event in journey.events]
    found += [
        Row(check.on, brief(check.on), "Fidelity check", f"{check.score} {check.colour}" if check.colour else "to come")
        for check in journey.checks
    ]
    begins = f"{journey.unit.title} begins"
    found += [
        Row(course.starts_on, brief(course.starts_on), begins, "running" if course.running else "finished")
        for course in journey.courses
    ]
    for rest in journey.rests:
        when = f"{brief(rest.starts_on)} to {brief(rest.ends_on)}" if rest.known else f"from {brief(rest.starts_on)}"
        found.append(Row(rest.starts_on, when, "No support", "suspended"))
    if journey.window:
        when = f"{brief(journey.window.opens_on)} to {brief(journey.window.closes_on)}"
        found.append(Row(journey.window.opens_on, when, "Top-up window", ""))
    return tuple(sorted(found, key=lambda row: row.on))


def became(contact: Contact) -> str:
    """What became of the contact, with the day it was held if that was another."""
    if contact.state is Contacted.HELD_LATE and contact.held_on:
        return f"held late, {brief(contact.held_on)}"
    return contact.state.value
