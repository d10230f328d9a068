"""The gallery in Chromium: axe finds nothing, nothing scrolls sideways, nothing is blocked; what axe reads but once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.outline import NUMBERS, Outlines
from tests.ui.test_pages import ERRORS, PAGES

pytestmark = pytest.mark.browser

WIDTHS = [1280, 390, 320]
NARROWEST = 320


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    page_at: Callable[[int], Page], axe: Callable[[Page], None], width: int
) -> None:
    page = page_at(width)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in [*PAGES, ERRORS[0], ERRORS[-1]]:
        page.goto(path)
        if width > NARROWEST:
            axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert said == []


PLAIN = """<!doctype html><html lang="en"><title>Areas</title><main><h1>Areas</h1>
<p><label for="a-{0}">Area {0}</label> <input id="a-{0}" name="a" value="{0}"></p>
<table><thead><tr><th scope="col">Area</th></tr></thead><tbody>{1}</tbody></table>{2}</main></html>"""
ROW = "<tr><td>{}</td></tr>"
WRONG = {
    "a field without a label": '<p><input name="a"></p>',
    "a label of another field": '<p><label for="other">Area</label> <input id="b" name="a"></p>',
    "a picture without words": '<p><img src="data:,"></p>',
    "pale words": '<p style="color: #ccc">Pale.</p>',
    "a button without words": "<p><button></button></p>",
    "a heading that is too low": "<h4>Low</h4>",
    "words that are named and not there": '<p><button aria-labelledby="none"></button></p>',
}


@pytest.mark.parametrize("what", WRONG)
def test_axe_reads_each_page_for_what_no_page_before_it_had(page_at: Callable[[int], Page], what: str) -> None:
    page, read = page_at(1280), Outlines()
    page.set_content(PLAIN.format(1, ROW.format("Marlbury"), ""))
    read.finds_nothing(page)
    page.set_content(PLAIN.format(2, ROW.format("Kelso") * 3, ""))
    assert set(page.evaluate(NUMBERS)) <= read.read, "other areas are nothing new"
    page.set_content(PLAIN.format(3, ROW.format("Kelso") * 3, WRONG[what]))
    with pytest.raises(AssertionError):
        read.finds_nothing(page)
