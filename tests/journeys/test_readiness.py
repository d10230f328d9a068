"""An area answers on a phone without scripts; the unit signs “not yet” over a named gate, then with a condition."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import arrive, fits, heading, nothing_said

pytestmark = pytest.mark.browser

LEAD, HELEN = "Sorcha Garside", "Helen Ashworth"
GATE = "The health partner (midwifery or health visiting) has agreed in writing to release staff"


def to_readiness(page: Page, area_id: int) -> None:
    """The readiness of the area, from the area's own page."""
    page.goto(f"/areas/{area_id}")
    page.get_by_role("navigation", name="Parts of Norwich").get_by_role("link", name="Readiness").click()
    assert heading(page) == "Norwich"
    assert fits(page)


def item(page: Page, code: str) -> Locator:
    """The part of the form about this item."""
    return page.get_by_role("group", name=f"Item {code}", exact=True)


def rate(page: Page, code: str, words: str) -> None:
    """The item has the rating of these words."""
    item(page, code).get_by_label(words).check()


def answer_what_is_left(page: Page) -> None:
    """Every item of the page that nobody has rated is mostly in place; then on to the next page."""
    for one in page.locator("[role=group][aria-label^='Item ']").all():
        if not one.locator("input[type=radio]:checked").count():
            one.get_by_label("Mostly in place").check()
    assert fits(page)
    page.get_by_role("button", name="Save and go on").click()


def hand_in(page: Page) -> None:
    """The answers are checked and handed in."""
    page.get_by_role("button", name="Hand this round in").click()
    expect(page.get_by_role("status")).to_contain_text("is handed in.")


def sign(page: Page, decision: str, why: str) -> None:
    """What follows is shown, then signed."""
    page.get_by_label(decision, exact=True).check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Show what follows").click()
    expect(page.get_by_role("group", name="What follows")).to_contain_text(f"“{decision.lower()}” by {HELEN}")
    assert fits(page)
    page.get_by_role("button", name="Sign it, with all that follows").click()


def test_an_area_is_not_ready_yet_and_a_round_later_it_is_with_a_condition(
    visitor: Callable[..., Page], demonstration: dict[str, int]
) -> None:
    norwich = demonstration["Norwich"]
    lead, helen = visitor(390, scripts=False), visitor(390, scripts=False)
    with nothing_said(lead), nothing_said(helen):
        arrive(lead, LEAD)
        to_readiness(lead, norwich)
        lead.get_by_role("link", name="Round 1", exact=True).click()
        lead.locator("main").get_by_role("link", name="Fit").click()
        for factor in ("Fit", "Capacity", "Supports"):
            assert heading(lead) == factor
            answer_what_is_left(lead)
        assert heading(lead) == "Answers: Norwich"
        assert fits(lead)
        hand_in(lead)

        arrive(helen, HELEN)
        helen.locator("main").get_by_role("link", name="Round 1 of readiness is handed in").first.click()
        helen.locator("#P1").get_by_role("link", name="Rate it yourself").click()
        helen.get_by_label("Nothing in place").check()
        helen.get_by_label("Why?").fill("Nobody has written to the trust.")
        helen.get_by_role("button", name="Keep this rating").click()
        expect(helen.locator("#P1")).to_contain_text("Unit: 1 Nothing in place")
        helen.get_by_role("link", name="Sign this round").click()
        assert helen.get_by_label("Go", exact=True).count() == 0
        sign(helen, "Not yet", "The trust has to agree in writing first.")
        assert heading(helen) == "Result: Norwich"
        expect(helen.locator("main")).to_contain_text(
            f"P1 ({GATE}) is rated 2, discussed. Below 3 there is no licence."
        )
        assert fits(helen)
        to_readiness(helen, norwich)
        helen.get_by_role("button", name="Begin a next round").click()

        to_readiness(lead, norwich)
        lead.get_by_role("link", name="Round 2", exact=True).click()
        lead.locator("main").get_by_role("link", name="Capacity").click()
        rate(lead, "P1", "In place and evidenced")
        rate(lead, "L2", "Discussed")
        lead.get_by_role("button", name="Save and go on").click()
        lead.get_by_role("navigation", name="Parts of round 2").get_by_role("link", name="What changed").click()
        expect(lead.locator("main")).to_contain_text("2 items changed since round 1.")
        assert fits(lead)
        lead.get_by_role("navigation", name="Parts of round 2").get_by_role("link", name="Answers").click()
        hand_in(lead)

        to_readiness(helen, norwich)
        helen.get_by_role("link", name="Round 2", exact=True).click()
        helen.get_by_role("link", name="Sign this round").click()
        condition = helen.get_by_role("group", name="Condition: L2")
        assert condition.get_by_label("What has to be done").input_value() == "A deputy lead is named (L2)."
        condition.get_by_label("By whom").select_option(label=LEAD)
        for part, figure in (("Day", "18"), ("Month", "12"), ("Year", "2026")):
            condition.get_by_label(part).fill(figure)
        sign(helen, "Go with conditions", "Only the deputy is open.")

        to_readiness(lead, norwich)
        expect(lead.locator("main")).to_contain_text("Round 2 was signed as “go with conditions”")
        expect(lead.get_by_role("row", name="A deputy lead is named")).to_contain_text("Fri 18 Dec")
