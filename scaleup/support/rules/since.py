"""What is on record of an area on the day of a contact, as facts that a form shows and the contact keeps. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scaleup.core.dates import counted, plain_date

Fact = tuple[str, str]
"""A label and its words."""


@dataclass(frozen=True)
class Known:
    """What the tables of facilitators, delivery and fidelity hold today of one implementation."""

    since: date | None = None
    """The day of the last contact that was held."""
    started_on: date | None = None
    deliverers: Mapping[str, int] = field(default_factory=dict)
    """How many may deliver, by profession in words."""
    pairs: int = 0
    pairs_planned: int | None = None
    trained: int = 0
    left: int = 0
    checks: tuple[tuple[date, str, str], ...] = ()
    """Fidelity checks since: day, how it was made, per cent in words."""
    missed: int = 0


def facts(known: Known) -> tuple[Fact, ...]:
    """Each fact in words. What happened since the last contact is told only where there was one."""
    return (
        ("First session", plain_date(known.started_on) if known.started_on else "not yet"),
        ("May deliver", by_profession(known.deliverers)),
        ("Pairs", pairs_in_words(known)),
        *(since(known) if known.since else ()),
    )


def by_profession(deliverers: Mapping[str, int]) -> str:
    """ "5 people: Midwife 2, Family support worker 3"."""
    total = sum(deliverers.values())
    if not total:
        return "nobody yet"
    return f"{counted(total, 'person')}: {', '.join(f'{words} {count}' for words, count in deliverers.items())}"


def pairs_in_words(known: Known) -> str:
    """ "2 of 6 planned"; without a plan the number alone."""
    return str(known.pairs) if known.pairs_planned is None else f"{known.pairs} of {known.pairs_planned} planned"


def since(known: Known) -> Iterable[Fact]:
    """What happened since the last contact; what did not happen is left out."""
    if known.trained:
        yield "Parts of training completed", str(known.trained)
    if known.left:
        yield "Left the team", str(known.left)
    for day, how, percent in known.checks:
        yield f"{how} on {plain_date(day)}", f"{percent}%"
    if known.missed:
        yield "Contacts not held", str(known.missed)
