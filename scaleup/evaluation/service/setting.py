"""Whether an area keeps records under random codes, and whom it turns to with a high score."""

from dataclasses import dataclass
from datetime import date, datetime

from scaleup import audit
from scaleup.areas.models import Implementation
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.families import family_details_unticked
from scaleup.core.versions import advance
from scaleup.evaluation.models import EvaluationSetting
from scaleup.evaluation.queries import setting_of
from scaleup.evaluation.rules import PATHWAY_ITEM
from scaleup.extensions import db
from scaleup.readiness.queries import ItemStanding, item_standing

GATE = (
    "Readiness does not bear the pathway out: item {code} is {mark}, and it takes {least}. "
    "Codes stay off until the area has it, and says so in its readiness."
)
MEANWHILE = "Somebody else saved this while you had it open. Compare, then save again."


@dataclass(frozen=True)
class Chosen:
    """What a manager sets of the evaluation of one programme in an area."""

    records: bool
    assessed_on: date | None
    pathway: str
    pathway_on: date | None
    reported_on: date | None = None


def refusals_of_choice(chosen: Chosen, *, gate: ItemStanding | None, today: date) -> list[Refusal]:
    """Why evaluation cannot be set so."""
    found = [*family_details_unticked(chosen.pathway, name="pathway")]
    for name, day in (("assessed_on", chosen.assessed_on), ("pathway_on", chosen.pathway_on)):
        if day is not None and day > today:
            found.append(Refusal(f"{plain_date(day)} is still to come. Enter the day on which it was confirmed.", name))
    if chosen.reported_on is not None and chosen.reported_on > today:
        found.append(
            Refusal(
                f"{plain_date(chosen.reported_on)} is still to come. Enter it once there is a report.", "reported_on"
            )
        )
    if chosen.records and chosen.assessed_on is None:
        found.append(
            Refusal("Enter the day of the data-protection impact assessment: without it, codes stay off", "assessed_on")
        )
    if chosen.records and not chosen.pathway:
        found.append(Refusal("Name the pathway for a high score: without it, codes stay off", "pathway"))
    if chosen.records and chosen.pathway_on is None:
        found.append(Refusal("Enter the day on which the area confirmed the pathway", "pathway_on"))
    if chosen.records and gate is not None and not gate.passes:
        found.append(Refusal(GATE.format(code=gate.item.code, mark=marked(gate), least=gate.pass_mark), "records"))
    return found


def marked(gate: ItemStanding) -> str:
    """The mark of an item of readiness, in words."""
    return "not marked yet" if gate.rating is None else f"marked {gate.rating} ({gate.words})"


def set_evaluation(
    implementation: Implementation, chosen: Chosen, *, version: int, today: date, now: datetime, by: int | None
) -> EvaluationSetting:
    """The area's setting says so. Raises Refused, and Conflict where somebody else saved it meanwhile."""
    gate = item_standing(implementation.id, PATHWAY_ITEM) if chosen.records else None
    refusals = refusals_of_choice(chosen, gate=gate, today=today)
    if refusals:
        raise Refused(refusals)
    row = setting_of(implementation.id)
    if row is None:
        row = EvaluationSetting(implementation_id=implementation.id, area_id=implementation.area_id, pathway="")
        row.set_at = now
        db.session.add(row)
        db.session.flush()
    elif not advance(db.session(), row, version):
        raise Conflict(MEANWHILE, {"pathway": row.pathway})
    row.records_on = (row.records_on or today) if chosen.records else None
    row.assessed_on, row.pathway, row.pathway_on = chosen.assessed_on, chosen.pathway, chosen.pathway_on
    row.reported_on = chosen.reported_on
    row.set_by_id, row.set_at = by, now
    db.session.flush()
    audit.record(
        "evaluation set",
        subject="implementation",
        subject_id=implementation.id,
        person_id=by,
        area_id=implementation.area_id,
        fields=("records_on", "assessed_on", "pathway", "pathway_on", "reported_on"),
    )
    return row
