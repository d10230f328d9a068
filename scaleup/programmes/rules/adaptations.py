"""What a programme says to changes of itself: kinds of change, each with its light, the reason and an example. Pure.

What is changed and how are the fields "what" and "nature" of FRAME (Wiltsey Stirman 2019, domain.md 4.1); the words in
which they are asked are in fidelity. Lights follow the traffic light of domain.md 4.1 and the lists of 4.2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules.basis import Basis, basis
from scaleup.programmes.rules.reading import Part, Path, Problem


class Light(StrEnum):
    """How a kind of change is taken."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class What(StrEnum):
    """What is changed."""

    CONTENT = "content"
    SETTING = "setting"
    """Who delivers, where, when, how, to whom."""
    TRAINING = "training"
    """Training, supervision and evaluation."""
    SUPPORT = "support"
    """How the area is helped to start and to go on."""


class Nature(StrEnum):
    """How it is changed."""

    TAILORING = "tailoring"
    MATERIALS = "materials"
    ADDING = "adding"
    LEAVING_OUT = "leaving_out"
    SHORTENING = "shortening"
    LENGTHENING = "lengthening"
    REPLACING = "replacing"
    REORDERING = "reordering"
    SPREADING = "spreading"
    COMBINING = "combining"
    REPEATING = "repeating"
    LOOSENING = "loosening"
    DEPARTING = "departing"
    DRIFTING = "drifting"


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change as the programme lists it."""

    code: str
    words: str
    light: Light
    because: str
    """Why the light is this, in a sentence."""
    example: str
    what: What
    nature: Nature
    usual: str
    """What is usual instead; needed where the light is red."""


@dataclass(frozen=True)
class Adaptations:
    """The programme's list of changes."""

    kinds: tuple[ChangeKind, ...]
    basis: Basis

    def kind(self, code: str | None) -> ChangeKind | None:
        """The kind of this code; None where the list has none."""
        return next((kind for kind in self.kinds if kind.code == code), None)


def adaptations(part: Part) -> Adaptations:
    """The list."""
    return Adaptations(part.parts("kinds", kind, least=1), basis(part))


def kind(part: Part) -> ChangeKind:
    """One kind of change."""
    return ChangeKind(
        code=part.code("code"),
        words=part.text("words"),
        light=part.word("light", Light),
        because=part.text("because"),
        example=part.text("example"),
        what=part.word("what", What),
        nature=part.word("nature", Nature),
        usual=part.optional_text("usual"),
    )


OTHER = "other"
"""The code of a change that is on no list; no list may use it."""


def disagreements_of_kinds(listed: Adaptations | None) -> Iterable[Problem]:
    """A code stands once and is not that of other changes; a red light says what is usual instead."""
    seen: set[str] = {OTHER}
    for index, one in enumerate(listed.kinds if listed else ()):
        path: Path = ("adaptations", "kinds", index)
        if one.code == OTHER:
            yield Problem((*path, "code"), f"{OTHER} is kept for changes that are on no list")
        elif one.code in seen:
            yield Problem(path, f"{one.code} is there already")
        seen.add(one.code)
        if one.light is Light.RED and not one.usual:
            yield Problem((*path, "usual"), "must say what is usual instead, since the light is red")
