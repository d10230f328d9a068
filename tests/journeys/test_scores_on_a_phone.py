"""Scores on a phone without scripts: T2 with one out of range put right, a file with ten kinds of mistake put right."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.core import clock as time
from scaleup.evaluation import queries, service
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from tests.factories import areas, delivery
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading

pytestmark = pytest.mark.browser
TODAY = date(2026, 11, 23)


def evaluated() -> tuple[int, list[str]]:
    """Marlbury's group of the autumn with the codes of six mothers: the area, and the codes."""
    catalogue.load_catalogue(time.now())
    programme = programmes.by_slug("baby-steps")
    version = programmes.latest_version(programme.id) if programme else None
    marlbury = make.area("Marlbury")
    make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    make.lead("Niamh O’Rourke", marlbury)
    course = areas.implementation(marlbury, version=version)
    group = delivery.group(course, "Library, autumn", first_on=date(2026, 9, 15), families=6)
    chosen = service.Chosen(
        records=True, assessed_on=TODAY, pathway="Perinatal team, through its duty desk", pathway_on=TODAY
    )
    service.set_evaluation(course, chosen, version=0, today=TODAY, now=time.now(), by=None)
    codes = sorted(service.make_codes(group, role="mother", arm="programme", count=6, by=None))
    people = [one.code for one in queries.participants_of(group.id, role="mother")]
    assert people == codes
    commit.now()
    return marlbury.id, codes


def ten_mistakes(codes: list[str]) -> str:
    """A file with ten kinds of mistake, and one form without any."""
    first, second = (f'"Library, autumn",{code},mother' for code in codes[2:4])
    rows = [
        "group,code,role,time_point,measure,scale,score,answers,day",
        f"{first},T2,rqi,total,31,,2026-10-20",
        '"Library, autumn",ZZ2Z2Z,mother,T2,rqi,total,30,,2026-10-20',
        f"{second},T2,phq,total,3,,2026-10-20",
        f"{second},T2,hads,anxiety,22,,2026-10-20",
        f"{second},T2,rses,total,twelve,,2026-10-20",
        f"{second},T2,rqi,total,30.5,,2026-10-20",
        f"{second},T3,rqi,total,30,,2026-10-20",
        f"{second},T3,pai,total,60,,2026-10-20",
        f"{second},T2,mors,warmth,30,,2026-10-20",
        f"{first},T2,rqi,total,31,,2026-10-20",
        f'"Library, autumn",{codes[0]},mother,T2,rqi,total,30,,2026-10-20',
    ]
    return "\n".join(rows)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    assert fits(page), name


def test_scores_are_entered_on_a_phone_and_brought_in_from_a_file(
    session: scoped_session[Session],
    clock: Callable[[str], None],
    visitor: Callable[..., Page],
    tmp_path: Path,
) -> None:
    clock("2026-11-23T10:00:00+00:00")
    area_id, codes = evaluated()
    page = visitor(390, scripts=False)
    arrive(page, "Niamh O’Rourke")
    page.goto(f"/areas/{area_id}/results/enter")
    assert fits(page)
    page.get_by_role("link", name="Library, autumn, T2").click()
    assert heading(page) == "T2, last antenatal session"
    page.get_by_label("How many forms came back?").fill("1")
    for part, figure in (("Day", "20"), ("Month", "10"), ("Year", "2026")):
        page.locator("#on_day").get_by_label(part, exact=True).fill(figure)
    page.locator("summary", has_text=codes[0]).first.click()
    page.get_by_label(f"{codes[0]}: Relationship quality (RQI)").fill("38")
    page.get_by_label(f"{codes[0]}: Anxiety (HADS)").fill("22")
    press(page, "Save T2")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Anxiety: 22 is out of range. Enter 0 to 21.")
    page.get_by_label(f"{codes[0]}: Anxiety (HADS)").fill("12")
    press(page, "Save T2")
    expect(page.locator("main")).to_contain_text("Perinatal team, through its duty desk")
    page.get_by_label("I have read this, and somebody acts on it today").check()
    press(page, "Save T2")
    expect(page.locator("main")).to_contain_text("A high score stands here")
    file = tmp_path / "scores.csv"
    file.write_text(ten_mistakes(codes))
    page.goto(f"/areas/{area_id}/results/enter/file")
    page.get_by_label("Scores as a CSV file").set_input_files(file)
    press(page, "Show what is in it")
    expect(page.locator("main")).to_contain_text("10 mistakes in 11 rows.")
    file.write_text("\n".join(ten_mistakes(codes).splitlines()[:2]))
    page.get_by_label("Scores as a CSV file").set_input_files(file)
    press(page, "Show what is in it")
    press(page, "Bring in 1 form")
    expect(page.locator("main")).to_contain_text("2 of 6 mothers")
