"""The words of areas and implementations, and what may not be done to them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scaleup.accounts.rules import Role
from scaleup.core.dates import SATURDAY, Nation, plain_date
from scaleup.core.errors import Refusal

EVERY_NATION = "all"
"""A closure day of every nation."""


ISLANDS = frozenset({Nation.JERSEY, Nation.GUERNSEY, Nation.ISLE_OF_MAN})
"""No local authority of the shipped table lies there: an area is of the island's name, or of a parish's."""


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


AREA_ROLE_WORDS: dict[AreaRole, str] = {
    AreaRole.PROJECT_LEAD: "Project lead",
    AreaRole.DEPUTY: "Deputy lead",
    AreaRole.COMMISSIONER: "Commissioner",
    AreaRole.STRATEGIC_LEAD: "Strategic lead",
    AreaRole.DATA_CONTACT: "Data contact",
    AreaRole.CHAMPION: "Champion",
    AreaRole.SUPERVISOR: "Supervisor",
    AreaRole.OTHER: "Other",
}

ORGANISATION_ROLE_WORDS: dict[OrganisationRole, str] = {
    OrganisationRole.COMMISSIONER: "Commissioner",
    OrganisationRole.LICENCE_HOLDER: "Licence holder",
    OrganisationRole.EMPLOYER: "Employer of facilitators",
    OrganisationRole.PROVIDER: "Provider",
}

SIGNING_IN: dict[AreaRole, Role] = {
    AreaRole.PROJECT_LEAD: Role.PROJECT_LEAD,
    AreaRole.DEPUTY: Role.DEPUTY,
}
"""What these people are when they sign in; the others are known, and do not sign in for being it."""


class Exit(StrEnum):
    """How an implementation left by a side door."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


EXIT_WORDS: dict[Exit, str] = {
    Exit.DECLINED: "Declined: it was not taken up after all",
    Exit.WITHDRAWN: "Withdrawn: the area no longer wants it",
    Exit.PAUSED: "Paused: it may go on later",
    Exit.LAPSED: "Lapsed: the licence ended and was not renewed",
    Exit.TERMINATED: "Terminated: the unit took the licence away",
}


STAFF_ROLES = frozenset({Role.UNIT_MANAGER, Role.IMPLEMENTATION_MANAGER, Role.TRAINER})
"""Those who read staff ratings, step decisions and staff notes; project leads, deputies and viewers do not."""


ONE_AREA = frozenset({Role.IMPLEMENTATION_MANAGER, Role.TRAINER, Role.PROJECT_LEAD, Role.DEPUTY, Role.VIEWER})
"""Roles that open one area; unit managers see all, and administrators none."""


@dataclass(frozen=True)
class Sight:
    """What a role sees of an area, and what it does not, in plain words."""

    sees: str
    hidden: str


AREA_PAGES = "the plan, what was said and agreed in contacts, the licence, people, facilitators, documents and history"
WITHOUT_DOCUMENTS = AREA_PAGES.replace(", documents and", " and")
SIGHTS: dict[Role, Sight] = {
    Role.PROJECT_LEAD: Sight(
        f"Their own area: {AREA_PAGES}. They write contacts down and settle what was agreed.",
        "Staff notes and ratings, which mails went to whom, other areas, and the list of people and accounts.",
    ),
    Role.DEPUTY: Sight("The same as the project lead.", "The same as for the project lead."),
    Role.VIEWER: Sight(
        f"The area: {WITHOUT_DOCUMENTS}. They can change nothing.",
        "Documents, staff notes and ratings, which mails went to whom, other areas, the list of people and accounts.",
    ),
    Role.IMPLEMENTATION_MANAGER: Sight(
        f"The areas that they look after or were given: {AREA_PAGES}, staff notes and ratings, and mails that went.",
        "Areas that nobody gave to them.",
    ),
    Role.TRAINER: Sight(
        f"The areas of their training events, until 30 days after: {WITHOUT_DOCUMENTS}, staff notes and ratings.",
        "Documents, which mails went to whom, and areas without an event of theirs. They change nothing there.",
    ),
    Role.UNIT_MANAGER: Sight(
        f"Every area, without being given it: {AREA_PAGES}, staff notes and ratings, and the mails that went.",
        "Passwords and the links in mails, which nobody can see.",
    ),
    Role.ADMINISTRATOR: Sight(
        "Names, addresses, roles, and who may see which area: they look after accounts.",
        "Everything in the area itself: no plan, no contact, no licence, no document.",
    ),
}
"""What each role sees, as the area's own page tells it (domain.md 6: people can read who reads them)."""


@dataclass(frozen=True)
class Founding:
    """What an area is founded with, or edited to."""

    name: str
    nation: str
    authority_codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Leaving:
    """How an implementation leaves: its last day, by which exit, and why."""

    closed_on: date
    exit: Exit
    reason: str


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
    at: datetime


