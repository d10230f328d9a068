"""Marlbury from its first enquiry to facilitators who may deliver, through the screens.

First round not yet, for one gate; second round ready with conditions; a licence from Easter Monday; twelve attend,
eleven become accredited, one makes up in June; pairs 5 then 6; the top-up window from 18 October to 18 December.
"""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.core import clock as time
from scaleup.programmes import service as programmes
from scaleup.programmes.rules import Factor
from scaleup.readiness.rules import FACTOR_WORDS
from tests.journeys.steps import arrive, date_into, nothing_said

pytestmark = pytest.mark.browser

ITEMS: dict[Factor, list[str]] = {
    factor: [one.code for one in terms.readiness.items if one.factor is factor]
    for terms in [programmes.shipped("baby-steps")]
    if terms is not None
    for factor in (Factor.NEED, Factor.FIT, Factor.CAPACITY, Factor.SUPPORTS)
}
FIRST_ROUND = {"P1": 1, "P2": 3, "L1": 3, "W1": 3, "M1": 3, "P3": 3, "P5": 3, "W2": 3, "L2": 3}
"""Capacity; every other item of it is a 2, so that its mean is 2.4. All other factors are 3."""
OF_FIRST_ROUND = dict.fromkeys(Factor, 3) | {Factor.CAPACITY: 2}
OF_SECOND_ROUND = dict.fromkeys(Factor, 4)
SECOND_ROUND = {"L2": 2}
"""The deputy lead; everything else is a 4."""
HEALTH = (
    "Grace Pemberley",
    "Hamish Whitlock",
    "Imogen Fairbrother",
    "Jerome Marchbank",
    "Kavita Abara",
    "Lorna Carrick",
)
CHILDREN = (
    "Mairi Jessop",
    "Nadia Yarrow",
    "Owen Garside",
    "Parveen Netherby",
    "Quentin Larkspur",
    "Rhiannon Underhill",
)
MISSES = "Grace Pemberley"
HALF_DAYS = ("Tue 23 am", "Tue 23 pm", "Wed 24 am", "Wed 24 pm", "Thu 25 am", "Thu 25 pm")


def main(page: Page) -> Locator:
    return page.locator("main")


def press(page: Page, name: str) -> None:
    main(page).get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    main(page).get_by_role("link", name=name).first.click()


def unit() -> None:
    """The unit before it knows of Marlbury."""
    programmes.load_catalogue(time.now())
    areas.load_authorities()
    for name, role in (
        ("Helen Ashworth", Role.UNIT_MANAGER),
        ("Priya Nair", Role.IMPLEMENTATION_MANAGER),
        ("Ruth Adeyemi", Role.TRAINER),
    ):
        address = f"{name.split()[0].lower()}@unit.example"
        somebody = accounts.enter(name, email=address, now=time.now())
        accounts.give_role(None, person_id=somebody.id, role=role, now=time.now())
    commit.now()


def enquire(page: Page) -> None:
    """Marlbury Council asks, on the public page."""
    page.goto("/programmes/baby-steps/enquire")
    page.get_by_label("Your organisation").fill("Marlbury Council")
    page.get_by_label("England").check()
    page.get_by_label("Local authorities").fill("Wiltshire")
    page.get_by_label("Your name").fill("Niamh O’Rourke")
    page.get_by_label("Work e-mail address").fill("niamh@marlbury.example")
    page.get_by_label("Your role there").fill("Head of early help")
    page.get_by_label("What do you want it for?").fill("Parents in need of extra support before and after the birth.")
    press(page, "Check what you typed")
    press(page, "Send the enquiry")
    expect(main(page)).not_to_contain_text("Nothing is sent yet.")


def take_up(page: Page) -> None:
    """The unit takes the enquiry up as a new area, which Priya looks after; Niamh leads it."""
    arrive(page, "Helen Ashworth")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Enquiries").click()
    follow(page, "Marlbury Council")
    follow(page, "Take it up as an area")
    page.get_by_label("A new area").check()
    page.get_by_label("Name of the new area").fill("Marlbury")
    page.get_by_label("Project lead").check()
    page.get_by_label("Who looks after it").select_option(label="Priya Nair")
    press(page, "Show what follows")
    press(page, "Take it up, with all that follows")
    expect(page.locator("h1")).to_contain_text("Marlbury")


