"""Who of an area's facilitators may deliver and why, with the pairs that they make: the page of accreditation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementations_of
from scaleup.core.dates import add_months
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import PROFESSION_WORDS, SIDE, Profession, Side, pairs
from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.training.queries import trained
from scaleup.training.queries.attended import Attended, attended
from scaleup.training.rules import (
    ACCREDITED_WORDS,
    Accredited,
    Certification,
    Standing,
    accredited_on,
    standing,
    top_up_window,
)

NEAREST_FIRST = (
    Accredited.LAPSED,
    Accredited.LAPSING,
    Accredited.UNTRAINED,
    Accredited.TRAINED,
    Accredited.ACCREDITED,
    Accredited.CURRENT,
    Accredited.LEFT,
)
"""Whoever needs somebody to do something stands first."""


@dataclass(frozen=True)
class Member:
    """A facilitator, where they stand today, and what they lack of each part that they came to."""

    facilitator_id: int
    name: str
    employer: str
    profession: str
    side: Side
    standing: Standing
    lacking: tuple[str, ...]
    """A sentence for each part that was begun and is not complete."""

    @property
    def words(self) -> str:
        """The state in words."""
        return ACCREDITED_WORDS[self.standing.state]


@dataclass(frozen=True)
class Team:
    """The facilitators of one programme in the area, and the pairs of those who may deliver today."""

    implementation: Implementation
    members: tuple[Member, ...]
    health: int
    children: int

    @property
    def pairs(self) -> int:
        """The pairs that can deliver (domain.md 8.4)."""
        return pairs(self.health, self.children)

    @property
    def short(self) -> int:
        """How many pairs fewer there are than planned; 0 where there are enough or none are planned."""
        return max((self.implementation.pairs_planned or 0) - self.pairs, 0)


def teams_of(area_id: int, today: date) -> list[Team]:
    """The area's facilitators by implementation, whoever needs something first; a fixed number of statements."""
    people = trained.of_areas([area_id])
    ids = [one.facilitator_id for one in people]
    names = {
        row.id: row
        for row in db.session.execute(
            select(Facilitator.id, Facilitator.profession, Person.name, Person.employer)
            .join(Person, Person.id == Facilitator.person_id)
            .where(Facilitator.id.in_(ids))
        )
    }
    came: dict[int, list[Attended]] = {}
    for part in attended(ids) if ids else ():
        came.setdefault(part.facilitator_id, []).append(part)
    found: dict[int, list[Member]] = {}
    for one in people:
        row = names[one.facilitator_id]
        member = Member(
            one.facilitator_id,
            row.name,
            row.employer or "",
            PROFESSION_WORDS[Profession(row.profession)],
            SIDE[Profession(row.profession)],
            standing(one.trained, one.needed, today),
            tuple(lacking(one, came.get(one.facilitator_id, ()), today)),
        )
        found.setdefault(one.implementation_id, []).append(member)
    return [team(one, found.get(one.id, [])) for one in implementations_of(area_id)]


def team(implementation: Implementation, members: Sequence[Member]) -> Team:
    """These members in order, and the sides of those who may deliver."""
    ordered = sorted(members, key=lambda one: (NEAREST_FIRST.index(one.standing.state), one.name, one.facilitator_id))
    able = [one for one in ordered if one.standing.may_deliver]
    return Team(
        implementation,
        tuple(ordered),
        sum(one.side is Side.HEALTH for one in able),
        sum(one.side is Side.CHILDREN for one in able),
    )


def lacking(one: trained.Person, came: Sequence[Attended], today: date) -> list[str]:
    """What this person lacks of each part that they came to, for who has not left."""
    if one.trained.left:
        return []
    standings = [progress(part, one, today) for part in came if part.part not in one.trained.parts]
    return [f"{each.sentence}." for each in standings if each.missing or each.counted]


def progress(part: Attended, one: trained.Person, today: date) -> Certification:
    """How far the person is with a part, and until when it can be caught up."""
    event = next((each for each in one.parts if each.code == part.part), None)
    until_on = closes_on(event, one) if event else None
    still = until_on if until_on is not None and until_on >= today else None
    return part.standing(today, until_on=still)


def closes_on(event: TrainingEvent, one: trained.Person) -> date | None:
    """The last day of the window in which the part belongs, where it is known; of one that keeps, the person's own."""
    told, began = one.trained, accredited_on(one.trained, one.needed)
    if event.keeps and began is not None:
        window = top_up_window(event, delivery_started_on=told.delivery_started_on, accredited_on=began)
        return window.closes_on if window else None
    if event.anchor is TrainingAnchor.LICENCE_START:
        anchor = told.licences[0].from_on if told.licences else None
    else:
        anchor = told.delivery_started_on
    return add_months(anchor, event.closes_months) if anchor else None
