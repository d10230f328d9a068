"""The words of reminders of fidelity checks and of forms: by group, never about a person. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import distance, long_date
from scaleup.core.letters import Letter, Way
from scaleup.programmes.rules import ReminderRule, UnitWords
from scaleup.reminders.rules.wording import Reader, why


@dataclass(frozen=True)
class CheckFacts:
    """What a mail about a fidelity check that is due says."""

    area_id: int
    area: str
    programme: str
    due_on: date


@dataclass(frozen=True)
class FormsFacts:
    """What a mail about the forms of a group at a time point says."""

    area_id: int
    area: str
    group_id: int
    group: str
    unit: UnitWords
    """What the group is called."""
    point: str
    due_on: date
    closes_on: date


def check_letter(facts: CheckFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """Somebody is to look at delivery again."""
    day, late = long_date(facts.due_on), facts.due_on < today
    state = f"is {distance(facts.due_on, today)} (it was due by {day})" if late else f"is due by {day}"
    return Letter(
        subject=f"{facts.area}: a fidelity check {'was' if late else 'is'} due by {day}",
        heading="A fidelity check is late" if late else "A fidelity check is due",
        paragraphs=(
            f"Hello {reader.first_name}. The next fidelity check of {facts.programme} in {facts.area} {state}.",
            "Somebody who does not deliver there watches a session, live or on video, and records what they saw.",
        ),
        button=Way("See fidelity there", f"/areas/{facts.area_id}/fidelity"),
        why=why(rule, reader),
    )


def named(facts: FormsFacts) -> str:
    """The group by its name: one that goes by a number has its word in it."""
    return facts.group if facts.group.startswith(facts.unit.title) else f"the {facts.unit.one} {facts.group}"


def forms_letter(facts: FormsFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """Forms of a group are due, or their window has closed, and not each is accounted for."""
    late = facts.closes_on < today
    until = long_date(facts.closes_on)
    state = f"were in time until {until}" if late else f"are in time until {until}"
    return Letter(
        subject=f"{facts.area}: forms of {facts.group} {'are late' if late else 'are due'}",
        heading="Forms are late" if late else "Forms are due",
        paragraphs=(
            f"Hello {reader.first_name}. The forms of {named(facts)} at “{facts.point}” "
            f"({long_date(facts.due_on)}) {state}.",
            "Enter what came back. Of what did not, say how many and why: then nothing is awaited any more.",
        ),
        button=Way(f"Open the {facts.unit.one}", f"/groups/{facts.group_id}"),
        why=why(rule, reader),
    )
