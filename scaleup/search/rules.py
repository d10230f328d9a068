"""How names are folded, cut into words and pieces, and what is asked of them. Pure.

Why words and their pieces, and no extension of a database: docs/decisions/0012-search.md.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be found, in the order of the page."""

    AREA = "area"
    PERSON = "person"
    LICENCE = "licence"
    ORGANISATION = "organisation"


class Match(StrEnum):
    """How a word of the question stands to a word of a name, the best first."""

    SAME = "same"
    BEGINS = "begins"
    INSIDE = "inside"
    NEAR = "near"


WORTH: dict[Match, int] = {Match.SAME: 4, Match.BEGINS: 3, Match.INSIDE: 2, Match.NEAR: 1}
"""What each is worth in the order of hits."""

LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart into a plain one and a mark."""

APOSTROPHES = re.compile(r"['’‘ʼ`´]")
WORDS = re.compile(r"[^\W\d_]+|\d+")
AFTER_APOSTROPHE = re.compile(r"['’‘ʼ`´]([^\W\d_]{3,})")
ADDED = frozenset({"and", "of", "the", "a", "la", "city", "county", "council", "borough", "district", "area"})
"""What people add to a name or leave out: it decides nothing while another word is there."""

LONGEST_QUESTION = 100
LONGEST_WORD = 40
MOST_WORDS = 6
SHORTEST_NEAR = 4
"""Letters. A shorter word is too like too many others."""
SHORTEST_INSIDE = 3


def folded(text: str) -> str:
    """The text in small plain letters: without accents, strokes, apostrophes and signs."""
    plain = APOSTROPHES.sub("", text.casefold().translate(LETTERS))
    parts = unicodedata.normalize("NFKD", plain)
    return " ".join(WORDS.findall("".join(one for one in parts if not unicodedata.combining(one))))


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; figures apart from letters and without zeros before them: "BS-001" is "bs", "1"."""
    found = (word.lstrip("0") or "0" if word.isdigit() else word for word in folded(text).split())
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def words_kept(*texts: str) -> frozenset[str]:
    """What a name is found by: its words, and "rourke" for "O’Rourke"."""
    kept: set[str] = set()
    for text in texts:
        kept.update(words(text))
        kept.update(folded(tail)[:LONGEST_WORD] for tail in AFTER_APOSTROPHE.findall(text))
    return frozenset(word for word in kept if word)


def words_asked(question: str) -> tuple[str, ...]:
    """The words that decide: without what people add, and without single letters, while others are left."""
    found = words(question[:LONGEST_QUESTION])
    telling = [word for word in found if word not in ADDED and (len(word) > 1 or word.isdigit())]
    return tuple((telling or found)[:MOST_WORDS])


def pieces(word: str) -> frozenset[str]:
    """The three-letter pieces of a word, its beginning and its end marked; figures have none, being never misspelt."""
    if word.isdigit():
        return frozenset()
    marked = f"<{word}>"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


def after(word: str) -> str:
    """The end of the range of words that begin like this one: every folded letter sorts below it."""
    return f"{word}\U0010ffff"


def faults_forgiven(length: int) -> int:
    """How many letters may be wrong in a word of so many."""
    if length < SHORTEST_NEAR:
        return 0
    return 1 if length < 6 else 2 if length < 9 else 3  # noqa: PLR2004 - lengths at which a word bears one more fault


@dataclass(frozen=True)
class Sought:
    """A word of the question, with the words of names that hold it inside, and those spelt nearly so."""

    word: str
    inside: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def match(self, names: Iterable[str]) -> Match | None:
        """How it stands to the nearest of these words; None if it does not."""
        kept = frozenset(names)
        if self.word in kept:
            return Match.SAME
        if not self.word.isdigit() and any(one.startswith(self.word) for one in kept):
            return Match.BEGINS
        if kept.intersection(self.inside):
            return Match.INSIDE
        return Match.NEAR if kept.intersection(self.near) else None


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, where it leads, what it is, and why it matched where that is not plain."""

    kind: Kind
    subject_id: int
    name: str
    url: str = ""
    what: str = ""
    why: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Names and addresses of areas that it leads to, where it has no page of its own."""


def reason(sought: Iterable[Sought], name: str, others: Iterable[tuple[str, str]]) -> str:
    """Why this was found by these words, if its name does not show it: the first of the others that does.

    `others` are pairs of a text that it is found by and the sentence that says so.
    """
    asked = tuple(sought)
    plain = words_kept(name)
    missing = [one for one in asked if one.match(plain) is None]
    if not missing:
        return ""
    for text, sentence in others:
        if any(one.match(words_kept(text)) for one in missing):
            return sentence
    return ""
