"""What people type about training events."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scaleup.core.forms import (
    Choice,
    ClockTime,
    DateParts,
    Email,
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
from scaleup.facilitators.rules import PROFESSION_WORDS
from scaleup.training.rules import SEATS, Day, Hours, Plan


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

    @property
    def wanted(self) -> Plan:
        """What was typed. Lines left empty are left out, and the others keep their place in the form."""
        return Plan(
            days=tuple(day_of(number, line.data) for number, line in enumerate(self.days.entries) if not line.blank),
            implementation_ids=tuple(self.areas.data),
            trainer_ids=tuple(self.trainers.data),
            capacity=self.capacity.data,
            venue=self.venue.data or "",
            link=self.link.data or "",
            joining=self.joining.data or "",
            materials_version=self.materials_version.data or "",
            late=self.late.data,
            because=self.because.data or "",
        )

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
    )


def day_data(on_day: date | None, morning: Hours, afternoon: Hours) -> dict[str, object]:
    """What a line of the form begins with."""
    return {
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


class BookForm(Form):
    """Who is booked."""

    people = GroupedTicks("Who comes?", groups={}, coerce=int)
    wait = Tick("Who finds no free place waits for one, in this order")

    def offer(self, people: Sequence[tuple[str, str, str, str]]) -> None:
        """Those who may be booked: area, id, name and profession of each, by area."""
        self.people.choices = [(number, name, words) for _, number, name, words in people]
        groups: dict[str, list[str]] = {}
        for area, number, _, _ in people:
            groups.setdefault(area, []).append(number)
        self.people.groups = groups


class NameForm(Form):
    """Somebody who is to deliver and is not known yet."""

    implementation = Choice("Area", needed="Choose the area.", coerce=int)
    name = Text("Name", needed="Enter the person’s name.", most=120)
    email = Email("Work e-mail address", needed="Enter the person’s work address: the invitation goes there.")
    employer = Text("Employer", most=160)
    profession = Choice(
        "Profession",
        choices=[("", "Choose a profession"), *((one.value, words) for one, words in PROFESSION_WORDS.items())],
        needed="Choose a profession: it decides who pairs with whom.",
    )


class GuestForm(Form):
    """Somebody who comes by name alone."""

    implementation = Choice("Area", needed="Choose the area.", coerce=int)
    name = Text("Name", needed="Enter the person’s name.", most=120)


class WithdrawForm(Form):
    """Why somebody does not come."""

    reason = Text("Why?", hint="In a word: ill, on leave, moved to another event.", most=300)


class NeedsForm(Form):
    """What trainers have to know."""

    needs = Text(
        "Access and food",
        hint="Only what the trainers have to prepare: step-free access, vegetarian. Gone 30 days after the event.",
        most=300,
    )
