"""What a browser would send of a form that nobody touched."""

from html.parser import HTMLParser


class Controls(HTMLParser):
    """The successful controls of every form of a page (HTML, "constructing the entry list"), but for buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.area = self.list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {name: value or "" for name, value in attrs}
        name, kind = here.get("name", ""), here.get("type", "text")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in here):
            self.found.setdefault(name, []).append(here.get("value", "on"))
        elif tag == "textarea" and name:
            self.area = name
            self.found.setdefault(name, []).append("")
        elif tag == "select" and name:
            self.list = name
        elif tag == "option" and self.list and ("selected" in here or self.list not in self.found):
            self.found[self.list] = [here.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.list = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][-1] += data


def sent_by_browser(page: str) -> dict[str, object]:
    """The names and values that the page's form sends as it came."""
    controls = Controls()
    controls.feed(page.split("<main", 1)[1])
    return dict(controls.found)
