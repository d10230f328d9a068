"""What a plan brings in is written through the services of the domains; what is here already is only completed.

A part that came in before, with nothing new about it, is not touched: what people changed since then stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from scaleup.accounts import service as accounts
from scaleup.areas import service as areas
from scaleup.areas.rules import AreaRole, Founding, OrganisationRole, name_key
from scaleup.core.dates import local_date
from scaleup.delivery import service as delivery
from scaleup.facilitators import service as facilitators
from scaleup.fidelity import service as fidelity
from scaleup.imports.queries import FacilitatorHere, Here, LeadHere, Team, TeamHere
from scaleup.imports.rules import (
    CheckPart,
    ContactPart,
    FacilitatorPart,
    LicencePart,
    Outcome,
    Part,
    Plan,
    RowPlan,
)
from scaleup.imports.service.keeping import fingerprint
from scaleup.licences import service as licences
from scaleup.licences.rules import Terms
from scaleup.support import service as support
from scaleup.support.rules import ActionTerms

LONGEST_SOURCE = 80


@dataclass
class Pen:
    """Who writes, when, and what each natural key became."""

    here: Here
    by: int | None
    now: datetime
    opened: dict[Team, date]
    """The earliest day that the workbook tells of each implementation."""
    subjects: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The London date."""
        return local_date(self.now)


def write(weighed: Plan, here: Here, *, by: int | None, now: datetime) -> dict[str, tuple[str, int]]:
    """Everything settled is here; returns what each natural key became."""
    settled = [row for row in weighed.rows if row.part is not None and not came_in_before(row, here)]
    pen = Pen(here, by, now, opened=first_days(weighed))
    for row in settled:
        if isinstance(row.part, LicencePart):
            write_licence(pen, row.part)
    write_facilitators(pen, [(row, row.part) for row in settled if isinstance(row.part, FacilitatorPart)])
    give_places(pen, weighed)
    new = [row for row in settled if row.outcome is Outcome.CREATED]
    write_contacts(pen, [(row, row.part) for row in new if isinstance(row.part, ContactPart)])
    write_checks(pen, [(row, row.part) for row in new if isinstance(row.part, CheckPart)])
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


# An area and its licence


def write_licence(pen: Pen, part: LicencePart) -> None:
    """The area, its implementation and its licence are here, with what the row says and they lacked."""
    area_id = pen.here.area_ids.get(part.area_key) or found_area(pen, part)
    if part.organisation:
        areas.add_organisation(area_id, part.organisation, role=OrganisationRole.LICENCE_HOLDER, by=pen.by)
    team = team_of(pen, part, area_id)
    if name_key(part.number) not in pen.here.licence_ids:
        terms = Terms(part.starts_on, part.ends_on, part.places)
        brought = licences.bring_in(team.implementation_id, terms, number=part.number, by=pen.by, now=pen.now)
        pen.here.licence_ids[name_key(part.number)] = brought.id
    pen.subjects[part.natural_key] = ("licence", pen.here.licence_ids[name_key(part.number)])
    complete_team(pen, part, team)
    write_lead(pen, part, area_id)


def found_area(pen: Pen, part: LicencePart) -> int:
    """The area is here, held until somebody starts its reminders."""
    founding = Founding(part.area_name, part.nation, part.authority_codes)
    area_id = areas.found_held(founding, by=pen.by, now=pen.now).id
    pen.here.area_ids[part.area_key] = area_id
    return area_id


def team_of(pen: Pen, part: LicencePart, area_id: int) -> TeamHere:
    """The open implementation of the area and programme, opened on the earliest day that is told of it."""
    team = pen.here.teams.get((part.area_key, part.slug))
    if team is None:
        opened_on = pen.opened[part.area_key, part.slug]
        version_id = pen.here.versions[part.slug]
        opened = areas.open_implementation(area_id, version_id, opened_on=opened_on, by=pen.by)
        team = TeamHere(opened.id, area_id, None, None, delivery_started=False)
        pen.here.teams[part.area_key, part.slug] = team
    return team


