"""The kinds of event that other systems can be told of: ids and kinds only, never a name or what somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened. Receivers see these words: a kind that is here never changes its name."""

    CONTACT_LOGGED = "contact.logged"
    CONTACT_CORRECTED = "contact.corrected"
    CONTACT_MOVED = "contact.moved"
    CONTACT_LATE = "contact.late"
    ACTION_DONE = "action.done"
    ACTION_LATE = "action.late"
    LICENCE_GRANTED = "licence.granted"
    LICENCE_SUSPENDED = "licence.suspended"
    LICENCE_RESUMED = "licence.resumed"
    LICENCE_ENDED = "licence.ended"
    LICENCE_TERMINATED = "licence.terminated"
    TRAINING_RECORDED = "training.recorded"


TEST = "test"
"""The kind of what an administrator sends to see whether it arrives."""

ACTS: Mapping[str, Kind] = {
    "contact logged": Kind.CONTACT_LOGGED,
    "contact corrected": Kind.CONTACT_CORRECTED,
    "contact moved": Kind.CONTACT_MOVED,
    "action done": Kind.ACTION_DONE,
    "licence granted": Kind.LICENCE_GRANTED,
    "licence suspended": Kind.LICENCE_SUSPENDED,
    "licence resumed": Kind.LICENCE_RESUMED,
    "licence ended": Kind.LICENCE_ENDED,
    "licence terminated": Kind.LICENCE_TERMINATED,
    "part recorded": Kind.TRAINING_RECORDED,
}
"""The acts of the audit log that are told; being late is no act, and is looked for."""

KINDS: Mapping[str, str] = {
    Kind.CONTACT_LOGGED: "A contact was logged",
    Kind.CONTACT_CORRECTED: "A contact was corrected",
    Kind.CONTACT_MOVED: "A planned contact was moved",
    Kind.CONTACT_LATE: "A contact is late",
    Kind.ACTION_DONE: "An action is done",
    Kind.ACTION_LATE: "An action is late",
    Kind.LICENCE_GRANTED: "A licence was granted",
    Kind.LICENCE_SUSPENDED: "A licence was suspended",
    Kind.LICENCE_RESUMED: "A licence was resumed",
    Kind.LICENCE_ENDED: "A licence was ended",
    Kind.LICENCE_TERMINATED: "A licence was terminated",
    Kind.TRAINING_RECORDED: "A part of somebody’s training is complete",
    TEST: "This is a test",
}
"""The title of each kind."""

SENTENCES: Mapping[str, str] = {
    Kind.CONTACT_LATE: "Its day has passed and nothing is logged.",
    Kind.ACTION_LATE: "Its day has passed and it is open.",
    TEST: "Somebody in Scaleup asked whether messages arrive here. They do.",
}
"""What the message says beneath its title; the others say where to look."""

OTHERWISE = "The page in Scaleup says more, to those who may see it."

PAGES: Mapping[str, str] = {
    "contact": "/contacts/{}",
    "action": "/actions/{}",
    "licence": "/licences/{}",
    "facilitator": "/facilitators/{}",
}


@dataclass(frozen=True)
class Event:
    """Something that happened: what, when (ISO 8601 in UTC), and the ids of what it happened to."""

    id: str
    kind: str
    at: str
    subject: Mapping[str, int]
    """The id of each thing by its kind, the thing itself first: contact, area."""


def sentence_of(kind: str) -> str:
    """What stands beneath the title."""
    return SENTENCES.get(kind, OTHERWISE)


def page_of(subject: Mapping[str, int]) -> str:
    """The path of the page about it; its area's, or My work, where it has none."""
    for thing, id_ in subject.items():
        if thing in PAGES:
            return PAGES[thing].format(id_)
    return f"/areas/{subject['area']}" if "area" in subject else "/"
