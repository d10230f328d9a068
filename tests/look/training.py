"""Training: its events, who comes, the register and what they thought of it."""

from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.look.screens import LEAD, NOBODY, TRAINER, UNIT, Screen, first_of, follow, go, save, typed


def missed(page: Page) -> None:
    """The first person of the register is excused from the last half-day."""
    page.goto(urljoin(page.url, "/training/6/register/all"))
    page.locator("main tbody tr").first.locator("select").last.select_option("excused")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.goto(urljoin(page.url, "/training/6"))


def moved(page: Page) -> None:
    """The event is half a year later, and everybody is asked again."""
    page.goto(urljoin(page.url, "/training/6/change"))
    years = page.locator('input[name^="days-"][name$="-year"]')
    for number in range(years.count()):
        if years.nth(number).input_value():
            years.nth(number).fill("2028")
    save(page)


def held(page: Page) -> None:
    """Something is held of what somebody needs, and the form for more is open."""
    page.goto(urljoin(page.url, "/training/6"))
    page.locator('main a[href$="/needs"]').first.click()
    page.locator('input[name="needs"]').fill("Step-free access")
    save(page)
    page.locator('main a[href$="/needs"]').first.click()


def leaves(page: Page) -> None:
    """An area with people in an event to come leaves its programme: what follows is shown."""
    page.goto(urljoin(page.url, "/training/6/change"))
    implementation_id = page.locator('input[name="areas"]:checked').first.get_attribute("value")
    page.goto(urljoin(page.url, f"/implementations/{implementation_id}/close"))
    page.locator('[name="exit_by"][value="lapsed"]').check()
    page.locator('[name="reason"]').fill("It was not renewed.")
    save(page)


EVENTS = (
    Screen("training", UNIT, "/training"),
    Screen("training, past", TRAINER, "/training?show=past"),
    Screen("training, of a project lead", LEAD, "/training?show=past"),
    Screen("training, none to come", LEAD, "/training"),
    Screen("training, which kind", UNIT, "/training/plan"),
    Screen("training, planned", UNIT, "/training/plan", (go("/top_up"),)),
    Screen("training, planned wrongly", UNIT, "/training/plan", (go("/top_up"), save)),
    Screen("an event to come", TRAINER, "/training", (go("/training/6"),)),
    Screen("an event that is past", TRAINER, "/training?show=past", (go("/training/1"),)),
    Screen("an event, changed", TRAINER, "/training/6", (follow("Change it"), save)),
    Screen("an event, cancelled", TRAINER, "/training/6", (follow("Cancel it"), typed(reason="The hall is let"), save)),
    Screen("an event, who comes", UNIT, "/training/1/book"),
    Screen("an event, somebody new", UNIT, "/training/6/book/new", (save,)),
    Screen("an event, somebody out", TRAINER, "/training/6", (follow("Does not come"), save)),
    Screen("an event, access and food", TRAINER, "/training/6", (follow("Access and food"),)),
    Screen("an event, access and food held already", UNIT, "/training/6", (held,)),
    Screen("an event, to be moved", UNIT, "/training/6", (moved,)),
    Screen("an event, whose area leaves", UNIT, "/training/6", (leaves,)),
    Screen("an event, somebody lacks a half-day", UNIT, "/training/6", (missed,)),
    Screen("somebody catches up", UNIT, "/training/6", (missed, follow("Where it can be caught up"))),
    Screen("somebody catches up, nothing to do", UNIT, "/facilitators/3/catch-up"),
    Screen("an answer, link unknown", NOBODY, "/training/answer/nothing/coming"),
)

REGISTER = (
    Screen("register, a half-day", TRAINER, "/training/1/register"),
    Screen("register, whole", TRAINER, "/training/1/register/all"),
    Screen("register, to come", TRAINER, "/training/6/register"),
    Screen("register, somebody unannounced, nothing typed", TRAINER, "/training/1/register/walk-in", (save,)),
    Screen("register, from a file, nothing chosen", TRAINER, "/training/1/register/file", (save,)),
    Screen("feedback, wrong", NOBODY, "/training/feedback/{link:feedback}", (first_of("practical-1"), save)),
    Screen("feedback", NOBODY, "/training/feedback/{link:feedback}"),
    Screen("feedback, a link not known", NOBODY, "/training/feedback/nothing"),
)
