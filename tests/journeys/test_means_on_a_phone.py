"""Means of groups on a phone without scripts: the template downloaded, ten kinds of mistake put right, one replaced."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.core import clock as time
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from tests.factories import areas, delivery, evaluation
from tests.factories import support as make
from tests.journeys.steps import arrive, fits

pytestmark = pytest.mark.browser
GROUP = "Library, autumn"
MISTAKES = (
    "T1,hads,anxiety,6,21.5,2",
    "T1,hads,depression,6,5,14",
    "T1,rqi,total,9,30,2",
    "T3,pai,total,6,60,2",
    "T1,mors,warmth,6,30,2",
    "T1,rses,total,6,20,3",
    "T1,rses,total,6,20,3",
    "T1,phq,total,6,30,2",
    'T2,hads,anxiety,6,"9,9",2',
    "T2,hads,anxiety,six,9.9,2",
)


def sending_means() -> int:
    """Marlbury, which keeps no codes, with a group of six mothers and one mean that stands."""
    catalogue.load_catalogue(time.now())
    programme = programmes.by_slug("baby-steps")
    version = programmes.latest_version(programme.id) if programme else None
    marlbury = make.area("Marlbury")
    make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    make.lead("Niamh O’Rourke", marlbury)
    course = areas.implementation(marlbury, version=version)
    group = delivery.group(course, GROUP, first_on=date(2026, 9, 15), families=6)
    evaluation.mean(group, "T1", n=5, of=9.5, sd=2.5)
    commit.now()
    return marlbury.id


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    assert fits(page), name


def test_means_of_a_group_are_brought_in_from_the_template_on_a_phone(
    session: scoped_session[Session],
    clock: Callable[[str], None],
    visitor: Callable[..., Page],
    tmp_path: Path,
) -> None:
    clock("2026-11-23T10:00:00+00:00")
    area_id = sending_means()
    page = visitor(390, scripts=False)
    arrive(page, "Niamh O’Rourke")
    page.goto(f"/areas/{area_id}/results/enter")
    page.get_by_role("link", name="Bring in a file of means").click()
    assert fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The template").click()
    heads, *lines = download.value.path().read_text("utf-8-sig").splitlines()
    file = tmp_path / "means.csv"
    rows = [f'"{GROUP}",mother,programme,{row}' for row in MISTAKES]
    unknown = ["Kelso hall,mother,programme,T1,rqi,total,6,30,2", f'"{GROUP}",mother,,T1,rqi,total,6,30,2']
    file.write_text("\n".join([heads, *rows, *unknown]), "utf-8")
    bring(page, file)
    expect(page.locator("main")).to_contain_text("11 mistakes in 12 rows.")
    begun = next(line for line in lines if ",T1,hads,depression," in line)
    right = [f'"{GROUP}",mother,programme,T1,hads,anxiety,6,9.9,2.6', begun.replace(",,,", ",6,5.5,2.2")]
    file.write_text("\n".join([heads, *right]), "utf-8")
    bring(page, file)
    expect(page.locator("main")).to_contain_text("n 5, mean 9.5, SD 2.5")
    press(page, "Bring in 2 means")
    expect(page.locator("main")).to_contain_text("2 means of 1 group are in.")
    expect(page.locator("main")).to_contain_text("6 of 6 mothers")


def bring(page: Page, file: Path) -> None:
    page.get_by_label("Means as a CSV file").set_input_files(file)
    press(page, "Show what is in it")
