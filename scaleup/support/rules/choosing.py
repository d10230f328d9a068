"""What a person may decide about the pace of support, with or without a proposal before them."""

from dataclasses import dataclass
from datetime import date

from scaleup.support.rules.ladder import Course, Proposal, Reached, Rung, staying
from scaleup.support.rules.pace import Pacing, every

KEEP, ON = "keep", "on"


@dataclass(frozen=True)
class Choice:
    """One possible decision."""

    code: str
    words: str
    rung: Rung
    pacing: Pacing | None
    """None: the plan stays as it is, and the proposal is declined."""

    @property
    def sentence(self) -> str:
        """What is decided, as a version of the plan tells it."""
        if self.pacing is None:
            return "The plan stays as it is"
        if self.pacing.every is None:
            return f"After contact {self.pacing.after} the programme's steps go on"
        return f"After contact {self.pacing.after} contacts are {every(self.pacing.every)}"


def choices(course: Course, here: Reached, proposal: Proposal | None, *, today: date) -> tuple[Choice, ...]:
    """Everything that may be decided now, what is proposed first; no contacts stand farther apart than they would."""
    found = {choice.code: choice for choice in (*stays(course, here, today=today), *onwards(here))}
    if proposal is None:
        return tuple(found.values())
    code = ON if proposal.pacing.every is None else str(proposal.pacing.every)
    words = proposed_words(proposal)
    found.pop(code, None)
    keep = Choice(KEEP, "Keep the plan as it is", proposal.rung, None)
    return (Choice(code, words, proposal.rung, proposal.pacing), keep, *found.values())


def proposed_words(proposal: Proposal) -> str:
    """The proposal as an answer."""
    return f"As proposed: {proposal.asks}"


def stays(course: Course, here: Reached, *, today: date) -> tuple[Choice, ...]:
    """To stay at an interval of the programme that is no longer than the next one would be."""
    intervals = sorted({step.months_between for step in course.listed})
    return tuple(
        Choice(
            str(months),
            f"{every(months).capitalize()}, until somebody decides to step down",
            Rung.TIGHTEN if months < here.interval else Rung.HOLD,
            staying(months, course, here, today=today),
        )
        for months in intervals
        if months <= here.pace.interval and months != here.pace.stay
    )


def onwards(here: Reached) -> tuple[Choice, ...]:
    """To let the programme's steps go on, where somebody decided to stay."""
    if here.pace.stay is None:
        return ()
    words = f"Let the programme's steps go on, next {every(here.pace.left[0].months_between)}"
    return (Choice(ON, words, Rung.STEP_DOWN, Pacing(here.last, None)),)
