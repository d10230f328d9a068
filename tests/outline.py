"""What axe may judge a page by, as numbers: of two pages that differ in their data alone, one reading tells of both.

An element counts by its kind, its classes and colours, what it holds, and the kinds and classes around it; by the
values of those of its attributes that rules read, and of the others by whether they are there and filled in. So does a
label that is missing, an id that stands twice or is named and not there, a heading under one of a higher level,
landmarks of one name, and what scrolls. Not counted: words, numbers, and how often a row comes.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser import axe_finds_nothing

NUMBERS = """() => {
    const VALUED = new Set(["type", "role", "scope", "rel", "target", "lang", "dir", "tabindex", "autocomplete",
        "inputmode", "colspan", "rowspan", "hidden", "open", "disabled", "required"]);
    const NAMING = new Set(["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
        "aria-details", "aria-errormessage", "aria-activedescendant"]);
    const SAYING = new Set(["aria-label", "aria-roledescription", "aria-valuetext", "aria-valuenow"]);
    const HOLDING = /^(ul|ol|dl|table|thead|tbody|tr|select|fieldset|details|figure)$/;
    const LANDMARK = /^(main|nav|aside|header|footer|section|form)$/;
    const ids = new Map(), around = new Map(), landmarks = new Set(), found = new Map();
    const number = (text) => {
        let sum = 7;
        for (let place = 0; place < text.length; place++) sum = Math.imul(sum, 31) + text.charCodeAt(place) | 0;
        return sum;
    };
    const every = [document.documentElement, document.body, ...document.body.querySelectorAll("*")];
    for (const { id } of every) if (id) ids.set(id, (ids.get(id) ?? 0) + 1);
    const there = (value) => value.trim().split(/\\s+/).map((id) => ids.has(id)).join();
    const said = ({ name, value }) => {
        if (name === "style") return name + value;
        if (NAMING.has(name)) return name + there(value);
        if (VALUED.has(name) || name.startsWith("aria-") && !SAYING.has(name)) return name + "=" + value;
        return name + Boolean(value.trim());
    };
    const holds = (element) => {
        if (element.localName === "svg" || !HOLDING.test(element.localName) && !element.hasAttribute("role"))
            return element.childElementCount > 0;
        const kinds = [...element.children].map((one) => one.localName);
        return kinds.filter((kind, place) => kind !== kinds[place - 1]).join();
    };
    const named = (element) => (element.getAttribute("aria-labelledby") ?? "").split(/\\s+/)
        .map((id) => document.getElementById(id)?.textContent).join() + element.getAttribute("aria-label");
    let level = "";
    for (const element of every) {
        const kind = [element.localName, [...element.classList].sort().join("."), element.getAttribute("role")].join();
        const place = number((around.get(element.parentElement) ?? "") + ">" + kind);
        around.set(element, place);
        const says = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
        const { color, backgroundColor, overflowX } = getComputedStyle(element);
        const own = [place, holds(element), says, [...element.attributes].map(said).sort().join(), color,
            backgroundColor, ids.get(element.id) > 1, element.labels?.length === 0, element.checkVisibility(),
            element.matches(":disabled"), overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1];
        if (/^h[1-6]$/.test(element.localName)) own.push(level, level = element.localName);
        if (LANDMARK.test(element.localName) || element.hasAttribute("role")) {
            const name = kind + named(element);
            own.push(landmarks.has(name));
            landmarks.add(name);
        }
        const whole = number(own.join("|"));
        if (!found.has(whole)) found.set(whole, element);
    }
    window.outlined = found;
    return [...found.keys()];
}"""


class Outlines:
    """What axe has read so far, and at which addresses."""

    def __init__(self) -> None:
        self.read: set[int] = set()
        self.addresses: set[str] = set()

    def finds_nothing(self, page: Page) -> None:
        """axe has read the page as it stands: whole where the address is new, else what stood on no page before it."""
        new = set(page.evaluate(NUMBERS)) - self.read
        address = re.sub("[0-9]+", "", urlsplit(page.url).path)
        if address not in self.addresses:
            axe_finds_nothing(page)
        elif new:
            axe_finds_nothing(page, among=new)
        self.addresses.add(address)
        self.read |= new
