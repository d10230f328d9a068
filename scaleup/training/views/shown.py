"""The summary of an event, which answers first: where, when, who comes, from which side, who has not answered."""

from collections.abc import Iterator, Sequence

from scaleup.training.queries import EventLine, EventPage
from scaleup.training.rules import listed


def facts_of(page: EventPage) -> list[tuple[str, str]]:
    """Each fact with its term; what is not there is left out."""
    return [(term, words) for term, words in every(page) if words]


def every(page: EventPage) -> Iterator[tuple[str, str]]:
    """All of them."""
    event, words = page.line.event, page.words
    yield "When", words["days"] + (f", {words['hours']}" if words["hours"] else "")
    yield "Where", event.venue or ("online" if event.link else "not known yet")
    yield "Areas", areas_of(page.line)
    yield "Trainers", listed(page.line.trainers) or "nobody yet"
    yield "Who comes", page.professions
    yield "Balance", balance(page.sides)
    if not page.over:
        yield "Free places", str(page.line.free or "none")
        yield "Not answered", listed([one.name for one in page.unanswered]) or "nobody"
    yield "Materials", event.materials_version


def areas_of(line: EventLine) -> str:
    """The areas that the reader sees, and how many more take part."""
    others = "1 other area" if line.others == 1 else f"{line.others} other areas"
    return listed([*line.areas, *([others] if line.others else [])])


def balance(sides: dict[str, int]) -> str:
    """How many come from each side of a pair, and how many pairs they make."""
    health, children, unknown = (sides[side] for side in ("health", "childrens_services", "unknown"))
    if not health and not children:
        return ""
    pairs = min(health, children)
    parts: Sequence[str] = (
        f"{health} from health and {children} from children’s services",
        f"{pairs} {'pair' if pairs == 1 else 'pairs'}",
        f"{unknown} of no side yet" if unknown else "",
    )
    return ", ".join(part for part in parts if part)
