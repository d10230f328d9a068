"""Named reads of enquiries: the list, one of them, what may be the same, how many become a licence."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.queries.listed import Page, in_sight, listed, waiting_for
from scaleup.enquiries.queries.places import Place, places_named
from scaleup.enquiries.queries.programmes import Offer, offer, offers
from scaleup.enquiries.rules import State
from scaleup.extensions import db

__all__ = [
    "Offer",
    "Page",
    "Place",
    "enquiry",
    "found",
    "in_sight",
    "listed",
    "named",
    "offer",
    "offers",
    "places_named",
    "unanswered_in",
    "waiting_for",
]


def found(enquiry_id: int) -> Enquiry | None:
    """The enquiry with what it names."""
    return db.session.scalar(
        select(Enquiry)
        .where(Enquiry.id == enquiry_id)
        .options(
            joinedload(Enquiry.programme),
            joinedload(Enquiry.manager),
            joinedload(Enquiry.area),
            selectinload(Enquiry.authorities),
        )
    )


def enquiry(enquiry_id: int) -> Enquiry:
    """The enquiry; raises Absent."""
    one = found(enquiry_id)
    if one is None:
        raise Absent
    return one


def unanswered_in(nation: str) -> Sequence[Enquiry]:
    """The enquiries of this nation, or of all, that nobody has answered."""
    asked = select(Enquiry).where(Enquiry.state == State.OPEN).order_by(Enquiry.id)
    return db.session.scalars(asked.where(Enquiry.nation == nation) if nation else asked).all()


def named(enquiry: Enquiry) -> dict[int, str]:
    """The names of the members of the unit who did something about the enquiry, by id."""
    ids = {enquiry.entered_by_id, enquiry.answered_by_id, enquiry.settled_by_id} - {None}
    return {row.id: row.name for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}
