"""Delivery on a phone without scripts, from the keyboard alone: a session takes two counts and one press to record."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core import clock as time
from scaleup.programmes import service as programmes
from scaleup.support import service as support
from scaleup.support.models import Slot
from tests.factories import delivery as groups
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading, key_in, nothing_said, on, press, send, to

pytestmark = pytest.mark.browser
MONDAY = "2026-11-23T10:00:00+00:00"
CALLED = 18
"""Contacts held so far: they stand three months apart by now."""


def licensed() -> Implementation:
    """Marlbury under its licence, with its lead, its manager and a trainer."""
    programmes.load_catalogue(time.now())
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    marlbury = make.area("Marlbury")
    make.lead("Niamh O’Rourke", marlbury)
    make.give_access(make.person("Tess Trainer", Role.TRAINER), marlbury, Role.TRAINER)
    found = make.implementation(marlbury, manager=priya)
    support.make_plan(make.licence(found).id)
    return found


def autumn(of: Implementation) -> int:
    """A group that began last Tuesday, of which nothing is recorded yet."""
    made = groups.group(of, "Library, autumn", first_on=time.today().replace(day=17), pair=groups.pair(of))
    commit.now()
    return made.id


def counts(page: Page, mothers: str, partners: str) -> None:
    """Two fields and four keys: the focus is in the first count; Tab; the second one; Enter. The rest is as planned."""
    assert on(page) == "How many mothers came?"
    page.keyboard.type(mothers)
    page.keyboard.press("Tab")
    assert on(page) == "How many partners came?"
    page.keyboard.type(partners)
    send(page)


def otherwise(page: Page, presses: int) -> None:
    """So many answers below "It was held" is what became of the session; the first reason is why."""
    page.keyboard.press("Shift+Tab")
    assert on(page) == "It was held"
    for _ in range(presses):
        page.keyboard.press("ArrowDown")
    to(page, "Why?")
    page.keyboard.press("ArrowDown")


def test_a_lead_records_corrects_moves_and_cancels_a_session(
    session: scoped_session[Session], clock: Callable[[str], None], visitor: Callable[..., Page]
) -> None:
    clock(MONDAY)
    group_id = autumn(licensed())
    page = visitor(390, scripts=False)
    with nothing_said(page):
        arrive(page, "Niamh O’Rourke")
        page.goto(f"/groups/{group_id}")
        press(page, "Record it: Home visit before the group")
        assert heading(page) == "Home visit before the group"
        assert fits(page)
        counts(page, "7", "6")
        expect(page.locator("main")).to_contain_text("Home visit before the group of Library, autumn is recorded.")
        expect(page.locator("main")).to_contain_text("7 mothers, 6 partners")
        press(page, "Record it: Antenatal session 1")
        counts(page, "6", "5")
        expect(page.locator("main")).to_contain_text("The first session here is recorded as 17 November 2026.")
        press(page, "Correct it: Antenatal session 1")
        page.keyboard.press("ControlOrMeta+a")
        counts(page, "5", "5")
        expect(page.locator("main")).to_contain_text("5 mothers, 5 partners")
        press(page, "Record it: Antenatal session 2")
        otherwise(page, 2)
        to(page, "Day")
        key_in(page, "26", "11", "2026")
        send(page)
        expect(page.locator("main")).to_contain_text("Thu 26 Nov")
        press(page, "Record it: Antenatal session 3")
        otherwise(page, 1)
        press(page, "Save this record")
        expect(page.locator("main")).to_contain_text("Cancelled")
        expect(page.locator("main")).to_contain_text("Too few families could come")
        assert fits(page)


def marked(page: Page, mark: str) -> None:
    """Every item has this mark; those whose session it was are ticked."""
    for one in page.locator("main [name='observed']").all():
        one.check()
    for item in page.locator(f"main [name^='item_'][value='{mark}']").all():
        item.check()


def day_typed(page: Page, day: str) -> None:
    """The day of the session, which no record tells."""
    for part, figure in zip(("Day", "Month", "Year"), day.split(), strict=True):
        page.get_by_role("group", name="On what day?").get_by_label(part, exact=True).fill(figure)


def observed(page: Page, implementation_id: int, *, day: str) -> None:
    """A group session of that day was seen, each item in part: 60 %."""
    page.goto(f"/implementations/{implementation_id}/fidelity/observe?method=observation&kind=group")
    marked(page, "3")
    day_typed(page, day)
    page.get_by_role("button", name="Save the check").click()


def test_a_trainer_marks_an_amber_session_and_makes_the_plan_and_the_manager_sees_what_is_proposed(
    session: scoped_session[Session], clock: Callable[[str], None], visitor: Callable[..., Page]
) -> None:
    clock(MONDAY)
    of = licensed()
    implementation_id, area_id = of.id, of.area_id
    groups.pair(of)
    for slot in session.scalars(select(Slot).where(Slot.sequence <= CALLED)):
        slot.state = "held"
    commit.now()
    page = visitor(390, scripts=False)
    with nothing_said(page):
        arrive(page, "Tess Trainer")
        observed(page, implementation_id, day="6 10 2026")
        expect(page.locator("main")).to_contain_text("came to 60%, amber.")
        assert fits(page)
        page.get_by_label("Who sees to it?").select_option(label="Niamh O’Rourke")
        page.get_by_role("button", name="Save the plan").click()
        expect(page.locator("main")).to_contain_text("The plan is saved.")
        expect(page.locator("main")).to_contain_text("Niamh O’Rourke")
        assert fits(page)
        observed(page, implementation_id, day="17 11 2026")
        expect(page.locator("main")).to_contain_text("6 October 2026 and 17 November 2026 were amber")
        page.get_by_role("button", name="Save the check, with all that follows").click()
    manager = visitor(390, scripts=False)
    with nothing_said(manager):
        arrive(manager, "Priya Nair")
        manager.goto(f"/areas/{area_id}/plan")
        expect(manager.locator("main")).to_contain_text("6 October 2026 and 17 November 2026 were amber")
        manager.get_by_role("link", name="See what would change").click()
        expect(manager.locator("main")).to_contain_text("What changes")
        expect(manager.locator("main")).to_contain_text("added")
        assert fits(manager)
