"""How mail reaches a person: their own page."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, MANAGER, UNIT, Screen, follow, go, save

AWAY = {
    "from_on-day": "1",
    "from_on-month": "2",
    "from_on-year": "2027",
    "to_on-day": "28",
    "to_on-month": "2",
    "to_on-year": "2027",
}


def days_away(page: Page) -> None:
    """The days stand in the form, and are kept."""
    for name, value in AWAY.items():
        page.locator(f"[name='{name}']").fill(value)
    page.get_by_role("button", name="Keep these days").click()
    page.wait_for_load_state()


def no_days(page: Page) -> None:
    """No day of the week is ticked."""
    page.get_by_text("Days and hours:").click()
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
    Screen("your days away, none", LEAD, "/me/days-away"),
    Screen("your days away, refused", MANAGER, "/me/days-away", (days_away, days_away)),
)
