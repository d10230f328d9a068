"""Five areas change hands: ticked in the list, shown before, pending until the day, and carried out by the tick."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scaleup.reminders.tasks import tick
from tests.journeys.steps import (
    arrive,
    date_into,
    fits,
    heading,
    key_in,
    more_filters,
    nothing_said,
    on,
    press,
    send,
    to,
    widths,
)

pytestmark = pytest.mark.browser

THE_DAY = "2027-01-04T09:00:00+00:00"
WHAT_FOLLOWS = "Gareth Llewellyn until Sunday 3 January 2027, Aoife Brennan from Monday 4 January 2027."
GARETHS = ("Cornwall", "Knowsley", "Leeds", "Oldham", "Sunderland")


def tick_five(page: Page) -> None:
    """The list is narrowed to Gareth's areas, and five of them are ticked."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    more_filters(page)
    page.get_by_label("Manager").select_option(label="Gareth Llewellyn")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Gareth Llewellyn")).to_contain_text("Remove filter")
    for name in GARETHS:
        page.get_by_role("checkbox", name=f"Choose {name}").check()


@widths
def test_five_areas_are_handed_over_from_a_date(
    visitor: Callable[..., Page],
    demonstration: dict[str, int],
    clock: Callable[[str], None],
    width: int,
    scripts: bool,
) -> None:
    page = visitor(width, scripts=scripts)
    main = page.locator("main")
    with nothing_said(page):
        arrive(page, "Helen Ashworth")
        tick_five(page)
        assert fits(page)
        page.get_by_role("button", name="Hand over to another manager").click()
        assert heading(page) == "Hand over 5 areas"
        page.get_by_role("button", name="Show what follows").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose a member of the unit.")
        page.get_by_label("Who takes over").select_option(label="Aoife Brennan")
        date_into(page, "From", "4 1 2027")
        page.get_by_role("button", name="Show what follows").click()
        for name in GARETHS:
            expect(main).to_contain_text(f"{name}, Baby Steps: {WHAT_FOLLOWS}")
        assert fits(page)
        page.get_by_role("button", name="Hand over, with all that follows").click()
        expect(main).to_contain_text("5 areas handed over from Monday 4 January 2027.")
        cornwall = page.get_by_role("row", name="Cornwall")
        expect(cornwall).to_contain_text("Gareth Llewellyn Aoife Brennan from Mon 4 Jan 2027")
        expect(page.get_by_text("Aoife Brennan from Mon 4 Jan 2027")).to_have_count(5)
        assert fits(page)
        link = cornwall.get_by_role("link", name="Cornwall")
        assert link.evaluate("one => one.getClientRects().length") == 1  # the name is not squeezed
        link.click()
        expect(main).to_contain_text("Manager Gareth Llewellyn, Aoife Brennan from Mon 4 Jan 2027")
        assert fits(page)

        clock(THE_DAY)
        tick.run()
        arrive(page, "Aoife Brennan")
        for name in GARETHS:
            expect(main.get_by_role("link", name=name, exact=True).first).to_be_visible()
        page.goto("/areas?q=Cornwall")
        expect(cornwall).to_contain_text("Aoife Brennan")
        expect(cornwall).not_to_contain_text("Gareth Llewellyn")


def test_the_keyboard_alone_hands_five_areas_over_on_a_phone(
    visitor: Callable[..., Page], demonstration: dict[str, int]
) -> None:
    page = visitor(390, scripts=True)
    keys, main = page.keyboard, page.locator("main")
    arrive(page, "Helen Ashworth")
    press(page, "Areas")
    expect(page.locator("h1")).to_have_text("Areas")
    to(page, "Area or person")
    keys.type("Gareth Llewellyn")
    send(page)
    for _ in GARETHS:
        to(page, "Choose ")
        keys.press("Space")
    press(page, "Hand over to another manager")
    expect(page.locator("h1")).to_have_text("Hand over 5 areas")
    press(page, "Show what follows")
    expect(page.get_by_role("alert")).to_be_visible()
    assert on(page).startswith("There is 1 thing to put right")
    to(page, "Choose a member of the unit.")
    keys.press("Enter")
    assert on(page) == "Who takes over"
    keys.type("Aoife")
    to(page, "Day")
    key_in(page, "4", "1", "2027")
    send(page)
    expect(main).to_contain_text("What follows from this:")
    assert on(page) == "What follows"
    press(page, "Hand over, with all that follows")
    expect(main).to_contain_text("5 areas handed over from Monday 4 January 2027.")
