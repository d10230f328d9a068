"""The screens of support: the plan of an area, its contacts and its reviews."""

from tests.look.screens import LEAD, LOG, LONG_AREA, MANAGER, UNIT, Screen, follow, go, opened, save, signed_out, typed

WRONG_DAY = typed(**{"held_on-day": "6", "held_on-month": "12", "held_on-year": "2026"})
SAID = "We agreed that the midwives’ managers hear the spring dates by Friday. Attendance is steady."

SUPPORT = (
    Screen("plan", MANAGER, "/areas/{Marlbury}/plan"),
    Screen("plan, suspended", UNIT, "/areas/{Hastings}/plan"),
    Screen("plan, none", UNIT, "/areas/{Luton}/plan"),
    Screen("agenda of a contact", LEAD, "/areas/{Marlbury}/plan", (go("/contacts/agenda/"),)),
    Screen("log a contact", LEAD, "/", LOG, beside="04-log-contact"),
    Screen(
        "log a contact, wrong",
        LEAD,
        "/",
        (*LOG, WRONG_DAY, typed(discussed=SAID), save),
        beside="04-log-contact-error",
    ),
    Screen("log a contact, two actions", LEAD, "/", (*LOG, opened, follow("Add another action"))),
    Screen("log a contact, signed out meanwhile", LEAD, "/", (*LOG, typed(discussed=SAID), signed_out, save)),
    Screen("a contact", MANAGER, "/areas/{Marlbury}/plan", (follow("See it"),)),
    Screen("a contact, corrected", MANAGER, "/areas/{Marlbury}/plan", (follow("See it"), follow("Correct"))),
    Screen("a contact, moved", MANAGER, "/areas/{Marlbury}/plan", (go("/contacts/move/"),)),
    Screen("an action", MANAGER, "/areas/{Marlbury}", (go("/actions/"),)),
    Screen("reviews", MANAGER, "/areas/{Marlbury}/reviews"),
    Screen("reviews, as a project lead", LEAD, "/areas/{Marlbury}/reviews"),
    Screen("reviews, late", UNIT, "/areas/{Jersey}/reviews"),
    Screen("reviews, long names", UNIT, f"/areas/{{{LONG_AREA}}}/reviews"),
    Screen("reviews, none", UNIT, "/areas/{Luton}/reviews"),
    Screen("a review held", MANAGER, "/areas/{Marlbury}/reviews", (follow("2 years on"),)),
    Screen("a review held, as a project lead", LEAD, "/areas/{Marlbury}/reviews", (follow("2 years on"),)),
    Screen("a review held, corrected", MANAGER, "/areas/{Marlbury}/reviews", (follow("2 years on"), follow("Correct"))),
    Screen("a review to record", UNIT, "/areas/{Jersey}/reviews", (follow("Record it"),)),
    Screen(
        "a review of sustainability, wrong",
        MANAGER,
        "/areas/{Marlbury}/reviews",
        (follow("3 years on"), follow("It was held already"), save),
    ),
    Screen("a review far ahead", MANAGER, "/areas/{Marlbury}/reviews", (follow("3 years on"),)),
    Screen("a review, moved", MANAGER, "/areas/{Marlbury}/reviews", (follow("Move it"),)),
    Screen("a review, left out", MANAGER, "/areas/{Marlbury}/reviews", (follow("Leave it out"),)),
)
