"""Roles, what each may do, and who may give which. Pure."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the unit or in an area; several per person (docs/decisions/0009-sign-in.md)."""

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
    SEE_ANYONES_WORK = "see anyone's work"
    SEE_AREAS = "see areas"
    LOG_CONTACTS = "log contacts"
    PLAN_SUPPORT = "plan support"
    SEE_DELIVERIES = "see deliveries"
    SEND_AGAIN = "send again"
    MANAGE_AREAS = "manage areas"
    MANAGE_ENQUIRIES = "manage enquiries"
    MANAGE_LICENCES = "manage licences"
    DECIDE_LICENCES = "decide licences"
    SEE_PEOPLE = "see people"
    MANAGE_PEOPLE = "manage people"
    CORRECT_ADDRESSES = "correct addresses"
    START_REMINDERS = "start reminders"
    CHANGE_RULES = "change rules of reminding"
    HOLD_SENDING = "hold sending"
    HOLD_ALL_SENDING = "hold all sending"
    SEE_DOCUMENTS = "see documents"
    KEEP_DOCUMENTS = "keep documents"
    IMPORT = "import"
    ANSWER_READINESS = "answer readiness"
    REVIEW_READINESS = "review readiness"
    SIGN_READINESS = "sign readiness"
    SEE_TRAINING = "see training"
    BOOK_TRAINING = "book training"
    PLAN_TRAINING = "plan training"
    KEEP_REGISTERS = "keep registers"
    KEEP_HOURS = "keep hours"
    MANAGE_HOOKS = "manage web hooks"
    RECORD_DELIVERY = "record delivery"
    CHECK_FIDELITY = "check fidelity"
    DECIDE_ADAPTATIONS = "decide adaptations"
    ENTER_SCORES = "enter scores"
    KEEP_SCORES = "keep scores of families"
    """See and change scores as they were entered: of the area alone, since what stands there is of a few people."""
    SEE_RESULTS = "see results"
    REPORT_ON_ALL = "report on all areas"
    SET_EVALUATION = "set what an area evaluates"
    ANSWER_PERSONS = "answer people about their data"
    KEEP_PERIODS = "keep how long things are kept"


P = Permission
AREA_LEADS = frozenset(
    {
        P.SEE_WORK,
        P.SEE_AREAS,
        P.LOG_CONTACTS,
        P.SEE_DOCUMENTS,
        P.KEEP_DOCUMENTS,
        P.ANSWER_READINESS,
        P.SEE_TRAINING,
        P.BOOK_TRAINING,
        P.RECORD_DELIVERY,
        P.ENTER_SCORES,
        P.KEEP_SCORES,
        P.SEE_RESULTS,
    }
)
TRAINERS = frozenset(
    {P.CHECK_FIDELITY, P.SEE_TRAINING, P.BOOK_TRAINING, P.PLAN_TRAINING, P.KEEP_REGISTERS, P.KEEP_HOURS}
)
STAFF = (
    (AREA_LEADS - {P.KEEP_SCORES})
    | TRAINERS
    | {
        P.PLAN_SUPPORT,
        P.SEE_PEOPLE,
        P.SEE_DELIVERIES,
        P.SEND_AGAIN,
        P.MANAGE_AREAS,
        P.MANAGE_ENQUIRIES,
        P.MANAGE_LICENCES,
        P.START_REMINDERS,
        P.HOLD_SENDING,
        P.CORRECT_ADDRESSES,
        P.REVIEW_READINESS,
        P.SIGN_READINESS,
        P.DECIDE_ADAPTATIONS,
    }
)

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {P.SEE_WORK, P.SEE_PEOPLE, P.MANAGE_PEOPLE, P.MANAGE_HOOKS, P.CORRECT_ADDRESSES, P.ANSWER_PERSONS}
    ),
    Role.UNIT_MANAGER: STAFF
    | {
        P.SEE_ANYONES_WORK,
        P.DECIDE_LICENCES,
        P.MANAGE_PEOPLE,
        P.IMPORT,
        P.HOLD_ALL_SENDING,
        P.CHANGE_RULES,
        P.SET_EVALUATION,
        P.REPORT_ON_ALL,
        P.ANSWER_PERSONS,
        P.KEEP_PERIODS,
    },
    Role.IMPLEMENTATION_MANAGER: STAFF,
    Role.TRAINER: TRAINERS | {P.SEE_WORK, P.SEE_AREAS, P.SEE_PEOPLE},
    Role.PROJECT_LEAD: AREA_LEADS,
    Role.DEPUTY: AREA_LEADS,
    Role.VIEWER: frozenset({P.SEE_WORK, P.SEE_AREAS, P.SEE_RESULTS}),
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


def permissions(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles allow together."""
    allowed: frozenset[str] = frozenset()
    for role in roles:
        allowed |= ALLOWED[Role(role)]
    return allowed


GIVES: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.UNIT_MANAGER: frozenset(Role) - {Role.ADMINISTRATOR},
}
"""Which roles a holder of a role may give and end. Nobody changes their own."""


def may_give(giver_roles: Iterable[str], role: str) -> bool:
    """Whether somebody with these roles may give this role to another person, or end it."""
    return any(Role(role) in GIVES.get(Role(held), frozenset()) for held in giver_roles)


def may_look_after(giver_roles: Iterable[str], roles: Iterable[str]) -> bool:
    """Whether somebody with these roles may deactivate or invite again a person who holds those."""
    givers = frozenset(giver_roles)
    return bool(givers & GIVES.keys()) and all(may_give(givers, role) for role in roles)


def role_words(roles: Iterable[str]) -> list[str]:
    """The roles in words, in the order of the table."""
    held = frozenset(roles)
    return [words for role, words in ROLE_WORDS.items() if role in held]
