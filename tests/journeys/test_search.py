"""A person is found by a name that was misheard, at the desk and on the phone, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import PASSWORD, heading

pytestmark = pytest.mark.browser
BOSS = "helen.ashworth@unit.example"
FOUND = "Magdalena Wiśniewska-Kowalczyk"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_is_found_by_a_misspelt_name_and_their_areas_with_them(
    new_context: Callable[..., object],
    demonstration: dict[str, int],
    axe: Callable[[Page], None],
    width: int,
    scripts: bool,
) -> None:
    page: Page = new_context(java_script_enabled=scripts).new_page()  # type: ignore[attr-defined]  # pytest-playwright's own
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(BOSS)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    if width == 390:
        page.get_by_role("banner").get_by_role("link", name="Search").click()
    box = page.get_by_role("searchbox", name="Area, person, licence number or organisation")
    box.fill("Madgalena Wisnewska")
    box.press("Enter")
    page.wait_for_url("**/search?q=**")
    expect(page.locator("main")).to_contain_text("This comes near.")
    if scripts:
        axe(page)
    page.get_by_role("link", name=FOUND).click()
    assert heading(page) == FOUND
    page.get_by_role("link", name=f"What {FOUND} may see, and through what").click()
    page.get_by_role("link", name="Bournemouth, Christchurch and Poole").first.click()
    assert heading(page) == "Who can see what in Bournemouth, Christchurch and Poole"
