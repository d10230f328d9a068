"""What a part of the catalogue rests on, and the mark of a scale: what many parts have, and how it is read. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules.reading import Part


class Ground(StrEnum):
    """What a part of the catalogue rests on."""

    PUBLISHED = "published"
    ASSUMED = "assumed"
    """The organisation's own choice."""
    PLACEHOLDER = "placeholder"
    """The contents are not public."""


@dataclass(frozen=True)
class Basis:
    """What a part rests on, and where that can be read."""

    ground: Ground
    source: str


@dataclass(frozen=True)
class ScaleMark:
    """A mark and what it means."""

    mark: int
    words: str


def basis(part: Part) -> Basis:
    """What the part rests on: two keys beside its others."""
    return Basis(part.word("basis", Ground), part.text("source"))


def scale_mark(part: Part) -> ScaleMark:
    """A mark with its words."""
    return ScaleMark(part.number("mark", least=0, most=10), part.text("words"))
