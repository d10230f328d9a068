"""What a password must be. Pure; the list of common words and the words of the context are arguments.

Length counts, composition does not (ASVS 5.0 V6.2, NIST SP 800-63B-4: fifteen characters without a second factor).
"""

import re
from collections.abc import Iterable

from scaleup.core.errors import Refusal

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 200
FEWEST_DIFFERENT = 5
LEAST_OF_ONES_OWN = 6
"""How many characters must be left when common words, runs and repeats are taken out."""
SHORTEST_CONTEXT_WORD = 5

ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
SHORTEST_RUN = 3
LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
HINT = "Three or four words that have nothing to do with each other make a good one."


def password_refusals(password: str, *, common: Iterable[str], context: Iterable[str]) -> list[Refusal]:
    """Why this may not be a password, in the reader's words; empty when it may."""
    if len(password) < SHORTEST_PASSWORD:
        return [Refusal(f"This has {len(password)} characters. Use at least {SHORTEST_PASSWORD}. {HINT}", "password")]
    if len(password) > LONGEST_PASSWORD:
        return [Refusal(f"Use at most {LONGEST_PASSWORD} characters.", "password")]
    named = context_word(password, context)
    if named:
        return [Refusal(f"Leave out “{named}”: it is a word that others would try first. {HINT}", "password")]
    if too_common(password, common):
        return [Refusal(f"This is easy to guess: it is common words, rows of keys or repeats. {HINT}", "password")]
    return []


def context_word(password: str, context: Iterable[str]) -> str:
    """The first word of the context that the password contains; empty for none."""
    plain = squeezed(password)
    for phrase in context:
        for word in {squeezed(phrase), *(squeezed(part) for part in re.split(r"[\s@._'-]+", phrase))}:
            if len(word) >= SHORTEST_CONTEXT_WORD and word in plain:
                return word
    return ""


def too_common(password: str, common: Iterable[str]) -> bool:
    """Whether little is left of the password without common words, rows of keys and repeats."""
    if len(set(password.lower())) < FEWEST_DIFFERENT:
        return True
    once = unrepeated(password.lower())
    return any(len(own(text, common)) < LEAST_OF_ONES_OWN for text in (once, once.translate(LOOKS_LIKE)))


def own(text: str, common: Iterable[str]) -> str:
    """What is left of the text without common words and rows of keys, longest first."""
    for word in sorted(common, key=len, reverse=True):
        text = text.replace(word, " ")
    return re.sub(r"\W|_", "", without_runs(text))


def without_runs(text: str) -> str:
    """The text without stretches of three or more neighbours on a row of keys or in the alphabet, either way."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        length = run_length(text[at:])
        if length < SHORTEST_RUN:
            kept.append(text[at])
            length = 1
        at += length
    return "".join(kept)


def run_length(text: str) -> int:
    """How many characters at the beginning stand side by side in a row, or are the same."""
    longest = len(text) - len(text.lstrip(text[0])) if text else 0
    for row in ROWS:
        for line in (row, row[::-1]):
            length = 0
            while length < len(text) and text[: length + 1] in line:
                length += 1
            longest = max(longest, length)
    return longest


def unrepeated(text: str) -> str:
    """The part that the text repeats ("abcabcab" is "abc"), or the text itself."""
    for length in range(1, len(text) // 2 + 1):
        if (text[:length] * (len(text) // length + 1))[: len(text)] == text:
            return text[:length]
    return text


def squeezed(text: str) -> str:
    """Lower case, without anything but letters and figures."""
    return re.sub(r"[\W_]", "", text.lower())
