"""What My work is made from, and the lines that it is made of, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from scaleup.accounts.rules import Role
from scaleup.training.rules import Window

COUNTED = 500
"""Above this nothing is counted out: it reads "500+" (house.md, 8)."""


def figure(count: int) -> str:
    """A count, or that there are more than are counted."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


class Group(StrEnum):
    """Where a line stands."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    WAITING = "waiting"


class Target(StrEnum):
    """The kind of page that a line leads to."""

    LOG = "log"
    ACTION = "action"
    AREA = "area"
    AREAS = "areas"
    LICENCE = "licence"
    READINESS = "readiness"
    START = "start"
    MANAGER = "manager"
    PERSON = "person"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Link:
    """The very page where the one act is done."""

    target: Target
    area_id: int = 0
    item_id: int = 0
    implementation_id: int = 0
    address: str = ""


@dataclass(frozen=True)
class Line:
    """One thing to do: what, where, why, since when, and the one act."""

    group: Group
    area: str
    what: str
    why: str
    on: date | None
    link: Link
    act: str
    key: str
    """What the line is about, the same from day to day: "contact:20"."""
    stamp: str
    """What of it, when it changes, makes the line new: its date, or how many it stands for."""
    distance: str = ""
    """Words instead of the date's own distance."""


@dataclass(frozen=True)
class Viewer:
    """Whose list it is."""

    person_id: int
    roles: frozenset[str]

    def is_one_of(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return bool(self.roles & set(roles))


@dataclass(frozen=True)
class ContactDue:
    """An open contact of the plan; of those whose day has passed, the earliest of the implementation."""

    area_id: int
    area: str
    implementation_id: int
    slot_id: int
    sequence: int
    total: int
    due_on: date
    at: time | None
    interval_months: int
    manager_id: int | None
    manager: str
    lead: str
    own: bool
    """Whether the viewer is a project lead or deputy of the area."""
    escalated: bool = False
    """Whether it has been late for so long that it is the unit manager's too."""
    after: int = 0
    """How many contacts after it have passed without a record either."""


@dataclass(frozen=True)
class ActionDue:
    """An open action with a date."""

    action_id: int
    area_id: int
    area: str
    wording: str
    owner_id: int | None
    owner: str
    due_on: date


@dataclass(frozen=True)
class ConditionDue:
    """A condition of a licence, or of a signed readiness verdict before there is one, that is not met."""

    condition_id: int
    area_id: int
    area: str
    wording: str
    number: str
    """The licence's; empty before there is one."""
    owner_id: int | None
    owner: str
    due_on: date


@dataclass(frozen=True)
class Undecided:
    """A licence whose renewal is not decided."""

    area_id: int
    area: str
    number: str
    ends_on: date
    manager_id: int | None


@dataclass(frozen=True)
class Unfunded:
    """An area whose funding ends before its licence, and who has half a year or less to find more."""

    area_id: int
    area: str
    implementation_id: int
    funded_until_on: date
    ends_on: date
    manager_id: int | None


@dataclass(frozen=True)
class NotDelivering:
    """An area that was trained and has had no first session."""

    area_id: int
    area: str
    implementation_id: int
    trained_on: date
    manager_id: int | None


@dataclass(frozen=True)
class ShortOfPairs:
    """An area in which fewer pairs can deliver than it means to field."""

    area_id: int
    area: str
    implementation_id: int
    health: int
    children: int
    planned: int
    manager_id: int | None


@dataclass(frozen=True)
class PaceProposed:
    """A proposal about how often contacts stand, for one who may decide."""

    proposal_id: int
    area_id: int
    area: str
    licence_id: int
    key: str
    sentence: str
    since_on: date


@dataclass(frozen=True)
class Unattended:
    """An area that waits for a person of the unit: for its reminders to start, or for a manager."""

    area_id: int
    area: str
    implementation_id: int
    since_on: date
    manager_id: int | None
    held: bool
    """Whether no reminder goes to it until somebody starts them."""


@dataclass(frozen=True)
class Uninvited:
    """A person whose invitation ran out unused."""

    person_id: int
    name: str
    invited_on: date


@dataclass(frozen=True)
class MilestoneDue:
    """An activity of a programme's stages that has a day and is not done."""

    activity_id: int
    area_id: int
    area: str
    implementation_id: int
    code: str
    words: str
    due_on: date


@dataclass(frozen=True)
class ReviewDue:
    """A review that is due this week, or has no record."""

    review_id: int
    area_id: int
    area: str
    kind: str
    due_on: date


@dataclass(frozen=True)
class ChangeDue:
    """A change of the programme that waits for an answer, is red and in use, or was agreed under conditions."""

    adaptation_id: int
    area_id: int
    area: str
    words: str
    answer_by_on: date | None = None
    """The last day on which it is answered in time; empty once it is answered."""
    red_since_on: date | None = None
    """Since when it is in use, where it is red and in use today."""
    conditions_on: date | None = None
    """By when its conditions are met; empty where none wait."""


@dataclass(frozen=True)
class SessionLacking:
    """A session of a group that is due and has no record."""

    group_id: int
    code: str
    name: str
    group: str
    area_id: int
    area: str
    due_on: date


@dataclass(frozen=True)
class PlanOpen:
    """A plan to improve that the viewer sees to."""

    plan_id: int
    area_id: int
    area: str
    due_on: date


@dataclass(frozen=True)
class Asked:
    """An enquiry that nobody has answered."""

    enquiry_id: int
    organisation: str
    programme: str
    came_on: date
    answer_by_on: date
    """The last day on which it is answered in time."""
    manager_id: int | None


@dataclass(frozen=True)
class Unplanned:
    """An area whose top-up window is open or was missed, with people who lack it and no event planned."""

    implementation_id: int
    programme_id: int
    area_id: int
    area: str
    window: Window
    people: int
    part: str
    own_on: date | None = None
    """When these people were accredited, where that is after the first session: their window counts from it."""


@dataclass(frozen=True)
class Notice:
    """Something that another part of the product knows to wait for the viewer."""

    what: str
    why: str
    since_on: date
    act: str = ""
    address: str = ""
    place: str = "Import"
    """Where it is, as a line of the list begins."""
    due_on: date | None = None
    """The last day on which it was in time, where there is one: past it, it is late."""


@dataclass(frozen=True)
class Facts:
    """Everything that a list is made from. Of many things of a kind only the first are read."""

    viewer: Viewer
    contacts: Sequence[ContactDue] = ()
    actions: Sequence[ActionDue] = ()
    conditions: Sequence[ConditionDue] = ()
    undecided: Sequence[Undecided] = ()
    not_delivering: Sequence[NotDelivering] = ()
    short_of_pairs: Sequence[ShortOfPairs] = ()
    paces: Sequence[PaceProposed] = ()
    unfunded: Sequence[Unfunded] = ()
    held: Sequence[Unattended] = ()
    """Areas whose reminders nobody has started: the first of `held_total`."""
    held_total: int = 0
    alone: Sequence[Unattended] = ()
    """Areas that nobody looks after: the first of `alone_total`."""
    alone_total: int = 0
    uninvited: Sequence[Uninvited] = ()
    asked: Sequence[Asked] = ()
    unplanned: Sequence[Unplanned] = ()
    activities: Sequence[MilestoneDue] = ()
    reviews: Sequence[ReviewDue] = ()
    improvements: Sequence[PlanOpen] = ()
    changes: Sequence[ChangeDue] = ()
    sessions: Sequence[SessionLacking] = ()
    notices: Sequence[Notice] = ()
    late_unread: int = 0
    """How many late things more there are than were read, counted up to some hundreds."""
    read_until: date | None = None
    """The last day of which everything to come was read, where not all was."""
