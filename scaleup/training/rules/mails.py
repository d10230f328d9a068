"""The words of training's mails: invited, waiting, changed, cancelled, taken out, how to join, unanswered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import distance
from scaleup.core.letters import Letter, Way


class Mail(StrEnum):
    """What a mail is about; the name of its renderer."""

    INVITED = "training invitation"
    WAITING = "training waiting list"
    TRAINS = "training to give"
    CHANGED = "training changed"
    MOVED = "training moved"
    CANCELLED = "training cancelled"
    WITHDRAWN = "training booking withdrawn"
    WAITED = "training waited for"
    JOINING = "training joining instructions"
    UNANSWERED = "training not answered"
    FEEDBACK = "training feedback"


@dataclass(frozen=True)
class Going:
    """Why a mail of the tick goes, before it does."""

    words: str
    """What it is, after the name of the event."""
    rule: str
    """Why, where no rule of the unit is named."""
    to: str


GOING: Mapping[str, Going] = {
    Mail.UNANSWERED: Going(
        "asked again whether they come",
        "Who is booked and has not answered is asked again before the event.",
        "who is booked",
    ),
    Mail.JOINING: Going(
        "how to join",
        "Who is booked is told how to join before the event.",
        "who is booked",
    ),
    Mail.FEEDBACK: Going(
        "asked what it was like",
        "Who was there is asked what it was like, on the working day after the event.",
        "who was present",
    ),
}
"""By kind, what goes by itself because of a day; everything else goes at once, when somebody does something."""


@dataclass(frozen=True)
class Told:
    """An event as a mail tells it."""

    event_id: int
    name: str
    programme: str
    days: str
    hours: str
    venue: str
    link: str
    joining: str
    first_on: date
    because: str = ""
    catches_up: bool = False
    """Whether the reader comes for half-days that they lack, and the days are those."""

    @property
    def where(self) -> str:
        """Where it takes place."""
        if self.venue:
            return f"It is at {self.venue}." + (f" Join from elsewhere at {self.link}" if self.link else "")
        return f"It is online: {self.link}" if self.link else "Where it takes place follows."

    @property
    def when(self) -> str:
        """Days and hours."""
        return f"{self.days}, {self.hours}" if self.hours else self.days


def answering(token: str) -> tuple[Way, Way]:
    """The two answers; each leads to a page with one button."""
    return (
        Way("I am coming", f"/training/answer/{token}/coming"),
        Way("I cannot come", f"/training/answer/{token}/not-coming"),
    )


CATCHES_UP = "You come for what you missed before, and not for the rest of the event."
WHY_BOOKED = "You get this because you are booked on this training."


def invitation(told: Told, first_name: str, token: str) -> Letter:
    """A place is theirs."""
    coming, not_coming = answering(token)
    return Letter(
        subject=f"{told.name}: {told.days}",
        heading=f"You have a place: {told.name}",
        paragraphs=(
            f"Hello {first_name}. You are booked on {told.name} for {told.programme}: {told.when}.",
            told.where,
            *([CATCHES_UP] if told.catches_up else []),
            "Please say whether you come. If you cannot, your place goes to who waits first.",
        ),
        button=coming,
        ways=(not_coming,),
        why=WHY_BOOKED,
    )


def reminder(told: Told, first_name: str, *, token: str, today: date) -> Letter:
    """They have not answered."""
    coming, not_coming = answering(token)
    return Letter(
        subject=f"{told.name}: do you come on {told.days}?",
        heading="Do you come?",
        paragraphs=(
            f"Hello {first_name}. {told.name} begins {distance(told.first_on, today)}: {told.when}.",
            told.where,
            "You have not said yet whether you come.",
        ),
        button=coming,
        ways=(not_coming,),
        why=WHY_BOOKED,
    )


def waiting(told: Told, first_name: str) -> Letter:
    """They wait."""
    return plain(
        told,
        f"{told.name}: you are on the waiting list",
        f"Hello {first_name}. Every place of {told.name} ({told.when}) is taken, and you are on the waiting list.",
        "When a place is free and you are next, it is yours and you are told at once. You need do nothing.",
        why="You get this because somebody wanted to book you on this training.",
    )


def trains(told: Told, first_name: str) -> Letter:
    """They train."""
    return plain(
        told,
        f"You train: {told.name}, {told.days}",
        f"Hello {first_name}. You train at {told.name} for {told.programme}: {told.when}.",
        told.where,
        why="You get this because you are named as a trainer of this event.",
    )


def trains_no_longer(told: Told, first_name: str) -> Letter:
    """They trained, and others do."""
    return plain(
        told,
        f"You no longer train: {told.name}, {told.days}",
        f"Hello {first_name}. You are no longer named as a trainer of {told.name} for {told.programme}: {told.when}.",
        why="You get this because you were named as a trainer of this event.",
    )


def changed(told: Told, first_name: str, *, why: str) -> Letter:
    """Days or place are others."""
    because = f" Why: {told.because}" if told.because else ""
    return plain(
        told,
        f"{told.name} has changed: {told.days}",
        f"Hello {first_name}. {told.name} for {told.programme} has changed. It is now on {told.when}.{because}",
        told.where,
        why=why,
    )


def moved(told: Told, first_name: str, *, token: str, was: str) -> Letter:
    """The days are others, so the question is asked anew."""
    coming, not_coming = answering(token)
    because = f" Why: {told.because}" if told.because else ""
    return Letter(
        subject=f"{told.name} has moved: do you come on {told.days}?",
        heading=f"{told.name} has moved: do you come?",
        paragraphs=(
            f"Hello {first_name}. {told.name} for {told.programme} is now on {told.when}, instead of {was}.{because}",
            told.where,
            "Your place is still yours. If you had answered, that was for the former days: please say whether you come "
            "on the new ones. If you cannot, your place goes to who waits first.",
        ),
        button=coming,
        ways=(not_coming,),
        why=WHY_BOOKED,
    )


def cancelled(told: Told, first_name: str, *, why: str) -> Letter:
    """It does not take place."""
    return plain(
        told,
        f"{told.name} on {told.days} is cancelled",
        f"Hello {first_name}. {told.name} for {told.programme} on {told.days} does not take place.",
        f"Why: {told.because}",
        why=why,
    )


def withdrawn(told: Told, first_name: str) -> Letter:
    """They were taken out."""
    return plain(
        told,
        f"{told.name}: you are no longer booked",
        f"Hello {first_name}. You are no longer booked on {told.name}, {told.days}.",
        f"Why: {told.because}." if told.because else "",
        "If that is not what you meant, ring the unit.",
        why="You get this because you were booked on this training.",
    )


def waits_no_longer(told: Told, first_name: str) -> Letter:
    """They waited, and wait no longer."""
    return plain(
        told,
        f"{told.name}: you are no longer on the waiting list",
        f"Hello {first_name}. You are no longer on the waiting list of {told.name}, {told.days}.",
        f"Why: {told.because}." if told.because else "",
        why="You get this because you were on the waiting list of this training.",
    )


def joining(told: Told, first_name: str, *, today: date) -> Letter:
    """How to get there, what to bring."""
    return plain(
        told,
        f"{told.name}: how to join on {told.days}",
        f"Hello {first_name}. {told.name} begins {distance(told.first_on, today)}: {told.when}.",
        told.where,
        told.joining,
        why=WHY_BOOKED,
    )


def plain(told: Told, subject: str, *paragraphs: str, why: str) -> Letter:
    """A mail that asks nothing."""
    return Letter(
        subject=subject,
        heading=subject,
        paragraphs=tuple(one for one in paragraphs if one),
        button=Way("Open the event", f"/training/{told.event_id}"),
        why=why,
    )


def asks_feedback(told: Told, first_name: str, token: str) -> Letter:
    """What was it like?"""
    return Letter(
        subject=f"{told.name}: what was it like?",
        heading="What was it like?",
        paragraphs=(
            f"Hello {first_name}. You were at {told.name} for {told.programme}: {told.days}.",
            "Three short questions for each day tell the trainers what to keep and what to change. Your answers are "
            "not kept with your name, and nobody sees any before five people have answered.",
        ),
        button=Way("Answer", f"/training/feedback/{token}"),
        why="You get this because you were present at this training. The link works once.",
    )
