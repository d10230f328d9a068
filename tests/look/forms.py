"""The forms that stand behind a page: each as it opens, and once refused, where it says what is to be put right."""

from playwright.sync_api import Page

from tests.look.screens import (
    LEAD,
    LONG_AREA,
    LONG_LEAD,
    MANAGER,
    NOBODY,
    UNIT,
    Act,
    Screen,
    first_of,
    follow,
    go,
    opened,
    save,
    ticked,
    typed,
)


def instead(act: str, other: str) -> Act:
    """The address of this act is that of another one, which no link leads to."""

    def change(page: Page) -> None:
        page.goto(page.url.replace(f"/{act}", f"/{other}"))

    return change


PEOPLE, TEAM, LICENCE = "/areas/{Marlbury}/people", "/areas/{Marlbury}/facilitators", "/areas/{Marlbury}/licence"
REVIEWED = "/areas/{Marlbury}/accreditation"
REVIEW = (go("/reviews"), go("/reviews/keep"))
HELD_YES = (
    typed(**{"on_day-day": "10", "on_day-month": "11", "on_day-year": "2026", "cycle": "1"}),
    ticked("attended", "yes"),
    ticked("goal_set", "yes"),
    ticked("filming_confirmed", "yes"),
)

FORMS = (
    Screen("an invitation", NOBODY, "/invitation/{link:invited}"),
    Screen("an invitation, password too short", NOBODY, "/invitation/{link:invited}", (typed(password="short"), save)),
    Screen("an invitation that is used up", NOBODY, "/invitation/nothing"),
    Screen("a new password", NOBODY, "/new-password/{link:password}"),
    Screen("a new password, too short", NOBODY, "/new-password/{link:password}", (typed(password="short"), save)),
    Screen("your password", LEAD, "/me/password"),
    Screen("your password, nothing typed", LEAD, "/me/password", (save,)),
    Screen("a person, edited", UNIT, "/people?q=Magdalena", (follow(LONG_LEAD), go("/edit"))),
    Screen("somebody leaves an area", UNIT, PEOPLE, (go("/end"),)),
    Screen("an organisation, nothing typed", UNIT, "/areas/{Marlbury}/organisations/add", (save,)),
    Screen("a programme is taken up", UNIT, "/areas/{Luton}/implementations/open"),
    Screen("a programme, its manager", UNIT, PEOPLE, (go("/manager"),)),
    Screen("a programme, to close", UNIT, PEOPLE, (go("/close"),)),
    Screen("a programme, to close, nothing said", UNIT, PEOPLE, (go("/close"), save)),
    Screen("access, nothing typed", UNIT, "/areas/{Marlbury}/access/add", (save,)),
    Screen("access, its last day", UNIT, f"/areas/{{{LONG_AREA}}}/access", (go("/until"),)),
    Screen("records like an area", UNIT, "/merge/areas/{Luton}"),
    Screen("the first session", UNIT, TEAM, (go("/first-session"),)),
    Screen("a facilitator, nothing typed", UNIT, TEAM, (go("/facilitators/add"), save)),
    Screen("practice reviews, none", UNIT, REVIEWED, (go("/reviews"),)),
    Screen("practice reviews, one", UNIT, REVIEWED, (*REVIEW, *HELD_YES, save)),
    Screen("a practice review, wrong", UNIT, REVIEWED, (*REVIEW, save)),
    Screen("a facilitator, a part of training", UNIT, TEAM, (go("/part"),)),
    Screen("how many pairs, nothing typed", UNIT, "/areas/{Marlbury}/accreditation", (go("/pairs"), save)),
    Screen("a facilitator leaves", UNIT, TEAM, (go("/leave"),)),
    Screen("a facilitator leaves, what follows", UNIT, TEAM, (go("/leave"), save)),
    Screen("a licence, to grant", UNIT, "/areas/{Norwich}/licence", (go("/grant"),)),
    Screen(
        "a licence, the next one",
        UNIT,
        "/areas/{Portsmouth}/licence",
        (go("/renewal"), ticked("decision", "renew"), save, follow("Draft the next licence")),
        once=True,
    ),
    Screen(
        "a licence, not as it stands", UNIT, "/areas/{Hastings}/licence", (go("/resume"), instead("resume", "grant"))
    ),
    Screen("a licence, to resume", UNIT, "/areas/{Hastings}/licence", (go("/resume"),)),
    Screen("a licence, to terminate, nothing said", UNIT, LICENCE, (go("/terminate"), save)),
    Screen("a licence, other terms", UNIT, LICENCE, (go("/change"),)),
    Screen(
        "a contact corrected, nothing said",
        MANAGER,
        "/areas/{Marlbury}/plan",
        (follow("See it"), follow("Correct"), save),
    ),
    Screen("a contact moved, nothing said", MANAGER, "/areas/{Marlbury}/plan", (go("/contacts/move/"), save)),
    Screen("an action dropped, nothing said", MANAGER, "/areas/{Marlbury}", (go("/actions/"), opened, follow("Drop"))),
    Screen("a closure day, nothing typed", UNIT, "/closure-days", (save,)),
)

HELD = (
    Screen("areas with a licence each, not merged", UNIT, "/merge/areas/1/2", (save,)),
    Screen("people side by side, nothing chosen", UNIT, "/merge/people/3/4", (save,)),
    Screen("people merged", UNIT, "/merge/people/3/4", (first_of("email_of"), save, save), once=True),
    Screen("records merged, to undo", UNIT, "/merge", (go("/undo"),)),
    Screen("sending, held", UNIT, "/release"),
    Screen("sending, held, nothing chosen", UNIT, "/release", (save,)),
)
"""In the world of imports, where all sending is held."""
