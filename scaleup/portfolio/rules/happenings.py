"""What happened in an area, in words: one line of its history from one row of whatever kept it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.areas.rules import AREA_ROLE_WORDS, AreaRole
from scaleup.core.dates import counted
from scaleup.fidelity.rules import Method
from scaleup.readiness.rules import DECISION_WORDS, Decision
from scaleup.reviews.rules import KIND_WORDS as REVIEW_WORDS
from scaleup.reviews.rules import OUTCOME_WORDS as REVIEW_OUTCOMES
from scaleup.support.rules import CHANNEL_WORDS, OUTCOME_WORDS, Channel, Outcome

METHODS = {Method.SELF_REPORT: "self-report", Method.OBSERVATION: "observation", Method.VIDEO: "video"}
PARTS = {"initial": "Initial training", "top_up": "Top-up training", "verp": "Video-enhanced reflective practice"}


class Kind(StrEnum):
    """What the history can be narrowed to."""

    CONTACT = "contact"
    READINESS = "readiness"
    LICENCE = "licence"
    DELIVERY = "delivery"
    TRAINING = "training"
    FIDELITY = "fidelity"
    REVIEW = "review"
    PEOPLE = "people"
    DOCUMENT = "document"
    REMINDER = "reminder"
    SYSTEM = "system"


KIND_WORDS: dict[Kind, str] = {
    Kind.CONTACT: "Contacts",
    Kind.READINESS: "Readiness",
    Kind.LICENCE: "Licence",
    Kind.DELIVERY: "Delivery",
    Kind.TRAINING: "Training",
    Kind.FIDELITY: "Fidelity",
    Kind.REVIEW: "Reviews",
    Kind.PEOPLE: "People",
    Kind.DOCUMENT: "Documents",
    Kind.REMINDER: "Reminders",
    Kind.SYSTEM: "Notes of the system",
}


@dataclass(frozen=True)
class Happened:
    """A row of the history as it is read: what its parts mean depends on `what`."""

    what: str
    on_day: date
    ref: int = 0
    """The id of the thing that has a page of its own, or 0."""
    code: str = ""
    figure: float = 0
    words: str = ""
    who: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    on_day: date
    kind: Kind
    what: str
    by: str
    url: str = ""


def line(row: Happened) -> Happening:
    """The row in words."""
    kind, say = SAID[row.what]
    what, by, url = say(row)
    return Happening(row.on_day, kind, what, by, url)


Said = tuple[str, str, str]
"""What happened, who or why, and the address of its page if it has one."""


def contact(row: Happened) -> Said:
    """A contact of the plan, or besides it."""
    outcome = Outcome(row.code)
    number = f" {row.figure:g}" if row.figure else ""
    colon = "" if outcome is Outcome.HELD else ":"
    what = f"Contact{number}{colon} {OUTCOME_WORDS[outcome]}, {CHANNEL_WORDS[Channel(row.words)].lower()}"
    return what, f"entered by {row.who}" if row.who else "", f"/contacts/{row.ref}"


def added(row: Happened) -> Said:
    """Words were added to a contact later."""
    return "Words added to a contact", f"by {row.who}" if row.who else "", f"/contacts/{row.ref}#add"


def action(row: Happened) -> Said:
    """Something agreed that is done, or will not be."""
    return f"“{row.words}” {row.code}", row.who, f"/actions/{row.ref}"


def begins(row: Happened) -> Said:
    """The first day of a licence."""
    return f"Licence {row.words} begins", "", ""


def move(row: Happened) -> Said:
    """A licence moved, or was varied or decided about without moving."""
    number, _, reason = row.words.partition("\n")
    by = ", ".join(part for part in (f"by {row.who}" if row.who else "", reason) if part)
    before, after = row.code.split(">")
    verb = after if before != after else "changed or decided about"
    return f"Licence {number} {verb}", by, ""


def condition(row: Happened) -> Said:
    """A condition of a licence was met."""
    return "Condition met", row.words, ""


def begun(row: Happened) -> Said:
    """A round of readiness was begun."""
    return f"Readiness, round {row.figure:g} begun", "", f"/readiness/{row.ref}"


def signed(row: Happened) -> Said:
    """A round of readiness was signed."""
    name, _, reason = row.words.partition("\n")
    decision = DECISION_WORDS[Decision(row.code)].lower()
    return f"Readiness signed: {decision}", f"by {name}, {reason}", f"/readiness/{row.ref}/result"


def taken_up(row: Happened) -> Said:
    """A programme was taken up."""
    return f"{row.words} taken up", "", ""


def closed(row: Happened) -> Said:
    """An implementation was closed by an exit."""
    programme, _, reason = row.words.partition("\n")
    by = ", ".join(part for part in (f"by {row.who}" if row.who else "", reason) if part)
    return f"{programme} {row.code}", by, ""


def delivery(_row: Happened) -> Said:
    """The first session."""
    return "First session", "delivery begins", ""


def training(row: Happened) -> Said:
    """A part of training on a day."""
    name = PARTS.get(row.code, row.code.replace("_", " ").capitalize())
    return f"{name}: {counted(int(row.figure), 'facilitator')}", "", ""


def check(row: Happened) -> Said:
    """A fidelity check."""
    return f"Fidelity check, {METHODS[Method(row.code)]}: {round(row.figure, 1):g}%", row.words, ""


def review(row: Happened) -> Said:
    """A review that was held."""
    return f"{REVIEW_WORDS[row.code]} held", REVIEW_OUTCOMES[row.words], f"/reviews/{row.ref}"


def came(row: Happened) -> Said:
    """Somebody became something in the area."""
    return f"{row.words}: {AREA_ROLE_WORDS[AreaRole(row.code)].lower()} from this day", "", ""


def went(row: Happened) -> Said:
    """Somebody's last day as something in the area."""
    return f"{row.words}: no longer {AREA_ROLE_WORDS[AreaRole(row.code)].lower()}", "this was the last day", ""


