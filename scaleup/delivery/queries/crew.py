"""Those who may be named at a session: who they are, and on which days they may deliver."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from scaleup.accounts.models import Person
from scaleup.core.dates import plain_date
from scaleup.delivery.queries.groups import deliverers
from scaleup.delivery.rules import Deliverer
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession, gone


@dataclass(frozen=True)
class Member:
    """Somebody who delivers here."""

    facilitator_id: int
    name: str
    profession: Profession
    deliverer: Deliverer
    left: bool = False
    left_on: date | None = None

    @property
    def words(self) -> str:
        """Who it is, as a form says it."""
        return f"{self.name}, {PROFESSION_WORDS[self.profession].lower()}"

    def remark(self, day: date | None) -> str:
        """What is to be known of them on that day; empty where they may deliver."""
        if gone(self.left_on, day, left=self.left):
            return f"Left on {plain_date(self.left_on)}" if self.left_on else "Has left"
        if day is None or self.deliverer.may_deliver(day):
            return ""
        return f"Not accredited on {plain_date(day)}"


def crew_of(implementation_id: int, today: date, *, also: Collection[int] = ()) -> list[Member]:
    """Those who deliver here still, and these others, by name; two statements."""
    rows = db.session.execute(
        select(Facilitator.id, Person.name, Facilitator.profession, Facilitator.left, Facilitator.left_on)
        .join(Person, Person.id == Facilitator.person_id)
        .where(
            Facilitator.implementation_id == implementation_id,
            or_(~gone_by(today), Facilitator.id.in_(also)),
        )
        .order_by(Person.name, Facilitator.id)
    ).all()
    known = deliverers([row.id for row in rows])
    return [Member(row.id, row.name, Profession(row.profession), known[row.id], row.left, row.left_on) for row in rows]


@dataclass(frozen=True)
class Named:
    """Somebody who stands at a session, by name, and whether they have left."""

    name: str
    left: bool
    left_on: date | None

    def remark(self, one: Deliverer, day: date) -> str:
        """Why they cannot deliver on that day: they have left by then, or are not accredited; empty where they can."""
        if gone(self.left_on, day, left=self.left):
            return f"{self.name} left on {plain_date(self.left_on)}" if self.left_on else f"{self.name} has left"
        return "" if one.may_deliver(day) else f"{self.name} is not accredited on {plain_date(day)}"


def names_of(facilitator_ids: Collection[int]) -> dict[int, Named]:
    """Each of these facilitators by name; one statement."""
    rows = db.session.execute(
        select(Facilitator.id, Person.name, Facilitator.left, Facilitator.left_on)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.id.in_(facilitator_ids))
    )
    return {row.id: Named(row.name, row.left, row.left_on) for row in rows}
