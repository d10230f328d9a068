"""Where an assessment is, what is found, and what is decided, with the words for each."""

from enum import StrEnum


class State(StrEnum):
    """Where an assessment is. The area answers while it is open; the unit reviews and signs once it is handed in."""

    OPEN = "open"
    HANDED_IN = "handed_in"
    SIGNED = "signed"


class Finding(StrEnum):
    """What follows from the answers by the rule (decisions.md, Readiness)."""

    READY = "ready"
    CONDITIONS = "ready_with_conditions"
    NOT_YET = "not_yet"


class Decision(StrEnum):
    """What the person who signs decides."""

    GO = "go"
    CONDITIONS = "go_with_conditions"
    NOT_YET = "not_yet"
    DECLINED = "declined"


STATE_WORDS = {
    State.OPEN: "Being answered",
    State.HANDED_IN: "Handed in",
    State.SIGNED: "Signed",
}
FINDING_WORDS = {
    Finding.READY: "Ready",
    Finding.CONDITIONS: "Ready with conditions",
    Finding.NOT_YET: "Not yet",
}
DECISION_WORDS = {
    Decision.GO: "Go",
    Decision.CONDITIONS: "Go with conditions",
    Decision.NOT_YET: "Not yet",
    Decision.DECLINED: "Declined",
}
PERMITTING = frozenset({Decision.GO, Decision.CONDITIONS})
"""The decisions that a licence may rest on."""
