"""Births as a CSV file, one row a birth: its columns, and every mistake in it by row and column in a sentence. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scaleup.core.numbers import whole
from scaleup.evaluation.rules.births import (
    BABIES_AT_MOST,
    GRAMS_FIELDS,
    LATEST_WEEKS,
    LEAST_WEEKS,
    Birth,
    refusals_of_birth,
    refusals_of_grams,
    refusals_of_whose,
)
from scaleup.evaluation.rules.codes import BIRTH_MODE_WORDS, BirthMode, written
from scaleup.evaluation.rules.lined import Line, Mistake, Row, lines_of, missing, strange
from scaleup.evaluation.rules.sheet import Somebody
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, UnitWords, folded

WEIGHTS = tuple(f"weight_{number}" for number in range(1, BABIES_AT_MOST + 1))
COLUMNS = ("group", "code", "month", "mode", "weeks", *WEIGHTS)
NEEDED = COLUMNS[:6]
COLUMN_WORDS: dict[str, str] = {
    "group": "its name, as it stands here",
    "code": "the mother’s random code, such as AB4D6F",
    "month": "year and month of the birth, such as 2026-09; the day is not kept",
    "mode": ", ".join(BIRTH_MODE_WORDS),
    "weeks": f"completed weeks of pregnancy, {LEAST_WEEKS} to {LATEST_WEEKS}; empty where nobody knows",
    "weight_1": "what the baby weighed, in grams, such as 3400",
    "weight_2": "of twins the second",
    "weight_3": "of triplets the third",
    "weight_4": "the fourth",
}
"""What each column holds, for whoever fills in the file."""
OF_FIELD = {"gestation_weeks": "weeks", **dict(zip(GRAMS_FIELDS, WEIGHTS, strict=True))}
"""The column in which what a rule speaks of stands."""
THOUSANDS = re.compile(r"[0-9],[0-9]{3}")
"""3,400: so a spreadsheet may write it."""
UNREADABLE = {
    False: "“{said}” is not a weight in grams. Write a whole number of grams, such as 3400.",
    True: "“{said}” is not a number of weeks. Write completed weeks in figures, or leave it empty where nobody knows.",
}
MORE = "The row has more cells than the first line has names. Leave out the comma in a weight."


@dataclass(frozen=True)
class Expecting:
    """A group as a file of births may name it."""

    group_id: int
    name: str
    months: Sequence[str]
    """In which a birth can have been."""
    asks: bool = True
    """Whether its programme asks for births."""


@dataclass(frozen=True)
class Known:
    """What an area has: its groups by folded name, its participants by code, and who has a birth already."""

    groups: Mapping[str, Expecting]
    people: Mapping[str, Somebody]
    entered: Collection[int]
    unit: UnitWords = UNIT_WORDS[DeliveryUnit.GROUP]
    """What its groups are called."""


@dataclass(frozen=True)
class Reported:
    """A birth that a file tells of."""

    participant_id: int
    group_id: int
    birth: Birth


@dataclass(frozen=True)
class Read:
    """What a file says: what can be kept, and what is wrong."""

    given: tuple[Reported, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    lines: int = 0


def read(text: str, known: Known, *, this_month: str) -> Read:
    """The file as births, with every mistake; a row with one is not among them."""
    found = lines_of(text, wrong_heads=wrong_heads)
    first: dict[int, int] = {}
    rows = [BirthRow(line) for line in found.lines]
    given = [one for row in rows if (one := row.reported(known, first, this_month=this_month)) is not None]
    mistakes = [*found.mistakes, *(mistake for row in rows for mistake in row.mistakes)]
    return Read(tuple(given), tuple(mistakes), len(rows))


def wrong_heads(heads: Sequence[str]) -> Iterator[Mistake]:
    """Columns that are missing, or that are none of ours."""
    yield from (missing(head) for head in NEEDED if head not in heads)
    yield from strange(heads, COLUMNS)


class BirthRow(Row):
    """One row, with what was found wrong in it."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.at, line.cells)
        if line.more:
            self.wrong("", MORE)

    def reported(self, known: Known, first: dict[int, int], *, this_month: str) -> Reported | None:
        """The birth of the row; None where something is wrong with it. Mistakes stand beside."""
        group, who = self.group(known), self.who(known)
        if group is None or who is None:
            return None
        self.whose(known, group, who, first)
        birth = self.birth()
        for refusal in refusals_of_birth(birth, this_month=this_month, months=group.months):
            column = OF_FIELD.get(refusal.field, refusal.field)
            if not any(one.column == column for one in self.mistakes):
                self.wrong(column, refusal.message)
        return None if self.mistakes else Reported(who.participant_id, group.group_id, birth)

    def group(self, known: Known) -> Expecting | None:
        """The group that is named."""
        found = known.groups.get(folded(self.cell("group")))
        if found is None:
            self.wrong("group", f"“{self.cell('group')[:40]}” is none of the area’s {known.unit.many}.")
        elif not found.asks:
            self.wrong("group", f"The programme of {found.name} asks for no births.")
        return found

    def who(self, known: Known) -> Somebody | None:
        """The participant whose code it is."""
        found = known.people.get(written(self.cell("code")))
        if found is None:
            self.wrong("code", f"“{self.cell('code')[:20]}” is none of the area’s codes. They are made here.")
        return found

    def whose(self, known: Known, group: Expecting, who: Somebody, first: dict[int, int]) -> None:
        """The code is a mother's of the group, and has no birth yet, here or further up."""
        code = written(self.cell("code"))
        if who.group_id != group.group_id:
            self.wrong("group", f"{code} is in another {known.unit.one}, not in {group.name}.")
        for refusal in refusals_of_whose(who.role, code):
            self.wrong("code", refusal.message)
        if who.participant_id in known.entered:
            self.wrong("code", f"The birth of {code} was entered before. Correct it on its page, or take the row out.")
        elif who.participant_id in first:
            self.wrong("code", f"{code} stands in row {first[who.participant_id]} already: one birth for each code.")
        first.setdefault(who.participant_id, self.at)

    def birth(self) -> Birth:
        """The birth as the row has it; what cannot be read is a mistake."""
        return Birth(self.cell("month"), self.mode(), self.figure("weeks"), self.grams())

    def mode(self) -> BirthMode:
        """How the birth went."""
        said = self.cell("mode").casefold().replace(" ", "_")
        if said in BIRTH_MODE_WORDS:
            return BirthMode(said)
        codes = ", ".join(BIRTH_MODE_WORDS)
        self.wrong("mode", f"“{said[:20]}” is no way for a birth to go. Write one of {codes}.")
        return BirthMode.NOT_KNOWN

    def grams(self) -> tuple[int, ...]:
        """What each baby weighed; a column that is empty between two is a mistake."""
        typed = [column for column in WEIGHTS if self.cell(column)]
        for column in WEIGHTS[: WEIGHTS.index(typed[-1]) if typed else 0]:
            if column not in typed:
                self.wrong(column, f"{column} is empty, though a weight stands after it. Fill the columns in order.")
        found = [(column, self.figure(column)) for column in typed]
        for column, grams in found:
            for refusal in refusals_of_grams(grams, field=column) if grams is not None else ():
                self.wrong(column, refusal.message)
        return tuple(grams for _, grams in found if grams is not None)

    def figure(self, column: str) -> int | None:
        """The whole number of a cell; None where it is empty or unreadable."""
        said = self.cell(column)
        if not said:
            return None
        found = whole("".join(said.split()) if not THOUSANDS.fullmatch(said) else said.replace(",", ""))
        if found is None:
            self.wrong(column, UNREADABLE[column == "weeks"].format(said=said[:20]))
        return found
