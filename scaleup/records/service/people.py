"""Two records of one person become one: the newer stays, with the values that were chosen."""

from datetime import datetime

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Ended
from scaleup.areas.models import Implementation
from scaleup.core.errors import Refused, refuse
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.records import queries
from scaleup.records.models import Merge
from scaleup.records.rules import Chosen, Kind, PersonSide, refusals_of_people
from scaleup.records.service import rows
from scaleup.records.service.moving import Journal, counted, move_all, moving

PERSON = Person.__tablename__
ACCOUNT = ("email", "password_hash", "invited_at", "deactivated_at", "leaves_on")
"""What goes together with the address that stays: who signs in with it."""
GONE_MEANWHILE = "Somebody else merged one of these two records meanwhile. Look at what is there now, then act again."


def kept_and_gone(one_id: int, other_id: int) -> tuple[int, int]:
    """The newer row stays: an id that went is then never given to another (docs/decisions/0011-one-record.md)."""
    return max(one_id, other_id), min(one_id, other_id)


def consider_people(one: PersonSide, other: PersonSide, chosen: Chosen, *, actor_id: int) -> list[Change]:
    """What would follow from making these two one; raises Refused with every reason against it."""
    if refused := refusals_of_people(one, other, chosen, actor_id=actor_id):
        raise Refused(refused)
    _, gone_id = kept_and_gone(one.id, other.id)
    leaver = one if one.id == gone_id else other
    named = one if chosen.name_of == one.id else other
    addressed = one if chosen.email_of in (0, one.id) and one.email else other
    silent = other if addressed is one else one
    changes = [Change(f"The one record is called {named.name}.", 1)]
    if addressed.email:
        changes.append(Change(f"{addressed.email} is the address, and mail goes there.", 1))
    if silent.email and silent.email != addressed.email:
        changes.append(Change(f"{silent.email} is given up: nobody signs in with it any more.", 1))
    changes.append(Change("Both are signed out everywhere, and links that were sent to them stop working.", 2))
    changes += [Change(moving(ref, count, leaver.name, "record"), count) for ref, count in counted(PERSON, gone_id)]
    return changes


def merge_people(actor_id: int, one_id: int, other_id: int, chosen: Chosen, *, now: datetime) -> Merge:
    """The two are one record; it can be undone for a week."""
    found = both(PERSON, one_id, other_id)
    one, other = queries.person_side(one_id), queries.person_side(other_id)
    for person_id in (one_id, other_id):
        accounts.must_look_after(actor_id, person_id)
    consider_people(one, other, chosen, actor_id=actor_id)
    kept_id, gone_id = kept_and_gone(one_id, other_id)
    for person_id in (kept_id, gone_id):
        accounts.end_sessions(person_id, Ended.ROLE_CHANGE, now)
        accounts.withdraw_links(person_id, now)
    db.session.flush()
    journal = Journal(now)
    commit.touched(areas_worked_in(gone_id) + areas_worked_in(kept_id))
    move_all(PERSON, gone_id, kept_id, journal)
    journal.removed(rows.table_of(PERSON), found[gone_id])
    journal.changed(rows.table_of(PERSON), found[kept_id], values_of(found, chosen, kept_id))
    cancel_twice_told(kept_id, gone_id, now)
    names = {one.id: one.name, other.id: other.name}
    return written(Kind.PERSON, journal, kept_id=kept_id, gone_id=gone_id, names=names, by=actor_id)


def both(name: str, one_id: int, other_id: int) -> dict[int, rows.Values]:
    """The two rows of this table, ours until the commit; Refused where one has gone since it was looked at."""
    found = rows.locked(rows.table_of(name), [one_id, other_id])
    if len(found) < len({one_id, other_id}):
        raise refuse(GONE_MEANWHILE)
    db.session.expire_all()
    return found


def values_of(found: dict[int, rows.Values], chosen: Chosen, kept_id: int) -> rows.Values:
    """What the one record says: each value from the record that was chosen for it."""
    addressed = chosen.email_of or next((one for one in found if found[one]["email"]), kept_id)
    employed = chosen.employer_of or next((one for one in found if found[one]["employer"]), kept_id)
    values = {column: found[addressed][column] for column in ACCOUNT}
    values["name"] = found[chosen.name_of]["name"]
    values["employer"] = found[employed]["employer"]
    return values | {"version": rows.number(found[kept_id], "version") + 1}


def areas_worked_in(person_id: int) -> list[int]:
    """The areas that this person is the manager of, deactivated or not, and those where they facilitate."""
    managed = select(Implementation.area_id).where(Implementation.manager_id == person_id)
    delivered = select(Facilitator.area_id).where(Facilitator.person_id == person_id)
    return list(db.session.scalars(managed.union(delivered)))


def cancel_twice_told(kept_id: int, gone_id: int, now: datetime) -> None:
    """What waited for both is sent once."""
    waiting = select(Message.id).where(
        Message.person_id == kept_id,
        Message.state.in_([State.PENDING, State.HELD]),
        Message.dedupe_key.contains(f"|person:{gone_id}|"),
    )
    outbox.cancel(
        db.session.scalars(waiting).all(), reason="The same person is told the same by another mail.", now=now
    )


def written(
    kind: Kind, journal: Journal, *, kept_id: int, gone_id: int, names: dict[int, str], by: int | None
) -> Merge:
    """The merge is on record with its journal, and in the audit log of both."""
    made = Merge(
        kind=kind,
        kept_id=kept_id,
        gone_id=gone_id,
        kept_name=names[kept_id],
        gone_name=names[gone_id],
        at=journal.now,
        by_id=by,
    )
    db.session.add(made)
    db.session.flush()
    journal.write(made.id)
    for record_id in (kept_id, gone_id):
        area_id = record_id if kind is Kind.AREA else None
        audit.record(f"{kind} merged", subject=kind, subject_id=record_id, person_id=by, area_id=area_id)
    db.session.flush()
    db.session.expire_all()
    return made
