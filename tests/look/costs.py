"""The screens of what delivery cost and how it goes."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, LONG_AREA, UNIT, Act, Screen, follow, opened, save, ticked, typed

COSTS = "/areas/{Marlbury}/results/costs"
PROCESS = "/areas/{Marlbury}/results/process"


def picked(name: str, value: str) -> Act:
    """This answer of a list is chosen."""

    def act(page: Page) -> None:
        page.locator(f"select[name='{name}']").select_option(value)

    return act


COST = (follow("Add a cost"), picked("kind", "venues"), typed(amount="1,250.50"), ticked("standing", "actual"))
HOURS = (
    follow("Add a cost"),
    opened,
    picked("kind", "staff"),
    typed(hours="412:30", rate="31.40"),
    ticked("standing", "estimated"),
)
DAY = {"from_on-day": "6", "from_on-month": "10", "from_on-year": "2026"}
GROUP = (
    follow("Enter how people were asked"),
    ticked("kind", "focus_group"),
    typed(**DAY, invited="12", mothers="6", fathers="2"),
    ticked("conductor", "independent"),
)
SURVEY = (
    follow("Enter how people were asked"),
    ticked("kind", "satisfaction"),
    typed(**DAY, mothers="15"),
    ticked("conductor", "area"),
)
THEME = (
    picked("themes-0-theme", "venue"),
    ticked("themes-0-effect", "hinders"),
    typed(**{"themes-0-people": "5"}),
)
COURSE = (
    Screen("results of an area", LEAD, "/areas/{Marlbury}/results", beside="08-results"),
    Screen("results of a programme", LEAD, "/results"),
    Screen("costs, none", LEAD, COSTS),
    Screen("costs, one to enter", LEAD, COSTS, (follow("Add a cost"),)),
    Screen("costs, one to enter, nothing typed", LEAD, COSTS, (follow("Add a cost"), save)),
    Screen("costs, hours and an amount", LEAD, COSTS, (*HOURS, typed(amount="some"), save)),
    Screen("costs, long names", UNIT, f"/areas/{{{LONG_AREA}}}/results/costs"),
    Screen("how it goes, surveys of staff", LEAD, PROCESS),
    Screen("how it goes, to enter", LEAD, PROCESS, (follow("Enter how people were asked"),)),
    Screen("how it goes, wrong", LEAD, PROCESS, (*GROUP, *THEME, typed(invited="5"), save)),
    Screen("how it goes, a training for measures", LEAD, PROCESS, (follow("Enter a training for measures"),)),
    Screen("how it goes, long names", UNIT, f"/areas/{{{LONG_AREA}}}/results/process"),
)
SAVED = (
    Screen("costs, one", LEAD, COSTS, (*COST, save), once=True),
    Screen("costs, several", LEAD, COSTS, (*HOURS, save), once=True),
    Screen("costs, one put right", LEAD, COSTS, (follow("Put right"),)),
    Screen("how it goes, one focus group", LEAD, PROCESS, (*GROUP, *THEME, save), once=True),
    Screen("how it goes, answers to count", LEAD, PROCESS, (*SURVEY, save), once=True),
)
