"""Funding added, changed and ended; the signed copy of a licence kept."""

from datetime import date, datetime
from typing import IO

from sqlalchemy import select

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.documents import service as documents
from scaleup.documents.rules import Kind
from scaleup.documents.rules import Terms as Paper
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import Funding, Licence, SignedCopy
from scaleup.licences.rules import Money, pounds, refusals_of_money, refusals_to_end_money

CHANGED_MEANWHILE = (
    "Somebody else saved this funding since you opened it. What they saved stands beside each field; "
    "save again to keep yours."
)


def add_funding(implementation_id: int, money: Money, *, by: int | None) -> Funding:
    """The area is known to be funded so for its programme."""
    found = areas.implementation(implementation_id)
    raise_for(refusals_of_money(money))
    added = Funding(
        implementation_id=found.id,
        area_id=found.area_id,
        funder=money.funder,
        pence=money.pence,
        from_on=money.from_on,
        to_on=money.to_on,
    )
    db.session.add(added)
    db.session.flush()
    log("funding added", added, by=by)
    return added


def change_funding(funding: Funding, money: Money, *, version: int, by: int | None) -> None:
    """The funding is of this funder, this much, for these days."""
    raise_for(refusals_of_money(money))
    take(funding, version)
    values = {"funder": money.funder, "pence": money.pence, "from_on": money.from_on, "to_on": money.to_on}
    changed = [name for name, value in values.items() if getattr(funding, name) != value]
    for name in changed:
        setattr(funding, name, values[name])
    if "to_on" in changed:
        funding.ended_because = None
    db.session.flush()
    log("funding changed", funding, by=by, fields=changed)


def end_funding(funding: Funding, *, last_on: date, reason: str, version: int, by: int | None) -> None:
    """The funding ends on that day, earlier than was promised; the reason stands beside it."""
    raise_for(refusals_to_end_money(queries.money_of(funding), last_on=last_on, reason=reason))
    take(funding, version)
    funding.to_on, funding.ended_because = last_on, reason.strip()
    db.session.flush()
    log("funding ended early", funding, by=by, fields=["to_on"])


def take(funding: Funding, version: int) -> None:
    """The funding is ours until the commit; raises Conflict where somebody else changed it."""
    if not advance(db.session(), funding, version):
        theirs = {
            "funder": funding.funder,
            "amount": pounds(funding.pence),
            "from_on": funding.from_on.isoformat(),
            "to_on": funding.to_on.isoformat(),
        }
        raise Conflict(CHANGED_MEANWHILE, theirs)


def raise_for(refused: list[Refusal]) -> None:
    """Refused is raised where there is a reason to."""
    if refused:
        raise Refused(refused)


def keep_signed_copy(licence: Licence, file: IO[bytes], *, dated_on: date, by: int | None, now: datetime) -> None:
    """The signed copy of the licence is among the area's documents; a later one is its newer version."""
    there = queries.signed_copies_of([licence.id]).get(licence.id)
    if there is not None:
        document = there.document
        documents.replace(document, file, dated_on=dated_on, version=document.version, by=by, now=now)
        return
    title = f"Licence {licence.number}, signed"
    document = documents.add(licence.area_id, Paper(Kind.AGREEMENT, title, dated_on), file, by=by, now=now)
    former = db.session.scalar(select(SignedCopy).where(SignedCopy.licence_id == licence.id))
    if former is not None:
        former.document_id = document.id
    else:
        db.session.add(SignedCopy(licence_id=licence.id, document_id=document.id))
    db.session.flush()


def log(act: str, funding: Funding, *, by: int | None, fields: list[str] | None = None) -> None:
    """The act on this funding is in the audit log."""
    audit.record(
        act, subject="funding", subject_id=funding.id, person_id=by, area_id=funding.area_id, fields=fields or ()
    )
