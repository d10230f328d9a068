"""How a check was made, and the colour that thresholds give. Pure."""

from enum import StrEnum


class Method(StrEnum):
    """The kind of evidence; kinds are never mixed into one mean."""

    SELF_REPORT = "self_report"
    OBSERVATION = "observation"
    VIDEO = "video"


class Colour(StrEnum):
    """A convention, not a law (domain.md 4.1)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def colour(percent: float, *, green_from: float, amber_from: float) -> Colour:
    """The colour of an unrounded score, by the programme's thresholds."""
    if percent >= green_from:
        return Colour.GREEN
    return Colour.AMBER if percent >= amber_from else Colour.RED
