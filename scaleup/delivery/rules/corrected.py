"""What a correction changed of a session's record, in words: what it said, and what it says since. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.delivery.rules.sessions import REASON_WORDS, STATE_WORDS

Said = Mapping[str, int | str | bool | list[int] | list[str] | None]
"""What a record said, by column; a day as its ISO text, facilitators by number."""

HEADS: Mapping[str, str] = {
    "state": "What became of it",
    "on_day": "Day",
    "because": "Why",
    "mothers": "Mothers",
    "partners": "Partners",
    "parents": "Parents",
    "children": "Children",
    "minutes": "Minutes",
    "components": "Delivered",
    "facilitators": "Who delivered",
    "interpreters": "Interpreters",
    "supervised": "Supervision",
}
"""Each column of a record as it is headed, in the order of the form."""
PAIR = "facilitators"
RECORDED = tuple(name for name in HEADS if name != PAIR)
"""The columns of a session in which its record stands."""
CODES: Mapping[str, Mapping[str, str]] = {
    "state": STATE_WORDS,
    "because": REASON_WORDS,
    "supervised": {"True": "yes", "False": "no"},
}
NOTHING = "not said"
SOMEBODY = "somebody whose record is one with another’s now"


@dataclass(frozen=True)
class Changed:
    """One answer that was otherwise."""

    head: str
    was: str
    then: str


def changed(was: Said, then: Said, *, components: Mapping[str, str], names: Mapping[int, str]) -> list[Changed]:
    """Each answer that the correction changed, in the order of the form."""

    def words(name: str, value: object) -> str:
        if isinstance(value, list):
            several = (names.get(one, SOMEBODY) if isinstance(one, int) else components.get(one, one) for one in value)
            return "; ".join(several) or NOTHING
        return in_words(name, value)

    return [
        Changed(head, words(name, was.get(name)), words(name, then.get(name)))
        for name, head in HEADS.items()
        if alike(was.get(name)) != alike(then.get(name))
    ]


def alike(value: object) -> object:
    """The value to compare: the order of several says nothing, and none of several is nothing."""
    return sorted(map(str, value)) or None if isinstance(value, list) else value


def in_words(name: str, value: object) -> str:
    """One answer as people read it."""
    if value is None:
        return NOTHING
    if name == "on_day":
        return plain_date(date.fromisoformat(str(value)))
    return CODES.get(name, {}).get(str(value), str(value))
