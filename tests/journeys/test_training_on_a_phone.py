"""Training on phones without scripts: planned, booked, answered, its register filled, one afternoon made up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.core import clock as time
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.programmes import service as programmes
from tests.factories import support as make
from tests.journeys.steps import arrive, fits, heading, link_in, nothing_said, wake
from tests.servers import Mailbox

pytestmark = pytest.mark.browser

PEOPLE = {
    "Grace Pemberley": Profession.HEALTH_VISITOR,
    "Lorna Carrick": Profession.MIDWIFE,
    "Mairi Jessop": Profession.FAMILY_SUPPORT_WORKER,
}
MISSES = "Mairi Jessop"
HALF_DAYS = ("Tue 23 am", "Tue 23 pm", "Wed 24 am", "Wed 24 pm", "Thu 25 am", "Thu 25 pm")


def licensed() -> None:
    """Marlbury is licensed from Easter Monday, with three people who are to deliver."""
    programmes.load_catalogue(time.now())
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    make.person("Ruth Adeyemi", Role.TRAINER)
    marlbury = make.area("Marlbury")
    make.lead("Niamh O’Rourke", marlbury)
    course = make.implementation(marlbury, manager=priya)
    make.licence(course)
    for name, profession in PEOPLE.items():
        facilitators.join(course.id, make.person(name).id, profession=profession, by=priya.id)
    commit.now()


def main(page: Page) -> Locator:
    return page.locator("main")


def follow(page: Page, name: str) -> None:
    """This link of the page is followed; what stands there can be read on a phone."""
    main(page).get_by_role("link", name=name).first.click()
    assert fits(page), name


def press(page: Page, name: str) -> None:
    main(page).get_by_role("button", name=name, exact=True).click()
    assert fits(page), name


def training(page: Page, who: str) -> None:
    """This person stands before the list of training events."""
    arrive(page, who)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Training").click()


def plan(page: Page) -> None:
    """Priya plans three days with Ruth."""
    training(page, "Priya Nair")
    follow(page, "Plan an event")
    follow(page, "Initial training")
    page.get_by_label("Marlbury").check()
    for number, day in enumerate(("23", "24", "25")):
        line = page.locator(f"#days-{number}-on_day")
        for part, figure in (("Day", day), ("Month", "4"), ("Year", "2024")):
            line.get_by_label(part, exact=True).fill(figure)
    page.get_by_label("Ruth Adeyemi").check()
    page.get_by_label("Venue").fill("Marlbury Library, Mill Lane")
    press(page, "Check it")
    expect(main(page)).to_contain_text("Nothing stands in the way.")
    press(page, "Plan this event")
    assert heading(page) == "Initial training"


def book(page: Page) -> None:
    """Niamh books all three."""
    training(page, "Niamh O’Rourke")
    follow(page, "Initial training")
    follow(page, "Book people")
    for name in PEOPLE:
        page.get_by_label(name).check()
    press(page, "Book them")
    expect(main(page)).to_contain_text("3 of 12 places booked")


def answer(page: Page, mailbox: Mailbox) -> None:
    """Each is invited; Grace says from her mail that she is coming, and Niamh sees it."""
    wake()
    invited = {str(mail["To"]): mail for mail in mailbox.mails}
    assert {"grace.pemberley@marlbury.example", "mairi.jessop@marlbury.example"} < invited.keys()
    page.goto(link_in(invited["grace.pemberley@marlbury.example"], "/training/answer/"))
    press(page, "I am coming")
    assert heading(page) == "You are coming"
    training(page, "Niamh O’Rourke")
    follow(page, "Initial training")
    expect(page.get_by_role("row", name="Grace Pemberley")).to_contain_text("is coming")
    expect(main(page)).to_contain_text("Lorna Carrick and Mairi Jessop")


def fill_the_register(page: Page) -> None:
    """Everyone is there on three days, but for Mairi on the last afternoon; each half-day is saved as a form."""
    training(page, "Ruth Adeyemi")
    follow(page, "Initial training")
    follow(page, "Register")
    for half_day in HALF_DAYS:
        follow(page, half_day)
        press(page, "Everyone is here")
        expect(main(page)).to_contain_text("3 of 3 in the room")
    line(page).get_by_label("Absent", exact=True).first.check()
    press(page, "Save register")
    expect(main(page)).to_contain_text("2 of 3 in the room")
    expect(line(page)).to_contain_text("Cannot finish at this event. Missed: Thursday afternoon")


def line(page: Page) -> Locator:
    """The line of who missed it."""
    return main(page).get_by_role("listitem").filter(has_text=MISSES)


def make_up(page: Page) -> None:
    """The afternoon is made up; without its day it is refused, and what was chosen stands there still."""
    training(page, "Ruth Adeyemi")
    follow(page, "Past")
    follow(page, "Initial training")
    follow(page, "Register")
    follow(page, HALF_DAYS[-1])
    line(page).get_by_label("Made up").check()
    press(page, "Save register")
    expect(line(page).get_by_label("Made up")).to_be_checked()
    expect(main(page).get_by_role("alert")).to_contain_text(MISSES)
    line(page).get_by_label("Day of the make-up").fill("2024-06-11")
    press(page, "Save register")
    expect(line(page)).not_to_contain_text("Cannot finish")


def accredited(page: Page) -> None:
    """Niamh reads that Mairi may deliver too."""
    arrive(page, "Niamh O’Rourke")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    follow(page, "Marlbury")
    page.get_by_role("navigation", name="Parts of Marlbury").get_by_role("link", name="Facilitators").click()
    follow(page, "Who may deliver, and why")
    expect(main(page)).to_contain_text("1 pair can deliver.")
    expect(page.get_by_role("row", name=MISSES)).to_contain_text("Accredited since 11 June 2024")


def test_training_is_planned_answered_kept_and_made_up_on_phones_without_scripts(
    session: scoped_session[Session], clock: Callable[[str], None], visitor: Callable[..., Page], mailbox: Mailbox
) -> None:
    clock("2024-03-04T10:00:00+00:00")
    licensed()
    page = visitor(390, scripts=False)
    with nothing_said(page):
        plan(page)
        book(page)
        answer(page, mailbox)
        clock("2024-04-25T15:45:00+00:00")
        fill_the_register(page)
        clock("2024-06-12T10:00:00+00:00")
        make_up(page)
        accredited(page)
