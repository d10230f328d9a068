"""What a signed verdict does to conditions that are open already: they are asked for again, met by it, or kept open.

It makes no difference whether a licence carries one: what is about the same item or factor is the same condition.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scaleup.accounts import queries as accounts
from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.extensions import db
from scaleup.readiness import queries
from scaleup.readiness.models import Assessment
from scaleup.readiness.models import Condition as ConditionRow
from scaleup.readiness.rules import Condition, ConditionsGoOn, Decision
from scaleup.readiness.rules import SignOff as Wanted
from scaleup.readiness.service.conditions import Ground, Wording, add_condition, log_condition, meet_condition


@dataclass(frozen=True)
class Settling:
    """The conditions of a verdict, and those that were open before it."""

    new: Sequence[Condition]
    again: Sequence[tuple[ConditionRow, Condition]]
    met: Sequence[ConditionRow]
    kept: Sequence[ConditionRow]
    """Asked for no longer, and open all the same because whoever signs keeps them so."""

    @property
    def going_on(self) -> tuple[int, ...]:
        """Those that stay open."""
        return tuple(one.id for one in (*(earlier for earlier, _ in self.again), *self.kept))


def settling(found: Assessment, wanted: Wanted) -> Settling:
    """What becomes of each condition if the round is signed so."""
    asked = wanted.conditions if wanted.decision is Decision.CONDITIONS else ()
    keys = {one.key for one in asked}
    there = {one.key: one for one in queries.open_conditions(found.implementation_id) if one.key}
    left = [one for key, one in there.items() if key not in keys]
    return Settling(
        new=[one for one in asked if one.key not in there],
        again=[(there[one.key], one) for one in asked if one.key in there],
        met=[one for one in left if one.id not in wanted.stays],
        kept=[one for one in left if one.id in wanted.stays],
    )


def told(found: Assessment, settled: Settling, *, by: int | None) -> list[str]:
    """What becomes of them, in sentences."""
    fact = ConditionsGoOn(found.implementation_id, settled.going_on, by)
    return [
        *(f"Condition: {bare(one.wording)}, by {plain_date(one.due_on)}." for one in settled.new if one.due_on),
        *(told_again(earlier, one) for earlier, one in settled.again),
        *(f"Stays open: {bare(one.wording)}, by {plain_date(one.due_on)}." for one in settled.kept),
        *(f"Counts as met: {one.wording}" for one in settled.met),
        *(change.sentence for change in facts.consequences(fact)),
    ]


def told_again(earlier: ConditionRow, again: Condition) -> str:
    """That an open condition goes on, and what of it changes."""
    assert again.due_on is not None
    before = "" if again.due_on == earlier.due_on else f" instead of {plain_date(earlier.due_on)}"
    owner = accounts.person(again.owner_id) if again.owner_id else None
    seen_to = f", {owner.name} sees to it now" if owner and again.owner_id != earlier.owner_id else ""
    carried = "the licence carries it" if earlier.licence_id else "open already"
    return f"Condition ({carried}): {bare(again.wording)}, by {plain_date(again.due_on)}{before}{seen_to}."


def bare(wording: str) -> str:
    """The words without the stop at their end."""
    return wording.strip().rstrip(".")


def settle(found: Assessment, wanted: Wanted, *, by: int | None) -> None:
    """The conditions of this verdict stand; those of an item or factor that it asks for no longer are met by it."""
    settled = settling(found, wanted)
    for one in settled.met:
        meet_condition(one.id, met_on=wanted.signed_on, by=by)
    for earlier, again in settled.again:
        ask_again(earlier, again, found, by=by)
    for asked in settled.new:
        put(asked, found, by=by)
    facts.announce(ConditionsGoOn(found.implementation_id, settled.going_on, by))


def ask_again(earlier: ConditionRow, again: Condition, found: Assessment, *, by: int | None) -> None:
    """The earlier condition goes on as this verdict words it; what changed of it is on record."""
    assert again.due_on is not None
    values = {"wording": again.wording.strip(), "owner_id": again.owner_id, "due_on": again.due_on}
    changed = [name for name, value in values.items() if getattr(earlier, name) != value]
    for name in changed:
        setattr(earlier, name, values[name])
    earlier.assessment_id = found.id
    earlier.version += 1
    db.session.flush()
    log_condition("condition asked for again", earlier, by=by, fields=changed)


def put(wanted: Condition, found: Assessment, *, by: int | None) -> None:
    """The implementation has this condition of the round's verdict."""
    assert wanted.due_on is not None
    ground = Ground(assessment_id=found.id, item_code=wanted.item_code or None, factor=wanted.factor or None)
    saying = Wording(wanted.wording, wanted.owner_id, wanted.due_on)
    add_condition(found.implementation_id, saying, by=by, ground=ground)
