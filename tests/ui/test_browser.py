"""The gallery in Chromium: axe finds nothing, nothing scrolls sideways, nothing is blocked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

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
