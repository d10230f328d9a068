"""Steps that journeys share: people come in by a link, the clock wakes the senders, what a page must never do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Purpose
from scaleup.core import clock
from scaleup.extensions import db
from scaleup.imports import tasks as imports
from tests.mails import look, text_of

widths = pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, False)])
"""A desk's browser with scripts, and a phone's without."""
PASSWORD = "marmalade-lantern-ploughs"
ENOUGH = 80
"""More presses of Tab than any page here needs to get to its last control."""


def enter(page: Page, person: Person) -> None:
    """The person has come in by a one-time link, as `make run` prints it, and stands before My work.

    The test's session is saved last: on SQLite a transaction left open would keep the server from writing.
    """
    name, token = person.name, accounts.make_link(person.id, Purpose.SIGN_IN, clock.now())
    commit.now()
    page.goto(f"/sign-in/{token}")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    assert heading(page) == "My work"


def arrive(page: Page, name: str) -> None:
    """The person of this name has come in by a one-time link."""
    enter(page, db.session.scalars(select(Person).where(Person.name == name)).one())


def heading(page: Page) -> str:
    """The page's one h1."""
    return page.locator("h1").inner_text()


def wake() -> None:
    """What `scaleup tick` does: what is due is planned, and all that waits is handed over."""
    look(clock.now())


def link_in(mail: EmailMessage, shape: str) -> str:
    """The address in the mail that has this shape."""
    found = re.search(rf"http://\S*{shape}\S*", text_of(mail))
    assert found, text_of(mail)
    return found.group()


@contextmanager
def nothing_said(page: Page) -> Iterator[None]:
    """Fails when the page writes to the console: a blocked script or style, an error of ours, a file not found.

    That the page itself answers 401 or 422, as the door and a refused form do, is no complaint.
    """
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    complaints = [one for one in said if "status of 401" not in one and "status of 422" not in one]
    assert not complaints, complaints


def fits(page: Page) -> bool:
    """Whether the page can be read without scrolling sideways, once it stands there whole."""
    page.wait_for_load_state()
    return bool(page.locator("body").evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


def more_filters(page: Page) -> None:
    """All filters of the list can be reached; on a phone most of them are folded away."""
    page.wait_for_load_state()
    more = page.locator("summary", has_text="More filters")
    if more.is_visible():
        more.click()


def see_how_far(page: Page, scripts: bool) -> None:
    """A worker has looked at the workbook, and the page tells of it: by itself, or asked where there are no scripts."""
    imports.look.run()
    if not scripts:
        page.get_by_role("link", name="See how far it is").click()


def agree(page: Page, number: int, what: str) -> None:
    """The line of this number in the form says what will be done, by Niamh O’Rourke, before the next contact."""
    line = page.get_by_role("group", name=f"Action {number}")
    line.get_by_label("What will be done").fill(what)
    line.get_by_label("By whom").select_option(label="Niamh O’Rourke")
    for part, figure in (("Day", "4"), ("Month", "12"), ("Year", "2026")):
        line.get_by_label(part).fill(figure)


def date_into(page: Page, legend: str, day: str) -> None:
    """The three parts of the date under this legend say this day, as in "21 12 2026"."""
    group = page.get_by_role("group", name=legend, exact=True)
    for part, figure in zip(("Day", "Month", "Year"), day.split(), strict=True):
        group.get_by_label(part, exact=True).fill(figure)


def date_of(page: Page, legend: str) -> str:
    """What stands in the three parts of the date under this legend."""
    group = page.get_by_role("group", name=legend, exact=True)
    return " ".join(group.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year"))


def to(page: Page, name: str) -> None:
    """Tab is pressed until the control of this name has the focus; at each stop the focus can be seen."""
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop["seen"], f"the focus cannot be seen at {stop['name']!r} of {page.url}"
        if stop["name"].startswith(name):
            return
    raise AssertionError(f"Tab never came to {name!r} on {page.url}")


STOP = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels.length ? one.labels[0] : one;
  const marks = [one, label].flatMap((part) => [null, "::before"].map((side) => getComputedStyle(part, side)));
  const seen = marks.some((look) =>
    (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== "none");
  const said = one.getAttribute("aria-label") || label.textContent;
  return { name: said.replace(/\\s+/g, " ").trim(), seen: seen && one !== document.body };
}"""
"""The name of what has the focus, and whether it is marked by an outline or a shadow."""


def key_in(page: Page, *keys: str) -> None:
    """Day, month and year are typed, from the first of the three fields on."""
    for number, key in enumerate(keys):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(key)


def on(page: Page) -> str:
    """What the focus stands on, which can be seen: its words."""
    stop = page.evaluate(STOP)
    assert stop["seen"], f"the focus cannot be seen at {stop['name']!r} of {page.url}"
    return str(stop["name"])


def press(page: Page, name: str) -> None:
    """The control of this name is come to by Tab and pressed with Enter; another page stands there."""
    to(page, name)
    send(page)


def send(page: Page) -> None:
    """Enter is pressed where the focus is; another page stands there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
