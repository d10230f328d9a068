"""What the reviews of an implementation follow from, now or after acts that are only asked about. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from scaleup.areas.rules import ImplementationClosed, ImplementationOpened
from scaleup.licences.rules import (
    LicenceEnded,
    LicenceFact,
    LicenceGranted,
    LicenceResumed,
    LicenceSuspended,
    LicenceTermChanged,
    LicenceTerminated,
)
from scaleup.reviews.rules.plan import DAY, Facts, Rest, Schedule, Term

SILENT = Schedule(annual_months=0, sustainability_months=())
"""What a version says that knows of no reviews."""


@dataclass(frozen=True)
class Held:
    """A licence that was granted, with its pauses."""

    licence_id: int
    schedule: Schedule | None
    known_on: date
    term: Term
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True)
class Course:
    """An implementation from its opening on, with its licences by start."""

    opened_on: date
    closed_on: date | None
    licences: tuple[Held, ...]


def facts_of(course: Course) -> Facts | None:
    """What its reviews follow from: each licence says how often it is looked back in its days. None: none does."""
    licences = course.licences
    knowing = [one for one in licences if one.schedule]
    if not knowing or knowing[-1].schedule is None:
        return None
    first_on = min(one.term.starts_on for one in licences)
    return Facts(
        schedule=knowing[-1].schedule,
        opened_on=min(course.opened_on, first_on),
        closed_on=course.closed_on,
        known_from=min(one.known_on for one in knowing),
        terms=tuple(replace(one.term, schedule=one.schedule or SILENT) for one in licences),
        rests=tuple(rest for one in licences for rest in one.rests),
    )


def after(acts: Iterable[object], course: Course) -> Course:
    """The course as it would be once these acts are done."""
    for act in acts:
        if isinstance(act, ImplementationClosed):
            course = replace(course, closed_on=act.closed_on)
        elif isinstance(act, ImplementationOpened):
            course = replace(course, closed_on=None)
        elif isinstance(act, LicenceFact):
            licences = [changed(one, act) if one.licence_id == act.licence_id else one for one in course.licences]
            licences.sort(key=lambda one: (one.term.starts_on, one.licence_id))
            course = replace(course, licences=tuple(licences))
    return course


def changed(held: Held, act: LicenceFact) -> Held:
    """The licence as the act leaves it; one that moves no day leaves it as it is."""
    match act:
        case LicenceGranted() | LicenceTermChanged():
            return replace(held, term=Term(act.starts_on, act.ends_on))
        case LicenceEnded() | LicenceTerminated():
            return replace(held, term=replace(held.term, ends_on=min(held.term.ends_on, act.on_day)))
        case LicenceSuspended():
            return replace(held, rests=(*held.rests, Rest(act.on_day, act.to_on)))
        case LicenceResumed():
            return replace(held, rests=tuple(rests_until(held, act)))
        case _:
            return held


def rests_until(held: Held, act: LicenceResumed) -> Iterable[Rest]:
    """The pauses, that which ends with the day before the act included if it was a day long."""
    for rest in held.rests:
        if rest.from_on != act.suspended_from_on:
            yield rest
        elif rest.from_on < act.on_day:
            yield replace(rest, to_on=act.on_day - DAY)
