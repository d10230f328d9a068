"""The screens of what people may ask about their data, how long things are kept, and who read evaluation data."""

from tests.look.screens import LEAD, UNIT, Screen, follow, save, ticked, typed

PRIVACY = (
    Screen("privacy, a person’s record", UNIT, "/people?q=Niamh", (follow("Niamh"), follow("What is held"))),
    Screen("privacy, erase, not yet", UNIT, "/people?q=Niamh", (follow("Niamh"), follow("Erase "))),
    Screen("privacy, erase, to fill in", UNIT, "/people?q=Dilys", (follow("Dilys"), follow("Erase "))),
    Screen("privacy, erase, nothing chosen", UNIT, "/people?q=Dilys", (follow("Dilys"), follow("Erase "), save)),
    Screen(
        "privacy, erase, what follows",
        UNIT,
        "/people?q=Dilys",
        (follow("Dilys"), follow("Erase "), ticked("because", "asked"), ticked("alone", "no"), save),
    ),
    Screen("privacy, retention", UNIT, "/retention"),
    Screen("privacy, a period", UNIT, "/retention/enquiries"),
    Screen("privacy, a period, wrong", UNIT, "/retention/enquiries", (typed(months="0"), save)),
    Screen("privacy, let go, nothing", UNIT, "/retention/training/let-go"),
    Screen("privacy, reads, none", UNIT, "/reads"),
    Screen("privacy, reads of an area, none", LEAD, "/areas/{Marlbury}/reads"),
)

PAST = (
    Screen(
        "privacy, retention, something past",
        UNIT,
        "/retention/enquiries",
        (typed(months="1"), save),
        once=True,
    ),
)
"""A period is set first."""
