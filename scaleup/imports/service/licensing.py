"""The areas of a plan with their implementations, licences, plans of support, managers, first sessions and leads.

Each kind of record is written for all areas at once: the number of statements does not hang on the number of areas.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scaleup.accounts import service as accounts
from scaleup.areas import service as areas
from scaleup.areas.rules import Founding, OrganisationRole, name_key
from scaleup.delivery import service as delivery
from scaleup.imports.queries import LeadHere, Team, TeamHere
from scaleup.imports.rules import LicencePart
from scaleup.imports.service.pen import LONGEST_SOURCE, Pen
from scaleup.licences import service as licences
from scaleup.licences.rules import Terms
from scaleup.support import service as support


def write_licences(pen: Pen, parts: Sequence[LicencePart]) -> None:
    """Every area, implementation and licence is here, with what its row says and it lacked."""
    founded = found_areas(pen, parts)
    organisations = ((pen.here.area_ids[part.area_key], part.organisation) for part in parts)
    areas.add_organisations(organisations, role=OrganisationRole.LICENCE_HOLDER, by=pen.by)
    open_teams(pen, parts)
    grant(pen, parts, founded=founded)
    note_readiness(pen, parts)
    assign_managers(pen, parts)
    record_starts(pen, parts)
    write_leads(pen, parts)


def found_areas(pen: Pen, parts: Iterable[LicencePart]) -> set[str]:
    """The areas are here, held until somebody starts their reminders; returns the keys of those that are new."""
    new: dict[str, LicencePart] = {}
    for part in parts:
        if part.area_key not in pen.here.area_ids:
            new.setdefault(part.area_key, part)
    foundings = [Founding(part.area_name, part.nation, part.authority_codes) for part in new.values()]
    ids = areas.found_all_held(foundings, by=pen.by, now=pen.now)
    pen.here.area_ids.update(zip(new, ids, strict=True))
    return set(new)


def team_of(part: LicencePart) -> Team:
    """Area and programme."""
    return part.area_key, part.slug


def open_teams(pen: Pen, parts: Iterable[LicencePart]) -> None:
    """Each area has the programme open, since the earliest day that is told of it."""
    new = dict.fromkeys(team for part in parts if (team := team_of(part)) not in pen.here.teams)
    told = [areas.Opening(pen.here.area_ids[key], pen.here.versions[slug], pen.opened[key, slug]) for key, slug in new]
    for team, one, opening in zip(new, areas.open_all(told, by=pen.by), told, strict=True):
        pen.here.teams[team] = TeamHere(one, opening.area_id, opening.opened_on, None, None, delivery_started=False)


def grant(pen: Pen, parts: Sequence[LicencePart], *, founded: set[str]) -> None:
    """Each licence stands as granted before this system, and has its plan of support."""
    new: dict[str, LicencePart] = {}
    for part in parts:
        if name_key(part.number) not in pen.here.licence_ids:
            new.setdefault(name_key(part.number), part)
    told = []
    for part in new.values():
        team = pen.here.teams[team_of(part)]
        terms = Terms(part.starts_on, part.ends_on, part.places)
        version_id = team.programme_version_id or pen.here.versions[part.slug]
        told.append(licences.BroughtIn(team.implementation_id, team.area_id, version_id, part.number, terms))
    ids = licences.bring_in_all(told, by=pen.by, now=pen.now)
    pen.here.licence_ids.update(zip(new, ids, strict=True))
    plan_support(zip(new.values(), told, ids, strict=True), founded=founded)
    for part in parts:
        pen.subjects[part.natural_key] = ("licence", pen.here.licence_ids[name_key(part.number)])


def plan_support(brought: Iterable[tuple[LicencePart, licences.BroughtIn, int]], *, founded: set[str]) -> None:
    """Each licence has its plan: of new areas all that it hangs on is known, of others it is read."""
    terms, others = [], []
    for part, one, licence_id in brought:
        if part.area_key not in founded:
            others.append(licence_id)
            continue
        terms.append(
            support.NewTerm(
                licence_id,
                one.implementation_id,
                one.area_id,
                part.nation,
                one.programme_version_id,
                part.starts_on,
                part.ends_on,
            )
        )
    support.make_first_plans(terms)
    if others:
        support.make_plans(others)


def note_readiness(pen: Pen, parts: Iterable[LicencePart]) -> None:
    """The old score stands as a note where the row has one and the team had none."""
    told = []
    for part in parts:
        team = pen.here.teams[team_of(part)]
        if part.readiness_note and not team.readiness_note:
            told.append(areas.Readiness(team.implementation_id, team.area_id, part.readiness_note, part.readiness_on))
            pen.here.teams[team_of(part)] = replace(team, readiness_note=part.readiness_note)
    areas.note_all_readiness(told, by=pen.by)


def assign_managers(pen: Pen, parts: Iterable[LicencePart]) -> None:
    """The unit's person looks after the team where the row names one and nobody did."""
    told = []
    for part in parts:
        team = pen.here.teams[team_of(part)]
        if part.manager_id and team.manager_id is None:
            told.append(areas.Managing(team.implementation_id, team.area_id, part.manager_id))
            pen.here.teams[team_of(part)] = replace(team, manager_id=part.manager_id)
    areas.assign_managers(told, on_day=pen.today, by=pen.by)


def record_starts(pen: Pen, parts: Iterable[LicencePart]) -> None:
    """The first session is on record where the row has its day and none was."""
    told = []
    for part in parts:
        team = pen.here.teams[team_of(part)]
        if part.delivery_on and not team.delivery_started:
            source = f"old tracker, licence {part.number}"[:LONGEST_SOURCE]
            told.append(
                delivery.PastStart(team.implementation_id, team.area_id, part.delivery_on, team.opened_on, source)
            )
            pen.here.teams[team_of(part)] = replace(team, delivery_started=True)
    delivery.record_starts(told, today=pen.today, by=pen.by)


def write_leads(pen: Pen, parts: Iterable[LicencePart]) -> None:
    """Each project lead is there, with their address once it is known."""
    new: list[tuple[int, LicencePart]] = []
    for part in parts:
        area_id = pen.here.area_ids[part.area_key]
        leads = pen.here.leads.setdefault(area_id, [])
        same = next((lead for lead in leads if name_key(lead.name) == name_key(part.lead_name)), None)
        if part.lead_name and same is None:
            new.append((area_id, part))
            leads.append(LeadHere(0, part.lead_name, part.lead_email))
        elif same is not None and same.person_id and part.lead_email and same.email is None:
            accounts.note_address(same.person_id, part.lead_email, by=pen.by)
    people = [(part.lead_name, part.lead_email, part.organisation or None) for _, part in new]
    ids = accounts.enter_all(people, now=pen.now)
    told = [
        (area_id, person_id, min(part.starts_on, pen.today))
        for (area_id, part), person_id in zip(new, ids, strict=True)
    ]
    areas.add_leads(told, by=pen.by)
