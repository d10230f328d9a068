"""The words of areas and implementations, and the stage that dates give. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.accounts.rules import Role


class OrganisationRole(StrEnum):
    """What an organisation is in an area (domain.md 6, commissioning)."""

    COMMISSIONER = "commissioner"
    LICENCE_HOLDER = "licence_holder"
    EMPLOYER = "employer"
    PROVIDER = "provider"


class AreaRole(StrEnum):
    """What a person is in an area (domain.md 1.2). The first two may sign in and log contacts."""

    PROJECT_LEAD = "project_lead"
    DEPUTY = "deputy"
    COMMISSIONER = "commissioner"
    STRATEGIC_LEAD = "strategic_lead"
    DATA_CONTACT = "data_contact"
    CHAMPION = "champion"
    SUPERVISOR = "supervisor"
    OTHER = "other"


class Exit(StrEnum):
    """How an implementation left by a side door."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


class Stage(StrEnum):
    """Where an implementation stands: derived from dates, never typed."""

    ENQUIRY = "enquiry"
    READINESS = "readiness"
    PREPARING = "preparing"
    TRAINING = "training"
    DELIVERING = "delivering"
    EMBEDDED = "embedded"
    ENDED = "ended"


@dataclass(frozen=True)
class StageDates:
    """The dates that a stage is read from."""

    licence_starts_on: date | None
    licence_ends_on: date | None
    delivery_started_on: date | None
    closed_on: date | None


def stage(dates: StageDates, today: date) -> Stage:
    """The stage on this day. Embedded begins twelve months after the first session (docs/decisions/0007-stage.md)."""
    if dates.closed_on and dates.closed_on <= today:
        return Stage.ENDED
    if dates.licence_ends_on and dates.licence_ends_on < today:
        return Stage.ENDED
    if dates.delivery_started_on and dates.delivery_started_on <= today:
        begun = dates.delivery_started_on
        months = (today.year - begun.year) * 12 + today.month - begun.month - (today.day < begun.day)
        return Stage.EMBEDDED if months >= 12 else Stage.DELIVERING  # noqa: PLR2004
    if dates.licence_starts_on and dates.licence_starts_on <= today:
        return Stage.TRAINING
    return Stage.PREPARING


STAFF_ROLES = frozenset({Role.UNIT_MANAGER, Role.IMPLEMENTATION_MANAGER, Role.TRAINER})
"""Those who read staff ratings, step decisions and staff notes; project leads, deputies and viewers do not."""


@dataclass(frozen=True)
class Founding:
    """What an area is founded with, or edited to."""

    name: str
    nation: str
    authority_codes: frozenset[str] = frozenset()


class Closure(StrEnum):
    """What happened to a closure day."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class ClosureDayChanged:
    """A day on which a nation ("all" for every one) does not work was added or removed: plans re-make."""

    nation: str
    on_day: date
    change: Closure
    person_id: int | None


@dataclass(frozen=True)
class AreaNationChanged:
    """The area's calendar is another nation's from now on."""

    area_id: int
    nation: str
    formerly: str
    person_id: int | None


@dataclass(frozen=True)
class ManagerAssigned:
    """Another member of the unit looks after the implementation."""

    implementation_id: int
    area_id: int
    manager_id: int | None
    formerly_id: int | None
    on_day: date
    person_id: int | None


@dataclass(frozen=True)
class AreaPersonEnded:
    """A person is no longer this in the area; `on_day` was the last day."""

    area_id: int
    holder_id: int
    role: AreaRole
    on_day: date
    person_id: int | None


@dataclass(frozen=True)
class ImplementationOpened:
    """The area takes up the programme."""

    implementation_id: int
    area_id: int
    opened_on: date
    person_id: int | None


@dataclass(frozen=True)
class ImplementationClosed:
    """The area leaves the programme; no support after that day."""

    implementation_id: int
    area_id: int
    closed_on: date
    exit: Exit
    reason: str
    person_id: int | None


@dataclass(frozen=True)
class RemindersStarted:
    """An area that was held may be reminded from now on."""

    area_id: int
    person_id: int | None


def name_key(name: str) -> str:
    """The name without case and doubled spaces: what makes two areas, or two bodies, the same."""
    return " ".join(name.split()).casefold()
