"""When measures are given: time points by the real days of a group, and what came in of what was due. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import add_months
from scaleup.core.errors import Refusal
from scaleup.core.numbers import percent
from scaleup.delivery.rules import Group, SessionRecord, State
from scaleup.evaluation.rules.codes import NotReturned
from scaleup.programmes.rules import Giver, Programme, TimePoint

ASKED_AT_MOST = 99
BEFORE_BIRTH = "antenatal"


class Standing(StrEnum):
    """How a time point of a group stands on a day."""

    TO_COME = "to_come"
    IN_TIME = "in_time"
    """Due, and forms are still taken in within its window."""
    LATE = "late"
    """The window is past, and it is not known of every form what became of it."""
    SETTLED = "settled"
    """Each form came back, or is known not to."""


STANDING_WORDS: dict[str, str] = {
    Standing.TO_COME: "To come",
    Standing.IN_TIME: "Due",
    Standing.LATE: "Late",
    Standing.SETTLED: "Complete",
}


@dataclass(frozen=True)
class Point:
    """A time point of a group by its days."""

    code: str
    name: str
    due_on: date
    window_days: int

    @property
    def opens_on(self) -> date:
        """From when forms are taken in: home visits before a group are not all on one day."""
        return self.due_on - timedelta(days=self.window_days)

    @property
    def closes_on(self) -> date:
        """The last day on which a form is in time."""
        return self.due_on + timedelta(days=self.window_days)

    def is_due(self, today: date) -> bool:
        """Whether its day has come (decisions.md, Fidelity and evaluation)."""
        return self.due_on <= today


@dataclass(frozen=True)
class Forms:
    """What became of the forms of a group at a time point."""

    received: int = 0
    not_returned: Mapping[str, int] = field(default_factory=dict)
    asked: int | None = None
    """How many were to give one, where the group's families do not say it."""

    @property
    def accounted(self) -> int:
        """Of how many it is known what became of them."""
        return self.received + sum(self.not_returned.values())


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    received: int = 0
    due: int = 0

    @property
    def percent(self) -> int | None:
        """In whole per cent, half up; None where nothing is due."""
        return percent(self.received, self.due) if self.due else None

    def __add__(self, other: "Share") -> "Share":
        """Both together."""
        return Share(self.received + other.received, self.due + other.due)


def points_of(group: Group, points: Iterable[TimePoint]) -> tuple[Point, ...]:
    """The time points of a group by the days of its sessions; one whose session the group lacks is left out."""
    days = {one.code: day_of(one) for one in group.sessions}
    return tuple(
        Point(point.code, point.name, add_months(days[point.session], point.months_after), point.window_days)
        for point in points
        if point.session in days
    )


def day_of(session: SessionRecord) -> date:
    """The day on which a session was held or is to be; of a cancelled one, the day on which it would have been."""
    return real_day(session.state, session.on_day, session.planned_on)


def real_day(state: str, on_day: date | None, planned_on: date) -> date:
    """The same, from the columns of a row; queries.awaited.DAY says it to the database."""
    return on_day if on_day is not None and state in (State.HELD, State.MOVED) else planned_on


def expected(group: Group, role: str, forms: Forms) -> int | None:
    """How many forms a group is to give at a time point: one of each mother; of others as many as were asked."""
    return expected_of(group.families, role, forms)


def expected_of(families: int | None, role: str, forms: Forms) -> int | None:
    """The same, of a group of so many families."""
    return families if role == Giver.MOTHER and forms.asked is None else forms.asked


def standing(point: Point, forms: Forms, *, wanted: int | None, today: date) -> Standing:
    """How the time point stands: without a number to expect, forms that came in settle it."""
    if not point.is_due(today):
        return Standing.TO_COME
    if forms.accounted >= (wanted if wanted is not None else 1):
        return Standing.SETTLED
    return Standing.IN_TIME if today <= point.closes_on else Standing.LATE


def share_of(point: Point, forms: Forms, *, wanted: int | None, today: date) -> Share:
    """What counts of a group at a time point: nothing before it is due, and nothing where no number is known."""
    if not point.is_due(today) or wanted is None:
        return Share()
    return Share(forms.received, wanted)


def refusals_of_forms(forms: Forms, *, wanted: int | None) -> list[Refusal]:
    """Why these cannot be the counts of a group at a time point."""
    found = []
    for name, count in {"received": forms.received, "asked": forms.asked or 0, **forms.not_returned}.items():
        if not 0 <= count <= ASKED_AT_MOST:
            found.append(Refusal(f"Enter a count from 0 to {ASKED_AT_MOST}", name))
    if set(forms.not_returned) - set(NotReturned):
        found.append(Refusal("Choose reasons from those that are offered", "received"))
    if not found and wanted is not None and forms.accounted > wanted:
        found.append(
            Refusal(
                f"{forms.received} came back and {forms.accounted - forms.received} did not: that is more than "
                f"the {wanted} who were to give one. Check the counts, or the number of families.",
                "received",
            )
        )
    return found


def is_before_birth(programme: Programme, code: str) -> bool | None:
    """Whether a time point is before the birth, by the phase of its session; None where there is no such point."""
    phases = {session.code: session.phase for session in programme.delivery.sessions}
    for point in programme.time_points:
        if point.code == code:
            return phases.get(point.session) == BEFORE_BIRTH
    return None
