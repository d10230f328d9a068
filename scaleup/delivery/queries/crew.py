"""Those who may be named at a session: who they are, and on which days they may deliver."""

from collections.abc import Collection, Sequence
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
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession


@dataclass(frozen=True)
class Member:
    """Somebody who delivers here."""

    facilitator_id: int
    name: str
    profession: Profession
    deliverer: Deliverer

    @property
    def words(self) -> str:
        """Who it is, as a form says it."""
        return f"{self.name}, {PROFESSION_WORDS[self.profession].lower()}"

    def remark(self, day: date | None) -> str:
        """What is to be known of them on that day; empty where they may deliver."""
        if day is None or self.deliverer.may_deliver(day):
            return ""
        return f"Not accredited on {plain_date(day)}"


def crew_of(implementation_id: int, today: date, *, also: Collection[int] = ()) -> list[Member]:
    """Those who deliver here still, and these others, by name; two statements."""
    rows: Sequence[tuple[int, str, str]] = [
        (row.id, row.name, row.profession)
        for row in db.session.execute(
            select(Facilitator.id, Person.name, Facilitator.profession)
            .join(Person, Person.id == Facilitator.person_id)
            .where(
                Facilitator.implementation_id == implementation_id,
                or_(~gone_by(today), Facilitator.id.in_(also)),
            )
            .order_by(Person.name, Facilitator.id)
        )
    ]
    known = deliverers([one for one, _, _ in rows])
    return [Member(one, name, Profession(trade), known[one]) for one, name, trade in rows]


def names_of(facilitator_ids: Collection[int]) -> dict[int, str]:
    """The name of each of these facilitators; one statement."""
    rows = db.session.execute(
        select(Facilitator.id, Person.name)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.id.in_(facilitator_ids))
    )
    return {row.id: row.name for row in rows}
