"""What the database already holds, as far as a workbook needs it: taken once, so that the rules stay pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scaleup.imports.rules.matching import Nearest, Place


@dataclass(frozen=True)
class KnownProgramme:
    """A programme of the catalogue, and how many places a licence of it has at most."""

    slug: str
    name: str
    most_places: int


@dataclass(frozen=True)
class KnownLicence:
    """A licence that is there."""

    number: str
    area_key: str
    slug: str
    starts_on: date
    ends_on: date
    places: int
    over: bool = False
    """Ended early or terminated: its days may have another."""


@dataclass(frozen=True)
class KnownFacilitator:
    """A facilitator that is there, with whether a place under a licence is theirs."""

    area_key: str
    slug: str
    name: str
    email: str | None
    left: bool
    placed: bool


ContactKey = tuple[str, str, date, str]
"""Area's key, programme's slug, day, channel."""
CheckKey = tuple[str, str, date, str]
"""Area's key, programme's slug, day, method."""


def nothing_near(_name: str, _names: object) -> list[str]:
    """No proposals: for where none are wanted."""
    return []


@dataclass(frozen=True)
class Known:
    """The state that a workbook is read against."""

    today: date
    programmes: Mapping[str, KnownProgramme]
    """By every alias's key, slug and name."""
    places: Mapping[str, Place] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    """Each area's name by its key."""
    nations: Mapping[str, str] = field(default_factory=dict)
    """The nation of each area, by the key of its name."""
    taken_up: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The programmes (slugs) that each area (key) takes up."""
    licences: Mapping[str, KnownLicence] = field(default_factory=dict)
    facilitators: tuple[KnownFacilitator, ...] = ()
    contacts: Mapping[ContactKey, int] = field(default_factory=dict)
    checks: Mapping[CheckKey, int] = field(default_factory=dict)
    staff: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """People who may look after an implementation, by the key of their full name."""
    staff_names: Mapping[int, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    """Whose each e-mail address is, by name."""
    made: frozenset[str] = frozenset()
    """Natural keys of rows that came in before."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What people decided, by question."""
    nearest: Nearest = nothing_near

    @cached_property
    def licences_of(self) -> Mapping[tuple[str, str], list[KnownLicence]]:
        """The licences by area's key and programme's slug."""
        found: dict[tuple[str, str], list[KnownLicence]] = {}
        for licence in self.licences.values():
            found.setdefault((licence.area_key, licence.slug), []).append(licence)
        return found
