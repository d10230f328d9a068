"""The unit's work against its hours: everybody's, one person's, and the hours themselves."""

from playwright.sync_api import Page

from tests.look.screens import MANAGER, UNIT, Screen, follow, save, typed


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


def for_january(page: Page) -> None:
    """Who takes over, from 6 to 31 January, and what follows is shown."""
    page.locator("[name='manager']").select_option(label="Gareth Llewellyn")
    for name, day, year in (("on_day", "6", "2027"), ("until_on", "31", "2027")):
        for part, value in (("day", day), ("month", "1"), ("year", year)):
            page.locator(f"[name='{name}-{part}']").fill(value)
    follow("Show what")(page)


def kept_and_read(page: Page) -> None:
    """It is handed over, and the brief of all of it is open."""
    save(page)
    page.goto(page.url.split("/areas")[0] + "/hand-overs/1/brief")
    page.wait_for_load_state()


TO_HAND_OVER = "/areas?tick=all&nation=Wales"
FORECAST = (
    Screen("brief of an area", MANAGER, "/areas/{Marlbury}/brief"),
    Screen("hand over for a time, what follows", UNIT, TO_HAND_OVER, (follow("Hand over to"), for_january)),
    Screen("forecast, hours refused", MANAGER, "/me/hours", (typed(hours="full time"), keep_hours)),
    Screen("forecast, everybody", UNIT, "/forecast"),
    Screen("forecast, your hours", MANAGER, "/me/hours"),
    Screen("forecast, few hours", MANAGER, "/me/hours", (typed(hours="4"), keep_hours)),
    Screen("forecast, one's own", MANAGER, "/forecast"),
    Screen("forecast, of one person", UNIT, "/forecast", (follow("Priya Nair"),)),
    Screen("forecast, three more in autumn", UNIT, "/forecast/what-if"),
    Screen("forecast, what if, many and soon", UNIT, "/forecast/what-if", (many,)),
    Screen("forecast, how long work takes", UNIT, "/forecast/hours"),
    Screen("forecast, how long work takes, refused", UNIT, "/forecast/hours", (typed(contact="an hour"), save)),
)

HANDED = (
    Screen("brief of a hand-over", UNIT, TO_HAND_OVER, (follow("Hand over to"), for_january, kept_and_read), once=True),
)
