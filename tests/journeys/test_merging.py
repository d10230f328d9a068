"""One person stands there twice: found, looked at side by side, made one, seen as one, and two again."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from scaleup import commit
from scaleup.areas import service as areas
from scaleup.areas.rules import AreaRole
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading, nothing_said, widths

pytestmark = pytest.mark.browser
STAYS, GOES = "Niamh O’Rourke", "Niamh O’Rorke"


@pytest.fixture
def twice(demonstration: dict[str, int]) -> None:
    """Marlbury's project lead was entered a second time, as a commissioner of the area."""
    again = make.person(GOES)
    areas.add_person(demonstration["Marlbury"], again.id, role=AreaRole.COMMISSIONER, from_on=date(2026, 9, 1), by=None)
    commit.now()


@widths
def test_two_records_of_one_person_are_merged_and_two_again(
    visitor: Callable[..., Page], twice: None, width: int, scripts: bool
) -> None:
    page = visitor(width, scripts=scripts)
    main = page.locator("main")
    with nothing_said(page):
        arrive(page, "Helen Ashworth")
        page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
        page.get_by_role("link", name="Records that may be one").click()
        page.get_by_role("row").filter(has_text=GOES).filter(has_text=STAYS).get_by_role("link").click()
        assert heading(page) == "Are these one?"
        page.get_by_role("group", name="Name").get_by_label(STAYS).check()
        page.get_by_role("button", name="Show what follows").click()
        expect(page.get_by_role("alert")).to_contain_text("Both have an address. Choose the one that stays")
        page.get_by_role("group", name="E-mail address").get_by_label("niamh.orourke").check()
        page.get_by_role("button", name="Show what follows").click()
        expect(main).to_contain_text("is given up: nobody signs in with it any more.")
        assert fits(page)
        page.get_by_role("button", name="Make them one record").click()
        expect(main).to_contain_text("The two are one record. For a week it can be undone.")
        assert heading(page) == STAYS
        page.goto("/search?q=O’Rourke")
        expect(main).to_contain_text(STAYS)
        expect(main).not_to_contain_text(GOES)
        assert fits(page)

        page.goto("/merge")
        main.get_by_role("link", name="Undo").click()
        expect(main).to_contain_text("Both are two records again, exactly as they were before")
        page.get_by_role("button", name="Make them two records again").click()
        expect(main).to_contain_text("are two records again, as they were.")
        expect(page.get_by_role("row").filter(has_text=GOES).filter(has_text=STAYS)).to_have_count(1)
        assert fits(page)
