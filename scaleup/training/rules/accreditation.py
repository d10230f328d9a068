"""From when until when a person may deliver, and the state and sentence of a day. Pure (decisions.md, Training).

Accredited from the date of the last part that accredits; without the part that keeps it until the last day of that
part's window, else until the licence ends; a late one restores from its date.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import add_months, plain_date
from scaleup.facilitators.rules import gone
from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.training.rules.windows import Window

DAY = timedelta(days=1)
LAPSING_DAYS = 60
"""An accreditation is lapsing in its last 60 days (decisions.md)."""


class Accredited(StrEnum):
    """Where a person stands on a day."""

    UNTRAINED = "untrained"
    TRAINED = "trained"
    ACCREDITED = "accredited"
    CURRENT = "current"
    LAPSING = "lapsing"
    LAPSED = "lapsed"
    LEFT = "left"


ACCREDITED_WORDS: dict[Accredited, str] = {
    Accredited.UNTRAINED: "Not trained yet",
    Accredited.TRAINED: "Trained",
    Accredited.ACCREDITED: "Accredited",
    Accredited.CURRENT: "Current",
    Accredited.LAPSING: "Lapsing",
    Accredited.LAPSED: "Lapsed",
    Accredited.LEFT: "Left",
}
MAY_DELIVER = frozenset({Accredited.ACCREDITED, Accredited.CURRENT, Accredited.LAPSING})


@dataclass(frozen=True)
class Period:
    """Days on which a person may deliver, both ends included."""

    from_on: date
    until_on: date


@dataclass(frozen=True)
class Trained:
    """What an accreditation follows from."""

    parts: Mapping[str, date]
    """The day on which each part was complete, by its code."""
    licences: Sequence[Period]
    """The days that the implementation's licences cover, in order; touching ones are one."""
    delivery_started_on: date | None = None
    left: bool = False
    left_on: date | None = None
    """The last day, where it is known."""


@dataclass(frozen=True)
class Requires:
    """The parts of a programme that an accreditation hangs on, and what each is called."""

    accrediting: tuple[TrainingEvent, ...]
    keeping: tuple[TrainingEvent, ...] = field(default=())


def requires(events: Iterable[TrainingEvent]) -> Requires:
    """What an accreditation hangs on, of all the parts of a programme."""
    found = tuple(events)
    return Requires(
        tuple(one for one in found if one.required and one.accredits),
        tuple(one for one in found if one.required and one.keeps and not one.accredits),
    )


def accredited_on(trained: Trained, needed: Requires) -> date | None:
    """The date of the last part that accredits; None while one is missing, or where a programme has none."""
    days = [trained.parts.get(one.code) for one in needed.accrediting]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def top_up_window(event: TrainingEvent, *, delivery_started_on: date | None, accredited_on: date) -> Window | None:
    """When the part that keeps an accreditation belongs, for one person; None until the first session was held.

    It counts from the later of the first session and the person's own accreditation (decisions.md, Time).
    """
    if event.anchor is TrainingAnchor.FIRST_SESSION and delivery_started_on is None:
        return None
    anchor = max(delivery_started_on or accredited_on, accredited_on)
    return Window(add_months(anchor, event.opens_months), add_months(anchor, event.closes_months))


def periods(trained: Trained, needed: Requires) -> list[Period]:
    """Every stretch of days on which the person may deliver, in order."""
    began = accredited_on(trained, needed)
    if began is None or (trained.left and trained.left_on is None):
        return []
    found = [
        Period(began if number == 0 else max(began, licence.from_on), licence.until_on)
        for number, licence in enumerate(trained.licences)
        if began <= licence.until_on
    ]
    for event in needed.keeping:
        window = top_up_window(event, delivery_started_on=trained.delivery_started_on, accredited_on=began)
        if window is not None:
            found = list(kept(found, window, trained.parts.get(event.code)))
    if trained.left_on is not None:
        found = list(until(found, trained.left_on))
    return found


def kept(found: Iterable[Period], window: Window, done_on: date | None) -> Iterable[Period]:
    """What is left of these where a part belongs into a window and was done on that day, or was not."""
    if done_on is not None and done_on <= window.closes_on:
        return found
    cut = [*until(found, window.closes_on)]
    if done_on is not None:
        cut += [Period(max(one.from_on, done_on), one.until_on) for one in found if done_on <= one.until_on]
    return cut


def until(found: Iterable[Period], last_on: date) -> Iterable[Period]:
    """What is left of these up to a last day."""
    return [Period(one.from_on, min(one.until_on, last_on)) for one in found if one.from_on <= last_on]


