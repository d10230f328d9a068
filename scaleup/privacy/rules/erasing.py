"""What stands in place of an erased person, and how their name and address are found in what others wrote. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SHORTEST_SURNAME = 3
"""Letters: a shorter word is part of too many others."""
ASCII_RUN = re.compile(r"[a-z]{2,}|[0-9]{2,}")

APOSTROPHE = "(?:['’‘`]|&#39;|&#x27;|&rsquo;)"


class Because(StrEnum):
    """Why somebody is erased."""

    ASKED = "asked"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"
    ORDERED = "ordered"


BECAUSE_WORDS: dict[Because, str] = {
    Because.ASKED: "The person asked for it",
    Because.NOT_NEEDED: "Nothing here needs their data any more",
    Because.MISTAKE: "They should never have been on record here",
    Because.ORDERED: "A court or the regulator ordered it",
}


def tombstone(person_id: int) -> str:
    """What is read wherever the person's name stood."""
    return f"Person erased ({person_id})"


def is_erased(name: str) -> bool:
    """Whether this is read in place of a name."""
    return re.fullmatch(r"Person erased \(\d+\)", name) is not None


@dataclass(frozen=True)
class Sought:
    """What is looked for of one person, and what takes its place."""

    person_id: int
    name: str
    emails: tuple[str, ...] = ()
    alone: str = ""
    """The surname, where it goes also when it stands alone; empty where it does not."""
    shared: bool = False
    """Somebody else has the same name: it then goes only from rows that refer to this person."""
    patterns: tuple[re.Pattern[str], ...] = field(init=False, compare=False)
    """What goes everywhere."""
    near: tuple[re.Pattern[str], ...] = field(init=False, compare=False)
    """What goes from rows that refer to this person."""

    def __post_init__(self) -> None:
        addresses = [whole(email) for email in self.emails]
        named = [whole(self.name)]
        named += [re.compile(rf"(?<!\w){loosely(self.alone)}(?!\w)")] if self.alone else []
        object.__setattr__(self, "patterns", (*addresses, *([] if self.shared else named)))
        object.__setattr__(self, "near", (*addresses, *named))

    @property
    def pieces(self) -> tuple[str, ...]:
        """Plain runs of letters, one of which stands in every text that may hold what is sought; in lower case."""
        wanted = [self.name, *self.emails, *([self.alone] if self.alone else [])]
        found = {longest_run(text.split("@")[0]) or longest_run(text) for text in wanted}
        return () if "" in found else tuple(sorted(found))


def longest_run(text: str) -> str:
    """The longest run of plain letters or figures in the text."""
    return max(ASCII_RUN.findall(text.lower()), key=len, default="")


def whole(text: str) -> re.Pattern[str]:
    """The text as a word of its own, whatever its case, its spaces and its apostrophes."""
    return re.compile(rf"(?<![\w@.]){loosely(text)}(?![\w@])", re.IGNORECASE)


def loosely(text: str) -> str:
    """The text with any white space between its words and any apostrophe."""
    words = [re.sub(r"['’‘`]", lambda _: APOSTROPHE, re.escape(word)) for word in text.split()]
    return r"(?:\s|&nbsp;)+".join(words)


def surname(name: str) -> str:
    """The last word of the name, if it can be looked for alone."""
    words = name.split()
    return words[-1] if len(words) > 1 and len(words[-1]) >= SHORTEST_SURNAME else ""


def replaced(value: object, patterns: Sequence[re.Pattern[str]], stone: str) -> object:
    """The value of a column, a document of JSON too, without what is sought."""
    if isinstance(value, str):
        for pattern in patterns:
            value = pattern.sub(stone, value)
        return value
    if isinstance(value, list):
        return [replaced(one, patterns, stone) for one in value]
    if isinstance(value, dict):
        return {replaced(k, patterns, stone): replaced(one, patterns, stone) for k, one in value.items()}
    return value


def fitted(value: object, longest: int | None) -> object:
    """The value as its column takes it: a tombstone may be longer than the name was."""
    return value[:longest] if isinstance(value, str) and longest is not None else value
