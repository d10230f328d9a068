"""Forms in a browser: with and without scripts, and with a connection that is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_summary_takes_the_focus_and_its_link_leads_to_the_control(page_at: Callable[[int], Page]) -> None:
    page = page_at(390)
    page.goto("/contact")
    page.get_by_label("Day", exact=True).first.fill("31")
    page.get_by_label("Month", exact=True).first.fill("feb")
    page.get_by_role("button", name="Save contact").click()
    expect(page).to_have_title(re.compile("^Error: Log contact 20"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="31 February is not a date: February 2026 has 28 days").click()
    expect(page.locator("#held_on-day")).to_be_focused()
    expect(page.locator("#held_on-month")).to_have_value("feb")


def test_without_scripts_a_line_is_added_enter_saves_and_an_answer_opens_its_field(
    new_context: Callable[..., Any],
) -> None:
    page: Page = new_context(java_script_enabled=False).new_page()
    page.goto("/contact")
    expect(page.get_by_label("Why?")).to_be_hidden()
    page.get_by_label("Nobody answered").check()
    expect(page.get_by_label("Why?")).to_be_visible()
    page.get_by_label("What will be done").fill("Ring the midwives")
    page.get_by_role("button", name="Add another action").click()
    expect(page.get_by_label("What will be done")).to_have_count(2)
    expect(page.get_by_label("What will be done").first).to_have_value("Ring the midwives")
    expect(page.locator("#actions-1-what")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    page.get_by_label("What will be done").first.press("Enter")
    expect(page.get_by_role("link", name="Enter the day by which it will be done")).to_be_visible()


def test_what_was_typed_survives_a_lost_connection_and_is_dropped_once_it_is_saved(
    page_at: Callable[[int], Page],
) -> None:
    page = page_at(390)
    page.goto("/contact")
    page.get_by_label("We spoke").check()
    page.get_by_label("What was agreed?").fill("Release until March")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save contact").click()
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto("/contact")
    expect(page.get_by_text("What you typed before was not saved.")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("What was agreed?")).to_have_value("Release until March")
    expect(page.get_by_label("We spoke")).to_be_checked()
    page.get_by_role("button", name="Save contact").click()
    expect(page.get_by_text("Contact 20 saved.")).to_be_visible()
    page.goto("/contact")
    expect(page.get_by_text("What you typed before was not saved.")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_of_somebody_else_or_of_last_week_is_wiped(page_at: Callable[[int], Page]) -> None:
    page = page_at(1280)
    page.goto("/work")
    page.evaluate(
        """() => {
          const draft = (at) => JSON.stringify({at, sent: false, values: [["notes", "", "secret"]]});
          localStorage.setItem("scaleup-draft:8:contact-20", draft(Date.now()));
          localStorage.setItem("scaleup-draft:7:contact-20", draft(Date.now() - 8 * 24 * 3600 * 1000));
          localStorage.setItem("scaleup-draft:7:contact-21", draft(Date.now()));
        }"""
    )
    page.goto("/contact")
    assert page.evaluate("Object.keys(localStorage)") == ["scaleup-draft:7:contact-21"]


def test_signing_out_wipes_every_draft(page_at: Callable[[int], Page]) -> None:
    page = page_at(1280)
    page.goto("/sign-out")
    page.evaluate("localStorage.setItem('scaleup-draft:7:contact-21', JSON.stringify({at: Date.now(), values: []}))")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_file_is_kept_for_a_year_under_an_address_with_its_hash(visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) >= 10
    for address in addresses:
        assert "?v=" in address
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        answer.close()
