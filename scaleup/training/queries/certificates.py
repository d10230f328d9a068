"""Certificates: who of an area may deliver and has one, the one of a code, the one that somebody holds today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, and_, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.programmes.models import Programme
from scaleup.training.models import Certificate
from scaleup.training.rules import Period, Validity, validity


@dataclass(frozen=True)
class Issued:
    """A certificate with its words, and whether it stands."""

    facilitator_id: int
    name: str
    programme: str
    code: str
    issued_on: date
    during: Period | None
    """The stretch of accreditation that it was issued in."""
    validity: Validity


@dataclass(frozen=True)
class Accredited:
    """Somebody who may deliver today."""

    facilitator_id: int
    implementation_id: int
    name: str
    programme: str
    during: Period


def issued_where(wanted: ColumnElement[bool], today: date) -> list[Issued]:
    """The certificates of which that is true, by name, the latest first. One statement."""
    asked = (
        select(
            Certificate.facilitator_id,
            Certificate.code,
            Certificate.issued_on,
            Person.name,
            Programme.name.label("programme"),
            Accreditation.from_on,
            Accreditation.until_on,
        )
        .join(Facilitator, Facilitator.id == Certificate.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .join(Implementation, Implementation.id == Certificate.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(
            Accreditation,
            and_(
                Accreditation.facilitator_id == Certificate.facilitator_id,
                Accreditation.from_on <= Certificate.issued_on,
                Accreditation.until_on >= Certificate.issued_on,
            ),
        )
        .where(wanted)
        .order_by(Person.name, Certificate.facilitator_id, Certificate.issued_on.desc(), Certificate.id.desc())
    )
    found = []
    for row in db.session.execute(asked):
        during = Period(row.from_on, row.until_on) if row.from_on else None
        valid = validity(row.issued_on, during, today)
        found.append(Issued(row.facilitator_id, row.name, row.programme, row.code, row.issued_on, during, valid))
    return found


def of_code(code: str, today: date) -> Issued | None:
    """The certificate of this code, or None: one statement either way."""
    found = issued_where(Certificate.code == code, today)
    return found[0] if found else None


def of_area(area_id: int, today: date) -> list[Issued]:
    """Every certificate of the area's facilitators."""
    return issued_where(Facilitator.area_id == area_id, today)


def held_by(facilitator_id: int, today: date) -> Issued:
    """The certificate that stands for this facilitator today; raises Absent where there is none."""
    for one in issued_where(Certificate.facilitator_id == facilitator_id, today):
        if one.during and one.during.from_on <= today <= one.during.until_on:
            return one
    raise Absent


def accredited_of(area_id: int, today: date) -> list[Accredited]:
    """Who of the area may deliver today, by name. One statement."""
    rows = db.session.execute(accredited(today).where(Facilitator.area_id == area_id))
    return [spoken(row) for row in rows]


def accredited(today: date) -> Select[int, int, str, str, date, date]:
    """Who may deliver today, by name, with the stretch of days that today lies in."""
    return (
        select(
            Facilitator.id,
            Facilitator.implementation_id,
            Person.name,
            Programme.name.label("programme"),
            Accreditation.from_on,
            Accreditation.until_on,
        )
        .join(Accreditation, Accreditation.facilitator_id == Facilitator.id)
        .join(Person, Person.id == Facilitator.person_id)
        .join(Implementation, Implementation.id == Facilitator.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Accreditation.from_on <= today, Accreditation.until_on >= today)
        .order_by(Person.name, Facilitator.id)
    )


def spoken(row: Row[int, int, str, str, date, date]) -> Accredited:
    """The row as a value."""
    during = Period(row.from_on, row.until_on)
    return Accredited(row.id, row.implementation_id, row.name, row.programme, during)


def issued_days(facilitator_ids: Collection[int]) -> dict[int, list[date]]:
    """The days on which these facilitators were given a certificate; none is left out."""
    found: dict[int, list[date]] = {one: [] for one in facilitator_ids}
    asked = select(Certificate.facilitator_id, Certificate.issued_on)
    for row in db.session.execute(asked.where(Certificate.facilitator_id.in_(facilitator_ids))):
        found[row.facilitator_id].append(row.issued_on)
    return found


@dataclass(frozen=True)
class CertificatesPage:
    """Who of an area may deliver today, each with their certificate, and the certificates that do not stand."""

    have: dict[int, Issued]
    """By facilitator, the one that stands."""
    accredited: list[Accredited]
    over: list[Issued]

    @property
    def lacking(self) -> int:
        """How many may deliver and have none."""
        return sum(one.facilitator_id not in self.have for one in self.accredited)


def certificates_page(area_id: int, today: date) -> CertificatesPage:
    """What the page of an area's certificates shows; two statements."""
    issued = of_area(area_id, today)
    have = {one.facilitator_id: one for one in reversed(issued) if stands(one, today)}
    return CertificatesPage(have, accredited_of(area_id, today), [one for one in issued if not stands(one, today)])


def stands(one: Issued, today: date) -> bool:
    """Whether the certificate is valid today."""
    return one.during is not None and one.during.from_on <= today <= one.during.until_on
