"""What a row brings in, once every doubt that holds it is settled."""

from dataclasses import dataclass
from datetime import date

from scaleup.areas.rules import name_key
from scaleup.facilitators.rules import Profession
from scaleup.fidelity.rules import Method
from scaleup.support.rules import Channel
from scaleup.support.rules import Outcome as Came


def numbered(key: str, ordinal: int) -> str:
    """The key, told apart from an earlier one that it shares."""
    return key if ordinal == 1 else f"{key}#{ordinal}"


@dataclass(frozen=True)
class LicencePart:
    """An area with its implementation, its licence, and who leads and looks after it."""

    area_key: str
    area_name: str
    nation: str
    authority_codes: frozenset[str]
    slug: str
    number: str
    starts_on: date
    ends_on: date
    places: int
    organisation: str = ""
    lead_name: str = ""
    lead_email: str | None = None
    manager_id: int | None = None
    readiness_note: str = ""
    readiness_on: date | None = None
    delivery_on: date | None = None

    @property
    def natural_key(self) -> str:
        """By the licence's number."""
        return f"licence|{name_key(self.number)}"


@dataclass(frozen=True)
class FacilitatorPart:
    """A person who delivers, with the parts of training that they completed."""

    area_key: str
    slug: str
    name: str
    email: str | None
    profession: Profession
    profession_note: str = ""
    left: bool = False
    left_on: date | None = None
    done: tuple[tuple[str, date], ...] = ()
    ordinal: int = 1
    """2 for a second person of the same name, by decision."""

    @property
    def natural_key(self) -> str:
        """By area, programme and address; by name where there is none."""
        return numbered(f"facilitator|{self.area_key}|{self.slug}|{self.email or name_key(self.name)}", self.ordinal)


@dataclass(frozen=True)
class ContactPart:
    """A past contact."""

    area_key: str
    slug: str
    held_on: date
    channel: Channel
    outcome: Came
    discussed: str = ""
    reason: str = ""
    staff: str = ""
    next_on: date | None = None
    action: str = ""
    """What was agreed, where it may still be open: on the latest contact of its implementation."""
    ordinal: int = 1

    @property
    def natural_key(self) -> str:
        """By area, programme, day and channel."""
        return numbered(f"contact|{self.area_key}|{self.slug}|{self.held_on}|{self.channel}", self.ordinal)


@dataclass(frozen=True)
class CheckPart:
    """A past fidelity check."""

    area_key: str
    slug: str
    on_day: date
    method: Method
    percent: float
    flag: str = ""
    ordinal: int = 1

    @property
    def natural_key(self) -> str:
        """By area, programme, day and method."""
        return numbered(f"check|{self.area_key}|{self.slug}|{self.on_day}|{self.method}", self.ordinal)


Part = LicencePart | FacilitatorPart | ContactPart | CheckPart
