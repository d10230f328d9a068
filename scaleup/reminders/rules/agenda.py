"""The words of the mail that brings a contact's agenda. Pure; no staff note and nothing about a family is in it."""

from datetime import date

from scaleup.core.dates import distance, long_date
from scaleup.core.letters import Items, Letter, Way
from scaleup.programmes.rules import ReminderRule
from scaleup.reminders.rules.wording import ContactFacts, Reader, led_by, why, with_whom
from scaleup.support.rules import Agenda


def agenda_letter(facts: ContactFacts, agenda: Agenda, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """When and how, what was agreed last time, what is open, what changed since, and what to have ready."""
    day = long_date(facts.due_on)
    at = f", at {facts.at_time:%H:%M}" if facts.at_time else ""
    paragraphs = [
        f"Hello {reader.first_name}. Contact {facts.sequence} of {facts.contacts} for {facts.area} is "
        f"{distance(facts.due_on, today)}{at}{with_whom(facts, reader)}.",
    ]
    if facts.meeting_link:
        paragraphs.append(f"You meet at {facts.meeting_link}")
    if facts.moved_because:
        paragraphs.append(f"It falls on {facts.due_on:%A} because {facts.moved_because}.")
    return Letter(
        subject=f"{facts.area}: agenda for {day}",
        heading=f"Agenda for your contact on {day}",
        paragraphs=(*paragraphs, *led_by(facts, reader)),
        lists=tuple(items for items in lists(agenda, today) if items.lines),
        button=Way("Open the agenda", facts.agenda_path),
        ways=(
            Way("It has to move", f"/areas/{facts.area_id}/contacts/move/{facts.slot_id}"),
            Way("See the whole plan", f"/areas/{facts.area_id}/plan"),
        ),
        why=why(rule, reader),
    )


def lists(agenda: Agenda, today: date) -> tuple[Items, ...]:
    """The parts of the agenda in the order of a conversation."""
    last = f"Agreed last time, on {long_date(agenda.last_on)}" if agenda.last_on else "Agreed last time"
    return (
        Items(last, tuple(promise.words(today) for promise in agenda.agreed)),
        Items("Still open from before", tuple(promise.words(today) for promise in agenda.still_open)),
        Items("What changed since", tuple(each.sentence for each in agenda.changed)),
        Items("What we talk about", agenda.topics),
        Items("Please have ready", agenda.ready),
    )
