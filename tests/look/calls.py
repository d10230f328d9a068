"""The call log: all that a contact may tell, how staff rate an area, and what a reader of the record finds."""

from playwright.sync_api import Page

from tests.look.screens import MANAGER, SPOKE, UNIT, Act, Screen, follow, opened, save, ticked, typed

TOLD = (
    *SPOKE,
    opened,
    ticked("barriers", "funding"),
    ticked("topics", "funding"),
    ticked("topics", "celebrations"),
    ticked("confidence", "3"),
    typed(
        discussed="The commissioner decides about year four in December. The trust releases two midwives until March.",
        works="The midwives of the north clinic bring most families themselves, and both pairs know each other well.",
        minutes="40",
        groups_running="2",
        sessions_planned="12",
        sessions_delivered="11",
        families_enrolled="14",
    ),
)
JUDGED = (
    ticked("rating", "red"),
    typed(rating_reason="The council has told us, not them, that the money stops", note="Helen rings the director."),
)


def last_contact(page: Page) -> None:
    """The contact that was saved last."""
    page.get_by_role("link", name="See it").last.click()
    page.wait_for_load_state()


def pressed(words: str) -> Act:
    """The button with these words is pressed."""

    def act(page: Page) -> None:
        page.get_by_role("button", name=words).click()
        page.wait_for_load_state()

    return act


CALLS = (
    Screen("barriers, of the quarter", UNIT, "/areas/barriers?barrier=release_of_health_staff"),
    Screen("barriers, of a manager", MANAGER, "/areas/barriers?quarter=2026-3"),
    Screen("barriers, long ago", UNIT, "/areas/barriers?quarter=1999-1"),
    Screen("the log, open for staff", MANAGER, "/areas/{Marlbury}/contacts/log", (opened,)),
    Screen(
        "the log, rated without a reason",
        MANAGER,
        "/areas/{Marlbury}/contacts/log",
        (*TOLD, ticked("rating", "red"), save),
    ),
)

SAVED = (
    Screen("the log, told in full", MANAGER, "/areas/{Tendring}/contacts/log", (*TOLD, *JUDGED, save), once=True),
    Screen("the log, read by staff", MANAGER, "/areas/{Tendring}/plan", (last_contact,)),
    Screen("the log, read by staff, all open", MANAGER, "/areas/{Tendring}/plan", (last_contact, opened)),
    Screen("the log, rated later", MANAGER, "/areas/{Tendring}/plan", (last_contact, follow("Change the rating"))),
    Screen(
        "the log, added to with nothing",
        MANAGER,
        "/areas/{Tendring}/plan",
        (last_contact, opened, pressed("Add these words")),
    ),
    Screen("the log, of an old contact", MANAGER, "/areas/{Tendring}/plan", (follow("See it"),)),
)
"""In this order: what is saved comes before what shows it."""