def answer(page: Page, ratings: Mapping[str, int], others: Mapping[Factor, int]) -> None:
    """The area rates every item, factor by factor, and hands the round in."""
    open_area(page, "Niamh O’Rourke", "Readiness")
    follow(page, "Round ")
    for number, (factor, codes) in enumerate(ITEMS.items()):
        if not number:
            follow(page, FACTOR_WORDS[factor])
        for code in codes:
            wanted = ratings.get(code, others[factor])
            page.locator(f'input[name="{code}-rating"][value="{wanted}"]').check()
        press(page, "Save and go on")
    press(page, "Hand this round in")


def sign(page: Page, decision: str, reason: str) -> None:
    """The form of signing is filled in."""
    open_area(page, "Priya Nair", "Readiness")
    follow(page, "Round ")
    follow(page, "Sign this round")
    page.get_by_label(decision, exact=True).check()
    page.get_by_label("Why?").fill(reason)


def open_area(page: Page, name: str, part: str) -> None:
    """This person stands before that part of Marlbury."""
    arrive(page, name)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Areas").click()
    follow(page, "Marlbury")
    page.get_by_role("navigation", name="Parts of Marlbury").get_by_role("link", name=part).click()


def first_round(page: Page) -> None:
    """Capacity comes to 2.4, and the health partner has agreed nothing: not yet, and no licence."""
    answer(page, FIRST_ROUND, OF_FIRST_ROUND)
    sign(page, "Not yet", "The health partner is to agree in writing first.")
    expect(main(page)).to_contain_text("The health partner (midwifery or health visiting) has agreed in writing")
    press(page, "Show what follows")
    press(page, "Sign it, with all that follows")
    expect(main(page)).to_contain_text("Not yet. Baby Steps, round 1")
    expect(main(page)).to_contain_text("is rated 1, nothing in place. Below 3 there is no licence.")
    expect(main(page)).to_contain_text("The mean of Capacity is 2.4, below 3.")


def no_licence_yet(page: Page) -> None:
    """A licence can be drafted and not be granted: the gate is named, and leads to it."""
    open_area(page, "Helen Ashworth", "Licence")
    draft(page)
    follow(page, "Grant the licence")
    press(page, "Show what follows")
    expect(page.get_by_role("alert")).to_contain_text("Round 1 was signed “Not yet” on 17 October 2023")
    expect(page.get_by_role("alert")).to_contain_text("Gate P1 (The health partner (midwifery or health visiting)")
    expect(main(page).get_by_role("link", name="Gate P1")).to_be_visible()


def draft(page: Page) -> None:
    """A licence of three years from Easter Monday, with twelve places."""
    follow(page, "Draft a licence for Baby Steps")
    date_into(page, "First day", "1 4 2024")
    date_into(page, "Last day", "31 3 2027")
    page.get_by_label("Places").fill("12")
    press(page, "Save this draft")
    expect(main(page)).to_contain_text("The licence is drafted.")


def second_round(page: Page) -> None:
    """The deputy lead is missing and nothing else: ready with one condition."""
    open_area(page, "Priya Nair", "Readiness")
    main(page).get_by_role("button", name="Begin a next round").click()
    expect(page.locator("h1")).to_be_visible()
    answer(page, SECOND_ROUND, OF_SECOND_ROUND)
    sign(page, "Go with conditions", "Both partners have agreed in writing.")
    condition = page.get_by_role("group", name="Condition: L2")
    condition.get_by_label("By whom").select_option(label="Niamh O’Rourke")
    for part, figure in (("Day", "30"), ("Month", "4"), ("Year", "2024")):
        condition.get_by_label(part, exact=True).fill(figure)
    press(page, "Show what follows")
    press(page, "Sign it, with all that follows")
    expect(main(page)).to_contain_text("Ready with conditions. Baby Steps, round 2")


def grant(page: Page) -> None:
    """The licence is granted from Easter Monday and carries the condition."""
    open_area(page, "Helen Ashworth", "Licence")
    follow(page, "Grant the licence")
    date_into(page, "From", "1 4 2024")
    press(page, "Show what follows")
    expect(main(page)).to_contain_text("Marlbury: 22 contacts are added")
    press(page, "Grant the licence, with all that follows")
    expect(main(page)).to_contain_text("is granted, 1 April 2024 to 31 March 2027.")
    expect(page.get_by_role("row", name="A deputy lead is named (L2).")).to_contain_text("Tue 30 Apr")


def plan_training(page: Page) -> None:
    """Three days from 23 April, with Ruth; nothing stands in the way."""
    arrive(page, "Helen Ashworth")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Training").click()
    follow(page, "Plan")
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
    expect(page.locator("h1")).to_have_text("Initial training")