@dataclass(frozen=True)
class RemindersStarted:
    """An area that was held may be reminded from now on."""

    area_id: int
    person_id: int | None


@dataclass(frozen=True)
class Chosen:
    """An implementation as it was listed when somebody chose it."""

    implementation_id: int
    manager_id: int | None


@dataclass(frozen=True)
class Looked:
    """An implementation as it is now: where, whose, and whether it has closed."""

    implementation_id: int
    area_id: int
    area: str
    programme: str
    manager_id: int | None
    manager: str
    closed_on: date | None
    pending_to: str = ""
    """Who would have taken over, where that is settled already."""
    pending_on: date | None = None


class HandoverState(StrEnum):
    """What became of a hand-over."""

    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"


MOST_AT_ONCE = 200
"""As many implementations as one hand-over takes."""


def changed_since(chosen: Chosen, found: Looked | None) -> Refusal | None:
    """What is no longer as it was listed; None if all is."""
    if found is None:
        return Refusal("One of the areas is no longer there, or no longer yours to see. It is left out below.")
    if found.closed_on is not None:
        return Refusal(f"{found.area} closed on {plain_date(found.closed_on)}. It is left out below.")
    if found.manager_id != chosen.manager_id:
        now = found.manager or "nobody"
        return Refusal(f"{found.area} has changed since it was listed: {now} looks after it now. It is left out below.")
    return None


def refusals_to_hand_over(chosen: Sequence[Chosen], on_day: date, today: date) -> list[Refusal]:
    """Why these cannot be handed over on that day, whoever they are handed to."""
    refused = []
    if not chosen:
        refused.append(Refusal("No area is chosen. Go back to the list and tick the areas first."))
    if len(chosen) > MOST_AT_ONCE:
        refused.append(Refusal(f"{len(chosen)} areas are chosen. Choose up to {MOST_AT_ONCE} at once."))
    if on_day < today:
        refused.append(Refusal(f"{plain_date(on_day)} has passed. Enter today or a later day.", "on_day"))
    return refused


def refusals_of_period(found: Iterable[Looked], on_day: date, until_on: date | None) -> list[Refusal]:
    """Why these cannot go back by themselves after that day; empty if they can, or if none is named."""
    if until_on is None:
        return []
    if until_on < on_day:
        return [Refusal("The last day lies before the first. Enter the same day or a later one.", "until_on")]
    return [
        Refusal(
            f"Nobody looks after {one.area} now, so it cannot go back. Leave the last day empty for it.", "until_on"
        )
        for one in found
        if one.manager_id is None
    ]


def name_key(name: str) -> str:
    """The name without case and doubled spaces: what makes two areas, or two bodies, the same."""
    return " ".join(name.split()).casefold()


LONGEST_NAME = 120


def refusals_of(founding: Founding) -> list[Refusal]:
    """Why an area cannot have these values, by themselves."""
    refused = []
    if not founding.name.strip():
        refused.append(Refusal("Enter the name of the area.", "name"))
    elif len(founding.name) > LONGEST_NAME:
        refused.append(Refusal(f"The name has {len(founding.name)} letters. Use {LONGEST_NAME} or fewer.", "name"))
    if founding.nation not in set(Nation):
        refused.append(
            Refusal(
                "Choose a nation: its bank holidays decide on which days contacts fall. "
                f"There is no calendar for “{founding.nation}”."
                if founding.nation
                else "Choose a nation: its bank holidays decide on which days contacts fall.",
                "nation",
            )
        )
    return refused


def refusals_to_close(leaving: Leaving, *, opened_on: date, today: date) -> list[Refusal]:
    """Why an implementation cannot be closed on this day."""
    refused, closed_on = [], leaving.closed_on
    if closed_on > today:
        refused.append(
            Refusal(
                f"{plain_date(closed_on)} is still to come. Close it on that day, or enter a day up to today.",
                "closed_on",
            )
        )
    if closed_on < opened_on:
        refused.append(
            Refusal(f"It was opened on {plain_date(opened_on)}. Enter that day or a later one.", "closed_on")
        )
    if not leaving.reason.strip():
        refused.append(Refusal("Say why it is closed: the next reader has only this sentence.", "reason"))
    return refused


def refusals_of_closure(nation: str, on_day: date, reason: str) -> list[Refusal]:
    """Why this cannot be a closure day."""
    refused = []
    if nation != EVERY_NATION and nation not in set(Nation):
        refused.append(Refusal(f"There is no calendar for “{nation}”. Choose a nation, or all.", "nation"))
    if on_day.weekday() >= SATURDAY:
        refused.append(
            Refusal(
                f"{plain_date(on_day)} is a {on_day:%A}: nobody is expected to work. Enter a working day.",
                "on_day",
            )
        )
    if not reason.strip():
        refused.append(Refusal("Say why: it is shown beside each date that moves.", "reason"))
    return refused
