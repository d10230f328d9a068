"""A birth of twins on a phone: from the visit after it to the saved birth, one weight put right."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.evaluation.models import BabyWeight
from tests.journeys.steps import arrive, heading
from tests.journeys.test_scores_on_a_phone import evaluated, press

pytestmark = pytest.mark.browser


def test_a_birth_of_twins_is_entered_on_a_phone_and_one_weight_put_right(
    session: scoped_session[Session],
    clock: Callable[[str], None],
    visitor: Callable[..., Page],
    axe: Callable[[Page], None],
) -> None:
    clock("2026-12-16T10:00:00+00:00")
    area_id, codes = evaluated()
    page = visitor(390, scripts=True)
    arrive(page, "Niamh O’Rourke")
    page.goto(f"/areas/{area_id}/results/enter")
    page.get_by_role("link", name="Library, autumn, T3").click()
    page.get_by_role("link", name="enter the births of this group").click()
    assert heading(page) == "Births, Library, autumn"
    expect(page.locator("main")).to_contain_text("Births of 0 of 6 mothers are entered.")
    page.get_by_role("link", name=codes[0]).click()
    page.get_by_label("In which month was the birth?").select_option(label="November 2026")
    page.get_by_label("Planned caesarean").check()
    page.get_by_label("How many completed weeks of pregnancy?").fill("36")
    page.get_by_label("Weight of baby 1, in grams").fill("2430")
    page.get_by_text("Twins or more").click()
    page.get_by_label("Weight of baby 2, in grams").fill("25000")
    press(page, "Save the birth")
    wrong = page.locator(".govuk-error-summary")
    expect(wrong).to_contain_text("25,000 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400.")
    axe(page)
    wrong.get_by_role("link").click()
    expect(page.get_by_label("Weight of baby 1, in grams")).to_have_value("2430")
    page.get_by_label("Weight of baby 2, in grams").fill("2500")
    press(page, "Save the birth")
    expect(page.locator("main")).to_contain_text("Births of 1 of 6 mothers are entered.")
    axe(page)
    page.get_by_role("link", name=codes[0]).click()
    expect(page.locator("main")).to_contain_text("November 2026, planned caesarean, 36 weeks, 2,430 g and 2,500 g")
    axe(page)
    assert session.scalars(select(BabyWeight.grams).order_by(BabyWeight.number)).all() == [2430, 2500]
