"""What is on record today of an implementation, and what a rating is proposed from."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from scaleup.areas.models import Implementation
from scaleup.delivery.queries import start_of
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.queries import accredited_on
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession, Side, pairs, sides
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import written
from scaleup.support import rules
from scaleup.support.models import Action, Contact, Slot

HOW = {"self_report": "Self-report", "observation": "Observation", "video": "Video check"}
"""How a fidelity check was made, as a label begins with it."""
ROW_OF_MISSES = 12
"""So many contacts back a row of misses is counted: a year of monthly ones."""


def known(taking_up: Implementation, *, since: date | None, today: date) -> rules.Known:
    """What is on record today; `since` is the day of the last contact that was held. Five statements at any size."""
    found = professions(taking_up.id, today)
    start = start_of(taking_up.id)
    by_side = sides(found)
    trained, left, missed = happened(taking_up.id, since) if since else (0, 0, 0)
    return rules.Known(
        since=since,
        started_on=start.started_on if start else None,
        deliverers={words: found.count(code) for code, words in PROFESSION_WORDS.items() if code in found},
        pairs=pairs(by_side[Side.HEALTH], by_side[Side.CHILDREN]),
        pairs_planned=taking_up.pairs_planned,
        trained=trained,
        left=left,
        checks=checks(taking_up, since) if since else (),
        missed=missed,
    )


def professions(implementation_id: int, today: date) -> list[Profession]:
    """The profession of each who may deliver today."""
    asked = select(Facilitator.profession).where(
        Facilitator.implementation_id == implementation_id, accredited_on(today)
    )
    return [Profession(one) for one in db.session.scalars(asked)]


def happened(implementation_id: int, since: date) -> tuple[int, int, int]:
    """Parts of training completed, people who left, and contacts that were not held, after that day."""
    parts = (
        select(func.count())
        .select_from(PartDone)
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == implementation_id, PartDone.done_on > since)
    )
    gone = (
        select(func.count())
        .select_from(Facilitator)
        .where(Facilitator.implementation_id == implementation_id, Facilitator.left_on > since)
    )
    missed = (
        select(func.count())
        .select_from(Contact)
        .where(Contact.implementation_id == implementation_id, Contact.held_on > since, Contact.outcome != "held")
    )
    row = db.session.execute(select(parts.scalar_subquery(), gone.scalar_subquery(), missed.scalar_subquery())).one()
    return row[0], row[1], row[2]


def checks(taking_up: Implementation, since: date) -> tuple[tuple[date, str, str], ...]:
    """The fidelity checks after that day, in order: day, how it was made, score as the page of fidelity writes it."""
    rows = db.session.execute(
        select(FidelityCheck.on_day, FidelityCheck.method, FidelityCheck.percent)
        .where(FidelityCheck.implementation_id == taking_up.id, FidelityCheck.on_day > since)
        .order_by(FidelityCheck.on_day, FidelityCheck.id)
    ).all()
    if not rows:
        return ()
    said = taking_up.programme_version.content.get("fidelity", {})
    green, amber = said.get("green_at_least", 0), said.get("amber_at_least", 0)
    return tuple(
        (row.on_day, HOW[row.method], written(row.percent, green_from=green, amber_from=amber)) for row in rows
    )


def misses_before(implementation_id: int) -> int:
    """How many contacts of the plan were missed in a row, up to the last one that has its record."""
    states = db.session.scalars(
        select(Slot.state)
        .where(Slot.implementation_id == implementation_id, Slot.state.in_(("held", "missed")))
        .order_by(Slot.due_on.desc(), Slot.id.desc())
        .limit(ROW_OF_MISSES)
    ).all()
    return next((number for number, state in enumerate(states) if state == "held"), len(states))


def signals(implementation_id: int, found: rules.Known, *, done: Collection[int] = (), today: date) -> rules.Signals:
    """What a rating is proposed from as things stand; actions in `done` count no more. Two statements."""
    late = select(func.count()).where(
        Action.implementation_id == implementation_id,
        Action.done_on.is_(None),
        Action.dropped_on.is_(None),
        Action.due_on < today,
        Action.id.not_in(done),
    )
    return rules.Signals(
        late_actions=db.session.scalar(late) or 0,
        misses=misses_before(implementation_id),
        delivers=found.started_on is not None,
        pairs=found.pairs,
        pairs_planned=found.pairs_planned,
    )
