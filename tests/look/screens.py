"""A screen, who looks at it, and how it is reached: by clicks where nobody knows its address.

The screens stand in modules by what they show; `parts` has them all.
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


LOG = (go("contacts/log"),)
SPOKE = (ticked("outcome", "held"), ticked("channel", "call"))
