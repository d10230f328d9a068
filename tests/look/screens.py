"""A screen and how it is reached, by clicks where nobody knows its address; those of areas, support and the unit.

What comes before a licence, training and the forms behind a page stand in modules of their own; `parts` has them all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from playwright.sync_api import Page

MANAGER, UNIT, LEAD = "implementation_manager", "unit_manager", "project_lead"
TRAINER, VIEWER, ADMINISTRATOR = "trainer", "viewer", "administrator"
NOBODY = ""
ANSWERING = "who answers for Norwich"
LONG_LEAD = "Magdalena Wiśniewska-Kowalczyk"
RULE = "/reminders/rules/contact_today/change"
LONG_AREA = "Bournemouth, Christchurch and Poole"
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Screen:
    """A picture: what it is called, who looks, where, and what is done there before it is taken."""

    name: str
    who: str
    path: str
    """An address; {Marlbury} stands for the id of that area."""
    acts: tuple[Act, ...] = ()
    once: bool = False
    """Done once and pictured at both widths, because it would not go again."""
    beside: str = ""
    """The mock-up to compare with."""


def follow(words: str) -> Act:
    """The first link or button with these words is followed."""

    def act(page: Page) -> None:
        page.locator("main").locator("a, button").filter(has_text=words).first.click()
        page.wait_for_load_state()

    return act


def go(href: str) -> Act:
    """The first link in the page to an address of this shape is followed."""

    def act(page: Page) -> None:
        page.locator(f"main a[href*='{href}']").first.click()
        page.wait_for_load_state()

    return act


def listed(page: Page) -> None:
    """The first link in a table of the page is followed."""
    page.locator("main table.t tbody a").first.click()
    page.wait_for_load_state()


def first(page: Page) -> None:
    """The first form of the page is sent as it stands."""
    page.locator("main form button.govuk-button").first.click()
    page.wait_for_load_state()


def save(page: Page) -> None:
    """The form is sent as it stands."""
    page.locator("main form button.govuk-button").filter(has_not_text="Add another").last.click()
    page.wait_for_load_state()


def typed(**values: str) -> Act:
    """These fields hold these words."""

    def act(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"[name='{name}']").fill(value)

    return act


def ticked(name: str, value: str) -> Act:
    """This answer is chosen."""

    def act(page: Page) -> None:
        page.locator(f"[name='{name}'][value='{value}']").check()

    return act


def first_of(name: str) -> Act:
    """The first answer to this question is chosen."""

    def act(page: Page) -> None:
        page.locator(f"[name='{name}']").first.check()

    return act


def issued(page: Page) -> None:
    """Everybody who may deliver has a certificate."""
    missing = page.locator("main a").filter(has_text="Issue")
    if missing.count():
        missing.first.click()
        page.wait_for_load_state()
        page.locator("main form button").click()
        page.wait_for_load_state()


def looked_up(page: Page) -> None:
    """The first certificate of the page is looked up by its code, as anybody may."""
    found = re.search("[A-Z0-9]{5}(-[A-Z0-9]{5}){2}", page.locator("main").inner_text())
    assert found, "no certificate is shown"
    page.goto(urljoin(page.url, f"/certificates/{found.group()}"))


def opened(page: Page) -> None:
    """Every folded part of the page is open."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")


def signed_out(page: Page) -> None:
    """The session is gone, as after hours away."""
    page.context.clear_cookies(name="scaleup")


def chosen_file(content: bytes, name: str) -> Act:
    """This file is chosen."""

    def act(page: Page) -> None:
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )

    return act


AGREEMENT = (
    ticked("kind", "agreement"),
    typed(**{"title": "Licence agreement", "dated_on-day": "4", "dated_on-month": "3", "dated_on-year": "2024"}),
)
WRONG_DAY = typed(**{"held_on-day": "6", "held_on-month": "12", "held_on-year": "2026"})
NEXT_YEAR = typed(**{"due_on-day": "8", "due_on-month": "1", "due_on-year": "2027"})
FAR_DAY = typed(**{"until_on-day": "1", "until_on-month": "3", "until_on-year": "2027", "reason": "She is on leave"})
SOON = typed(**{"until_on-day": "7", "until_on-month": "12", "until_on-year": "2026", "reason": "She is on leave"})
LOG = (go("contacts/log"),)
SPOKE = (ticked("outcome", "held"), ticked("channel", "call"))
SAID = "We agreed that the midwives’ managers hear the spring dates by Friday. Attendance is steady."

