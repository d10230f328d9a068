"""What a plan brings in is written through the services of the domains; what is here already is only completed.

A part that came in before, with nothing new about it, is not touched: what people changed since then stands.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from scaleup import audit, commit
from scaleup.accounts import service as accounts
from scaleup.areas.rules import name_key
from scaleup.facilitators import service as facilitators
from scaleup.fidelity import service as fidelity
from scaleup.imports.queries import FacilitatorHere, Here, Team
from scaleup.imports.rules import (
    CheckPart,
    ContactPart,
    FacilitatorPart,
    KnownLicence,
    LicencePart,
    Outcome,
    Part,
    Plan,
    RowPlan,
)
from scaleup.imports.service.keeping import fingerprint
from scaleup.imports.service.licensing import write_licences
from scaleup.imports.service.pen import LONGEST_SOURCE, Pen
from scaleup.support import service as support
from scaleup.support.rules import ActionTerms


def write(weighed: Plan, here: Here, *, by: int | None, now: datetime) -> dict[str, tuple[str, int]]:
    """Everything settled is here; returns what each natural key became."""
    settled = [row for row in weighed.rows if row.part is not None and not came_in_before(row, here)]
    pen = Pen(here, by, now, opened=first_days(weighed))
    with audit.together():
        write_licences(pen, [row.part for row in settled if isinstance(row.part, LicencePart)])
        write_facilitators(pen, [(row, row.part) for row in settled if isinstance(row.part, FacilitatorPart)])
        give_places(pen, weighed)
        new = [row for row in settled if row.outcome is Outcome.CREATED]
        write_contacts(pen, [(row, row.part) for row in new if isinstance(row.part, ContactPart)])
        write_checks(pen, [(row, row.part) for row in new if isinstance(row.part, CheckPart)])
    support.note_staff({key: ids[0] for key, ids in here.known.staff.items() if len(ids) == 1})
    commit.touched({here.area_ids[row.part.area_key] for row in settled if row.part is not None})
    return pen.subjects


def came_in_before(row: RowPlan, here: Here) -> bool:
    """Whether exactly this came in before: nothing is to be done, whatever became of it since."""
    return row.part is not None and here.made.get(row.natural_key) == fingerprint(row.part)


def first_days(weighed: Plan) -> dict[Team, date]:
    """The earliest day that the workbook tells of each implementation: contacts may come before a licence."""
    found: dict[Team, date] = {}
    for row in weighed.rows:
        for day in days_of(row.part):
            team = (row.part.area_key, row.part.slug) if row.part else ("", "")
            found[team] = min(found.get(team, day), day)
    return found


def days_of(part: Part | None) -> Iterable[date]:
    """The days on which the implementation was open, as the part tells."""
    match part:
        case LicencePart():
            return [day for day in (part.starts_on, part.delivery_on, part.readiness_on) if day]
        case ContactPart():
            return [part.held_on]
        case CheckPart():
            return [part.on_day]
        case _:
            return []


def source_of(row: RowPlan) -> str:
    """Where a record came from, in words."""
    return f"old tracker, {row.where}"[:LONGEST_SOURCE]


# The people who deliver


def write_facilitators(pen: Pen, rows: Sequence[tuple[RowPlan, FacilitatorPart]]) -> None:
    """Each person is a facilitator of their team, with the parts of training that were not yet on record."""
    new: list[tuple[RowPlan, FacilitatorPart]] = []
    again: list[tuple[RowPlan, FacilitatorPart]] = []
    keys: set[str] = set()
    for row, part in rows:
        members = pen.here.facilitators.get((part.area_key, part.slug), [])
        known = part.ordinal == 1 and (member_here(part, members) or part.natural_key in keys)
        (again if known else new).append((row, part))
        keys.add(part.natural_key)
    join(pen, new)
    for row, part in again:
        complete_facilitator(pen, row, part)


def member_here(part: FacilitatorPart, members: Iterable[FacilitatorHere]) -> FacilitatorHere | None:
    """The facilitator who is here already, by address, else by name."""
    for one in members:
        if part.email and one.email and part.email == one.email:
            return one
    same = [one for one in members if name_key(one.name) == name_key(part.name) and not (part.email and one.email)]
    return same[0] if same else None


def join(pen: Pen, rows: Sequence[tuple[RowPlan, FacilitatorPart]]) -> None:
    """These people are facilitators from now on; those who left are on record as such."""
    persons = accounts.enter_all([(part.name, part.email, None) for _, part in rows], now=pen.now)
    told = [
        facilitators.BroughtIn(
            implementation_id=pen.here.teams[part.area_key, part.slug].implementation_id,
            person_id=person_id,
            profession=part.profession,
            source=source_of(row),
            profession_note=part.profession_note or None,
            left=part.left,
            left_on=part.left_on,
            parts=part.done,
        )
        for (row, part), person_id in zip(rows, persons, strict=True)
    ]
    brought = facilitators.bring_in(told, by=pen.by)
    for (_, part), joined_id, person_id in zip(rows, brought, persons, strict=True):
        here = FacilitatorHere(
            joined_id,
            person_id,
            part.name,
            part.email,
            left=part.left,
            placed=False,
            parts=frozenset(name for name, _ in part.done),
        )
        pen.here.facilitators.setdefault((part.area_key, part.slug), []).append(here)
        pen.subjects[part.natural_key] = ("facilitator", joined_id)


def complete_facilitator(pen: Pen, row: RowPlan, part: FacilitatorPart) -> None:
    """A facilitator who is here has the address and the parts of training that were not yet on record."""
    here = member_here(part, pen.here.facilitators.get((part.area_key, part.slug), []))
    if here is None:
        return
    if part.email and here.email is None:
        accounts.note_address(here.person_id, part.email, by=pen.by)
    for name, day in part.done:
        if name not in here.parts:
            facilitators.record_part(here.facilitator_id, name, done_on=day, by=pen.by, source=source_of(row))
    pen.subjects[part.natural_key] = ("facilitator", here.facilitator_id)


def give_places(pen: Pen, weighed: Plan) -> None:
    """Those for whom there are places hold one, under the licence of their team that ends last."""
    latest: dict[Team, LicencePart] = {}
    known = latest_here(pen)
    for row in weighed.rows:
        if isinstance(row.part, LicencePart):
            team = (row.part.area_key, row.part.slug)
            latest[team] = max(latest.get(team, row.part), row.part, key=lambda part: part.ends_on)
    wanted: list[facilitators.Holding] = []
    for team, people in weighed.placing.items():
        number = latest[team].number if team in latest else known[team].number
        licence_id = pen.here.licence_ids[name_key(number)]
        members = pen.here.facilitators.get(team, [])
        for part in people:
            here = next((one for one in members if one.facilitator_id == written_as(pen, part)), None)
            here = here or member_here(part, members)
            if here and not here.placed and not here.left:
                first_on = min((day for _, day in part.done), default=pen.today)
                wanted.append(facilitators.Holding(licence_id, here.facilitator_id, first_on))
    facilitators.hold_places(wanted, by=pen.by)


def written_as(pen: Pen, part: FacilitatorPart) -> int | None:
    """The facilitator (id) that the part has just become, if it has."""
    subject = pen.subjects.get(part.natural_key)
    return subject[1] if subject else None


def latest_here(pen: Pen) -> dict[Team, KnownLicence]:
    """The licence of each team that ends last, of those that were here."""
    found: dict[Team, KnownLicence] = {}
    for licence in pen.here.known.licences.values():
        team = (licence.area_key, licence.slug)
        found[team] = max(found.get(team, licence), licence, key=lambda one: one.ends_on)
    return found


# What was


def write_contacts(pen: Pen, rows: Sequence[tuple[RowPlan, ContactPart]]) -> None:
    """The contacts are history, and have settled what they settle."""
    told = [past_contact(pen, row, part) for row, part in rows]
    for (_, part), contact_id in zip(rows, support.record_past_contacts(told, by=pen.by, now=pen.now), strict=True):
        pen.subjects[part.natural_key] = ("contact", contact_id)


def past_contact(pen: Pen, row: RowPlan, part: ContactPart) -> support.PastContact:
    """The contact as support takes it; who spoke for the unit is matched by full name, else kept as text."""
    staff = pen.here.known.staff.get(name_key(part.staff), ()) if part.staff else ()
    return support.PastContact(
        implementation_id=pen.here.teams[part.area_key, part.slug].implementation_id,
        held_on=part.held_on,
        channel=part.channel,
        outcome=part.outcome,
        source=source_of(row),
        staff_id=staff[0] if len(staff) == 1 else None,
        staff_note=part.staff or None,
        discussed=part.discussed or None,
        reason=part.reason or None,
        next_on=part.next_on,
        actions=(ActionTerms(part.action, None, None),) if part.action else (),
    )


def write_checks(pen: Pen, rows: Sequence[tuple[RowPlan, CheckPart]]) -> None:
    """The checks are on record, flagged where they need a second look."""
    told = [
        fidelity.PastCheck(
            implementation_id=pen.here.teams[part.area_key, part.slug].implementation_id,
            on_day=part.on_day,
            method=part.method,
            percent=part.percent,
            source=source_of(row),
            flag=part.flag or None,
        )
        for row, part in rows
    ]
    for (_, part), check_id in zip(rows, fidelity.record_past_checks(told, by=pen.by), strict=True):
        pen.subjects[part.natural_key] = ("fidelity_check", check_id)
