"""What was delivered, from the records of groups: groups, families, sessions; of all groups or of those of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.years import financial_year
from scaleup.delivery.rules import Group, State, due, lacking
from scaleup.portfolio.rules.journey import Course
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, UnitWords


@dataclass(frozen=True)
class Delivered:
    """Counts of a set of groups on a day."""

    groups: int = 0
    """Begun."""
    over: int = 0
    planned: int = 0
    families: int | None = None
    """None where no group has told."""
    silent: int = 0
    """Begun groups that have not told how many families they have."""
    withheld: int = 0
    """Areas of which the number of families is not given out (given.py)."""
    due: int = 0
    held: int = 0
    cancelled: int = 0
    lacking: int = 0
    unit: UnitWords = UNIT_WORDS[DeliveryUnit.GROUP]
    """What they are called."""

    @property
    def running(self) -> int:
        """Begun, and not over."""
        return self.groups - self.over


def delivered(groups: Iterable[Group], *, today: date, unit: UnitWords) -> Delivered:
    """What these groups came to, which are called so."""
    every = list(groups)
    begun = [one for one in every if one.has_begun(today)]
    told = [one.families for one in begun if one.families is not None]
    asked = [session for one in every for session in due(one.sessions, today=today)]
    return Delivered(
        groups=len(begun),
        over=sum(one.is_over(today) for one in begun),
        planned=len(every) - len(begun),
        families=sum(told) if told else None,
        silent=len(begun) - len(told),
        due=len(asked),
        held=sum(one.is_held(today) for one in asked),
        cancelled=sum(one.state is State.CANCELLED for one in asked),
        unit=unit,
        lacking=sum(len(lacking(one.sessions, today=today)) for one in every),
    )


def of_year(group: Group, year: int | None) -> bool:
    """Whether the group counts in this financial year: that of its planned last session, as in results."""
    if year is None:
        return True
    return bool(group.sessions) and financial_year(max(one.planned_on for one in group.sessions)) == year


def picture_of(groups: Iterable[Group], *, today: date) -> tuple[Course, ...]:
    """The groups as the journey strip draws them."""
    return tuple(
        Course(
            one.first_on, max((session.due_on for session in one.sessions), default=one.first_on), running(one, today)
        )
        for one in groups
    )


def running(group: Group, today: date) -> bool:
    """Whether the group is going on."""
    return group.has_begun(today) and not group.is_over(today)
