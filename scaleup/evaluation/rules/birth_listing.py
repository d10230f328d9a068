"""Births as rows of the file of results, from what is told and nothing else. Pure."""

from collections.abc import Iterable, Mapping

from scaleup.core.years import year_words
from scaleup.evaluation.rules.birth_results import Proportion
from scaleup.evaluation.rules.birth_telling import HUNDRED, Line, ToldBirths
from scaleup.evaluation.rules.codes import ARM_WORDS, ROLE_WORDS
from scaleup.evaluation.rules.listing import NONE, SHOWN, Figures, Row, of
from scaleup.evaluation.rules.telling import Standing
from scaleup.programmes.rules import Giver

WHEN = "at the birth"


def birth_rows(told: Iterable[ToldBirths], names: Mapping[int, str]) -> list[Row]:
    """Every figure of births, or that it is not shown; proportions in per cent, weights in grams."""
    return [(*head(one, names), *row) for one in told for row in figures(one)]


def head(one: ToldBirths, names: Mapping[int, str]) -> Row:
    """Of whom the figures are."""
    year = year_words(one.place.year) if one.place.year is not None else "all"
    who, arm = ROLE_WORDS[Giver.MOTHER], ARM_WORDS.get(one.arm, one.arm)
    return (of(one.place, names), year, who, arm, "Births", "", "Births", "records under codes")


def figures(one: ToldBirths) -> list[Row]:
    """The rows of one arm at one place."""
    found: list[Row] = [number("Births", one.births), number("Babies", one.babies)]
    if one.births is not None:
        found.append(number("Births of which it is not known how they went", one.modes_unknown))
        found.append(number("Births of which the weeks are not known", one.weeks_unknown))
    weight = one.weight
    numbers = (weight.n, weight.mean, None, weight.low, weight.high, None) if weight is not None else NONE
    found.append(("Mean weight in grams, n births", WHEN, *numbers, SHOWN[one.weight_standing]))
    return [*found, *(proportion(line) for line in one.lines)]


def number(name: str, count: int | None) -> Row:
    """A count."""
    shown = SHOWN[Standing.TOLD if count is not None else Standing.HELD]
    return (name, WHEN, count, *NONE[1:], shown)


def proportion(line: Line) -> Row:
    """A proportion."""
    return (f"{line.name}, per cent of {line.what}", WHEN, *in_hundred(line.found), SHOWN[line.standing])


def in_hundred(found: Proportion | None) -> Figures:
    """The numbers of a proportion."""
    if found is None:
        return NONE
    return (found.n, HUNDRED * found.share, None, HUNDRED * found.low, HUNDRED * found.high, None)
