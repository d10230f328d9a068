"""What people meet on an ordinary day: a session that ends while they type, and a colleague who saves first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import PASSWORD, agree, arrive, heading

pytestmark = pytest.mark.browser

TYPED = "The commissioner meets on 3 December about year 4. Midwifery can release two people until March."


def sign_in(page: Page, email: str) -> None:
    """The two fields of the door are filled and sent."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def half_typed(page_at: Callable[[int], Page], demonstration: dict[str, int], clock: Callable[[str], None]) -> Page:
    """Marlbury's lead was typing a contact, went away for an hour, and comes back to save it."""
    page = page_at(390)
    arrive(page, "Niamh O’Rourke")
    page.get_by_role("listitem").filter(has_text="Contact 20 of 22").get_by_role("link", name="Log it").click()
    page.get_by_label("Nobody answered").check()
    page.get_by_text("Something stands in the way").click()
    page.get_by_text("Money and commissioning").click()
    page.get_by_label("Funding", exact=True).check()
    page.get_by_label("What was discussed and agreed?").fill(TYPED)
    page.get_by_text("Agree an action").click()
    agree(page, 1, "Send the one-page report")
    clock("2026-11-23T11:05:00+00:00")
    page.get_by_role("button", name="Save contact").click()
    assert heading(page) == "Sign in"
    expect(page.locator("main")).to_contain_text("What you typed waits in this page")
    return page


def test_what_was_typed_comes_back_filled_in_after_signing_in_again(half_typed: Page) -> None:
    page = half_typed
    sign_in(page, "niamh.orourke@marlbury.example")
    assert heading(page) == "Log contact 20 of 22"
    expect(page.get_by_label("Nobody answered")).to_be_checked()
    expect(page.get_by_label("Funding", exact=True)).to_be_checked()
    expect(page.get_by_label("What was discussed and agreed?")).to_have_value(TYPED)
    expect(page.get_by_label("What will be done")).to_have_value("Send the one-page report")
    page.get_by_role("button", name="Save contact").click()
    expect(page.locator("main")).to_contain_text("Contact 20 of 22 with Marlbury is saved")


def test_somebody_else_at_the_same_telephone_never_sees_what_was_typed(half_typed: Page) -> None:
    page, log = half_typed, half_typed.url
    sign_in(page, "helen.ashworth@unit.example")
    assert heading(page) == "My work"
    expect(page.locator("main")).to_contain_text("it was not kept")
    page.goto(log)
    assert heading(page) == "Log contact 20 of 22"
    assert TYPED not in page.content()
    assert TYPED not in page.evaluate("JSON.stringify(Object.values(localStorage))")


def test_of_two_who_save_one_area_the_second_sees_both_and_loses_nothing(
    page_at: Callable[[int], Page], demonstration: dict[str, int]
) -> None:
    first, second = page_at(1280), page_at(1280)
    arrive(first, "Helen Ashworth")
    arrive(second, "Priya Nair")
    for page in (first, second):
        page.goto(f"/areas/{demonstration['Bradford']}/edit")
    first.get_by_label("Name of the area").fill("Bradford district")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("main")).to_contain_text("Bradford district is saved")

    second.get_by_label("Name of the area").fill("Bradford and Airedale")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_label("Name of the area")).to_have_value("Bradford and Airedale")
    expect(second.locator("main")).to_contain_text("Bradford district")
    second.get_by_role("button", name="Save").click()
    expect(second.locator("h1")).to_have_text("Bradford and Airedale")
