"""What a programme asks about its own course: further kinds of cost, themes, and surveys of staff after training."""

from dataclasses import dataclass

from scaleup.programmes.rules.basis import Basis, basis
from scaleup.programmes.rules.reading import Part

MONTHS_AT_MOST = 60
WEEKS_AT_MOST = 52


@dataclass(frozen=True)
class Asked:
    """A kind of cost, a theme or a statement: a code that is kept, and its words."""

    code: str
    words: str


@dataclass(frozen=True)
class Wave:
    """When staff are asked after a training event, in months after its last day."""

    code: str
    words: str
    months_after: int
    open_weeks: int
    """For how long it may be answered before it is late."""


@dataclass(frozen=True)
class Process:
    """What is asked of how the programme goes: costs beyond the usual kinds, themes, statements, waves of surveys."""

    costs: tuple[Asked, ...]
    themes: tuple[Asked, ...]
    statements: tuple[Asked, ...]
    """Answered from 1 to 5, by whoever is surveyed."""
    waves: tuple[Wave, ...]
    parts: tuple[str, ...]
    """The parts of training after which staff are asked."""
    basis: Basis

    def words_of_theme(self, code: str) -> str:
        """The theme in words; its code where this version does not know it."""
        return next((one.words for one in self.themes if one.code == code), code)


def process(part: Part) -> Process:
    """What is asked of how the programme goes."""
    return Process(
        costs=part.parts("costs", listed),
        themes=part.parts("themes", listed),
        statements=part.parts("statements", listed),
        waves=part.parts("waves", wave),
        parts=part.texts("parts"),
        basis=basis(part),
    )


def listed(part: Part) -> Asked:
    """A code with its words."""
    return Asked(part.code("code"), part.text("words"))


def wave(part: Part) -> Wave:
    """One wave."""
    return Wave(
        part.code("code"),
        part.text("words"),
        part.number("months_after", least=0, most=MONTHS_AT_MOST),
        part.number("open_weeks", least=1, most=WEEKS_AT_MOST),
    )
