"""How a group stands today, and what an area's groups come to: the sentences that its page begins with. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import counted, distance, long_date
from scaleup.delivery.rules.groups import Group
from scaleup.delivery.rules.sessions import SessionRecord, State, due, lacking, recorded
from scaleup.programmes.rules import DeliveryUnit, units_counted, words_for


class Course(StrEnum):
    """Where a group is."""

    TO_COME = "to come"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """What of a group is due, recorded, missing and next."""

    course: Course
    due: int
    recorded: int
    lacking: tuple[SessionRecord, ...]
    """The oldest first."""
    next: SessionRecord | None
    """The first that is still to come."""

    @property
    def finished(self) -> bool:
        """Whether it is over and nothing of it is missing."""
        return self.course is Course.OVER and not self.lacking


def standing(group: Group, today: date) -> Standing:
    """How the group stands."""
    course = Course.OVER if group.is_over(today) else Course.RUNNING if group.has_begun(today) else Course.TO_COME
    return Standing(
        course=course,
        due=len(due(group.sessions, today=today)),
        recorded=len(recorded(group.sessions, today=today)),
        lacking=lacking(group.sessions, today=today),
        next=next_of(group.sessions, today),
    )


def next_of(sessions: Collection[SessionRecord], today: date) -> SessionRecord | None:
    """The first session still to come that is not cancelled."""
    ahead = [one for one in sessions if not one.is_due(today) and one.state is not State.CANCELLED]
    return min(ahead, key=lambda one: (one.due_on, one.code), default=None)


def answer(
    groups: Collection[Group], today: date, *, units: Collection[str] = (DeliveryUnit.GROUP,)
) -> tuple[str, str]:
    """Which sessions lack a record and what is next; and how many families there are in how many groups.

    `units` are what the programmes here deliver, for the words where nothing is set up.
    """
    if not groups:
        return (f"No {words_for(units).one} is set up yet." if units else "No programme is taken up here yet."), ""
    missing = sum(len(lacking(one.sessions, today=today)) for one in groups)
    said = f"{counted(missing, 'session')} {'lacks' if missing == 1 else 'lack'} a record" if missing else ""
    return f"{said or 'Every session that is due has its record'}; {next_said(groups, today)}.", families_said(groups)


def next_said(groups: Collection[Group], today: date) -> str:
    """What is next, and when."""
    ahead = [(one, group) for group in groups if (one := next_of(group.sessions, today)) is not None]
    if not ahead:
        return "no session is planned"
    session, group = min(ahead, key=lambda each: (each[0].due_on, each[1].name))
    return f"the next is {session.name} of {group.name}, {long_date(session.due_on)}, {distance(session.due_on, today)}"


def families_said(groups: Collection[Group]) -> str:
    """How many families enrolled in how many groups, and of how many groups nobody said."""
    told = [one.families for one in groups if one.families is not None]
    among = units_counted(one.unit for one in groups)
    if all(one.unit == DeliveryUnit.FAMILY for one in groups):
        return f"{among}."
    if not told:
        return f"{among}; how many families enrolled is not entered yet."
    families = f"{counted(sum(told), 'family')} in {among}"
    silent = len(groups) - len(told)
    return f"{families}." if not silent else f"{families}; {silent} of them without a number yet."
