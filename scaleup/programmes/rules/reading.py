"""Reads a part of a programme's content field by field, and says what is wrong with it by its path.

It serves both a catalogue file and the stored content, so that both are held to the same rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
Path = tuple[str | int, ...]

WORDS_AT_MOST = 600
CODE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
ENTRIES_AT_MOST = 200


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place in the content."""

    path: Path
    sentence: str


class Unreadable(Exception):
    """The content is not that of a programme."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{spelt(problem.path)}: {problem.sentence}" for problem in problems))


def spelt(path: Path) -> str:
    """A path as people write it: taper.steps[2].contacts, counted from 1."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words or "the file"


class Part:
    """One mapping of the content. Every field that was asked for is known; `close` refuses the others."""

    def __init__(self, content: object, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.known: set[str] = set()
        self.content: Mapping[str, object] = {}
        if isinstance(content, dict):
            self.content = content
        else:
            self.wrong("", "must have keys with values")
            self.problems = []

    def wrong(self, key: str | int, sentence: str) -> None:
        """There is a problem with this key, or with the part itself if the key is empty."""
        self.problems.append(Problem(self.path if key == "" else (*self.path, key), sentence))

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
        self.known.add(key)
        return self.content.get(key) is not None

    def value(self, key: str) -> object:
        """The value of a key that must be there."""
        if not self.has(key):
            self.wrong(key, "is missing")
        return self.content.get(key)

    def text(self, key: str) -> str:
        """Words that must be there."""
        value = self.value(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(key, "must be words; put figures and yes or no in quotes")
            return ""
        if not value.strip() or len(value) > WORDS_AT_MOST:
            self.wrong(key, f"must have 1 to {WORDS_AT_MOST} characters")
        return " ".join(value.split())

    def optional_text(self, key: str) -> str:
        """Words, or none."""
        return self.text(key) if self.has(key) else ""

    def code(self, key: str) -> str:
        """A short name without spaces."""
        value = self.text(key)
        if value and not CODE_CHARACTERS.issuperset(value):
            self.wrong(key, "must be a short name of letters, figures, - and _")
        return value

    def number(self, key: str, *, least: int, most: int) -> int:
        """A whole number within limits."""
        value = self.value(key)
        if value is None:
            return least
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(key, f"must be a whole number from {least} to {most}, not {shown(value)}")
            return least
        return value

    def numbers(self, key: str, *, least: int, most: int) -> tuple[int, ...]:
        """Whole numbers within limits, each higher than the one before it."""
        entries = self.entries(key, least=0)
        found = tuple(one for one in entries if isinstance(one, int) and not isinstance(one, bool))
        if len(found) < len(entries) or any(not least <= one <= most for one in found):
            self.wrong(key, f"must be whole numbers from {least} to {most}")
        elif list(found) != sorted(set(found)):
            self.wrong(key, "must be in order, each once")
        return found

    def yes(self, key: str, *, default: bool | None = None) -> bool:
        """Yes or no."""
        if default is not None and not self.has(key):
            return default
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"must be true or false, not {shown(value)}")
        return value is True

    def word(self, key: str, words: type[Word], *, default: Word | None = None) -> Word:
        """One of a closed list of words."""
        if default is not None and not self.has(key):
            return default
        return self.one_of(key, self.value(key), words)

    def one_of(self, key: str, value: object, words: type[Word]) -> Word:
        """The word that the value is; a problem, and the first word, if it is none."""
        if value in list(words):
            return words(str(value))
        if value is not None:
            self.wrong(key, f"must be one of {', '.join(words)}, not {shown(value)}")
        return next(iter(words))

    def entries(self, key: str, *, least: int) -> list[object]:
        """A list that must be there, perhaps empty."""
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, "must be a list")
            return []
        if not least <= len(value) <= ENTRIES_AT_MOST:
            self.wrong(key, f"must have {least} to {ENTRIES_AT_MOST} entries, not {len(value)}")
        return value

    def words(self, key: str, words: type[Word], *, least: int = 1) -> tuple[Word, ...]:
        """Several of a closed list of words, each once."""
        entries = self.entries(key, least=least)
        if len({str(value) for value in entries}) < len(entries):
            self.wrong(key, "names something twice")
        return tuple(self.one_of(key, value, words) for value in entries)

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """Several words, each once."""
        entries = self.entries(key, least=least)
        for index, value in enumerate(entries):
            if not isinstance(value, str) or not value.strip() or len(value) > WORDS_AT_MOST:
                self.problems.append(Problem((*self.path, key, index), "must be words"))
        found = tuple(" ".join(value.split()) for value in entries if isinstance(value, str))
        if len({text.casefold() for text in found}) < len(found):
            self.wrong(key, "names something twice")
        return found

    def part(self, key: str, read: Callable[["Part"], T]) -> T:
        """A part that must be there."""
        missing = not self.has(key)
        inner = Part(self.value(key) or {}, (*self.path, key), [] if missing else self.problems)
        found = read(inner)
        inner.close()
        return found

    def parts(self, key: str, read: Callable[["Part"], T], *, least: int = 0) -> tuple[T, ...]:
        """A list of parts of one kind."""
        found = []
        for index, value in enumerate(self.entries(key, least=least)):
            inner = Part(value, (*self.path, key, index), self.problems)
            found.append(read(inner))
            inner.close()
        return tuple(found)

    def close(self) -> None:
        """Keys that nothing asked for are refused."""
        for key in self.content:
            if key not in self.known:
                self.wrong(key, f"is not a key that belongs here; these do: {', '.join(sorted(self.known))}")


def shown(value: object) -> str:
    """A wrong value, short enough for a sentence."""
    words = repr(value) if isinstance(value, str) else str(value)
    return words if len(words) <= 60 else words[:57] + "..."  # noqa: PLR2004 - one line of a sentence
