"""The screens of checks: is delivery green, a check marked item by item, rated again, and the plan that follows."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, LONG_AREA, MANAGER, UNIT, VIEWER, Act, Screen, first_of, follow, go, save

AREA = "/areas/{Marlbury}/fidelity"
CHOOSE = follow("Record a check")
HERE = (CHOOSE, go("method=observation"))


def marked(mark: int) -> Act:
    """Every item has this mark."""

    def act(page: Page) -> None:
        for item in page.locator(f"main [name^='item_'][value='{mark}']").all():
            item.check()

    return act


def observer(page: Page) -> None:
    """Whoever is signed in observed."""
    page.locator("[name='observer']").select_option(index=0)


def owner(page: Page) -> None:
    """The first of those who may sees to it."""
    page.locator("[name='owner']").select_option(index=1)


def once_rated(page: Page) -> None:
    """The first check that a second person may rate is opened."""
    links = [one.get_attribute("href") for one in page.locator("main a[href*='/fidelity/checks/']").all()]
    for link in dict.fromkeys(filter(None, links)):
        page.goto(link)
        if page.get_by_role("link", name="A second person rates").count():
            return


def day(page: Page) -> None:
    """The day is typed where the session has no record of it."""
    for part, value in (("day", "17"), ("month", "11"), ("year", "2026")):
        field = page.locator(f"[name='on_day-{part}']")
        if field.count():
            field.fill(value)


WEAK = (*HERE, first_of("observed"), day, marked(2), save)
AMBER = (*HERE, first_of("observed"), day, marked(3), save)
CHECK = go("/fidelity/checks/")

CHECKS = (
    Screen("fidelity, many", MANAGER, AREA),
    Screen("fidelity, of a lead", LEAD, AREA),
    Screen("fidelity, of a viewer", VIEWER, AREA),
    Screen("fidelity, none yet", UNIT, "/areas/{Hastings}/fidelity"),
    Screen("fidelity, no programme", UNIT, "/areas/{Luton}/fidelity"),
    Screen("fidelity, long names", UNIT, f"/areas/{{{LONG_AREA}}}/fidelity"),
    Screen("check, which session", MANAGER, AREA, (CHOOSE,)),
    Screen("check, to mark", MANAGER, AREA, HERE),
    Screen("check, to mark, wrong", MANAGER, AREA, (*HERE, save)),
    Screen("check, red, what follows", MANAGER, AREA, WEAK),
    Screen("check, without items", LEAD, AREA, (CHECK,)),
)
SAVED = (
    Screen("plan to improve, to make", MANAGER, AREA, (*WEAK, save), once=True),
    Screen("plan to improve, to make, wrong", MANAGER, AREA, (follow("Make a plan"), save)),
    Screen("check, on record", MANAGER, AREA, (CHECK,)),
    Screen("check, a second rating", MANAGER, AREA, (once_rated, follow("A second person rates"))),
    Screen("plan to improve, made", MANAGER, AREA, (follow("Make a plan"), owner, save), once=True),
    Screen("plan to improve, to close", MANAGER, AREA, (go("/fidelity/plans/"),)),
)
