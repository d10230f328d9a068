"""Pages on paper: A4, what is read and nothing that is pressed, and beneath a drawing the table of its dates."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import service as accounts
from scaleup.areas.models import Area
from scaleup.core import clock as clocks
from tests.factories import demonstration

pytestmark = pytest.mark.browser
WIDTH = 688
"""A4 less 14 mm on either side, in CSS pixels."""
PRESSED = "button, input, select, textarea, nav, summary, .govuk-button, .bar, .foot, .filter, .take, .chip"
PAGES = {"/": 3, "/areas": 4, "/areas/{id}": 3, "/areas/{id}/plan": 2, "/areas/{id}/history": 4}
ONE_SHEET = ("/areas/{id}/report", "/results/report")
"""What a commissioner gets: a page each, whatever stands in it."""
"""Each page, and the most sheets that it may take."""


@pytest.fixture
def page(page_at: Callable[[int], Page], session: scoped_session[Session], clock: Callable[[str], None]) -> Page:
    """A unit manager's page of the demonstration, as paper sees it."""
    clock("2026-11-23T10:00:00+00:00")
    demonstration.lay_out(clocks.now())
    session.commit()
    link = dict(accounts.printed_links(clocks.now()))["unit_manager"]
    session.commit()
    page = page_at(WIDTH)
    page.goto(f"/sign-in/{link}")
    page.locator("main button").click()
    page.emulate_media(media="print")
    return page


def test_paper_has_what_is_read_and_nothing_that_is_pressed(page: Page, session: scoped_session[Session]) -> None:
    marlbury = session.scalars(select(Area.id).where(Area.name == "Marlbury")).one()
    session.commit()  # a report writes down who read it
    for path, most in {**PAGES, **dict.fromkeys(ONE_SHEET, 1)}.items():
        page.goto(path.format(id=marlbury))
        shown = page.locator(PRESSED).locator("visible=true")
        assert shown.count() == 0, (path, shown.first.evaluate("one => one.outerHTML"))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".on-paper")).to_have_text(re.compile("as of Monday 23 November 2026"))
        expect(page.locator(".example")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, path
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        assert 1 <= sheets <= most, (path, sheets)


def test_beneath_the_drawing_of_a_licence_its_dates_stand_as_a_table(
    app: Flask, page: Page, session: scoped_session[Session]
) -> None:
    marlbury = session.scalars(select(Area.id).where(Area.name == "Marlbury")).one()
    page.goto(f"/areas/{marlbury}")
    expect(page.locator("svg.level")).to_be_visible()
    expect(page.locator("svg.upright")).to_be_hidden()
    expect(page.locator(".twin tbody tr").first).to_be_visible()
    page.goto("/areas")
    expect(page.locator("table.areas tbody tr").first.locator(".state")).to_have_text(re.compile("late"))
    page.emulate_media(media="screen")
    expect(page.locator(".on-paper")).to_be_hidden()
