"""The pictures of the guides, taken from the demonstration: `python -m tests.look.guides [WORD]`.

They are kept in scaleup/static/guides, because the product shows them; tests/guides says that each is used and small.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import browser as chromium
from tests.databases import OnSqlite
from tests.look import worlds
from tests.look.before import FIRST_ROUND, HANDED, LATE
from tests.look.camera import Camera
from tests.look.changes import KIND, SEEN
from tests.look.forecast import TO_HAND_OVER, for_january, many
from tests.look.measures import ENTER
from tests.look.palette import eight_bit
from tests.look.screens import (
    ANSWERING,
    LEAD,
    LOG,
    MANAGER,
    NOBODY,
    TRAINER,
    UNIT,
    Act,
    Screen,
    follow,
    go,
    issued,
    listed,
    ticked,
    typed,
)

OUT = Path("scaleup/static/guides")
WIDE, NARROW = 1280, 390
CHRISTMAS = typed(
    **{
        "on_day-day": "21", "on_day-month": "12", "on_day-year": "2026",
        "to_on-day": "4", "to_on-month": "1", "to_on-year": "2027",
        "reason": "The children’s centre is closed",
    }
)  # fmt: skip
INVITED = typed(name="Rosa Lindqvist", email="rosa@marlbury.example", employer="Marlbury Council")


def first_opened(page: Page) -> None:
    """The first folded part of the page is open."""
    page.locator("main summary").first.click()


def first_half_day(page: Page) -> None:
    """The register stands at its first half-day."""
    page.locator("main .halfs a").first.click()
    page.wait_for_load_state()


@dataclass(frozen=True)
class View:
    """A picture of a guide: its file, who looks, where, after which acts, and how much of the page."""

    file: str
    who: str
    path: str
    acts: tuple[Act, ...] = ()
    width: int = WIDE
    height: int = 640
    start: str = ""
    """The picture begins at this part of the page; at its top, if nothing is named."""


VIEWS = (
    View("my-work", MANAGER, "/", height=720),
    View("search", UNIT, "/search?q=Wisnewska", height=460),
    View("log-contact", MANAGER, "/", (*LOG, ticked("outcome", "held"), ticked("channel", "call")), height=760),
    View("review", UNIT, "/areas/{Jersey}/reviews", (follow("Record it"),), height=760),
    View("returned", UNIT, "/deliveries/returned", (go("/deliveries/returned/"),), height=1080),
    View("hand-over", UNIT, "/areas?tick=all&nation=Wales", (follow("Hand over to"),), height=520),
    View("away", UNIT, TO_HAND_OVER, (follow("Hand over to"), for_january), height=640),
    View("what-if", UNIT, "/forecast/what-if", (many,), height=760),
    View("suspend", UNIT, "/areas/{Marlbury}/licence", (go("/suspend"), CHRISTMAS, follow("Show what")), height=720),
    View("pace", UNIT, "/areas/{Glasgow City}/plan", (go("/pace"),), height=720),
    View("start-reminders", UNIT, "/areas/{Oldham}/start-reminders", height=480),
    View("coming-mail", UNIT, "/areas/{Marlbury}/coming-mail?days=90", height=520),
    View("downloads", UNIT, "/downloads", height=640),
    View("invite", UNIT, "/people/invite", (INVITED,), height=700),
    View("sign-in", NOBODY, "/sign-in", width=NARROW, height=620),
    View("lead-work", LEAD, "/", width=NARROW, height=760),
    View("lead-log", LEAD, "/", LOG, width=NARROW, height=720),
    View("lead-action", LEAD, "/areas/{Marlbury}", (go("/actions/"),), width=NARROW, height=480),
    View("lead-facilitators", LEAD, "/areas/{Marlbury}/facilitators", width=NARROW, height=720),
    View("lead-access", LEAD, "/areas/{Marlbury}/access", width=NARROW, height=720),
    View("lead-group", LEAD, "/areas/{Marlbury}/delivery", (follow("Set up a group"),), NARROW, 760),
    View("lead-change", LEAD, f"{KIND}weekend", (SEEN,), NARROW, 760),
    View("lead-scores", LEAD, ENTER, width=NARROW, height=760),
    View("lead-birth", LEAD, ENTER, (go("/scores"), go("/births"), listed), NARROW, 760),
    View("lead-results", LEAD, "/areas/{Marlbury}/results", width=NARROW, height=860),
    View("lead-cost", LEAD, "/areas/{Marlbury}/results/costs", (follow("Add a cost"),), NARROW, 760),
    View("lead-told", LEAD, "/areas/{Marlbury}/results/process", (follow("Enter how people"),), NARROW, 760),
    View("trainer-work", TRAINER, "/", height=620),
    View("trainer-facilitators", TRAINER, "/areas/{Marlbury}/facilitators", height=620),
    View("trainer-area", TRAINER, "/areas/{Marlbury}", height=720),
    View("enquiry", UNIT, LATE, (follow("Fenwick"),), height=680),
    View("sign-round", UNIT, HANDED, (*FIRST_ROUND, follow("Sign")), height=720),
    View("plan-event", UNIT, "/training/plan", (go("/top_up"), first_opened), height=760),
    View("lead-readiness", ANSWERING, "/areas/{Norwich}/readiness", (*FIRST_ROUND, follow("Need")), NARROW, 760),
    View("lead-training", LEAD, "/training?show=past", (go("/training/1"),), NARROW, 760),
    View("lead-accredited", LEAD, "/areas/{Marlbury}/accreditation", width=NARROW, height=760),
    View("trainer-event", TRAINER, "/training", (go("/training/6"),), height=760),
    View("trainer-register", TRAINER, "/training/1/register", (first_half_day,), NARROW, 760),
    View("trainer-make-up", TRAINER, "/training/1/register", width=NARROW, height=880),
    View("certificates", UNIT, "/areas/{Marlbury}/certificates", (issued,), height=640),
    View("map", UNIT, "/areas/map", height=900),
    View("calendar", MANAGER, "/calendar", height=760),
    View("lead-calendar", LEAD, "/me/calendar", width=NARROW, height=640),
)
BEFORE_ANYTHING = (View("import", UNIT, "/import", height=560),)
"""The demonstration takes no tracker, so this is a system just begun."""


def main(words: list[str]) -> int:
    """The pictures lie in OUT; 1 if there is no browser."""
    if chromium.chromium() is None:
        print(chromium.NONE, file=sys.stderr)
        return 1
    for name in [name for name in os.environ if name.startswith("SCALEUP_")]:
        del os.environ[name]
    os.environ["SCALEUP_NOW"] = worlds.MONDAY
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())  # type: ignore[arg-type]  # made for it
        template = OnSqlite(Path(place))
        for name, world, views in (("full", worlds.demonstration, VIEWS), ("begun", worlds.empty, BEFORE_ANYTHING)):
            (Path(place) / name).mkdir()
            asked = [view for view in views if not words or any(word in view.file for word in words)]
            if asked:
                with world(template, Path(place) / name) as live:
                    camera = Camera(browser, live, OUT)
                    for view in asked:
                        (OUT / f"{view.file}.png").write_bytes(eight_bit(taken(camera, view)))
        browser.close()
    return 0


def taken(camera: Camera, view: View) -> bytes:
    """The picture as the browser takes it."""
    page = camera.page_of(view.who)
    page.set_viewport_size({"width": view.width, "height": view.height})
    camera.reach(Screen(view.file, view.who, view.path, view.acts))
    top = page.locator(view.start).bounding_box() if view.start else None
    clip = {"x": 0, "y": top["y"] if top else 0, "width": view.width, "height": view.height}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # as it is asked for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
