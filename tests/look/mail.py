"""How mail reaches a person: their own page."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, Screen, save


def no_days(page: Page) -> None:
    """No day of the week is ticked."""
    for box in page.locator("[name='days']").all():
        box.uncheck()


MAIL = (
    Screen("your mail", LEAD, "/me/mail"),
    Screen("your mail, no days", LEAD, "/me/mail", (no_days, save)),
)
