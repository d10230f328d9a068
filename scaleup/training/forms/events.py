"""What people type about training events."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scaleup.core.forms import (
    Choice,
    ClockTime,
    DateParts,
    Form,
    Group,
    GroupedTicks,
    Line,
    Many,
    Text,
    Tick,
    Ticks,
    Version,
    Whole,
    Words,
)
from scaleup.training.rules import SEATS, Day, Hours, Plan, day_of_place


class Hour(ClockTime):
    """A time that is there already: it does not make a line count as filled in."""

    weighs = False


class DayLine(Group):
    """A day of an event with its halves."""

    on_day = DateParts("Day", needed="Enter the day.")
    morning_starts = Hour("Morning from")
    morning_ends = Hour("to")
    afternoon_starts = Hour("Afternoon from")
    afternoon_ends = Hour("until")
    repeats = Choice(
        "Which day of the part does it repeat?",
        hint="Whoever missed that day can catch it up here.",
        choices=[],
        coerce=int,
    )


class PlanForm(Form):
    """An event as it is planned, or changed."""

    areas = GroupedTicks("Which areas take part?", groups={}, coerce=int)
    days = Many(Line(DayLine), "Days", noun="Day", add="Add another day", most=12)
    late = Tick("It took place already, and is entered late")
    trainers = Ticks("Who trains?", coerce=int)
    venue = Text("Venue", hint="Name and address, as people look for it.")
    link = Text("Link", hint="If people join from where they are.", most=400, spellcheck="false")
    capacity = Whole(
        "Places", hint="12 learn well together.", needed="Enter how many may come.", at_most=500, default=SEATS
    )
    joining = Words(
        "Joining instructions", hint="Mailed a week before: when to arrive, what to bring, how to get in.", most=2000
    )
    materials_version = Text("Version of the materials", most=40, classes="govuk-input--width-10")
    because = Text("Why does it change?", hint="Everybody who is told reads it.", most=300)
    version = Version(default=1)
    unseen: frozenset[int] = frozenset()
    """The implementations of the event that are not offered, because who changes it does not see their areas."""

    @property
    def wanted(self) -> Plan:
        """What was typed. Lines left empty are left out, and the others keep their place in the form."""
        return Plan(
            days=tuple(day_of(number, line.data) for number, line in enumerate(self.days.entries) if not line.blank),
            implementation_ids=(*self.areas.data, *sorted(self.unseen)),
            trainer_ids=tuple(self.trainers.data),
            capacity=self.capacity.data,
            venue=self.venue.data or "",
            link=self.link.data or "",
            joining=self.joining.data or "",
            materials_version=self.materials_version.data or "",
            late=self.late.data,
            because=self.because.data or "",
            unseen=self.unseen,
        )

    @property
    def repeating(self) -> bool:
        """Whether a day is said to repeat one of the part."""
        return any(line.data["repeats"] for line in self.days.entries)

    def offer_days(self, half_days: int) -> None:
        """Each line may repeat a day of the part, which has so many half-days."""
        days = [(str(day), f"Day {day}") for day in range(1, day_of_place(half_days) + 1)]
        for line in self.days.entries:
            line.form.repeats.choices = [("", "None"), *days]

    def offer(self, groups: Mapping[str, Sequence[tuple[str, str, str]]], people: Sequence[tuple[str, str]]) -> None:
        """Areas by how their window stands, and who may train."""
        self.areas.choices = [answer for answers in groups.values() for answer in answers]
        self.areas.groups = {words: [answer[0] for answer in answers] for words, answers in groups.items() if answers}
        self.trainers.choices = list(people)


def day_of(number: int, data: Mapping[str, Any]) -> Day:
    """A line that was filled in."""
    return Day(
        number,
        data["on_day"],
        Hours(data["morning_starts"], data["morning_ends"]),
        Hours(data["afternoon_starts"], data["afternoon_ends"]),
        data["repeats"] or None,
    )


def day_data(on_day: date | None, morning: Hours, afternoon: Hours, repeats: int | None = None) -> dict[str, object]:
    """What a line of the form begins with."""
    return {
        "repeats": repeats,
        "on_day": on_day,
        "morning_starts": morning.starts,
        "morning_ends": morning.ends,
        "afternoon_starts": afternoon.starts,
        "afternoon_ends": afternoon.ends,
    }


class CancelForm(Form):
    """Why an event does not take place."""

    reason = Text("Why is it cancelled?", needed="Say why it is cancelled: everybody who is told reads it.", most=300)
    version = Version()
