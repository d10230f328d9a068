"""Percentages and numbers as people type them: 87, "87%", 0.87, "12", "twelve"."""

import math
import re

from scaleup.imports.rules.cells import Cell
from scaleup.imports.rules.reading import Reading, says_nothing

WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
WHOLE = 100
NUMBER = re.compile(r"^([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*(%|per\s?cent|percent|pc)?$", re.IGNORECASE)
OF = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:/|out of)\s*(\d+(?:\.\d+)?)$", re.IGNORECASE)


def read_percent(cell: Cell) -> Reading[float]:
    """The percentage from 0 to 100. A plain 1 may be 1 % or 100 %: that is a question."""
    if cell.trouble:
        return Reading(trouble=cell.trouble)
    match cell.value:
        case None:
            return Reading()
        case bool():
            return Reading(trouble="This is not a percentage.")
        case int() | float() as number:
            return fraction(number) if cell.percent else plain_number(float(number))
        case str():
            return percent_in(cell.words)
        case _:
            return Reading(trouble="This is a date, not a percentage.")


def percent_in(words: str) -> Reading[float]:
    """The percentage in a text."""
    if says_nothing(words):
        return Reading()
    if match := OF.match(words):
        total = float(match[2])
        return in_range(float(match[1]) / total * WHOLE) if total else Reading(trouble="This is not a percentage.")
    match = NUMBER.match(words)
    if match is None:
        return Reading(trouble="This is not a percentage.")
    number = float(match[1].replace(",", "."))
    return in_range(number) if match[2] else plain_number(number)


def plain_number(number: float) -> Reading[float]:
    """A number without a sign: a share below 1, a percentage above it."""
    if number == 1:
        return Reading(trouble="This may be 1 % or 100 %.", proposals=(100.0, 1.0))
    return fraction(number) if 0 < number < 1 else in_range(number)


def fraction(number: float) -> Reading[float]:
    """A share of one."""
    return in_range(number * WHOLE)


def in_range(number: float) -> Reading[float]:
    """The number, to a millionth, if it is a percentage at all."""
    if not math.isfinite(number) or not 0 <= number <= WHOLE:
        return Reading(trouble="A percentage lies between 0 and 100.")
    return Reading(round(number, 6))


def read_count(cell: Cell) -> Reading[int]:
    """A whole number of things, in figures or in a word up to twenty."""
    if cell.trouble:
        return Reading(trouble=cell.trouble)
    words = cell.words.casefold()
    if says_nothing(words):
        return Reading()
    if words in WORDS:
        return Reading(WORDS[words])
    if not isinstance(cell.value, bool) and re.fullmatch(r"[0-9]{1,6}(?:\.0+)?", words):
        return Reading(int(float(words)))
    return Reading(trouble="This is not a whole number.")