def placed(row: Happened) -> Said:
    """Facilitators began to hold places of a licence on a day, or one place changed hands."""
    return f"{counted(int(row.figure), 'place')} of licence {row.words} {row.code}", "", f"/licences/{row.ref}/places"


def left(row: Happened) -> Said:
    """A facilitator left."""
    return f"{row.words} left as a facilitator", "", ""


def document(row: Happened) -> Said:
    """A version of a document was added."""
    verb = "added" if row.figure == 1 else f"replaced by version {row.figure:g}"
    return f"“{row.words}” {verb}", f"by {row.who}" if row.who else "", f"/areas/{row.ref}/documents"


def withdrawn(row: Happened) -> Said:
    """A document was withdrawn."""
    title, _, reason = row.words.partition("\n")
    by = ", ".join(part for part in (f"by {row.who}" if row.who else "", reason) if part)
    return f"“{title}” withdrawn", by, f"/areas/{row.ref}/documents"


def reminder(row: Happened) -> Said:
    """A message was handed over."""
    return f"Handed over: {row.words}", f"to {row.who}" if row.who else "", f"/deliveries/{row.ref}"


def system(row: Happened) -> Said:
    """An act that has no place elsewhere in the history."""
    return row.code[:1].upper() + row.code[1:], f"by {row.who}" if row.who else "by the system", ""


SAID: dict[str, tuple[Kind, Callable[[Happened], Said]]] = {
    "contact": (Kind.CONTACT, contact),
    "added": (Kind.CONTACT, added),
    "action": (Kind.CONTACT, action),
    "begins": (Kind.LICENCE, begins),
    "move": (Kind.LICENCE, move),
    "condition": (Kind.LICENCE, condition),
    "begun": (Kind.READINESS, begun),
    "signed": (Kind.READINESS, signed),
    "taken up": (Kind.LICENCE, taken_up),
    "closed": (Kind.LICENCE, closed),
    "delivery": (Kind.DELIVERY, delivery),
    "training": (Kind.TRAINING, training),
    "check": (Kind.FIDELITY, check),
    "review": (Kind.REVIEW, review),
    "came": (Kind.PEOPLE, came),
    "went": (Kind.PEOPLE, went),
    "held": (Kind.PEOPLE, placed),
    "released": (Kind.PEOPLE, placed),
    "left": (Kind.PEOPLE, left),
    "document": (Kind.DOCUMENT, document),
    "withdrawn": (Kind.DOCUMENT, withdrawn),
    "reminder": (Kind.REMINDER, reminder),
    "system": (Kind.SYSTEM, system),
}
"""The kind of each row, and how it is said."""

UNIT_ALONE = frozenset({"withdrawn", "reminder", "system"})
"""Rows that only the unit reads."""
LEADS_TOO = frozenset({"document"})
"""Rows that the unit and the area's leads read, and viewers do not."""

NOTED = (
    "area founded",
    "area edited",
    "access given",
    "access ended",
    "organisation added",
    "manager assigned",
    "implementation reopened",
    "readiness noted",
    "reminders started",
    "condition added",
    "delivery start moved",
    "review moved",
    "review left out",
    "review taken up again",
)
"""Acts of the audit log that stand in the history; the others stand there as what they were about."""


def read_by(permissions: frozenset[str]) -> list[str]:
    """The rows that somebody with these permissions reads."""
    unread: set[str] = set()
    if "manage areas" not in permissions:
        unread |= UNIT_ALONE
    if "see documents" not in permissions:
        unread |= LEADS_TOO
    return [what for what in SAID if what not in unread]


def kinds_read_by(permissions: frozenset[str]) -> list[Kind]:
    """The kinds that somebody with these permissions can narrow the history to."""
    read = {SAID[what][0] for what in read_by(permissions)}
    return [kind for kind in Kind if kind in read]
