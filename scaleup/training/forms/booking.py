"""What people type about who comes to an event."""

from collections.abc import Sequence

from scaleup.core.forms import Choice, Email, Form, GroupedTicks, Radios, Text, Tick, Version
from scaleup.facilitators.rules import PROFESSION_WORDS


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


NEEDS_MOST = 300


class CatchUpForm(Form):
    """At which event somebody catches up what they lack."""

    event = Radios("Where is it caught up?", choices=[], coerce=int, needed="Choose where it is caught up.")


class NeedsForm(Form):
    """What trainers have to know, as a trainer of the event reads and changes it."""

    needs = Text(
        "Access and food",
        hint="Only what the trainers have to prepare: step-free access, vegetarian. Gone 30 days after the event.",
        most=NEEDS_MOST,
    )
    version = Version()


class MoreNeedsForm(NeedsForm):
    """The same for somebody who may not read what is held: what they write is added to it."""

    needs = Text(
        "Add to what is held",
        hint="Only what the trainers have to prepare: step-free access, vegetarian. Left empty, nothing changes.",
        most=NEEDS_MOST,
    )
    afresh = Tick("Take out what is held, and keep only what is written here")
