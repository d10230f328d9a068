"""The words of a digest: what had no mail of its own that day, the late first, each with where to see to it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scaleup.core.dates import counted
from scaleup.core.letters import Letter, Linked, Way
from scaleup.reminders.rules.wording import Reader


@dataclass(frozen=True)
class Thing:
    """One thing that a digest tells."""

    words: str
    path: str
    late: bool


def digest_letter(things: Sequence[Thing], *, reader: Reader) -> Letter:
    """Everything for one reader that is late or coming, in one mail."""
    late = tuple(Way(one.words, one.path) for one in things if one.late)
    coming = tuple(Way(one.words, one.path) for one in things if not one.late)
    title = headline(len(late), len(coming))
    parts = (Linked("Late, oldest first", late), Linked("Coming, nearest first", coming))
    return Letter(
        subject=title,
        heading=title,
        paragraphs=(f"Hello {reader.first_name}. {'This comes' if len(things) == 1 else 'These come'} in one mail.",),
        linked=tuple(part for part in parts if part.lines),
        button=Way("Open My work", "/"),
        why=f"You get this because {reader.standing}; nobody gets more than three reminders a day.",
    )


def headline(late: int, coming: int) -> str:
    """ "5 things are late", "1 thing is coming", "5 things are late, 2 are coming"."""
    if late and coming:
        return f"{counted(late, 'thing')} {be(late)} late, {coming} {be(coming)} coming"
    return f"{counted(late, 'thing')} {be(late)} late" if late else f"{counted(coming, 'thing')} {be(coming)} coming"


def be(count: int) -> str:
    """ "is" or "are"."""
    return "is" if count == 1 else "are"
