"""The unit manager brings the old tracker in through the browser, deciding as she goes; without scripts too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import service as accounts
from scaleup.areas.models import Area
from scaleup.core import clock as time
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports import tasks
from scaleup.licences.models import Licence
from scaleup.support.models import Contact
from tests.journeys.steps import enter, fits, heading, nothing_said

pytestmark = pytest.mark.browser

TRACKER = Path(__file__).parents[1] / "data" / "legacy-tracker.xlsx"
MONDAY = "2026-11-23T10:00:00+00:00"
FIRST = "42 areas, 42 licences, 381 facilitators, 579 past contacts and 120 fidelity checks."


def counts(session: scoped_session[Session]) -> list[int]:
    """Areas, licences, facilitators, contacts and checks that are here."""
    session.rollback()
    tables = (Area, Licence, Facilitator, Contact, FidelityCheck)
    found = [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    session.rollback()
    return found


def come_in(page: Page) -> None:
    """Helen, unit manager, stands before My work."""
    helen = accounts.enter("Helen Ashworth", email="helen@unit.example", now=time.now())
    accounts.give_role(None, person_id=helen.id, role="unit_manager", now=time.now())
    enter(page, helen)


def send(page: Page) -> None:
    """The tracker is sent, and a worker has read it."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Import").click()
    page.get_by_label("The tracker workbook").set_input_files(TRACKER)
    page.get_by_role("button", name="Read this workbook").click()
    expect(page.locator("main")).to_contain_text("The workbook is being read.")
    tasks.look.run()


def test_the_tracker_comes_in_as_the_command_line_brings_it(
    session: scoped_session[Session], clock: Callable[[str], None], page_at: Callable[[int], Page]
) -> None:
    clock(MONDAY)
    page = page_at(1280)
    with nothing_said(page):
        come_in(page)
        send(page)
        expect(page.locator("main")).to_contain_text(f"It would be {FIRST}")  # it looked again by itself
        assert counts(session) == [0, 0, 0, 0, 0]
        page.get_by_role("button", name="Bring it in").click()
        expect(page.locator("main")).to_contain_text("It is being brought in.")
        tasks.look.run()
        expect(page.locator("main")).to_contain_text(f"It is in: {FIRST}")
    assert counts(session) == [42, 42, 381, 579, 120]
    page.get_by_role("link", name="Start reminders").click()
    assert heading(page) == "Start reminders"
    expect(page.locator("main")).to_contain_text("42 areas are not started: nobody has been written to.")


@pytest.fixture
def bare(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Page]:
    """A phone whose browser runs no scripts."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})  # type: ignore[arg-type]  # made for it
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    yield page
    context.close()


def test_every_question_is_decided_on_a_phone_without_scripts_before_anything_comes_in(
    session: scoped_session[Session], clock: Callable[[str], None], bare: Page
) -> None:
    clock(MONDAY)
    come_in(bare)
    send(bare)
    bare.get_by_role("link", name="See how far it is").click()
    expect(bare.locator("main")).to_contain_text(f"It would be {FIRST}")
    assert fits(bare)
    bare.get_by_role("link", name="Decide", exact=True).click()
    assert fits(bare)
    bare.get_by_role("button", name="Take the proposal").first.click()
    expect(bare.locator("main")).to_contain_text("1 decision kept.")
    bare.get_by_text("Answer many at once").click()
    bare.get_by_role("button", name="Take every single proposal").click()
    expect(bare.locator("main")).to_contain_text("decisions kept.")
    bare.get_by_text("Answer many at once").click()
    bare.get_by_role("button", name="Leave all these rows out").click()
    tasks.look.run()
    bare.goto(bare.url.partition("/decisions")[0])
    bare.get_by_role("button", name="Bring it in").click()
    tasks.look.run()
    bare.get_by_role("link", name="See how far it is").click()
    expect(bare.locator("main")).to_contain_text("It is in:")
    areas, licences, facilitators, contacts, checks = counts(session)
    assert (areas, licences, checks) == (42, 42, 120)
    assert (facilitators > 381, contacts > 579) == (True, True)
    bare.get_by_role("link", name="See every row").click()
    expect(bare.locator("h1")).to_contain_text("row")
    assert fits(bare)
