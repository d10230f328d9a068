"""Web hooks, as administrators keep them."""

from playwright.sync_api import Page

from tests.look.screens import ADMINISTRATOR, Screen, save, typed


def told_of_late_contacts(page: Page) -> None:
    """A channel of Teams is to be told of what is late."""
    page.locator("[name='format'][value='teams']").check()
    page.locator("[name='kinds'][value='contact.late']").check()


HOOKS = (
    Screen("web hooks, none", ADMINISTRATOR, "/hooks"),
    Screen("a web hook, to add", ADMINISTRATOR, "/hooks/add"),
    Screen("a web hook, nothing filled in", ADMINISTRATOR, "/hooks/add", (save,)),
    Screen(
        "a web hook, host not allowed",
        ADMINISTRATOR,
        "/hooks/add",
        (typed(name="Support team in Teams", address="https://hooks.example/a"), told_of_late_contacts, save),
    ),
)
