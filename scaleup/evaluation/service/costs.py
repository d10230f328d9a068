"""A cost is entered, put right, taken out."""

from datetime import date, datetime

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core.errors import Conflict, Refused
from scaleup.core.pressed import kept_before
from scaleup.core.versions import advance
from scaleup.core.years import Year
from scaleup.evaluation.models import CostLine
from scaleup.evaluation.queries import costs as queries
from scaleup.evaluation.rules import costs as rules
from scaleup.extensions import db
from scaleup.licences.rules import pounds

CHANGED_MEANWHILE = (
    "Somebody else saved this cost since you opened it. What they saved stands beside each field; "
    "save again to keep yours."
)


def enter(
    implementation_id: int, cost: rules.Cost, *, nonce: str, by: int | None, today: date, now: datetime
) -> CostLine:
    """The cost stands; the same nonce again finds the first."""
    first = kept_before(db.session(), CostLine, nonce, implementation_id=implementation_id)
    if first is not None:
        return first
    found = areas.implementation(implementation_id)
    weigh(found, cost, today=today)
    line = CostLine(implementation_id=found.id, area_id=found.area_id, nonce=nonce, entered_at=now, entered_by_id=by)
    write(line, cost)
    db.session.add(line)
    db.session.flush()
    log("cost entered", line, by=by)
    return line


def put_right(line: CostLine, cost: rules.Cost, *, version: int, by: int | None, today: date) -> None:
    """The cost says this. Raises Refused, and Conflict where somebody else saved it meanwhile."""
    weigh(areas.implementation(line.implementation_id), cost, today=today)
    take(line, version)
    before = queries.cost_of(line)
    write(line, cost)
    db.session.flush()
    log("cost put right", line, by=by, fields=changed(before, cost))


def take_out(line: CostLine, *, version: int, by: int | None, now: datetime) -> None:
    """The cost counts no more. Raises Conflict."""
    take(line, version)
    line.taken_out_at = now
    db.session.flush()
    log("cost taken out", line, by=by)


def weigh(found: Implementation, cost: rules.Cost, *, today: date) -> None:
    """Raises Refused where the cost cannot stand so."""
    refused = rules.refusals_of_cost(
        cost,
        kinds=queries.kinds_of(found),
        years=rules.years_to(today, since=found.opened_on),
        payer_ids=queries.payers_in(found.area_id),
    )
    if refused:
        raise Refused(refused)


def write(line: CostLine, cost: rules.Cost) -> None:
    """The line says what the cost does."""
    line.year, line.kind, line.standing = cost.year.begins, cost.kind, cost.standing
    line.minutes, line.rate_pence, line.payer_id = cost.minutes, cost.rate_pence, cost.payer_id
    line.pence = cost.pence


def changed(before: rules.Cost, cost: rules.Cost) -> list[str]:
    """The names of what is otherwise now."""
    names = ("kind", "year", "standing", "amount", "minutes", "rate_pence", "payer_id")
    return [name for name in names if getattr(before, name) != getattr(cost, name)]


def take(line: CostLine, version: int) -> None:
    """The line is ours until the commit; raises Conflict where somebody else changed it."""
    if not advance(db.session(), line, version):
        theirs = {"amount": pounds(line.pence), "year": Year(line.year).words}
        raise Conflict(CHANGED_MEANWHILE, theirs)


def log(act: str, line: CostLine, *, by: int | None, fields: list[str] | None = None) -> None:
    """The act on this cost is in the audit log: names of fields, no amounts."""
    audit.record(act, subject="cost", subject_id=line.id, person_id=by, area_id=line.area_id, fields=fields or ())
