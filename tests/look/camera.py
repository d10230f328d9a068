"""Takes the pictures: a visitor for each person, signed in by a one-time link, wide first, then narrow."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.look.screens import NOBODY, Screen
from tests.look.worlds import World

WIDTHS = (1280, 390)


@dataclass(frozen=True)
class Shot:
    """A picture taken, or why there is none; what the page complained of."""

    screen: Screen
    width: int
    file: str
    wrong: tuple[str, ...] = ()


@dataclass
class Camera:
    """One world, and a page of each person who has signed in there."""

    browser: Browser
    world: World
    out: Path
    pages: dict[str, Page] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    """What the pages have complained of since the last picture."""

    def page_of(self, who: str) -> Page:
        """The page of this person; they sign in when first asked for."""
        if who not in self.pages:
            context = self.browser.new_context(
                base_url=self.world.url, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
            )
            context.set_default_timeout(8_000)
            page = self.pages[who] = context.new_page()
            page.on("pageerror", lambda error: self.said.append(str(error)))
            page.on("console", lambda message: self.said.append(message.text))
            if who != NOBODY:
                page.goto(f"/sign-in/{self.world.links[who]}")
                page.locator("main button").click()
        return self.pages[who]

    def reach(self, screen: Screen) -> Page:
        """The page, with the screen on it."""
        page = self.page_of(screen.who)
        page.goto(self.address(screen))
        for act in screen.acts:
            act(page)
        page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
        return page

    def address(self, screen: Screen) -> str:
        """The screen's address, with ids and links filled in."""
        known = {name: str(area_id) for name, area_id in self.world.areas.items()}
        known |= {f"link:{who}": token for who, token in self.world.links.items()}
        return re.sub(r"\{([^}]+)\}", lambda found: known[found[1]], screen.path)

    def take(self, screens: Iterable[Screen]) -> Iterator[Shot]:
        """The pictures, one after another."""
        for screen in screens:
            for width in WIDTHS:
                yield self.shot(screen, width)

    def shot(self, screen: Screen, width: int) -> Shot:
        """The screen at this width."""
        page = self.page_of(screen.who)
        file = f"{re.sub(r'[^a-z]+', '-', screen.name.lower())}-{width}.png"
        page.set_viewport_size({"width": width, "height": 800})
        cookies = page.context.cookies()
        try:
            if width == WIDTHS[0] or not screen.once:
                self.reach(screen)
        except Error as error:
            self.said.append(error.message.splitlines()[0])
        page.screenshot(path=self.out / file, full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            self.said.append("The page scrolls sideways.")
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
        return Shot(screen, width, file, self.complaints())

    def complaints(self) -> tuple[str, ...]:
        """What the pages have said since this was last asked; that a page answers with a refusal is none."""
        found = tuple(said for said in self.said if "status of 4" not in said)
        self.said.clear()
        return found