DOOR = (
    Screen("sign-in", NOBODY, "/sign-in", beside="09-sign-in"),
    Screen("sign-in, wrong", NOBODY, "/sign-in", (typed(email="priya@unit.example", password="something"), save)),
    Screen("sign-in, nothing typed", NOBODY, "/sign-in", (save,)),
    Screen("a link that signs in", NOBODY, "/sign-in/{link:unit_manager}"),
    Screen("a link that is used up", NOBODY, "/sign-in/nothing"),
    Screen("cannot sign in", NOBODY, "/forgotten-password"),
    Screen("cannot sign in, sent", NOBODY, "/forgotten-password", (typed(email="priya@unit.example"), save)),
    Screen("does a certificate stand", NOBODY, "/certificates"),
    Screen("does a certificate stand, unknown", NOBODY, "/certificates/cdfhj34679cdfhj"),
    Screen("privacy", NOBODY, "/privacy"),
    Screen("accessibility", NOBODY, "/accessibility"),
    Screen("guides", LEAD, "/guides"),
    Screen("guide for unit staff", UNIT, "/guides/unit-staff"),
    Screen("guide for project leads", LEAD, "/guides/project-leads"),
    Screen("guide for trainers", TRAINER, "/guides/trainers"),
    Screen("words", LEAD, "/guides/words"),
)

WORK = (
    Screen("my work, implementation manager", MANAGER, "/", beside="01-my-work"),
    Screen("my work, unit manager", UNIT, "/"),
    Screen("my work, project lead", LEAD, "/"),
    Screen("my work, trainer", TRAINER, "/"),
    Screen("my work, administrator", ADMINISTRATOR, "/"),
    Screen("my work, viewer", VIEWER, "/"),
    Screen("work of somebody else", UNIT, "/", (follow("Priya Nair"),)),
    Screen("a line, put off", LEAD, "/", (follow("Not now"),)),
    Screen("a line, put off for too long", LEAD, "/", (follow("Not now"), FAR_DAY, save)),
)

AREAS = (
    Screen("areas", UNIT, "/areas", beside="02-areas"),
    Screen("areas, one stage", UNIT, "/areas", (go("stage="),)),
    Screen("areas, none found", UNIT, "/areas?q=zzz"),
    Screen("areas, of a project lead", LEAD, "/areas"),
    Screen("areas, a filter that is no more", UNIT, "/areas?programme=old-one&nation=Wales"),
    Screen("areas, all on one page", UNIT, "/areas?page=all&sort=name"),
    Screen("map", UNIT, "/areas/map", beside="02-areas-map"),
    Screen("map, one nation", UNIT, "/areas/map?nation=Wales"),
    Screen("map, none found", UNIT, "/areas/map?q=zzz"),
    Screen("map, of a project lead", LEAD, "/areas/map"),
    Screen("hand over, who and when", UNIT, "/areas?tick=all&nation=Wales", (follow("Hand over to"),)),
    Screen("hand over, error", UNIT, "/areas?tick=all&nation=Wales", (follow("Hand over to"), follow("Show what"))),
    Screen("hand over, none ticked", UNIT, "/areas?nation=Wales", (follow("Hand over to"),)),
    Screen("pipeline", UNIT, "/areas/pipeline"),
    Screen("pipeline, none found", UNIT, "/areas/pipeline?q=zzz"),
    Screen("pipeline, of a project lead", LEAD, "/areas/pipeline"),
)

