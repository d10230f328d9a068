"""Who funds an area, its programme and its licences; the signed copies of licences."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.queries import in_scope
from scaleup.core.pages import Actor
from scaleup.documents.models import Document
from scaleup.extensions import db
from scaleup.licences.models import Funding, SignedCopy
from scaleup.licences.rules import Money


def money_of(found: Funding) -> Money:
    """The funding as rules judge it."""
    return Money(found.funder, found.pence, found.from_on, found.to_on)


def fundings_of(area_id: int) -> dict[int, list[Funding]]:
    """The funding of the area by implementation, the first to end first."""
    found: dict[int, list[Funding]] = {}
    rows = db.session.scalars(
        select(Funding).where(Funding.area_id == area_id).order_by(Funding.to_on, Funding.funder, Funding.id)
    )
    for row in rows:
        found.setdefault(row.implementation_id, []).append(row)
    return found


def funding_in_scope(actor: Actor, funding_id: int, today: date) -> Funding:
    """The funding; raises Absent where its area is not the actor's to see."""
    return in_scope(select(Funding).where(Funding.id == funding_id), Funding.area_id, actor=actor, today=today)


def signed_copies_of(licence_ids: Sequence[int]) -> dict[int, SignedCopy]:
    """The signed copy of each of these licences that is there and in force."""
    copies = joinedload(SignedCopy.document).selectinload(Document.copies)
    rows = db.session.scalars(select(SignedCopy).where(SignedCopy.licence_id.in_(licence_ids)).options(copies))
    return {row.licence_id: row for row in rows if row.document.withdrawn_at is None}
