"""The forms of a page as a browser would send them: where each goes, what stands in its fields, what they offer."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset({"text", "number", "tel", "date", "email", "password", "file", "search", "time"})
"""Kinds of input that hold what a person types."""
PRESSED = frozenset({"submit", "button", "reset", "image"})


@dataclass
class Filled:
    """One form: its address and method, what would be sent, and which answers each field offers."""

    action: str
    method: str
    sent: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    """The values of lists, boxes, buttons and of what goes unseen, by name."""

    def put(self, name: str, values: list[str]) -> list[tuple[str, str]]:
        """What would be sent with these values in this field, and what stands there in all others."""
        return [(one, value) for one, value in self.sent if one != name] + [(name, value) for value in values]


class Forms(HTMLParser):
    """The forms of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Filled] = []
        self.links: list[str] = []
        self.form: Filled | None = None
        self.select = self.area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The parser's hook."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "form":
            self.form = Filled(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is not None:
            self.control(tag, given, self.form)

    def control(self, tag: str, given: dict[str, str], form: Filled) -> None:
        """One control of a form."""
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "select":
            self.select = name
            form.offered.setdefault(name, [])
        elif tag == "option" and self.select:
            form.offered[self.select].append(value)
            if "selected" in given:
                form.sent.append((self.select, value))
        elif tag == "textarea":
            self.area = name
            form.sent.append((name, ""))
        elif tag in ("input", "button") and name:
            self.asked(given.get("type", "submit" if tag == "button" else "text"), name, given, form)

    def asked(self, kind: str, name: str, given: dict[str, str], form: Filled) -> None:
        """An input, or a button with a name."""
        value = given.get("value", "on" if kind == "checkbox" else "")
        if kind not in TYPED:
            form.offered.setdefault(name, []).append(value)
        if kind in PRESSED or kind == "file" or (kind in ("radio", "checkbox") and "checked" not in given):
            return
        form.sent.append((name, value))

    def handle_data(self, data: str) -> None:
        """The words of a text area."""
        if self.area and self.form is not None:
            name, words = self.form.sent.pop()
            self.form.sent.append((name, words + data))

    def handle_endtag(self, tag: str) -> None:
        """The parser's hook."""
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def masked(text: str) -> str:
    """The page without what differs each time that it is drawn."""
    return re.sub(r'name="(nonce|csrf_token)" value="[^"]*"', "", text)
