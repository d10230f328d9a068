"""People on My work: invitations, whose list may be looked at, who has what late."""

from datetime import date

from sqlalchemy import literal, select

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import LIFETIME, UNIT_ROLES, Purpose, permissions
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, total_of


def invited(extent: Extent) -> Read[rules.Uninvited]:
    """People who were invited and have not come in yet, the longest first."""
    waiting = (Person.invited_at.is_not(None), Person.password_hash.is_(None), Person.deactivated_at.is_(None))
    rows = db.session.execute(
        select(Person.id, Person.name, Person.invited_at, counted(select(Person.id).where(*waiting)).label("total"))
        .where(*waiting)
        .order_by(Person.invited_at, Person.id)
        .limit(extent.most)
    ).all()
    return Read([rules.Uninvited(row.id, row.name, local_date(row.invited_at)) for row in rows], total_of(rows))


def ran_out(found: Read[rules.Uninvited], today: date) -> list[rules.Uninvited]:
    """Those whose invitation works no longer."""
    return [one for one in found.rows if one.invited_on + LIFETIME[Purpose.INVITATION] < today]


def staff_late(extent: Extent) -> list[rules.StaffLate]:
    """Every member of the unit who works in areas, with how many contacts of theirs have no record."""
    late = (
        select(literal(1))
        .where(Progress.manager_id == Person.id, Progress.contact_due_on < extent.today, Progress.closed_on.is_(None))
        .correlate(Person)
    )
    rows = db.session.execute(
        select(Person.id, Person.name, counted(late).label("late"))
        .where(
            Person.deactivated_at.is_(None),
            Person.id.in_(select(RoleHeld.person_id).where(RoleHeld.role.in_(UNIT_ROLES), RoleHeld.ended_at.is_(None))),
        )
        .order_by(Person.name, Person.id)
        .limit(extent.most)
    )
    return [rules.StaffLate(row.id, row.name, row.late) for row in rows]


def someone(person_id: int) -> Actor:
    """The person as who acts, whose list it is; raises Absent for nobody, or somebody who cannot sign in."""
    rows = db.session.execute(
        select(Person.name, Person.email, RoleHeld.role)
        .join(RoleHeld, (RoleHeld.person_id == Person.id) & RoleHeld.ended_at.is_(None))
        .where(Person.id == person_id, Person.deactivated_at.is_(None))
    ).all()
    if not rows:
        raise Absent
    roles = frozenset(row.role for row in rows)
    return Actor(person_id, rows[0].name, rows[0].email or "", roles, permissions(roles))