def book(page: Page) -> None:
    """Six from each side are named, and each has a seat."""
    for profession, names in (("Health visitor", HEALTH), ("Family support worker", CHILDREN)):
        for name in names:
            follow(page, "Book people")
            follow(page, "Name somebody new")
            page.get_by_label("Name", exact=True).fill(name)
            page.get_by_label("Work e-mail address").fill(f"{name.split()[0].lower()}@marlbury.example")
            page.get_by_label("Profession").select_option(label=profession)
            press(page, "Name and book them")
    expect(main(page)).to_contain_text("12 of 12 places booked")


def open_register(page: Page, half_day: str, which: str = "") -> None:
    """Ruth stands before this half-day of the register."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Training").click()
    if which:
        follow(page, which)
    follow(page, "Initial training")
    follow(page, "Register")
    main(page).get_by_role("link", name=half_day).click()
    expect(page.locator("[data-register]")).to_be_visible()


def register(page: Page) -> None:
    """Everyone is there for three days, but one on the last afternoon; each tap is kept at once."""
    arrive(page, "Ruth Adeyemi")
    for half_day in HALF_DAYS:
        open_register(page, half_day)
        press(page, "Everyone is here")
        expect(main(page)).to_contain_text("12 of 12 in the room")
    line(page).locator("input[value=absent]").first.check()
    expect(main(page)).to_contain_text("11 of 12 in the room")
    expect(page.locator("[data-state=saved]")).to_be_visible()
    expect(line(page)).to_contain_text("Cannot finish at this event. Missed: Thursday afternoon")


def line(page: Page) -> Locator:
    """The line of who missed it."""
    return main(page).get_by_role("listitem").filter(has_text=MISSES)


def make_up(page: Page) -> None:
    """The afternoon is made up on 11 June."""
    arrive(page, "Ruth Adeyemi")
    open_register(page, HALF_DAYS[-1], "Past")
    line(page).locator("input[value=made_up]").check()
    line(page).locator("input[type=date]").fill("2024-06-11")
    expect(page.locator("[data-state=saved]")).to_be_visible()


def accredited(page: Page, pairs: str) -> None:
    """So many pairs can deliver."""
    open_area(page, "Priya Nair", "Facilitators")
    follow(page, "Who may deliver, and why")
    expect(main(page)).to_contain_text(pairs)


def deliver(page: Page) -> None:
    """The first session was held: the top-up window opens four months later and closes after six."""
    open_area(page, "Priya Nair", "Facilitators")
    follow(page, "Record the first session")
    date_into(page, "Day of the first session", "18 6 2024")
    press(page, "Save this day")
    expect(main(page)).to_contain_text("The top-up window of 12 people is 18 October to 18 December 2024")
    press(page, "Save this day, with all that follows")
    accredited(page, "6 pairs can deliver.")
    expect(page.get_by_role("row", name="Lorna Carrick")).to_contain_text(
        "Accredited since 25 April 2024; Top-up training is due from 18 October 2024 to 18 December 2024."
    )


def test_marlbury_goes_from_enquiry_to_accreditation(
    session: scoped_session[Session], clock: Callable[[str], None], visitor: Callable[..., Page]
) -> None:
    clock("2023-09-12T10:00:00+00:00")
    unit()
    page = visitor(1280, scripts=True)
    with nothing_said(page):
        enquire(page)
        clock("2023-09-21T10:00:00+00:00")
        take_up(page)
        clock("2023-10-17T10:00:00+00:00")
        first_round(page)
        no_licence_yet(page)
        clock("2024-01-23T10:00:00+00:00")
        second_round(page)
        clock("2024-02-28T10:00:00+00:00")
        grant(page)
        plan_training(page)
        book(page)
        clock("2024-04-25T15:45:00+00:00")
        register(page)
        accredited(page, "5 pairs can deliver.")
        expect(page.get_by_role("row", name=MISSES)).to_contain_text(
            "Initial training: misses day 3 afternoon of 25 April 2024; a make-up by 1 July 2024 keeps the place."
        )
        clock("2024-06-12T10:00:00+00:00")
        make_up(page)
        accredited(page, "6 pairs can deliver.")
        expect(page.get_by_role("row", name=MISSES)).to_contain_text("Accredited since 11 June 2024")
        clock("2024-06-18T16:00:00+00:00")
        deliver(page)
