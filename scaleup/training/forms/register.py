"""The register as it is posted: cells of a form, each with what its sender saw there, and taps of a device."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from flask import request

from scaleup.core import numbers
from scaleup.core.errors import Refusal
from scaleup.core.forms import Form, Nonce
from scaleup.core.forms.form import Fault
from scaleup.training.rules import Attendance
from scaleup.training.rules.register import NOTHING, Said, Tap, Typed, plain, tapped_at

WORDS = {one.value: one for one in Attendance}
SEEN = re.compile(r"s-(\d{1,18})-(\d{1,18})")
UNREADABLE = -1
"""Minutes that are no number: the rule refuses them in its own words."""
LONGEST_MINUTES = 4
KEY = re.compile(r"[!-~]{1,64}")
SAYINGS = 1_000
"""As many different marks are remembered as read."""
LATEST = 4_102_444_800_000
"""Milliseconds: no tap is of after the year 2099."""
MOST_TAPS = 500
"""So many marks at most are taken at once; a device sends 400, and what waits longer goes with the next."""
LARGEST = 1_000_000
"""Bytes of marks: five times what so many come to."""
NOT_MARKS = "This cannot be read as marks of a register. Nothing is kept of it. Open the register again."
TOO_MUCH = f"No more than {MOST_TAPS} marks are taken at once. Nothing is kept of these. Send fewer."
PART, HERE = "part", "here"
EVERYONE, CLAIMED = "present", "claimed"
"""What the buttons for several people at once say."""


class RegisterForm(Form):
    """A register, one half-day of it or all. Its cells are named by booking and half-day, so it has no fixed fields."""

    nonce = Nonce()

    @property
    def at_cells(self) -> dict[str, str]:
        """What is to be put right at each cell, by the name of its control."""
        found: dict[str, str] = getattr(self, "_at_cells", {})
        return found

    def put_at_cells(self, refusals: Mapping[str, str]) -> None:
        """Each sentence stands at its cell and in the summary."""
        self._at_cells = self.at_cells | dict(refusals)

    def refuse(self, refusals: tuple[Refusal, ...]) -> None:
        """Refusals of cells stand at them, others above the form."""
        self.put_at_cells({one.field: one.message for one in refusals if one.field})
        self.put([one for one in refusals if not one.field])

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is to be put right, each a link to its cell."""
        return super().faults + tuple(Fault(text, f"#{name}") for name, text in self.at_cells.items())

    def cells(self) -> dict[tuple[int, int], Typed]:
        """What was typed, by booking and half-day, as the button that was pressed completes it."""
        posted, pressed = request.form.to_dict(), request.form.get("all", "")
        found = dict(cells_in(posted))
        if pressed == EVERYONE:
            return {key: here(one) for key, one in found.items()}
        if pressed == CLAIMED:
            return {key: here(one) if f"c-{key[0]}-{key[1]}" in posted else one for key, one in found.items()}
        return found


def here(typed: Typed) -> Typed:
    """Present, where nothing is said."""
    return Typed(Said(Attendance.PRESENT), typed.seen) if typed.said == NOTHING else typed


def cells_in(posted: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], Typed]]:
    """Each cell of the form."""
    for name in posted:
        if found := SEEN.fullmatch(name):
            key = int(found[1]), int(found[2])
            yield key, Typed(said_in(posted, f"{key[0]}-{key[1]}"), posted[name])


def said_in(posted: Mapping[str, str], cell: str) -> Said:
    """What is said at this cell. "Part" and "absent" are opened by further questions beside them."""
    word = posted.get(f"m-{cell}", "")
    if word == HERE:
        word = Attendance.PRESENT
    if word == PART:
        word = posted.get(f"p-{cell}", "") or Attendance.LATE
    if word == Attendance.ABSENT:
        word = posted.get(f"a-{cell}", "") or Attendance.ABSENT
    return said_of(word, posted.get(f"n-{cell}", ""), posted.get(f"d-{cell}", ""))


@lru_cache(maxsize=SAYINGS)
def said_of(word: str, minutes: str, day: str) -> Said:
    """A mark of these words; nothing where the first is no attendance."""
    if word not in WORDS:
        return NOTHING
    return plain(Said(WORDS[word], whole(minutes), day_of(day) if day else None))


def whole(text: str) -> int | None:
    """The number; none where nothing was typed."""
    text = text.strip()
    if not text:
        return None
    number = numbers.whole(text, figures=LONGEST_MINUTES)
    return UNREADABLE if number is None else number


def day_of(text: str) -> date | None:
    """The day as a browser sends it; none where it is no day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


class NoTaps(Exception):
    """What came in place of marks cannot be read: a sentence, and the status of the answer."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        self.sentence, self.status = sentence, status
        super().__init__(sentence)


def taps_in_request(*, now: datetime) -> list[Tap]:
    """The marks that a device sends; one that is none is left out, so that the others are kept. Raises NoTaps."""
    if len(request.get_data()) > LARGEST:
        raise NoTaps(TOO_MUCH, 413)
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        raise NoTaps(NOT_MARKS) from None
    listed = sent.get("taps") if isinstance(sent, dict) else None
    if not isinstance(listed, list):
        raise NoTaps(NOT_MARKS)
    if len(listed) > MOST_TAPS:
        raise NoTaps(TOO_MUCH, 413)
    found = [tap for one in listed if (tap := tap_of(one, now=now))]
    if listed and not found:
        raise NoTaps(NOT_MARKS)
    return found


def tap_of(sent: object, *, now: datetime) -> Tap | None:
    """The tap; none where what was sent is none."""
    if not isinstance(sent, dict):
        return None
    told = {name: value for name, value in sent.items() if isinstance(value, str | int)}
    key, at = str(told.get("key", "")), told.get("at", 0)
    numbers = [told.get(name) for name in ("booking", "half_day")]
    if not KEY.fullmatch(key) or not all(type(one) is int and 0 < one < 2**63 for one in numbers):
        return None
    known = type(at) is int and 0 < at < LATEST
    return Tap(
        key=key,
        booking_id=int(numbers[0] or 0),
        half_day_id=int(numbers[1] or 0),
        said=said_of(str(told.get("attendance", "")), str(told.get("minutes", "")), str(told.get("made_up_on", ""))),
        marked_at=tapped_at(datetime.fromtimestamp(int(at) / 1000, UTC), now=now) if known else now,
        seen=str(told.get("seen", "")),
    )
