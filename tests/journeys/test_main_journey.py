"""The main job on the old tracker: an area comes in, is supported, and its project lead is reminded in time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import service as accounts
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.core import clock as time
from scaleup.imports import service as imports
from scaleup.programmes import service as programmes
from tests.journeys.steps import PASSWORD, enter, fits, heading, link_in, nothing_said, wake
from tests.mails import text_of
from tests.servers import Mailbox

pytestmark = pytest.mark.browser

TRACKER = Path(__file__).parents[1] / "data" / "legacy-tracker.xlsx"
MONDAY = "2026-11-23T10:00:00+00:00"
THREE_WEEKS_LATER = "2026-12-14T09:05:00+00:00"
LEAD = "jack.begum@trafford.gov.example"


@pytest.fixture
def trafford(session: scoped_session[Session], clock: Callable[[str], None]) -> int:
    """An area (id) that the tracker brought in: its contact of Friday has no record."""
    clock(MONDAY)
    programmes.load_catalogue(time.now())
    areas.load_authorities()
    imports.bring_in(TRACKER, by=None, now=time.now())
    area_id = session.scalars(select(Area.id).where(Area.name == "Trafford")).one()
    session.commit()
    return area_id


def test_an_area_from_the_tracker_is_started_supported_and_reminded(
    trafford: int,
    mailbox: Mailbox,
    clock: Callable[[str], None],
    page_at: Callable[[int], Page],
) -> None:
    unit = page_at(1280)
    with nothing_said(unit):
        start_reminders(unit)
        invite_the_lead(unit)
    wake()
    [invitation] = mailbox.to(LEAD)

    lead = page_at(390)
    with nothing_said(lead):
        choose_a_password(lead, link_in(invitation, "/invitation/"))
        log_what_is_late(lead)
        see_what_changed(lead, trafford)

        clock(THREE_WEEKS_LATER)
        wake()
        wake()
        reminders = [mail for mail in mailbox.to(LEAD) if mail is not invitation]
        assert [mail["Subject"] for mail in reminders] == ["Trafford: contact on Monday 21 December 2026"]
        follow_the_mail(lead, link_in(reminders[0], "/areas/"))
    assert "contact 5" in text_of(reminders[0]).lower()
    assert [part.get_content_type() for part in reminders[0].walk()].count("text/calendar") == 1


def start_reminders(page: Page) -> None:
    """The unit manager finds the area, which is held back, and lets its reminders begin."""
    helen = accounts.enter("Helen Ashworth", email="helen@unit.example", now=time.now())
    accounts.give_role(None, person_id=helen.id, role="unit_manager", now=time.now())
    enter(page, helen)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    page.get_by_role("link", name="Trafford").click()
    expect(page.locator("main")).to_contain_text("Reminders are not started")
    page.get_by_role("link", name="See who would get what").click()
    expect(page.get_by_role("row", name="Jack Begum")).to_be_visible()
    page.get_by_role("button", name="Start reminders").click()
    expect(page.locator("main")).not_to_contain_text("Reminders are not started")


def invite_the_lead(page: Page) -> None:
    """The project lead is known from the tracker; the invitation gives the role."""
    page.goto("/people/invite")
    page.get_by_label("Name").fill("Jack Begum")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Project lead").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("Jack Begum")


def choose_a_password(page: Page, link: str) -> None:
    """The lead follows the one-time link, which says whose it is, and is signed in."""
    page.goto(link)
    expect(page.locator("main")).to_contain_text("Jack Begum")
    page.get_by_label("password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    assert heading(page) == "My work"


def log_what_is_late(page: Page) -> None:
    """Two clicks from My work: the contact of Friday is opened, and saved with what is filled in already."""
    late = page.get_by_role("listitem").filter(has_text="Contact 4 of 22 has no record")
    expect(late).to_contain_text("Fri 20 Nov")
    expect(late).to_contain_text("3 days late")
    late.get_by_role("link", name="Log it").click()
    assert heading(page) == "Log contact 4 of 22"
    expect(page.get_by_label("Day").first).to_have_value("23")
    page.get_by_label("We spoke").check()
    page.get_by_label("Video").check()
    page.get_by_label("What was discussed and agreed?").fill("Two midwives are released until March.")
    assert fits(page)
    page.get_by_role("button", name="Save contact").click()


def see_what_changed(page: Page, area_id: int) -> None:
    """My work is clear, the plan says held, and the strip shows it."""
    expect(page.locator("main")).to_contain_text("Contact 4 of 22 with Trafford is saved")
    expect(page.locator("main")).to_contain_text("Next: Monday 21 December 2026")
    expect(page.locator("#late")).not_to_contain_text("Contact 4 of 22")
    page.goto(f"/areas/{area_id}/plan")
    expect(page.get_by_role("row", name="Contact 4")).to_contain_text("held")
    expect(page.locator("main")).to_contain_text("The next contact is on Monday 21 December 2026")
    page.goto(f"/areas/{area_id}")
    strip = page.locator("svg.upright")
    expect(strip).to_be_visible()
    expect(strip).to_contain_text("Next contact, 21 Dec")
    assert "4 of 4 contacts due so far were held" in (strip.locator("desc").text_content() or "")
    assert fits(page)


def follow_the_mail(page: Page, link: str) -> None:
    """The link asks who it is, and then leads to the very page, not to the front."""
    page.goto(link)
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.url == link
    assert heading(page) == "Agenda for contact 5 of 22"
    expect(page.locator("main")).to_contain_text("Trafford")
    page.get_by_role("link", name="Log contact 5").click()
    assert heading(page) == "Log contact 5 of 22"
    expect(page.locator("main")).to_contain_text("Monday 21 December 2026")
