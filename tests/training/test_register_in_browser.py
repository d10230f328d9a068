"""A trainer with a telephone: 12 people, 6 half-days, the network gone in the middle, and every mark there once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scaleup.accounts import service as accounts
from scaleup.accounts.rules import Purpose
from scaleup.training.models import Mark, MarkEntry
from tests.training.test_register import ABSENT, Room

pytestmark = pytest.mark.browser
LONGEST = 60
AHEAD = "performance.getEntriesByType('resource').filter((one) => one.name.includes('half-day=')).length"
"""How many other half-days the page has fetched ahead."""
FRIDAY = "2026-11-27T10:00:00+00:00"


@pytest.fixture
def phone(page_at: Callable[[int], Page]) -> Page:
    page = page_at(390)
    page.set_default_timeout(6_000)
    return page


def addresses(room: Room, session: Session) -> list[str]:
    """The pages of the half-days. Afterwards the test holds no lock: the server could not write."""
    found = [f"/training/{room.event.id}/register?half-day={half.id}" for half in room.halves]
    session.commit()
    return found


@pytest.fixture
def room(session: Session, clock: Callable[[str], None]) -> Room:
    clock(FRIDAY)
    return Room()


def signed_in(page: Page, person_id: int, session: Session) -> None:
    token = accounts.make_link(person_id, Purpose.SIGN_IN, datetime.fromisoformat(FRIDAY).astimezone(UTC))
    session.commit()
    page.goto(f"/sign-in/{token}")
    page.locator("main button").click()


def fetched_ahead(page: Page, count: int) -> None:
    """The page has fetched so many half-days; asked from here, because the page itself may evaluate no text."""
    for _ in range(200):
        if page.evaluate(AHEAD) == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.evaluate(AHEAD)} of {count} half-days were fetched ahead")


def answer(page: Page, name: str, words: str) -> Locator:
    return page.locator("[data-cell]", has_text=name).get_by_role("radio", name=words, exact=True).first


def test_a_register_is_filled_with_the_network_gone_in_the_middle(
    phone: Page, room: Room, session: Session, axe: Callable[[Page], None]
) -> None:
    paths = addresses(room, session)
    signed_in(phone, room.ruth.person_id, session)
    phone.goto(paths[0])
    expect(phone.get_by_text("Every mark is saved")).to_be_visible()
    fetched_ahead(phone, 5)
    phone.wait_for_load_state("networkidle")
    begun = time.monotonic()
    for number, path in enumerate(paths):
        if number:
            phone.locator(f".halfs a[href='{path}']").click()
        phone.get_by_role("button", name="Everyone is here").click()
        if number == 1:
            phone.context.set_offline(True)
        answer(phone, "Dawn Whittaker", "Absent").click()
        answer(phone, "Imran Sheikh", "Part").click()
        answer(phone, "Imran Sheikh", "Left early").click()
        phone.get_by_label("Minutes there").locator("visible=true").fill("100")
        answer(phone, "Jo Tanner", "Absent").click()
        answer(phone, "Jo Tanner", "Here").click()
        if number == 3:
            expect(phone.get_by_text("marks are not saved yet.").locator("visible=true")).to_be_visible()
            axe(phone)
            phone.context.set_offline(False)
    expect(phone.get_by_text("Every mark is saved").locator("visible=true")).to_be_visible(timeout=20_000)
    took = time.monotonic() - begun
    session.expire_all()
    found = session.execute(select(Mark.attendance, func.count().label("marks")).group_by(Mark.attendance))
    assert {row.attendance: row.marks for row in found} == {"present": 60, "absent": 6, "left_early": 6}
    keys = session.scalars(select(MarkEntry.key)).all()
    assert len(keys) == len(set(keys))
    session.commit()
    assert took < LONGEST, took
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.includes('register')).length") == 0
    phone.reload()
    expect(phone.locator("[data-there]")).to_have_text("11")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_what_waits_in_the_browser_goes_when_the_page_is_opened_again_and_is_gone_after_signing_out(
    phone: Page, room: Room, session: Session
) -> None:
    path = addresses(room, session)[0]
    signed_in(phone, room.ruth.person_id, session)
    phone.goto(path)
    phone.route("**/register/taps", lambda route: route.abort())
    answer(phone, "Jo Tanner", "Here").click()
    expect(phone.get_by_text("1 mark is not saved yet.").locator("visible=true")).to_be_visible()
    phone.unroute("**/register/taps")
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.goto(path)
    expect(phone.get_by_text("Every mark is saved")).to_be_visible()
    session.expire_all()
    assert len(session.scalars(select(Mark)).all()) == 1
    session.commit()
    phone.route("**/register/taps", lambda route: route.abort())
    answer(phone, "Huw Parry", "Absent").click()
    expect(phone.get_by_text("1 mark is not saved yet.").locator("visible=true")).to_be_visible()
    phone.goto("/me")
    phone.get_by_role("button", name="Sign out").first.click()
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.includes('register')).length") == 0


def test_another_trainers_mark_is_told_at_the_cell(phone: Page, room: Room, session: Session) -> None:
    paths = addresses(room, session)
    signed_in(phone, room.ruth.person_id, session)
    phone.goto(paths[0])
    at = datetime.fromisoformat(FRIDAY).astimezone(UTC)
    room.keep(room.tap("hannah", ABSENT), by=room.hannah, now=at)
    session.commit()
    answer(phone, "Carys Bevan", "Here").click()
    expect(phone.get_by_text("Hannah Cole had marked “Absent”. Yours is later and stands.")).to_be_visible()
