"""Without scripts, and without a mouse: the main job is done all the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import PASSWORD, agree, heading, to

pytestmark = pytest.mark.browser

LEAD = "niamh.orourke@marlbury.example"


def test_a_contact_with_two_actions_is_logged_without_scripts(
    new_context: Callable[..., object], demonstration: dict[str, int]
) -> None:
    page: Page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # pytest-playwright's own
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("listitem").filter(has_text="Contact 20 of 22").get_by_role("link", name="Log it").click()
    page.get_by_label("We spoke").check()
    agree(page, 1, "Ask midwifery to release two people")
    page.get_by_role("button", name="Add another action").click()

    expect(page.get_by_label("We spoke")).to_be_checked()
    lines = page.get_by_label("What will be done")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_have_value("Ask midwifery to release two people")
    agree(page, 2, "Name a deputy for half term")
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("with Marlbury is saved")
    page.goto(f"/areas/{demonstration['Marlbury']}")
    expect(page.locator("main")).to_contain_text("Ask midwifery to release two people")
    expect(page.locator("main")).to_contain_text("Name a deputy for half term")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_line_is_put_off_and_woken_without_scripts(
    new_context: Callable[..., object], demonstration: dict[str, int], width: int
) -> None:
    page: Page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # pytest-playwright's own
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    line = page.get_by_role("listitem").filter(has_text="Contact 20 of 22")
    line.get_by_role("link", name="Not now").click()
    assert heading(page) == "Put this off"
    for part, figure in (("Day", "7"), ("Month", "12"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(figure)
    page.get_by_role("button", name="Put it off").click()
    expect(page.get_by_label("Year", exact=True)).to_have_value("2026")
    page.get_by_label("Why can it wait?").fill("Priya Nair is on leave")
    page.get_by_role("button", name="Put it off").click()
    expect(page.locator("main")).to_contain_text("It is back on Monday 7 December 2026")
    expect(page.locator("#late")).not_to_contain_text("Contact 20 of 22")
    page.get_by_text("1 thing put off").click()
    expect(page.locator("#put-off")).to_contain_text("until Monday 7 December 2026: Priya Nair is on leave")
    page.get_by_role("button", name="Wake it").click()
    expect(page.locator("#late")).to_contain_text("Contact 20 of 22 has no record")


def test_the_keyboard_alone_signs_in_and_logs_a_contact_and_always_shows_where_it_is(
    page_at: Callable[[int], Page], demonstration: dict[str, int]
) -> None:
    page = page_at(1280)
    page.goto("/sign-in")
    to(page, "E-mail address")
    page.keyboard.type(LEAD)
    to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert heading(page) == "My work"

    to(page, "Log it: Contact 20 of 22")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/log**")
    to(page, "We spoke")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Nobody answered")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("We spoke")).to_be_checked()
    to(page, "What was discussed and agreed?")
    page.keyboard.type("Funding for year 4 is open.")
    to(page, "Money and commissioning")
    page.keyboard.press("Enter")
    to(page, "Funding")
    page.keyboard.press("Space")
    to(page, "Save contact")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    expect(page.locator("main")).to_contain_text("with Marlbury is saved")