AREA = (
    Screen("area, Marlbury", MANAGER, "/areas/{Marlbury}", (opened,), beside="03-area"),
    Screen("area, as its project lead", LEAD, "/areas/{Marlbury}"),
    Screen("area, as a viewer", VIEWER, "/areas/{Marlbury}"),
    Screen("area, long names", UNIT, f"/areas/{{{LONG_AREA}}}"),
    Screen("area, late", UNIT, "/areas/{Glasgow City}"),
    Screen("area, before a licence", UNIT, "/areas/{Norwich}"),
    Screen("area, an enquiry", UNIT, "/areas/{Luton}"),
    Screen("area, suspended", UNIT, "/areas/{Hastings}"),
    Screen("area, paused", UNIT, "/areas/{Brighton and Hove}"),
    Screen("area, terminated", UNIT, "/areas/{Powys}"),
    Screen("area, held back", UNIT, "/areas/{Oldham}"),
    Screen("area, licence ends soon", UNIT, "/areas/{Wiltshire}"),
    Screen("history", MANAGER, "/areas/{Marlbury}/history"),
    Screen("history, one kind", UNIT, "/areas/{Marlbury}/history?kind=people"),
    Screen("history, as its project lead", LEAD, "/areas/{Marlbury}/history"),
    Screen("history, none of a kind", UNIT, "/areas/{Luton}/history?kind=fidelity"),
    Screen("start reminders", UNIT, "/areas/{Oldham}/start-reminders"),
    Screen("people of an area", MANAGER, "/areas/{Marlbury}/people"),
    Screen("people of an area, long names", UNIT, f"/areas/{{{LONG_AREA}}}/people"),
    Screen("people of an area, none", UNIT, "/areas/{Luton}/people"),
    Screen("people of an area, one added wrongly", UNIT, "/areas/{Marlbury}/people/add", (save,)),
    Screen("who can see what", LEAD, "/areas/{Marlbury}/access"),
    Screen("who can see what, to be managed", UNIT, f"/areas/{{{LONG_AREA}}}/access"),
    Screen("who can see what, nobody given", UNIT, "/areas/{Luton}/access"),
    Screen("licence", UNIT, "/areas/{Marlbury}/licence"),
    Screen("licence, the term in short", UNIT, "/areas/{Marlbury}/licence", (follow("The term in short"),)),
    Screen("licence, the term without funding", UNIT, "/areas/{Wiltshire}/licence", (follow("The term in short"),)),
    Screen("licence, funding to add, nothing typed", UNIT, "/areas/{Marlbury}/licence", (go("/funding/add"), save)),
    Screen("licence, funding to end", UNIT, "/areas/{Marlbury}/licence", (follow("End early"),)),
    Screen("licence, signed copy, nothing chosen", UNIT, "/areas/{Marlbury}/licence", (go("/signed"), save)),
    Screen("licence, none", UNIT, "/areas/{Luton}/licence"),
    Screen("licence, draft", UNIT, "/areas/{Norwich}/licence"),
    Screen("licence, suspended", UNIT, "/areas/{Hastings}/licence"),
    Screen("licence, to suspend", UNIT, "/areas/{Marlbury}/licence", (go("/suspend"),)),
    Screen("licence, a condition, nothing typed", UNIT, "/areas/{Marlbury}/licence", (follow("Add a condition"), save)),
    Screen("licence, to end", UNIT, "/areas/{Wiltshire}/licence", (go("/renewal"),)),
    Screen(
        "licence, with a condition",
        UNIT,
        "/areas/{Marlbury}/licence",
        (follow("Add a condition"), typed(wording="Name a deputy lead before the next training."), NEXT_YEAR, save),
        once=True,
    ),
    Screen("licence, a condition changed", UNIT, "/areas/{Marlbury}/licence", (go("/conditions/"),)),
    Screen("documents, none", UNIT, "/areas/{Luton}/documents"),
    Screen(
        "documents, a program", UNIT, "/areas/{Marlbury}/documents/add", (*AGREEMENT, chosen_file(b"MZ", "a.pdf"), save)
    ),
    Screen(
        "documents, one",
        UNIT,
        "/areas/{Marlbury}/documents/add",
        (*AGREEMENT, chosen_file(b"%PDF-1.7 x", "a.pdf"), save, opened),
        once=True,
    ),
    Screen("documents, replaced", UNIT, "/areas/{Marlbury}/documents", (follow("Replace"),)),
    Screen("documents, withdrawn", UNIT, "/areas/{Marlbury}/documents", (follow("Withdraw"),)),
    Screen("facilitators", UNIT, "/areas/{Marlbury}/facilitators"),
    Screen("facilitators, none", UNIT, "/areas/{Luton}/facilitators"),
    Screen("accreditation", UNIT, "/areas/{Marlbury}/accreditation"),
    Screen("accreditation, none", UNIT, "/areas/{Luton}/accreditation"),
    Screen("certificates", UNIT, "/areas/{Marlbury}/certificates"),
    Screen("certificates, issued", UNIT, "/areas/{Marlbury}/certificates", (issued,)),
    Screen("certificates, who gets one", UNIT, "/areas/{Marlbury}/certificates/issue"),
    Screen("certificates, nobody gets one", UNIT, "/areas/{Luton}/certificates/issue"),
    Screen("certificates, nobody", UNIT, "/areas/{Luton}/certificates"),
    Screen("certificates, of a project lead", LEAD, "/areas/{Marlbury}/certificates"),
    Screen("a certificate that stands", UNIT, "/areas/{Marlbury}/certificates", (issued, looked_up)),
    Screen("places", UNIT, "/areas/{Marlbury}/licence", (go("/places"),)),
    Screen("places, one to give", UNIT, "/areas/{Hastings}/licence", (go("/places"), follow("Give it"))),
    Screen("places, one to release", UNIT, "/areas/{Hastings}/licence", (go("/places"), follow("Release"))),
    Screen("programme, to go on", UNIT, "/areas/{Brighton and Hove}/people", (follow("Go on"),)),
    Screen("area, edited", UNIT, "/areas/{Marlbury}/edit"),
    Screen("area, new", UNIT, "/areas/new"),
    Screen("area, new, wrong", UNIT, "/areas/new", (save,)),
    Screen("closure days", UNIT, "/closure-days"),
)

