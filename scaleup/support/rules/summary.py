"""The summary of a contact as a mail: what was said and agreed, and when the next is; no rating, no note. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from scaleup.core.dates import long_date
from scaleup.core.letters import Items, Letter, Way
from scaleup.support.rules.contacts import Channel

INSIDE: dict[Channel, str] = {
    Channel.ONLINE: "by video",
    Channel.CALL: "by phone",
    Channel.VISIT: "in person",
}
"""How it was held, inside a sentence."""


@dataclass(frozen=True)
class Summed:
    """A contact that was held, as its summary tells it."""

    contact_id: int
    area: str
    programme: str
    held_on: date
    channel: Channel
    people: tuple[str, ...] = ()
    """Everybody who took part, of both sides."""
    discussed: str = ""
    works: str = ""
    barriers: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    next_on: date | None = None
    next_at: time | None = None
    next_link: str = ""
    again: bool = False
    """Whether an earlier summary of it was sent, which this one replaces."""


def summary(told: Summed) -> Letter:
    """The mail. Area and date stand in its subject, never a trouble."""
    day = long_date(told.held_on)
    return Letter(
        subject=f"{told.area}: what we agreed on {day}",
        heading=f"What we agreed on {day}",
        paragraphs=tuple(paragraphs(told)),
        open_title="Actions" if told.actions else "",
        open_items=told.actions,
        lists=tuple(
            Items(title, lines)
            for title, lines in (("What works", lines_of(told.works)), ("What stands in the way", told.barriers))
            if lines
        ),
        button=Way("See the contact", f"/contacts/{told.contact_id}"),
        why=f"You get this because you lead the programme in {told.area}, or took part in this contact.",
    )


def paragraphs(told: Summed) -> Iterator[str]:
    """What happened, what was said, and when the next contact is."""
    with_whom = f" with {', '.join(told.people)}" if told.people else ""
    yield f"{told.programme}, {told.area}: we spoke {INSIDE[told.channel]}{with_whom}."
    if told.again:
        yield "The contact was put right since the last summary; this one replaces it."
    yield from lines_of(told.discussed)
    yield next_contact(told)


def next_contact(told: Summed) -> str:
    """When the next contact is."""
    if told.next_on is None:
        return "No next contact is planned."
    at = f" at {told.next_at:%H:%M}" if told.next_at else ""
    link = f", at {told.next_link}" if told.next_link else ""
    return f"The next contact is on {long_date(told.next_on)}{at}{link}."


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
