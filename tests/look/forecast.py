"""The unit's work against its hours: everybody's, one person's, and the hours themselves."""

from playwright.sync_api import Page

from tests.look.screens import MANAGER, UNIT, Screen, follow, save, typed

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


def keep_hours(page: Page) -> None:
    """The hours of the first form are kept."""
    page.get_by_role("button", name="Keep these hours").click()
    page.wait_for_load_state()


def many(page: Page) -> None:
    """Twenty licences more with Priya Nair, who also takes over what Gareth Llewellyn has."""
    page.locator("[name='add']").fill("20")
    page.locator("[name='month']").select_option("2027-01")
    for name, who in (("to", "Priya Nair"), ("from", "Gareth Llewellyn"), ("instead", "Priya Nair")):
        page.locator(f"[name='{name}']").select_option(label=who)
    page.get_by_role("button", name="Show the weeks").click()
    page.wait_for_load_state()


FORECAST = (
    Screen("forecast, hours refused", MANAGER, "/me/hours", (typed(hours="full time"), keep_hours)),
    Screen("forecast, everybody", UNIT, "/forecast"),
    Screen("forecast, days away refused", MANAGER, "/me/hours", (days_away, days_away)),
    Screen("forecast, few hours", MANAGER, "/me/hours", (typed(hours="4"), keep_hours)),
    Screen("forecast, one's own", MANAGER, "/forecast"),
    Screen("forecast, of one person", UNIT, "/forecast", (follow("Priya Nair"),)),
    Screen("forecast, three more in autumn", UNIT, "/forecast/what-if"),
    Screen("forecast, what if, many and soon", UNIT, "/forecast/what-if", (many,)),
    Screen("forecast, how long work takes", UNIT, "/forecast/hours"),
    Screen("forecast, how long work takes, refused", UNIT, "/forecast/hours", (typed(contact="an hour"), save)),
)
