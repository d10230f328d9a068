"""The words of areas and implementations, and the stage that dates give. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
