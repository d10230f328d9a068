"""A licence rests over Christmas: planned from My work, shown before it is confirmed, and told by lists on its days."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import (
    arrive,
    date_into,
    date_of,
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

WITHIN, AFTER = "2026-12-28T10:00:00+00:00", "2027-01-05T10:00:00+00:00"
FROM, UNTIL = "From", "Last day of the suspension"
WHY = "The children’s centre is closed"


def open_the_form(page: Page) -> None:
    """From My work to the area, to its licence, to the form."""
    main = page.locator("main")
    main.get_by_role("link", name="Marlbury", exact=True).first.click()
    assert heading(page) == "Marlbury"
    page.get_by_role("navigation", name="Parts of Marlbury").get_by_role("link", name="Licence").click()
    main.get_by_role("link", name="Suspend").click()
    assert heading(page) == "Suspend the licence"


def listed_as_suspended(page: Page) -> int:
    """How many areas the list shows when it is narrowed to those that are suspended; Marlbury or none."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    page.get_by_label("Area or person").fill("Marlbury")
    more_filters(page)
    page.get_by_label("What is wrong").select_option(label="Licence suspended")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Licence suspended")).to_be_visible()
    assert fits(page)
    return page.locator("main").get_by_role("link", name="Marlbury", exact=True).count()


def note(page: Page, area_id: int) -> str:
    """What the area's page says above its parts about support."""
    page.goto(f"/areas/{area_id}")
    assert fits(page)
    return " ".join(page.locator(".note", has_text="no support").all_inner_texts())


@widths
def test_a_licence_is_suspended_over_christmas(
    visitor: Callable[..., Page],
    demonstration: dict[str, int],
    clock: Callable[[str], None],
    width: int,
    scripts: bool,
) -> None:
    page, marlbury = visitor(width, scripts=scripts), demonstration["Marlbury"]
    main = page.locator("main")
    with nothing_said(page):
        arrive(page, "Priya Nair")
        open_the_form(page)
        date_into(page, FROM, "21 12 2026")
        date_into(page, UNTIL, "4 12 2026")
        page.get_by_label("Why").fill(WHY)
        page.get_by_role("button", name="Show what follows").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "The suspension would end on 4 December 2026, before it begins on 21 December 2026."
        )
        assert fits(page)
        assert (date_of(page, FROM), date_of(page, UNTIL)) == ("21 12 2026", "4 12 2026")
        expect(page.get_by_label("Why")).to_have_value(WHY)

        date_into(page, UNTIL, "4 1 2027")
        page.get_by_role("button", name="Show what follows").click()
        expect(main).to_contain_text("Marlbury: 1 contact is taken out of the plan (4 January 2027)")
        assert fits(page)
        page.get_by_role("button", name="Suspend the licence, with all that follows").click()
        expect(main).to_contain_text("The licence will be suspended from 21 December 2026 to 4 January 2027.")
        expect(main.get_by_role("link", name="Call off the suspension")).to_be_visible()
        assert listed_as_suspended(page) == 0
        assert note(page, marlbury).startswith("There will be no support from 21 December 2026 to 4 January 2027")
        expect(main).to_contain_text("The renewal decision was due")
        expect(main).to_contain_text("Wednesday 31 March 2027, contact 22 of 22")

        clock(WITHIN)
        arrive(page, "Priya Nair")
        assert listed_as_suspended(page) == 1
        assert note(page, marlbury).startswith("There is no support from 21 December 2026 to 4 January 2027")

        clock(AFTER)
        arrive(page, "Priya Nair")
        assert listed_as_suspended(page) == 0
        assert note(page, marlbury) == ""


def test_the_keyboard_alone_suspends_a_licence_on_a_phone(
    visitor: Callable[..., Page], demonstration: dict[str, int]
) -> None:
    page = visitor(390, scripts=True)
    keys, main = page.keyboard, page.locator("main")
    arrive(page, "Priya Nair")
    for link in ("Marlbury", "Licence", "Suspend the licence"):
        press(page, link)
    expect(page.locator("h1")).to_have_text("Suspend the licence")
    to(page, "Day")
    key_in(page, "21", "12", "2026")
    to(page, "Day")
    key_in(page, "4", "12", "2026")
    to(page, "Why")
    keys.type(WHY)
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert on(page).startswith("There is 1 thing to put right")
    to(page, "The suspension would end on 4 December 2026")
    keys.press("Enter")
    assert on(page) == "Day"
    key_in(page, "4", "1", "2027")
    press(page, "Show what follows")
    expect(main).to_contain_text("What follows from this:")
    assert on(page) == "What follows"
    press(page, "Suspend the licence, with all that follows")
    expect(main).to_contain_text("The licence will be suspended from 21 December 2026 to 4 January 2027.")