def joined(licences: Iterable[Period]) -> list[Period]:
    """These days in order; terms that touch or overlap are one stretch, as a renewal is."""
    found: list[Period] = []
    for one in sorted(licences, key=lambda each: each.from_on):
        if found and one.from_on <= found[-1].until_on + DAY:
            found[-1] = Period(found[-1].from_on, max(found[-1].until_on, one.until_on))
        else:
            found.append(one)
    return found


@dataclass(frozen=True)
class Standing:
    """Where a person stands on a day, in a word and a sentence."""

    state: Accredited
    sentence: str
    until_on: date | None = None
    """The last day on which they may deliver, as things are."""

    @property
    def may_deliver(self) -> bool:
        """Whether they count towards pairs."""
        return self.state in MAY_DELIVER


def standing(trained: Trained, needed: Requires, today: date) -> Standing:
    """Where the person stands today."""
    if gone(trained.left_on, today, left=trained.left):
        return Standing(Accredited.LEFT, f"Left on {plain_date(trained.left_on)}." if trained.left_on else "Left.")
    began = accredited_on(trained, needed)
    if began is None:
        return Standing(Accredited.UNTRAINED, f"{missing_parts(trained, needed)}.")
    found = periods(trained, needed)
    now = next((one for one in found if one.from_on <= today <= one.until_on), None)
    if now is None:
        return not_now(trained, needed, found, today=today)
    return accredited(trained, needed, now, today=today)


def missing_parts(trained: Trained, needed: Requires) -> str:
    """Which parts that accredit are not complete."""
    names = [one.name for one in needed.accrediting if one.code not in trained.parts]
    return f"{' and '.join(names)} not complete" if names else "The programme has no training that accredits"


def not_now(trained: Trained, needed: Requires, found: Sequence[Period], *, today: date) -> Standing:
    """The person is trained and may not deliver today: not yet, or no longer."""
    before = [one for one in found if one.until_on < today]
    if not before:
        done = plain_date(accredited_on(trained, needed) or today)
        return Standing(Accredited.TRAINED, f"Trained on {done}; accredited under a licence, and none stands today.")
    ended_on = before[-1].until_on
    late = closed_without(trained, needed, ended_on)
    if late is not None:
        return Standing(
            Accredited.LAPSED,
            f"Lapsed after {plain_date(ended_on)}, without {late.name} by then; it restores the accreditation "
            "from the day on which it is complete.",
            ended_on,
        )
    return Standing(Accredited.LAPSED, f"Ended with the licence on {plain_date(ended_on)}.", ended_on)


def closed_without(trained: Trained, needed: Requires, ended_on: date) -> TrainingEvent | None:
    """The part whose window closed on that day without it."""
    began = accredited_on(trained, needed)
    for event in needed.keeping if began else ():
        window = top_up_window(event, delivery_started_on=trained.delivery_started_on, accredited_on=began or ended_on)
        if window is not None and window.closes_on == ended_on:
            return event
    return None


def accredited(trained: Trained, needed: Requires, now: Period, *, today: date) -> Standing:
    """The person may deliver today."""
    since, last = plain_date(now.from_on), plain_date(now.until_on)
    done = [(one, trained.parts[one.code]) for one in needed.keeping if one.code in trained.parts]
    owed = [one for one in needed.keeping if one.code not in trained.parts]
    lapsing = now.until_on - today < timedelta(days=LAPSING_DAYS)
    if lapsing:
        late = closed_without(trained, needed, now.until_on)
        why = f"unless {late.name} is complete by then" if late else "with the licence"
        return Standing(Accredited.LAPSING, f"Accredited since {since}; that ends on {last} {why}.", now.until_on)
    if not owed:
        kept_by = " and ".join(f"{event.name} on {plain_date(day)}" for event, day in done)
        words = f"Accredited since {since}, kept by {kept_by}" if done else f"Accredited since {since}"
        return Standing(Accredited.CURRENT, f"{words}; until {last}.", now.until_on)
    return Standing(Accredited.ACCREDITED, f"Accredited since {since}; {due(trained, owed[0], now)}.", now.until_on)


def due(trained: Trained, event: TrainingEvent, now: Period) -> str:
    """When the part that keeps the accreditation is due."""
    window = top_up_window(event, delivery_started_on=trained.delivery_started_on, accredited_on=now.from_on)
    if window is None:
        return f"the window of {event.name} opens {event.opens_months} months after the first session"
    return f"{event.name} is due from {plain_date(window.opens_on)} to {plain_date(window.closes_on)}"