SUPPORT = (
    Screen("plan", MANAGER, "/areas/{Marlbury}/plan"),
    Screen("plan, suspended", UNIT, "/areas/{Hastings}/plan"),
    Screen("plan, none", UNIT, "/areas/{Luton}/plan"),
    Screen("agenda of a contact", LEAD, "/areas/{Marlbury}/plan", (go("/contacts/agenda/"),)),
    Screen("log a contact", LEAD, "/", LOG, beside="04-log-contact"),
    Screen(
        "log a contact, wrong",
        LEAD,
        "/",
        (*LOG, WRONG_DAY, typed(discussed=SAID), save),
        beside="04-log-contact-error",
    ),
    Screen("log a contact, two actions", LEAD, "/", (*LOG, opened, follow("Add another action"))),
    Screen("log a contact, signed out meanwhile", LEAD, "/", (*LOG, typed(discussed=SAID), signed_out, save)),
    Screen("a contact", MANAGER, "/areas/{Marlbury}/plan", (follow("See it"),)),
    Screen("a contact, corrected", MANAGER, "/areas/{Marlbury}/plan", (follow("See it"), follow("Correct"))),
    Screen("a contact, moved", MANAGER, "/areas/{Marlbury}/plan", (go("/contacts/move/"),)),
    Screen("an action", MANAGER, "/areas/{Marlbury}", (go("/actions/"),)),
    Screen("reviews", MANAGER, "/areas/{Marlbury}/reviews"),
    Screen("reviews, as a project lead", LEAD, "/areas/{Marlbury}/reviews"),
    Screen("reviews, late", UNIT, "/areas/{Jersey}/reviews"),
    Screen("reviews, long names", UNIT, f"/areas/{{{LONG_AREA}}}/reviews"),
    Screen("reviews, none", UNIT, "/areas/{Luton}/reviews"),
    Screen("a review held", MANAGER, "/areas/{Marlbury}/reviews", (follow("2 years on"),)),
    Screen("a review held, as a project lead", LEAD, "/areas/{Marlbury}/reviews", (follow("2 years on"),)),
    Screen("a review held, corrected", MANAGER, "/areas/{Marlbury}/reviews", (follow("2 years on"), follow("Correct"))),
    Screen("a review to record", UNIT, "/areas/{Jersey}/reviews", (follow("Record it"),)),
    Screen(
        "a review of sustainability, wrong",
        MANAGER,
        "/areas/{Marlbury}/reviews",
        (follow("3 years on"), follow("It was held already"), save),
    ),
    Screen("a review far ahead", MANAGER, "/areas/{Marlbury}/reviews", (follow("3 years on"),)),
    Screen("a review, moved", MANAGER, "/areas/{Marlbury}/reviews", (follow("Move it"),)),
    Screen("a review, left out", MANAGER, "/areas/{Marlbury}/reviews", (follow("Leave it out"),)),
)

