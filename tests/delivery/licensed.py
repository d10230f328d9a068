"""An area under licence with a pair, for the tests of groups and their sessions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from scaleup.areas.models import Implementation
from scaleup.delivery import service
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import State
from scaleup.delivery.service import GroupTerms, Told
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from tests.factories import areas, delivery, licences

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = date(2026, 10, 6)


@dataclass(frozen=True)
class Licensed:
    """The implementation and who delivers."""

    implementation: Implementation
    pair: tuple[Facilitator, Facilitator]

    @property
    def ids(self) -> tuple[int, ...]:
        """The pair by number."""
        return tuple(one.id for one in self.pair)

    def terms(self, name: str = "Library, autumn", *, first_on: date = FIRST) -> GroupTerms:
        """What a lead says of a group."""
        return GroupTerms(name, "standard", first_on, 8, self.ids)

    def group(self, name: str = "Library, autumn", *, first_on: date = FIRST) -> DeliveryGroup:
        """A group that was set up."""
        return service.set_up(self.implementation.id, self.terms(name, first_on=first_on), now=NOW, by=None)

    def held(self, on_day: date, **said: object) -> Told:
        """A session of two hours with seven mothers and six partners."""
        usual = {
            "minutes": 120,
            "components": frozenset(),
            "mothers": 7,
            "partners": 6,
            "interpreters": 0,
            "facilitator_ids": self.ids,
        }
        return Told(State.HELD, on_day, **{**usual, **said})  # type: ignore[arg-type]  # a test's own words


def licensed() -> Licensed:
    """Marlbury under its licence, 1 April 2024 to 31 March 2027, with a pair."""
    of = areas.shipped_implementation()
    licences.granted(of)
    return Licensed(of, delivery.pair(of))


def session(of: DeliveryGroup, code: str) -> GroupSession:
    """The group's session of this code."""
    return db.session.query(GroupSession).filter_by(group_id=of.id, code=code).one()
