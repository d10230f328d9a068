"""An enquiry from a phone without scripts, without sign-in, to the area that the unit makes of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import arrive, fits, heading, nothing_said, wake
from tests.mails import text_of
from tests.servers import Mailbox

pytestmark = pytest.mark.browser
WANTED = "Groups for parents in the two towns, with our midwives."


def ask(page: Page) -> None:
    """Somebody of a council asks about Baby Steps from the sign-in page, and corrects the place."""
    page.goto("/sign-in")
    page.get_by_role("link", name="See the programmes and ask").click()
    page.get_by_role("link", name="Ask about Baby Steps").click()
    page.get_by_label("Your organisation").fill("Rotherham Council")
    page.get_by_label("England").check()
    page.get_by_label("Local authorities").fill("Rotherham\nBarnsly")
    page.get_by_label("Your name").fill("Anita Rao")
    page.get_by_label("Your role there").fill("Head of early help")
    page.get_by_label("Work e-mail address").fill("anita@rotherham")
    page.get_by_label("What do you want it for?").fill(WANTED)
    page.get_by_role("button", name="Check what you typed").click()
    expect(page.get_by_role("alert")).to_contain_text("is not an e-mail address")
    expect(page.get_by_label("What do you want it for?")).to_have_value(WANTED)
    assert fits(page)
    page.get_by_label("Work e-mail address").fill("anita.rao@rotherham.example")
    page.get_by_role("button", name="Check what you typed").click()
    assert heading(page) == "Check what you typed"
    expect(page.get_by_label("Rotherham")).to_be_checked()
    expect(page.get_by_label("Barnsley")).not_to_be_checked()
    page.get_by_label("Barnsley").check()
    assert fits(page)
    page.get_by_role("button", name="Send the enquiry").click()
    assert heading(page) == "Your enquiry about Baby Steps is here"
    assert fits(page)


def test_an_enquiry_becomes_an_areas_readiness(
    visitor: Callable[..., Page], demonstration: dict[str, int], mailbox: Mailbox
) -> None:
    page = visitor(390, scripts=False)
    with nothing_said(page):
        ask(page)
        wake()
        (mail,) = [one for one in mailbox.mails if one["To"] == "anita.rao@rotherham.example"]
        assert "Rotherham" not in text_of(mail)
        assert "by Monday 30 November 2026" in text_of(mail).replace("\n", " ")
        arrive(page, "Helen Ashworth")
        page.locator("#week").get_by_role("listitem").filter(has_text="Rotherham Council").get_by_role(
            "link", name="Answer"
        ).first.click()
        assert heading(page) == "Rotherham Council"
        page.get_by_role("link", name="Say how it was answered").click()
        page.get_by_label("How", exact=True).fill("Rang them; a call is agreed for Thursday.")
        page.get_by_role("button", name="It is answered").click()
        expect(page.locator("main")).to_contain_text("Barnsley, Rotherham")
        page.get_by_role("link", name="Take it up as an area").click()
        page.get_by_label("A new area").check()
        page.get_by_label("Name of the new area").fill("Rotherham and Barnsley")
        page.get_by_label("Project lead").check()
        page.get_by_role("button", name="Show what follows").click()
        follows = page.get_by_role("group", name="What follows")
        expect(follows).to_contain_text("is a new area in England, covering Barnsley, Rotherham.")
        expect(follows).to_contain_text("Anita Rao is project lead of the area, and is invited to sign in.")
        assert fits(page)
        page.get_by_role("button", name="Take it up, with all that follows").click()
        assert heading(page).startswith("Rotherham and Barnsley")
        page.get_by_role("navigation", name="Parts of Rotherham").get_by_role("link", name="Milestones").click()
        expect(page.locator("main")).to_contain_text("2 of 2 done, since 23 November 2026")
        expect(page.locator("main")).to_contain_text("Readiness for 0 days.")
        assert fits(page)
        page.get_by_role("navigation", name="Parts of Rotherham").get_by_role("link", name="Readiness").click()
        expect(page.locator("main")).to_contain_text("Round 1")
        wake()
        assert [one["Subject"] for one in mailbox.mails if one["To"] == "anita.rao@rotherham.example"][1:] == [
            "Your Scaleup account"
        ]