def complete_team(pen: Pen, part: LicencePart, team: TeamHere) -> None:
    """Manager, readiness note and delivery start are there, where the row has them and the team had none."""
    if part.manager_id and team.manager_id is None:
        areas.assign_manager(team.implementation_id, part.manager_id, on_day=pen.today, by=pen.by)
        team = replace(team, manager_id=part.manager_id)
    if part.readiness_note and not team.readiness_note:
        areas.note_readiness(team.implementation_id, part.readiness_note, on_day=part.readiness_on, by=pen.by)
        team = replace(team, readiness_note=part.readiness_note)
    if part.delivery_on and not team.delivery_started:
        source = f"old tracker, licence {part.number}"[:LONGEST_SOURCE]
        delivery.record_start(team.implementation_id, part.delivery_on, today=pen.today, by=pen.by, source=source)
        team = replace(team, delivery_started=True)
    pen.here.teams[part.area_key, part.slug] = team


def write_lead(pen: Pen, part: LicencePart, area_id: int) -> None:
    """The project lead is there, with their address once it is known."""
    if not part.lead_name:
        return
    leads = pen.here.leads.setdefault(area_id, [])
    same = next((lead for lead in leads if name_key(lead.name) == name_key(part.lead_name)), None)
    if same is None:
        person = accounts.enter(part.lead_name, email=part.lead_email, employer=part.organisation or None, now=pen.now)
        from_on = min(part.starts_on, pen.today)
        areas.add_person(area_id, person.id, role=AreaRole.PROJECT_LEAD, from_on=from_on, by=pen.by)
        leads.append(LeadHere(person.id, person.name, person.email))
    elif part.lead_email and same.email is None:
        accounts.note_address(same.person_id, part.lead_email, by=pen.by)


# The people who deliver


def write_facilitators(pen: Pen, rows: Sequence[tuple[RowPlan, FacilitatorPart]]) -> None:
    """Each person is a facilitator of their team, with the parts of training that were not yet on record."""
    new: list[tuple[RowPlan, FacilitatorPart]] = []
    again: list[tuple[RowPlan, FacilitatorPart]] = []
    for row, part in rows:
        members = pen.here.facilitators.get((part.area_key, part.slug), [])
        known = part.ordinal == 1 and (
            member_here(part, members) or any(part.natural_key == p.natural_key for _, p in new)
        )
        (again if known else new).append((row, part))
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
    persons = accounts.enter_all([(part.name, part.email) for _, part in rows], now=pen.now)
    told = [
        facilitators.BroughtIn(
            implementation_id=pen.here.teams[part.area_key, part.slug].implementation_id,
            person_id=person.id,
            profession=part.profession,
            source=source_of(row),
            profession_note=part.profession_note or None,
            left=part.left,
            left_on=part.left_on,
            parts=part.done,
        )
        for (row, part), person in zip(rows, persons, strict=True)
    ]
    for (_, part), joined in zip(rows, facilitators.bring_in(told, by=pen.by), strict=True):
        here = FacilitatorHere(
            joined.id,
            joined.person_id,
            part.name,
            part.email,
            left=part.left,
            placed=False,
            parts=frozenset(name for name, _ in part.done),
        )
        pen.here.facilitators.setdefault((part.area_key, part.slug), []).append(here)
        pen.subjects[part.natural_key] = ("facilitator", joined.id)


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
    for row in weighed.rows:
        if isinstance(row.part, LicencePart):
            team = (row.part.area_key, row.part.slug)
            latest[team] = max(latest.get(team, row.part), row.part, key=lambda part: part.ends_on)
    wanted: list[facilitators.Holding] = []
    for team, people in weighed.placing.items():
        number = latest[team].number if team in latest else known_number(pen, team)
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


def known_number(pen: Pen, team: Team) -> str:
    """The number of the team's licence that ends last, of those here."""
    mine = [licence for licence in pen.here.known.licences.values() if (licence.area_key, licence.slug) == team]
    return max(mine, key=lambda licence: licence.ends_on).number


# What was


def write_contacts(pen: Pen, rows: Sequence[tuple[RowPlan, ContactPart]]) -> None:
    """The contacts are history, and have settled what they settle."""
    told = [past_contact(pen, row, part) for row, part in rows]
    for (_, part), contact in zip(rows, support.record_past_contacts(told, by=pen.by, now=pen.now), strict=True):
        pen.subjects[part.natural_key] = ("contact", contact.id)


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
    for (_, part), check in zip(rows, fidelity.record_past_checks(told, by=pen.by), strict=True):
        pen.subjects[part.natural_key] = ("fidelity_check", check.id)
