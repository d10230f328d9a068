"""One method of an address: who may enter and what it answers, and short ways to say so of a page, an act, a form."""

from dataclasses import dataclass

from scaleup.accounts.rules import ALLOWED, Role
from scaleup.core.pages import PUBLIC, SIGNED_IN

SHOWN = frozenset({200})
ACTED = frozenset({302, 303, 400, 409, 422})
"""What an act without any field may answer: it was done, or it says what is missing."""
SAVED = frozenset({200, 422})
"""What a register answers that is shown again as it was saved."""
GONE = frozenset({410})
ABSENT = frozenset({404})


@dataclass(frozen=True)
class Route:
    """One method of one rule."""

    method: str
    rule: str
    may: str
    """The permission that its view is marked with."""
    answers: frozenset[int] = frozenset()
    """What it may answer to who is permitted, about what is in scope; by method if empty."""
    absent: frozenset[int] = ABSENT
    """What it answers about what is not there."""
    records: bool = False
    """That somebody looked is put on record (house, Writing 2)."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """What its address names."""
        return tuple(part.split(">")[0].split(":")[-1] for part in self.rule.split("<")[1:])

    @property
    def of_an_area(self) -> bool:
        """Whether its address names something that belongs to an area."""
        return bool(set(self.arguments) & OF_AN_AREA)

    @property
    def expected(self) -> frozenset[int]:
        """What it may answer when all is well."""
        return self.answers or (SHOWN if self.method == "GET" else ACTED)

    def may_enter(self, visitor: str) -> bool:
        """Whether the policy lets this visitor in at all."""
        if self.may == PUBLIC:
            return True
        if visitor not in set(Role):
            return False
        return self.may == SIGNED_IN or self.may in ALLOWED[Role(visitor)]


OF_AN_AREA = frozenset(
    {
        "area_id",
        "implementation_id",
        "licence_id",
        "funding_id",
        "condition_id",
        "slot_id",
        "contact_id",
        "action_id",
        "message_id",
        "facilitator_id",
        "review_id",
        "held_id",
        "handover_id",
        "access_id",
        "document_id",
        "place_id",
        "event_id",
        "booking_id",
        "assessment_id",
        "group_id",
        "participant_id",
        "hold_id",
        "area_review_id",
        "adaptation_id",
        "check_id",
        "plan_id",
    }
)
"""What belongs to an area. A closure day belongs to a nation, a person to the unit."""


def get(rule: str, may: str, *, answers: frozenset[int] = frozenset(), absent: frozenset[int] = ABSENT) -> list[Route]:
    """A page."""
    return [Route("GET", rule, may, answers, absent)]


def post(rule: str, may: str, *, answers: frozenset[int] = frozenset(), absent: frozenset[int] = ABSENT) -> list[Route]:
    """An act."""
    return [Route("POST", rule, may, answers, absent)]


def form(rule: str, may: str, *, absent: frozenset[int] = ABSENT) -> list[Route]:
    """A page with a form, and its act."""
    return [*get(rule, may, absent=absent), *post(rule, may, absent=absent)]


def read(rule: str, may: str) -> list[Route]:
    """A page or a file of evaluation data; who read it is on record (audit.note_read)."""
    return [Route("GET", rule, may, records=True)]


def shows(rule: str, may: str) -> list[Route]:
    """A form that shows evaluation data, and its act, which shows it again where it is refused; both on record."""
    return [Route("GET", rule, may, records=True), Route("POST", rule, may, records=True)]


def files(rule: str, may: str) -> list[Route]:
    """A list as CSV and as XLSX; who took it is on record."""
    return [Route("GET", f"{rule}.{ending}", may, records=True) for ending in ("csv", "xlsx")]
