"""The brief of an area for who looks after it for a while: where it stands, what is due, whom to ring. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, plain_date

TWO_LINES = 220
"""As many letters as two lines of the page hold."""


@dataclass(frozen=True)
class Due:
    """Something with a day, in words."""

    on_day: date | None
    words: str
    whose: str = ""


@dataclass(frozen=True)
class Ring:
    """Somebody of the area, as they are held here."""

    name: str
    role: str
    email: str


@dataclass(frozen=True)
class Last:
    """The last contact that was held."""

    contact_id: int
    on_day: date
    channel: str
    staff: str
    words: str


@dataclass(frozen=True)
class Period:
    """The days that a brief is for, both included."""

    from_on: date
    to_on: date

    @property
    def words(self) -> str:
        """ "6 January to 31 January 2027"."""
        return f"{plain_date(self.from_on)} to {plain_date(self.to_on)}"


@dataclass(frozen=True)
class Brief:
    """What somebody needs who looks after an area for a while."""

    area_id: int
    implementation_id: int
    area: str
    programme: str
    stands: tuple[str, ...]
    """In sentences: the stage, the licence, its end."""
    due: tuple[Due, ...]
    """Contacts, and the end or decision of the licence, that fall into the period or are late."""
    agreed: tuple[Due, ...]
    conditions: tuple[Due, ...]
    ring: tuple[Ring, ...]
    last: Last | None

    @property
    def lines(self) -> tuple[Due, ...]:
        """Everything with a day."""
        return (*self.due, *self.agreed, *self.conditions)


def lateness(found: Sequence[Brief], today: date) -> str:
    """What is late, in a sentence: "3 things are late, in 2 of 4 areas." """
    late = [brief.area_id for brief in found for one in brief.lines if one.on_day and one.on_day < today]
    areas = {brief.area_id for brief in found}
    if not late:
        return "Nothing is late."
    where = f", in {len(set(late))} of {counted(len(areas), 'area')}" if len(areas) > 1 else ""
    return f"{counted(len(late), 'thing')} {'is' if len(late) == 1 else 'are'} late{where}."


def in_two_lines(text: str) -> str:
    """The beginning of the words, cut between two of them."""
    said = " ".join(text.split())
    if len(said) <= TWO_LINES:
        return said
    return f"{said[:TWO_LINES].rsplit(' ', 1)[0].rstrip(',;:.')} …"
