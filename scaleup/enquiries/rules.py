"""The words of an enquiry, when it is late, what may become of it, and how many become a licence. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from scaleup.areas.rules import name_key
from scaleup.core.dates import Calendar, Nation, plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import family_details, family_details_unticked

ANSWERED_WITHIN = 5
"""Working days of its nation within which an enquiry is answered; afterwards it is late."""
LONGEST_NAME, LONGEST_BODY, LONGEST_EMAIL = 120, 160, 320
LONGEST_PLACES, LONGEST_WANTED, LONGEST_WORDS = 400, 2000, 400
MOST_AUTHORITIES = 60


class State(StrEnum):
    """How an enquiry stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CONVERTED = "converted"
    ENDED = "ended"


STATE_WORDS: dict[State, str] = {
    State.OPEN: "Open",
    State.ANSWERED: "Answered",
    State.CONVERTED: "Taken up",
    State.ENDED: "Ended",
}


class Through(StrEnum):
    """How an enquiry came in."""

    PAGE = "page"
    STAFF = "staff"


THROUGH_WORDS: dict[Through, str] = {Through.PAGE: "the public page", Through.STAFF: "a member of the unit"}


class Reason(StrEnum):
    """Why an enquiry came to nothing."""

    NO_ANSWER = "no_answer"
    OTHER_PROGRAMME = "other_programme"
    NOT_FOR_AN_AREA = "not_for_an_area"
    FUNDING = "funding"
    STAFFING = "staffing"
    NOT_NOW = "not_now"
    SAME = "same"
    OTHER = "other"


REASON_WORDS: dict[Reason, str] = {
    Reason.NO_ANSWER: "Nobody there answered us",
    Reason.OTHER_PROGRAMME: "Another programme suits them better",
    Reason.NOT_FOR_AN_AREA: "Not for an area: a parent, a student, a supplier",
    Reason.FUNDING: "No funding",
    Reason.STAFFING: "No staff to deliver it",
    Reason.NOT_NOW: "Not now: they may ask again",
    Reason.SAME: "The same as another enquiry",
    Reason.OTHER: "Another reason",
}


@dataclass(frozen=True)
class Asking:
    """What an enquiry says."""

    programme_id: int
    organisation: str
    nation: str
    authority_codes: frozenset[str]
    places: str
    """What of the places was typed and is none of the table's."""
    name: str
    email: str
    role: str
    wanted: str
    text_checked: bool = False


def refusals(asking: Asking) -> Iterator[Refusal]:
    """Why this is no enquiry yet."""
    if asking.nation not in set(Nation):
        yield Refusal("Choose the nation.", "nation")
    if len(asking.authority_codes) > MOST_AUTHORITIES:
        yield Refusal(f"These are more than {MOST_AUTHORITIES} local authorities. Name fewer.", "places")
    if len(asking.places) > LONGEST_PLACES:
        yield Refusal(f"These names are longer than {LONGEST_PLACES} characters together. Name fewer.", "places")
    for field in ("wanted", "places", "organisation", "role"):
        yield from family_details(getattr(asking, field), name=field, text_checked=asking.text_checked)


def organisation_key(name: str) -> str:
    """What makes two organisations the same; small letters may be more than the capitals were, so it is cut."""
    return name_key(name)[:LONGEST_BODY]


def answer_by(came_on: date, calendar: Calendar) -> date:
    """The last day on which an enquiry that came on this day is answered in time."""
    return calendar.add_working_days(came_on, ANSWERED_WITHIN)


def may_become(state: State, to: State) -> bool:
    """Whether an enquiry may go from this state to that. What was taken up stays so; what has ended is opened again."""
    return to in {State.OPEN: set(State) - {State.OPEN}, State.ANSWERED: {State.CONVERTED, State.ENDED}}.get(
        state, set()
    )


def refusals_to_move(state: State, to: State, on_day: date, *, came_on: date, today: date) -> Iterator[Refusal]:
    """Why the enquiry cannot go there on this day."""
    if not may_become(state, to):
        yield Refusal(f"This enquiry is settled already: {STATE_WORDS[state].lower()}. Open it to read how.")
    if on_day > today:
        yield Refusal(f"{plain_date(on_day)} is still to come. Enter today or an earlier day.", "on_day")
    if on_day < came_on:
        yield Refusal(f"It came in on {plain_date(came_on)}. Enter that day or a later one.", "on_day")


def refusals_to_reopen(state: State, because: str) -> Iterator[Refusal]:
    """Why the enquiry cannot go on again."""
    if state is not State.ENDED:
        yield Refusal(f"This enquiry has not ended: {STATE_WORDS[state].lower()}.")
    elif not because.strip():
        yield Refusal("Say why it goes on.", "because")
    yield from family_details_unticked(because, name="because")


@dataclass(frozen=True)
class Likely:
    """A record that may be about the same, and why."""

    what: str
    why: str
    url: str = ""
    """Empty where it is not the reader's to open."""
    area_id: int | None = None
    """Of an area that may be chosen."""


class Step(StrEnum):
    """How far an enquiry came."""

    ASKED = "asked"
    READINESS = "readiness"
    READY = "ready"
    LICENSED = "licensed"
    DELIVERING = "delivering"


STEP_WORDS: dict[Step, str] = {
    Step.ASKED: "Enquiries",
    Step.READINESS: "Readiness begun",
    Step.READY: "Found ready",
    Step.LICENSED: "Licensed",
    Step.DELIVERING: "First session held",
}


@dataclass(frozen=True)
class Path:
    """What became of one enquiry, as days; `left` says how it left, if it did."""

    came_on: date
    readiness_on: date | None = None
    ready_on: date | None = None
    licensed_on: date | None = None
    first_session_on: date | None = None
    left: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that it has reached: who came to a later one has come past those before."""
        days = (self.came_on, self.readiness_on, self.ready_on, self.licensed_on, self.first_session_on)
        furthest = max(place for place, day in enumerate(days) if day is not None)
        return tuple(Step)[: furthest + 1]


@dataclass(frozen=True)
class Conversion:
    """How many of some enquiries came how far, where the others ended, and how long it took."""

    reached: Mapping[Step, int]
    left: Mapping[Step, Mapping[str, int]]
    """By the last step that was reached: how many left from there, by how."""
    going: Mapping[Step, int]
    """By the last step that was reached: how many are still on their way there."""
    days: int | None
    """The days from enquiry to first session, in the middle; None where nobody came so far."""


def conversion(paths: Iterable[Path]) -> Conversion:
    """The figures of these enquiries."""
    known = list(paths)
    left: dict[Step, dict[str, int]] = {step: {} for step in Step}
    going = dict.fromkeys(Step, 0)
    for path in known:
        last = path.steps[-1]
        if path.left:
            left[last][path.left] = left[last].get(path.left, 0) + 1
        else:
            going[last] += 1
    took = [(path.first_session_on - path.came_on).days for path in known if path.first_session_on is not None]
    return Conversion(
        reached={step: sum(step in path.steps for path in known) for step in Step},
        left=left,
        going=going,
        days=round(median(took)) if took else None,
    )