SEARCH = (
    Screen("search, nothing asked", LEAD, "/search"),
    Screen("search, many kinds", UNIT, "/search?q=marlbury"),
    Screen("search, misspelt", UNIT, "/search?q=Wisnewska"),
    Screen("search, one", LEAD, "/search?q=BS"),
    Screen("search, all of a kind", UNIT, "/search?q=council&in=organisation"),
    Screen("search, long names", UNIT, "/search?q=bournemouth"),
    Screen("search, some of the words", UNIT, "/search?q=magdalena+of+xylophone"),
    Screen("search, nothing found", VIEWER, "/search?q=zzzyyx"),
)

UNIT_PAGES = (
    Screen("reminders sent", UNIT, "/deliveries", beside="07-deliveries"),
    Screen("held back, nothing", UNIT, "/deliveries/held"),
    Screen("mail that comes back", UNIT, "/deliveries/returned"),
    Screen("mail that comes back, one", UNIT, "/deliveries/returned", (go("/deliveries/returned/"),)),
    Screen(
        "mail that comes back, wrong",
        UNIT,
        "/deliveries/returned",
        (go("/deliveries/returned/"), typed(email="niamh at right"), first),
    ),
    Screen("is mail going out", UNIT, "/deliveries/sending"),
    Screen(
        "hold back an area, what follows",
        UNIT,
        "/deliveries/held",
        (ticked("what", "area"), typed(area="Oldham", reason="The lead left; the new one begins in May."), save),
    ),
    Screen("reminders sent, none of a kind", UNIT, "/deliveries?show=waiting"),
    Screen("rules of reminding", UNIT, "/reminders/rules"),
    Screen("a rule of reminding", UNIT, "/reminders/rules/contact_in_7_days", beside="07-reminder-rule"),
    Screen("a rule, to change", UNIT, "/reminders/rules/contact_3_days_late/change"),
    Screen("a rule, what follows", UNIT, RULE, (ticked("is_on", "off"), typed(reason="Nobody reads it."), save)),
    Screen("a rule, what it would send", UNIT, RULE, (typed(amount="2", reason="Nobody reads it on the day."), save)),
    Screen("a rule, refused", UNIT, RULE, (typed(amount="9999", reason=""), save)),
    Screen("a rule, to add", UNIT, "/reminders/rules/add"),
    Screen("a message that went", UNIT, "/deliveries?show=handed-over", (listed,)),
    Screen("a message that did not arrive", UNIT, "/deliveries?show=not-arrived", (listed,)),
    Screen("import, beside the demonstration", UNIT, "/import"),
    Screen("downloads", UNIT, "/downloads"),
    Screen("downloads, of a project lead", LEAD, "/downloads"),
    Screen("sending, nothing held", UNIT, "/release"),
    Screen("people", UNIT, "/people"),
    Screen("people, none found", UNIT, "/people?q=zzz"),
    Screen("a person", UNIT, "/people?q=Priya", (follow("Priya Nair"),)),
    Screen("a person, what they may see", UNIT, "/people?q=Priya", (follow("Priya Nair"), go("/access"))),
    Screen("a person, sees nothing", UNIT, "/people?q=Wen", (follow("Wen Zhao"), go("/access"))),
    Screen("a person, leaving", UNIT, "/people?q=Niamh", (follow("Niamh"), go("/leave"), save)),
    Screen(
        "a person, last day of a role, wrong",
        UNIT,
        "/people?q=Priya",
        (follow("Priya Nair"), go("/until"), typed(**{"last_on-day": "42"}), save),
    ),
    Screen("a person, deactivated", UNIT, "/people?q=Priya", (follow("Priya Nair"), follow("Deactivate"))),
    Screen("a project lead, deactivated", UNIT, "/people?q=Niamh", (follow("Niamh"), follow("Deactivate"))),
    Screen("invite a person", UNIT, "/people/invite"),
    Screen("records that may be one", UNIT, "/merge"),
    Screen("records like a person", UNIT, "/people?q=Magdalena", (follow(LONG_LEAD), go("/merge/people/"))),
    Screen("merge two areas", UNIT, "/merge/areas/{Luton}/{Marlbury}"),
    Screen("merge two areas, what follows", UNIT, "/merge/areas/{Luton}/{Marlbury}", (save,)),
    Screen("merge two areas, of two nations", UNIT, "/merge/areas/{Marlbury}/{Glasgow City}", (save,)),
    Screen("your record", LEAD, "/me/record"),
    Screen("invite a person, wrong", UNIT, "/people/invite", (typed(email="not an address"), save)),
    Screen("your account", LEAD, "/me"),
    Screen("your name", LEAD, "/me/name"),
    Screen("your name, none", LEAD, "/me/name", (typed(name=""), save)),
    Screen("not there", UNIT, "/areas/999999"),
    Screen("not allowed", VIEWER, "/people"),
)

