"""On a phone without scripts, by the keyboard: a lead opens the one page for the board, and takes it as a PDF."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.core import clock as time
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from tests.factories import areas, delivery
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading
from tests.papers import read

pytestmark = pytest.mark.browser


def marlbury() -> int:
    """Marlbury with a group of seven families: the area."""
    catalogue.load_catalogue(time.now())
    programme = programmes.by_slug("baby-steps")
    version = programmes.latest_version(programme.id) if programme else None
    area = make.area("Marlbury")
    make.lead("Niamh O’Rourke", area)
    delivery.group(areas.implementation(area, version=version), families=7)
    commit.now()
    return area.id


def test_a_lead_opens_the_one_page_and_its_pdf(
    session: scoped_session[Session],
    clock: Callable[[str], None],
    visitor: Callable[..., Page],
    tmp_path: Path,
) -> None:
    clock("2026-11-23T10:00:00+00:00")
    area_id = marlbury()
    page = visitor(390, scripts=False)
    arrive(page, "Niamh O’Rourke")
    for way in (f"/areas/{area_id}", f"/areas/{area_id}/results"):
        page.goto(way)
        page.get_by_role("link", name="One page for your commissioner and board").press("Enter")
        assert heading(page).startswith("7 families in 1 group")
        assert fits(page), way
    expect(page.locator("main")).to_contain_text("These figures cannot show that the programme made the difference.")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the page (PDF)").press("Enter")
    assert taken.value.suggested_filename == "report-marlbury-2026-11-23.pdf"
    kept = tmp_path / "report.pdf"
    taken.value.save_as(kept)
    paper = read(kept.read_bytes())
    assert (paper.pages, paper.title) == (1, heading(page))
