"""Roles, what each may do, and the rules of passwords and links. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the unit or in an area; several per person (docs/decisions/0005-roles.md)."""

    ADMINISTRATOR = "administrator"
    UNIT_MANAGER = "unit_manager"
    IMPLEMENTATION_MANAGER = "implementation_manager"
    TRAINER = "trainer"
    PROJECT_LEAD = "project_lead"
    DEPUTY = "deputy"
    VIEWER = "viewer"


class Permission(StrEnum):
    """What a view asks for. Which areas it then shows is `areas.queries.scope`."""

    SEE_WORK = "see work"
    SEE_AREAS = "see areas"
    LOG_CONTACTS = "log contacts"
    PLAN_SUPPORT = "plan support"
    SEE_DELIVERIES = "see deliveries"
    SEND_AGAIN = "send again"
    MANAGE_AREAS = "manage areas"
    MANAGE_LICENCES = "manage licences"
    DECIDE_LICENCES = "decide licences"
    MANAGE_PEOPLE = "manage people"
    START_REMINDERS = "start reminders"


P = Permission
AREA_LEADS = frozenset({P.SEE_WORK, P.SEE_AREAS, P.LOG_CONTACTS})
STAFF = AREA_LEADS | {
    P.PLAN_SUPPORT,
    P.SEE_DELIVERIES,
    P.SEND_AGAIN,
    P.MANAGE_AREAS,
    P.MANAGE_LICENCES,
    P.START_REMINDERS,
}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({P.SEE_WORK, P.MANAGE_PEOPLE}),
    Role.UNIT_MANAGER: STAFF | {P.DECIDE_LICENCES, P.MANAGE_PEOPLE},
    Role.IMPLEMENTATION_MANAGER: STAFF,
    Role.TRAINER: frozenset({P.SEE_WORK, P.SEE_AREAS}),
    Role.PROJECT_LEAD: AREA_LEADS,
    Role.DEPUTY: AREA_LEADS,
    Role.VIEWER: frozenset({P.SEE_AREAS}),
}
"""Role by action: the one table that decides who may enter which page."""

UNIT_ROLES = frozenset({Role.ADMINISTRATOR, Role.UNIT_MANAGER, Role.IMPLEMENTATION_MANAGER, Role.TRAINER})

ROLE_WORDS: dict[Role, str] = {
    Role.ADMINISTRATOR: "Administrator",
    Role.UNIT_MANAGER: "Unit manager",
    Role.IMPLEMENTATION_MANAGER: "Implementation manager",
    Role.TRAINER: "Trainer",
    Role.PROJECT_LEAD: "Project lead",
    Role.DEPUTY: "Deputy lead",
    Role.VIEWER: "Viewer",
}


class Purpose(StrEnum):
    """What a one-time link is for; a link serves its own purpose only."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a secret
    SIGN_IN = "sign_in"


LIFETIME: dict[Purpose, timedelta] = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.NEW_PASSWORD: timedelta(minutes=30),
    Purpose.SIGN_IN: timedelta(minutes=30),
}

SESSION_IDLE = timedelta(minutes=30)
SESSION_LIFE = timedelta(hours=12)
"""ASVS 5.0 V7.3: a session ends after half an hour unused, and in any case after twelve hours."""


def permissions(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles allow together."""
    allowed: frozenset[str] = frozenset()
    for role in roles:
        allowed |= ALLOWED[Role(role)]
    return allowed
