"""An enquiry is written down: from the public page, or by a member of the unit."""

from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.rules import address
from scaleup.areas.models import LocalAuthority
from scaleup.areas.queries import calendar_of
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Refusal, Refused
from scaleup.core.holidays import FIRST_YEAR
from scaleup.enquiries import rules
from scaleup.enquiries.models import Enquiry, EnquiryAuthority
from scaleup.enquiries.rules import Asking, Through, organisation_key
from scaleup.enquiries.service.mails import acknowledge
from scaleup.extensions import db


def type_in(
    asking: Asking, *, came_on: date, manager_id: int | None, acknowledged: bool, by: int, now: datetime
) -> Enquiry:
    """What somebody asked by telephone or letter is an enquiry; it is acknowledged by mail where that is wanted."""
    refused = list(rules.refusals(asking))
    if came_on.year < FIRST_YEAR:
        refused.append(Refusal(f"{plain_date(came_on)} is too long ago. Enter a day from {FIRST_YEAR} on.", "came_on"))
    if came_on > local_date(now):
        refused.append(Refusal(f"{plain_date(came_on)} is still to come. Enter today or an earlier day.", "came_on"))
    if refused:
        raise Refused(refused)
    enquiry = keep(asking, came_on=came_on, through=Through.STAFF, by=by, now=now)
    enquiry.manager_id = manager_id
    db.session.flush()
    if acknowledged:
        acknowledge(enquiry, now=now)
    return enquiry


def keep(asking: Asking, *, came_on: date, through: Through, by: int | None, now: datetime) -> Enquiry:
    """The enquiry is on record, with the authorities that it names."""
    enquiry = Enquiry(
        programme_id=asking.programme_id,
        organisation=" ".join(asking.organisation.split()),
        organisation_key=organisation_key(asking.organisation),
        nation=asking.nation,
        places=asking.places,
        name=asking.name,
        email=address(asking.email),
        role=asking.role,
        wanted=asking.wanted,
        came_at=now,
        came_on=came_on,
        through=through,
        entered_by_id=by,
        answer_by_on=rules.answer_by(came_on, calendar_of(asking.nation)),
    )
    db.session.add(enquiry)
    db.session.flush()
    known = db.session.scalars(select(LocalAuthority.code).where(LocalAuthority.code.in_(asking.authority_codes)))
    db.session.add_all(EnquiryAuthority(enquiry_id=enquiry.id, authority_code=code) for code in sorted(known))
    db.session.flush()
    audit.record("enquiry received", subject="enquiry", subject_id=enquiry.id, person_id=by, fields=[through])
    return enquiry
