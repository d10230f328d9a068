"""What may be the same as an enquiry: areas that cover one of its authorities or are named alike, earlier enquiries.

For staff alone. An area that is not the reader's to see is counted, not named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from scaleup.areas.models import Area, AreaAuthority, LocalAuthority
from scaleup.areas.queries import scope
from scaleup.core.dates import plain_date
from scaleup.core.pages import Actor
from scaleup.enquiries.adapters import alike
from scaleup.enquiries.models import Enquiry, EnquiryAuthority
from scaleup.enquiries.rules import STATE_WORDS, Likely, State, organisation_key
from scaleup.extensions import db

MOST = 5
MOST_NAMES = 20_000
"""With more areas than these only the very name counts: to measure them all would hold the page up."""
UNSEEN = "An area that is not yours to see"
WHY_UNSEEN = "Ask a unit manager before you found another"


@dataclass(frozen=True)
class Sought:
    """What an enquiry is compared by."""

    organisation: str
    email: str
    codes: frozenset[str]
    places: str = ""
    but_id: int | None = None
    """The enquiry itself, once it is on record."""


def sought_of(enquiry: Enquiry) -> Sought:
    """What an enquiry on record is compared by."""
    codes = frozenset(place.code for place in enquiry.authorities)
    return Sought(enquiry.organisation, enquiry.email, codes, enquiry.places, enquiry.id)


def likely(sought: Sought, *, actor: Actor, today: date) -> list[Likely]:
    """Areas first, then earlier enquiries, the latest first."""
    areas = {**covering(sought.codes), **named_like(sought)}
    seen = set(db.session.scalars(select(Area.id).where(Area.id.in_(areas), Area.id.in_(scope(actor, today)))))
    known = [
        Likely(name, why, f"/areas/{area_id}", area_id) for area_id, (name, why) in areas.items() if area_id in seen
    ]
    unseen = [Likely(UNSEEN, WHY_UNSEEN)] if len(seen) < len(areas) else []
    return [*known, *unseen, *earlier(sought)]


def covering(codes: frozenset[str]) -> Mapping[int, tuple[str, str]]:
    """The areas that cover one of these authorities, by id: name, and which."""
    rows = db.session.execute(
        select(Area.id, Area.name, LocalAuthority.name.label("authority"))
        .join(AreaAuthority, AreaAuthority.area_id == Area.id)
        .join(LocalAuthority, LocalAuthority.code == AreaAuthority.authority_code)
        .where(AreaAuthority.authority_code.in_(codes))
        .order_by(Area.name, LocalAuthority.name)
        .limit(MOST * 4)
    )
    found: dict[int, tuple[str, str]] = {}
    for area_id, name, authority in rows:
        found.setdefault(area_id, (name, f"It covers {authority}"))
    return dict(list(found.items())[:MOST])


def named_like(sought: Sought) -> Mapping[int, tuple[str, str]]:
    """The areas that are named like what was typed, by id."""
    names = {row.id: row.name for row in db.session.execute(select(Area.id, Area.name).limit(MOST_NAMES))}
    typed = [sought.organisation, *(place.strip() for place in sought.places.split(";"))]
    ids = dict.fromkeys(area_id for text in typed if text for area_id in alike(text, names, most=MOST))
    return {area_id: (names[area_id], "Its name is alike") for area_id in list(ids)[:MOST]}


def earlier(sought: Sought) -> Iterator[Likely]:
    """Earlier enquiries of this organisation, address or authority."""
    of_places = select(EnquiryAuthority.enquiry_id).where(EnquiryAuthority.authority_code.in_(sought.codes))
    key, email = organisation_key(sought.organisation), sought.email.strip().casefold()
    rows = db.session.execute(
        select(
            Enquiry.id, Enquiry.organisation, Enquiry.organisation_key, Enquiry.email, Enquiry.came_on, Enquiry.state
        )
        .where(
            Enquiry.id != (sought.but_id or 0),
            or_(Enquiry.organisation_key == key, Enquiry.email == email, Enquiry.id.in_(of_places)),
        )
        .order_by(Enquiry.came_on.desc(), Enquiry.id.desc())
        .limit(MOST)
    )
    for row in rows:
        why = (
            "The same organisation"
            if row.organisation_key == key
            else "The same person"
            if row.email == email
            else "The same local authority"
        )
        state = STATE_WORDS[State(row.state)].lower()
        yield Likely(
            f"The enquiry of {row.organisation}, {plain_date(row.came_on)}", f"{why}; {state}", f"/enquiries/{row.id}"
        )
