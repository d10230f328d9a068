"""Web hooks, as administrators keep them."""

from playwright.sync_api import Page

from tests.look.screens import ADMINISTRATOR, Screen, follow, save, typed


def told_of_late_contacts(page: Page) -> None:
    """A channel of Teams is to be told of what is late."""
    page.locator("[name='format'][value='teams']").check()
    page.locator("[name='kinds'][value='contact.late']").check()


HOOKS = (
    Screen("web hooks", ADMINISTRATOR, "/hooks"),
    Screen("a web hook, well", ADMINISTRATOR, "/hooks", (follow("Data team"),)),
    Screen("a web hook, failing", ADMINISTRATOR, "/hooks", (follow("Support team"),)),
    Screen("a web hook, switched off", ADMINISTRATOR, "/hooks", (follow("Old intranet"),)),
    Screen("a web hook, to switch off", ADMINISTRATOR, "/hooks", (follow("Support team"), follow("Switch it off"))),
    Screen("a web hook, to change", ADMINISTRATOR, "/hooks", (follow("Data team"), follow("Change it"))),
    Screen("a web hook, to add", ADMINISTRATOR, "/hooks/add"),
    Screen("a web hook, nothing filled in", ADMINISTRATOR, "/hooks/add", (save,)),
    Screen(
        "a web hook, host not allowed",
        ADMINISTRATOR,
        "/hooks/add",
        (typed(name="Support team in Teams", address="https://intranet.example/a"), told_of_late_contacts, save),
    ),
)

SECRET = (
    Screen(
        "a web hook, its secret",
        ADMINISTRATOR,
        "/hooks/add",
        (typed(name="Figures", address="https://hooks.example/b"), told_of_late_contacts, save),
        once=True,
    ),
)
