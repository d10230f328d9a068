"""A change is asked about with the keyboard alone, on a phone without scripts; the unit answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.core import clock as time
from scaleup.programmes import service as programmes
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading, link_in, nothing_said, to, wake
from tests.servers import Mailbox

pytestmark = pytest.mark.browser


def licensed() -> int:
    """Marlbury is licensed, with a lead and a manager."""
    programmes.load_catalogue(time.now())
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    marlbury = make.area("Marlbury")
    make.lead("Niamh O’Rourke", marlbury)
    make.licence(make.implementation(marlbury, manager=priya))
    commit.now()
    return marlbury.id


def ask(page: Page, area_id: int) -> None:
    """Niamh asks about Saturdays, and sees the light before she writes anything."""
    page.goto(f"/areas/{area_id}/adaptations")
    to(page, "Ask for a change")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("May I change this?")
    to(page, "No, we are asking first")
    page.keyboard.press("Space")
    to(page, "Another venue")
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    to(page, "See how the programme sees it")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Amber: Ask first: the unit looks at it with you.")
    assert fits(page)
    to(page, "What do you do otherwise?")
    page.keyboard.type("Six Saturdays in the library.")
    to(page, "To reach more parents")
    page.keyboard.press("Space")
    to(page, "Send to the unit")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("You get an answer by Monday 30 November 2026.")
    assert fits(page)


def answer(page: Page, mailbox: Mailbox) -> None:
    """Priya follows the link of her mail and agrees."""
    wake()
    mail = next(one for one in mailbox.mails if "asks about a change" in str(one["subject"]))
    arrive(page, "Priya Nair")
    page.goto(link_in(mail, "/adaptations/"))
    assert heading(page) == "Answer: Sessions at a weekend"
    assert fits(page)
    page.get_by_label("Yes, agreed").check()
    page.get_by_label("Why?").fill("It brings in parents who work, and the pair is free.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("main")).to_contain_text("Agreed on Monday 23 November 2026.")
    wake()
    assert any("your change, agreed" in str(one["subject"]) for one in mailbox.mails)


def test_a_change_is_asked_about_from_the_keyboard_and_answered(
    session: scoped_session[Session], clock: Callable[[str], None], visitor: Callable[..., Page], mailbox: Mailbox
) -> None:
    clock("2026-11-23T10:00:00+00:00")
    area_id = licensed()
    page = visitor(390, scripts=False)
    with nothing_said(page):
        arrive(page, "Niamh O’Rourke")
        ask(page, area_id)
    other = visitor(390, scripts=False)
    with nothing_said(other):
        answer(other, mailbox)
