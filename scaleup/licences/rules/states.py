"""The licence as a state machine in one pure table, and what is read from its dates."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import plain_date


class State(StrEnum):
    """States by act, as stored. In force and ended by date are read, never written."""

    DRAFT = "draft"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    ENDED = "ended"
    TERMINATED = "terminated"


class Renewal(StrEnum):
    """The decision on what follows a licence."""

    RENEW = "renew"
    END = "end"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.GRANTED, State.ENDED}),
    State.GRANTED: frozenset({State.SUSPENDED, State.ENDED, State.TERMINATED}),
    State.SUSPENDED: frozenset({State.GRANTED, State.ENDED, State.TERMINATED}),
    State.ENDED: frozenset(),
    State.TERMINATED: frozenset(),
}
"""Where a licence may go from each state. Everything else is refused."""


class Act(StrEnum):
    """What a person does to a licence."""

    GRANT = "grant"
    DROP = "drop"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"
    TERMINATE = "terminate"


@dataclass(frozen=True)
class Way:
    """From which states an act leads, and where to."""

    starts: frozenset[State]
    to: State


STANDING = frozenset({State.GRANTED, State.SUSPENDED})
"""States in which a licence covers its days."""

WAYS: dict[Act, Way] = {
    Act.GRANT: Way(frozenset({State.DRAFT}), State.GRANTED),
    Act.DROP: Way(frozenset({State.DRAFT}), State.ENDED),
    Act.SUSPEND: Way(frozenset({State.GRANTED}), State.SUSPENDED),
    Act.RESUME: Way(frozenset({State.SUSPENDED}), State.GRANTED),
    Act.END: Way(STANDING, State.ENDED),
    Act.TERMINATE: Way(STANDING, State.TERMINATED),
}
"""Each act's moves. Together they are exactly the table above; a test compares the two."""


@dataclass(frozen=True)
class ActWords:
    """An act in the words of the screen: the page's heading, the button, what is said once it is done."""

    title: str
    button: str
    done: str


ACT_WORDS: dict[Act, ActWords] = {
    Act.GRANT: ActWords("Grant the licence", "Grant the licence", "The licence is granted."),
    Act.DROP: ActWords("Drop the draft", "Drop the draft", "The draft is dropped."),
    Act.SUSPEND: ActWords("Suspend the licence", "Suspend the licence", "The licence is suspended."),
    Act.RESUME: ActWords("Resume the licence", "Resume the licence", "The licence is resumed."),
    Act.END: ActWords("End the licence early", "End the licence", "The licence has ended."),
    Act.TERMINATE: ActWords("Terminate the licence", "Terminate the licence", "The licence is terminated."),
}


def acts_from(state: State) -> list[Act]:
    """What may be done to a licence in this state."""
    return [act for act, way in WAYS.items() if state in way.starts]


@dataclass(frozen=True)
class Term:
    """The dates of a licence, both included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Rest:
    """A suspension: from its first day to its last, both included; open while the last is not known."""

    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether there is no support on this day."""
        return self.from_on <= day and not self.over(day)

    def over(self, day: date) -> bool:
        """Whether it was over before this day."""
        return self.to_on is not None and self.to_on < day


RENEWAL_OPENS = timedelta(days=180)
"""Before the end of a licence, when what follows it is to be decided (domain.md 3.4)."""


def renewal_is_open(state: State, ends_on: date, *, renewal: str | None, today: date) -> bool:
    """Whether somebody is to decide now what follows the licence."""
    return state in STANDING and renewal is None and ends_on - RENEWAL_OPENS <= today <= ends_on


CALL_OFF = ActWords("Call off the suspension", "Call off the suspension", "The suspension is called off.")


def words_of(act: Act, rest: Rest | None, today: date) -> ActWords:
    """The act in words, where a suspension that is still to come makes them others.

    `rest` is the one that is asked for, or the one that is resumed from.
    """
    if rest is None or rest.from_on <= today:
        return ACT_WORDS[act]
    if act is Act.RESUME:
        return CALL_OFF
    if act is Act.SUSPEND and rest.to_on:
        done = f"The licence will be suspended from {plain_date(rest.from_on)} to {plain_date(rest.to_on)}."
        return replace(ACT_WORDS[act], done=done)
    return ACT_WORDS[act]


def acting(state: State, rest: Rest | None, today: date) -> State:
    """The state that acts begin from: a suspension whose last day has passed has ended by date."""
    if state is State.SUSPENDED and rest is not None and rest.over(today):
        return State.GRANTED
    return state


@dataclass(frozen=True)
class GoingOn:
    """From which day support stands again after a pause, and why; without a day the licence stays suspended for now."""

    on_day: date | None = None
    reason: str = ""


class Standing(StrEnum):
    """How a licence reads on a day."""

    DRAFT = "draft"
    GRANTED = "granted"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    TERMINATED = "terminated"


def standing(state: State, term: Term, today: date, *, rest: Rest | None = None) -> Standing:
    """The state with today's date read into it. `rest` is the latest suspension."""
    if state in (State.DRAFT, State.TERMINATED, State.ENDED):
        return Standing(state.value)
    if term.ends_on < today:
        return Standing.ENDED
    if rest.covers(today) if rest else state is State.SUSPENDED:
        return Standing.SUSPENDED
    return Standing.IN_FORCE if term.starts_on <= today else Standing.GRANTED
