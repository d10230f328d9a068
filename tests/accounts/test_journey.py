"""The door in a browser: by keyboard, narrow and wide, and with a form that outlives its session."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import queries, service
from scaleup.accounts.models import SignedIn
from scaleup.accounts.rules import Purpose
from scaleup.core import clock
from tests.factories.accounts import PASSWORD, person

pytestmark = pytest.mark.browser


@pytest.fixture
def una(session: scoped_session[Session]) -> int:
    found = person("Una Boss", "unit_manager", now=clock.now()).id
    session.commit()
    return found


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("una@marlbury.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_what_was_typed_survives_the_end_of_the_session(page: Page, session: scoped_session[Session], una: int) -> None:
    page.goto("/people/invite")
    expect(page).to_have_title("Sign in - Scaleup")
    sign_in(page)
    expect(page).to_have_url(re.compile("/people/invite$"))
    page.get_by_label("Name").fill("Magdalena Wiśniewska-Kowalczyk")
    page.get_by_label("Work e-mail address").fill("magda@marlbury.example")
    page.get_by_label("Project lead").check()
    session.execute(update(SignedIn).values(seen_at=clock.now() - timedelta(hours=3)))
    session.commit()

    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("What you typed waits in this page")).to_be_visible()
    sign_in(page)
    expect(page).to_have_url(re.compile("/people/invite$"))
    expect(page.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Magdalena Wiśniewska-Kowalczyk")
    expect(page.get_by_label("Project lead")).to_be_checked()
    expect(page.get_by_label("Trainer")).not_to_be_checked()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Magdalena Wiśniewska-Kowalczyk")
    session.rollback()
    assert queries.by_email("magda@marlbury.example") is not None


def test_the_keyboard_alone_signs_in(page: Page, una: int) -> None:
    page.goto("/sign-in?next=/me")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("una@marlbury.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/me$"))


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_accounts(
    page_at: Callable[[int], Page],
    axe: Callable[[Page], None],
    session: scoped_session[Session],
    una: int,
    width: int,
) -> None:
    page = page_at(width)
    link = service.make_link(una, Purpose.SIGN_IN, clock.now())
    ada = service.invite(None, name="Ada Moss", email="ada@marlbury.example", roles=["viewer"], now=clock.now()).id
    invitation = service.make_link(ada, Purpose.INVITATION, clock.now())
    session.commit()
    for path in (
        "/sign-in",
        "/forgotten-password",
        f"/invitation/{invitation}",
        "/invitation/cut-off",
        f"/sign-in/{link}",
    ):
        page.goto(path)
        axe(page)
    page.get_by_role("button", name="Sign in as Una Boss").click()
    for path in (
        "/people",
        "/people/invite",
        f"/people/{ada}",
        f"/people/{ada}/deactivate",
        "/me",
        "/me/password",
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
