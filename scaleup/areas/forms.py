"""What people type about areas: founding and editing, people and access, implementations, closure days."""

from scaleup.accounts.rules import ROLE_WORDS
from scaleup.areas.rules import (
    AREA_ROLE_WORDS,
    EVERY_NATION,
    EXIT_WORDS,
    ONE_AREA,
    ORGANISATION_ROLE_WORDS,
)
from scaleup.core.dates import Nation
from scaleup.core.forms import Choice, DateParts, Email, Form, Radios, Text, Version, Whole

NATIONS = [("", "Choose a nation"), *((nation.value, nation.value) for nation in Nation)]
AREA_ROLES = [("", "Choose a role"), *((role.value, words) for role, words in AREA_ROLE_WORDS.items())]
ACCESS_ROLES = [
    ("", "Choose a role"),
    *((role.value, words) for role, words in ROLE_WORDS.items() if role in ONE_AREA),
]


class AreaForm(Form):
    """An area: its name, its nation, the local authorities that it covers, one a line."""

    name = Text("Name of the area", needed="Enter the name of the area.", most=120)
    nation = Choice("Nation", choices=NATIONS, hint="Its bank holidays decide on which days contacts fall.")
    authorities = Text(
        "Local authorities",
        hint="Their names, with a semicolon between them. Leave it empty on the islands.",
        most=2000,
    )
    version = Version(default=1)


class PersonForm(Form):
    """Somebody who is something in the area; known people are found by their address."""

    name = Text("Name", needed="Enter the person’s name.", most=120)
    email = Email("Work e-mail address", needed="Enter the person’s work address.")
    employer = Text("Employer", most=160)
    role = Choice("Role in the area", choices=AREA_ROLES, needed="Choose what the person is in the area.")
    from_on = DateParts("From", needed="Enter the day from which this is so.")


class LastDayForm(Form):
    """When somebody stopped being what they were."""

    last_on = DateParts("Last day", needed="Enter the last day.")


class AccessForm(Form):
    """Who may see the area, until when, through what."""

    email = Email("Work e-mail address of the person", needed="Enter the address of somebody who has an account.")
    role = Choice("As", choices=ACCESS_ROLES, needed="Choose in which role the person sees the area.")
    until_on = DateParts("Last day", hint="Leave it empty if it has no end.")
    through = Text("Why", needed="Say why: it is shown beside the access.", most=80)


class OrganisationForm(Form):
    """What an organisation is in the area."""

    organisation = Text("Name of the organisation", needed="Enter the name of the organisation.", most=160)
    role = Choice(
        "What it is in the area",
        choices=[("", "Choose a role"), *((role.value, words) for role, words in ORGANISATION_ROLE_WORDS.items())],
        needed="Choose what it is in the area.",
    )


class OpenForm(Form):
    """A programme that the area takes up."""

    programme = Choice("Programme", needed="Choose a programme.")
    opened_on = DateParts("Since", needed="Enter the day on which it began.")


class PairsForm(Form):
    """How many pairs the area means to field."""

    pairs = Whole(
        "Pairs planned",
        needed="Enter how many pairs the area means to field.",
        hint="When fewer than so many can deliver, it stands on My work of whoever looks after the area.",
        at_least=0,
        at_most=30,
    )
    version = Version(default=1)


class ManagerForm(Form):
    """Who looks after the implementation."""

    manager = Choice("Implementation manager", needed="Choose a member of the unit.")
    on_day = DateParts("From", needed="Enter the day from which this is so.")


class HandOverForm(Form):
    """Who takes over, and from when."""

    manager = Choice("Who takes over", needed="Choose a member of the unit.")
    on_day = DateParts(
        "From",
        hint="Today or later. Who hands over sees the areas until the day before.",
        needed="Enter the day from which this is so.",
    )
    until_on = DateParts(
        "Last day, if it goes back", hint="Leave it empty if it stays. Otherwise it goes back by itself the day after."
    )


class CloseForm(Form):
    """How an implementation ends."""

    exit_by = Radios(
        "How does it end?",
        choices=[(door.value, words) for door, words in EXIT_WORDS.items()],
        needed="Choose how it ends.",
    )
    closed_on = DateParts("Last day", needed="Enter the last day.")
    reason = Text("Why", needed="Say why it is closed: the next reader has only this sentence.", most=400)
    version = Version()


class ClosureForm(Form):
    """A day on which nobody works."""

    nation = Choice("Where", choices=[(EVERY_NATION, "Every nation"), *NATIONS[1:]], default=EVERY_NATION)
    on_day = DateParts("Day", needed="Enter the day.")
    reason = Text("Why", needed="Say why: it is shown beside each date that moves.", most=120)
