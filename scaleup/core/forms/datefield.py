"""A date in three parts. "1" and "jan" are read as people mean them; an error names the part and links to it."""

from calendar import month_abbr, month_name, monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.utils import unset_value

from scaleup.core.forms.asked import InFieldset, Params

PARTS = ("day", "month", "year")
MONTHS = {name.casefold(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST = 20


class DateParts(InFieldset):
    """A date. `data` is a date or None; the inputs are NAME-day, NAME-month and NAME-year."""

    component = "date-input"

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.given: dict[str, str] = dict.fromkeys(PARTS, "")
        """What stands in each input."""
        self.bad: frozenset[str] = frozenset()
        """The parts to be put right."""

    @property
    def blank(self) -> bool:
        """Whether no part was filled in."""
        return not any(self.given.values())

    @property
    def target(self) -> str:
        """The first input that is to be put right, else the day."""
        part = next((part for part in PARTS if part in self.bad), "day")
        return f"{self.id}-{part}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """The date from the three inputs if they were sent, else from the value given."""
        super().process(None, data, extra_filters)
        if formdata is None:
            return
        names = {part: f"{self.name}-{part}" for part in PARTS}
        self.raw_data = [value for name in names.values() for value in formdata.getlist(name)]
        self.given = {part: self.typed(formdata.getlist(name)).strip()[:LONGEST] for part, name in names.items()}
        self.data, problems = read(self.given)
        self.bad = frozenset(problems)
        sentence = next((words for words in problems.values() if "is not a date" in words), "")
        if problems:
            self.process_errors = [sentence or self.lead("; ".join(dict.fromkeys(problems.values())))]

    def process_data(self, value: date | None) -> None:
        """The value's parts stand in the inputs."""
        self.data = value
        if value is not None:
            self.given = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def attributes(self) -> Params:
        """The group of inputs has none of its own: the focus belongs to the day."""
        return {}

    def offers(self, opened: Mapping[str, object]) -> Params:
        """The three inputs; only those to be put right are marked."""
        whole = bool(self.errors) and not self.bad
        return {
            "namePrefix": self.name,
            "items": [self.part(part, wrong=whole or part in self.bad) for part in PARTS],
        }

    def part(self, part: str, *, wrong: bool) -> Params:
        """One input."""
        width = 4 if part == "year" else 2
        return {
            "name": part,
            "label": part.capitalize(),
            "value": self.given[part],
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if wrong else ""),
            "inputmode": "text" if part == "month" else "numeric",
            "attributes": {"autofocus": {"value": self.fresh and part == "day", "optional": True}},
        }


def read(given: Mapping[str, str]) -> tuple[date | None, dict[str, str]]:
    """The date, or what to do about each part that cannot be read. Three empty parts are no date and no problem."""
    if not any(given.values()):
        return None, {}
    problems = {part: f"enter the {part}" for part in PARTS if not given[part]}
    figures: dict[str, int] = {}
    for part, reading in (("day", day_of), ("month", month_of), ("year", year_of)):
        if not given[part]:
            continue
        figure = reading(given[part])
        if isinstance(figure, str):
            problems[part] = figure
        else:
            figures[part] = figure
    if problems:
        return None, {part: problems[part] for part in PARTS if part in problems}
    last = monthrange(figures["year"], figures["month"])[1]
    if figures["day"] > last:
        month = month_name[figures["month"]]
        return None, {"day": f"{figures['day']} {month} is not a date: {month} {figures['year']} has {last} days"}
    return date(figures["year"], figures["month"], figures["day"]), {}


def day_of(text: str) -> int | str:
    """The day from 1 to 31, or what to do about it."""
    plain = text.casefold().removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    figure = number(plain)
    return figure if 1 <= figure <= 31 else f"“{text}” is not a day, enter a number from 1 to 31"  # noqa: PLR2004 - days


def month_of(text: str) -> int | str:
    """The month by figure or name, or what to do about it."""
    figure = MONTHS.get(text.casefold().rstrip("."), number(text))
    return figure if 1 <= figure <= 12 else f"“{text}” is not a month, enter 1 to 12 or a name such as Jan"  # noqa: PLR2004 - months


def year_of(text: str) -> int | str:
    """The year in four figures, or what to do about it."""
    figure = number(text)
    if FIRST_YEAR <= figure <= LAST_YEAR:
        return figure
    return f"“{text}” is not a year, enter all four figures, such as 2027"


def number(text: str) -> int:
    """The figure, or 0 if the text is none; what Unicode also calls a digit does not count."""
    return int(text) if text.isascii() and text.isdecimal() else 0
