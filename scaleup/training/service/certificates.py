"""Certificates are issued once for each stretch of accreditation, and looked up by whoever holds a code."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.rules import about, spell_wait
from scaleup.accounts.service import tries
from scaleup.core.clock import LONDON
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Certificate
from scaleup.training.queries import certificates as queries
from scaleup.training.queries.certificates import Issued
from scaleup.training.rules import wants_one

FROM_ONE_PLACE = 30
"""Codes asked about from one network address in five minutes: a whole office may share it."""


def issue_to(facilitator_id: int, *, area_id: int, codes: Iterator[str], today: date, by: int | None) -> list[str]:
    """This facilitator of the area has a certificate; Refused where they may not deliver today. Returns new names."""
    if facilitator_id not in locked(area_id):
        raise Absent
    if facilitator_id not in {one.facilitator_id for one in queries.accredited_of(area_id, today)}:
        raise refuse("Nobody gets a certificate who may not deliver today. See what is missing on the training page.")
    return give({facilitator_id}, area_id=area_id, codes=codes, today=today, by=by)


def issue_to_all(area_id: int, *, codes: Iterator[str], today: date, by: int | None) -> list[str]:
    """Everybody of the area who may deliver today has a certificate. Returns the names of those who had none."""
    return give(locked(area_id), area_id=area_id, codes=codes, today=today, by=by)


def locked(area_id: int) -> Collection[int]:
    """The area's facilitators, held until the commit: two who issue at once issue once.

    No unique constraint says so, because a stretch of accreditation begins elsewhere when a register is put right.
    """
    asked = select(Facilitator.id).where(Facilitator.area_id == area_id).order_by(Facilitator.id)
    return set(db.session.scalars(asked.with_for_update()))


def give(to: Collection[int], *, area_id: int, codes: Iterator[str], today: date, by: int | None) -> list[str]:
    """Those of these facilitators who may deliver today and have no certificate for that get one."""
    accredited = [one for one in queries.accredited_of(area_id, today) if one.facilitator_id in to]
    issued = queries.issued_days([one.facilitator_id for one in accredited])
    wanting = [one for one in accredited if wants_one(one.during, issued[one.facilitator_id])]
    for one in wanting:
        db.session.add(
            Certificate(
                facilitator_id=one.facilitator_id,
                implementation_id=one.implementation_id,
                code=next(codes),
                issued_on=today,
            )
        )
    db.session.flush()
    audit.record_all(
        (("certificate issued", "facilitator", one.facilitator_id, area_id, ()) for one in wanting), person_id=by
    )
    return [one.name for one in wanting]


def look_up(code: str, *, caller: str, secret: str, now: datetime) -> Issued | None:
    """The certificate of this code, or None; raises TooMany. Each question is counted first and asked alike."""
    db.session.rollback()  # nothing is written yet: the counts below have a transaction of their own
    key = about("certificate from", caller, secret)
    tries.count([tries.Limit(key, lambda counts, at: spell_wait(counts, at, FROM_ONE_PLACE))], now)
    return queries.of_code(code, local_date(now))


def many_asked(until: datetime) -> str:
    """What somebody is told whose network address asked about too many."""
    return f"Many codes were asked about from your network just now. Wait until {until.astimezone(LONDON):%H:%M}."