# Last, because it is saved: what comes after it would differ.
LAST = (
    Screen("my work, of a long name", LONG_LEAD, "/"),
    Screen("my work, one thing put off", MANAGER, "/", (follow("Not now"), SOON, save, opened), once=True),
    Screen(
        "a contact just saved", LEAD, "/", (*LOG, ticked("outcome", "held"), ticked("channel", "call"), save), once=True
    ),
)

EMPTY = (
    Screen("empty, records that may be one", UNIT, "/merge"),
    Screen("empty, search", UNIT, "/search?q=anything"),
    Screen("empty, my work", UNIT, "/"),
    Screen("empty, areas", UNIT, "/areas"),
    Screen("empty, enquiries", UNIT, "/enquiries"),
    Screen("empty, conversion", UNIT, "/enquiries/conversion"),
    Screen("empty, map", UNIT, "/areas/map"),
    Screen("empty, pipeline", UNIT, "/areas/pipeline"),
    Screen("empty, readiness of all", UNIT, "/areas/readiness"),
    Screen("empty, barriers", UNIT, "/areas/barriers"),
    Screen("empty, reminders sent", UNIT, "/deliveries"),
    Screen("empty, mail that comes back", UNIT, "/deliveries/returned"),
    Screen("empty, people", UNIT, "/people"),
    Screen("empty, web hooks", ADMINISTRATOR, "/hooks"),
    Screen("empty, training", UNIT, "/training"),
    Screen("empty, closure days", UNIT, "/closure-days"),
    Screen("empty, import", UNIT, "/import"),
    Screen("empty, start all reminders", UNIT, "/start-reminders"),
)

IMPORTS = (
    Screen("import, in every state", UNIT, "/import"),
    Screen("import, nothing chosen", UNIT, "/import", (save,)),
    Screen("import, it is in", UNIT, "/import/1"),
    Screen("import, every row", UNIT, "/import/1/rows"),
    Screen("import, rows refused", UNIT, "/import/1/rows?outcome=refused"),
    Screen("import, many questions", UNIT, "/import/1/decisions"),
    Screen("import, questions of a kind", UNIT, "/import/1/decisions?kind=Dates"),
    Screen("import, no answer", UNIT, "/import/1/decisions", (save,)),
    Screen("import, refused", UNIT, "/import/2"),
    Screen("import, thrown away", UNIT, "/import/3"),
    Screen("import, one row in doubt", UNIT, "/import/4"),
    Screen("import, what columns are", UNIT, "/import/4/columns"),
    Screen("import, one question", UNIT, "/import/4/decisions"),
    Screen("import, a long name", UNIT, "/import/5"),
    Screen("import, cut short", UNIT, "/import/6"),
    Screen("import, being read", UNIT, "/import/7"),
    Screen("start all reminders", UNIT, "/start-reminders"),
)
