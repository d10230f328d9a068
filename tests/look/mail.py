"""How mail reaches a person: their own page."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, UNIT, Screen, follow, go, save


def no_days(page: Page) -> None:
    """No day of the week is ticked."""
    for box in page.locator("[name='days']").all():
        box.uncheck()


MAIL = (
    Screen("what will be written about an area", UNIT, "/areas/{Marlbury}/coming-mail?days=90"),
    Screen("what will be written, not started", UNIT, "/areas/{Oldham}/coming-mail?days=90"),
    Screen("what will be written, a text", UNIT, "/areas/{Marlbury}/coming-mail?days=90", (go("/coming-mail/"),)),
    Screen("what will be written to you", LEAD, "/me/coming-mail?days=90"),
    Screen("what will be written to you, a text", LEAD, "/me/coming-mail?days=90", (go("/coming-mail/"),)),
    Screen("what will be written to a manager", UNIT, "/people?q=Priya", (follow("Priya Nair"), go("/coming-mail"))),
    Screen("what will be written, of which area", UNIT, "/coming-mail"),
    Screen("what will be written, no such area", UNIT, "/coming-mail?area=zzz"),
    Screen("not sent, and why", UNIT, "/areas/{Marlbury}/not-sent"),
    Screen("not sent, nothing", UNIT, "/areas/{Norwich}/not-sent"),
    Screen("your mail", LEAD, "/me/mail"),
    Screen("your mail, no days", LEAD, "/me/mail", (no_days, save)),
)
