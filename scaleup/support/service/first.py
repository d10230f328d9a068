"""The first plans of many licences at once, from terms that the caller knows: nothing is read, one COPY is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.areas.queries import calendars_of
from scaleup.core import bulk
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import TaperAnchor
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries.facts import taper_steps
from scaleup.support.service import versions
from scaleup.support.service.plan import make_plans

COLUMNS = (
    "licence_id",
    "implementation_id",
    "area_id",
    "sequence",
    "nominal_on",
    "due_on",
    "interval_months",
    "provisional",
    "state",
)


@dataclass(frozen=True)
class NewTerm:
    """A licence that was just brought in, and renews none; `programme_version_id` says how its support thins out."""

    licence_id: int
    implementation_id: int
    area_id: int
    nation: str
    programme_version_id: int
    starts_on: date
    ends_on: date


def make_first_plans(told: Sequence[NewTerm]) -> int:
    """Each of these licences, none of which has one, has its tapered plan. Returns how many contacts that plans.

    Licences of one term, programme and nation have one plan, reckoned once; where steps wait for the first session,
    each has its own.
    """
    waiting = {one for one in {term.programme_version_id for term in told} if waits(one)}
    alike = [one for one in told if one.programme_version_id not in waiting]
    apart = [one.licence_id for one in told if one.programme_version_id in waiting]
    return make_alike(alike) + (make_plans(apart) if apart else 0)


def waits(programme_version_id: int) -> bool:
    """Whether support under this version counts its steps from the first session."""
    content = db.session.get_one(ProgrammeVersion, programme_version_id).content
    return bool(content["taper"].get("anchor") == TaperAnchor.FIRST_SESSION)


def make_alike(told: Sequence[NewTerm]) -> int:
    """The plans of licences that hang on their term alone."""
    calendars = calendars_of({one.nation for one in told})
    steps = {one: steps_of(one) for one in {term.programme_version_id for term in told}}
    reckoned: dict[tuple[str, int, date, date], list[Sequence[object]]] = {}
    written: dict[tuple[str, int, date, date], str] = {}
    for one in told:
        alike = alike_of(one)
        if alike not in reckoned:
            term = rules.Term(one.starts_on, one.ends_on, steps[one.programme_version_id])
            replan = rules.first_plan(term, calendars[one.nation])
            reckoned[alike] = [contact(planned) for planned in replan.slots]
            written[alike] = rules.written(replan.differences)
    lines = (
        (one.licence_id, one.implementation_id, one.area_id, *planned)
        for one in told
        for planned in reckoned[alike_of(one)]
    )
    bulk.put_lines(db.session(), Slot, COLUMNS, lines)
    versions.put_first((one.licence_id, one.area_id, written[alike_of(one)]) for one in told)
    return sum(len(reckoned[alike_of(one)]) for one in told)


def alike_of(one: NewTerm) -> tuple[str, int, date, date]:
    """What a plan hangs on."""
    return one.nation, one.programme_version_id, one.starts_on, one.ends_on


def steps_of(programme_version_id: int) -> tuple[rules.Step, ...]:
    """How support thins out under this version."""
    return taper_steps(db.session.get_one(ProgrammeVersion, programme_version_id).content)


def contact(slot: rules.Slot) -> Sequence[object]:
    """The columns of a contact of the plan that do not say whose it is."""
    planned = slot.planned
    return planned.sequence, planned.nominal_on, planned.due_on, planned.interval_months, planned.provisional, "open"
