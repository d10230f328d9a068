"""The portfolio goes out as a workbook of the tracker's shape and comes in again through the page: nothing changes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from tests.imports.test_legacy import Brought, brought
from tests.imports.test_portfolio import hashes
from tests.journeys.steps import fits, nothing_said, see_how_far, widths
from tests.journeys.test_import import FIRST, MONDAY, come_in

__all__ = ["brought"]
pytestmark = pytest.mark.browser


@pytest.fixture
def database_url(brought: Brought, tmp_path: Path) -> Iterator[str]:
    """A copy of a database that the tracker was brought into."""
    shutil.copy(brought.file, tmp_path / "scaleup.sqlite3")
    yield f"sqlite:///{tmp_path / 'scaleup.sqlite3'}"


def held(session: scoped_session[Session]) -> dict[str, str]:
    """What every table holds, but those that tell of imports."""
    session.rollback()
    found = hashes()
    session.rollback()
    return found


@widths
def test_the_portfolio_is_taken_out_and_brought_in_again_unchanged(
    session: scoped_session[Session],
    clock: Callable[[str], None],
    visitor: Callable[..., Page],
    tmp_path: Path,
    width: int,
    scripts: bool,
) -> None:
    clock(MONDAY)
    page = visitor(width, scripts=scripts)
    main = page.locator("main")
    with nothing_said(page):
        come_in(page)
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Import").click()
        assert fits(page)
        with page.expect_download() as taken:
            page.get_by_role("button", name="Download the portfolio").click()
        workbook = tmp_path / taken.value.suggested_filename
        taken.value.save_as(workbook)
        assert workbook.name == "portfolio-2026-11-23.xlsx"
        before = held(session)

        page.get_by_label("The tracker workbook").set_input_files(workbook)
        page.get_by_role("button", name="Read this workbook").click()
        expect(main).to_contain_text("The workbook is being read.")
        see_how_far(page, scripts)
        expect(main).to_contain_text(f"It would be {FIRST}")
        expect(main).to_contain_text("Every row is here already, so bringing it in changes nothing.")
        expect(main).to_contain_text("0 rows would be new, 1,122 rows are here already.")
        assert fits(page)
        page.get_by_role("button", name="Bring it in").click()
        expect(main).to_contain_text("It is being brought in.")
        see_how_far(page, scripts)
        expect(main).to_contain_text(f"It is in: {FIRST}")
        expect(main).to_contain_text("Every row was here already, so nothing changed.")
        assert fits(page)
    assert held(session) == before
