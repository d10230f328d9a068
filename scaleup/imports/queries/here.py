"""What is here of the areas that a workbook names: the rules' view of it, and the ids behind it.

A fixed number of statements, whatever the workbook's size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Area
from scaleup.areas.rules import name_key
from scaleup.extensions import db
from scaleup.imports.queries import reads
from scaleup.imports.queries.former import former_names
from scaleup.imports.queries.kept import answers, made_before
from scaleup.imports.queries.reads import FacilitatorHere, LeadHere, Team, TeamHere
from scaleup.imports.rules import Known, KnownFacilitator, KnownProgramme, Nearest, places
from scaleup.programmes import service as programmes
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.queries import latest_versions


@dataclass(frozen=True)
class Here:
    """The rules' view (`known`), and the ids behind it; those of what an import adds are put in as it goes."""

    known: Known
    versions: dict[str, int]
    """The latest version (id) of each programme, by slug."""
    area_ids: dict[str, int]
    teams: dict[Team, TeamHere]
    licence_ids: dict[str, int]
    facilitators: dict[Team, list[FacilitatorHere]]
    leads: dict[int, list[LeadHere]]
    """By area's id."""
    made: dict[str, str]
    """What each natural key brought in before, as a fingerprint."""
    programme_versions: Sequence[ProgrammeVersion]
    """Held, so that the session need not ask for them again while it writes."""


@dataclass(frozen=True)
class Wanted:
    """What a workbook names: areas, licence numbers, e-mail addresses."""

    names: frozenset[str]
    numbers: frozenset[str]
    addresses: frozenset[str]


def here(wanted: Wanted, *, today: date, nearest: Nearest) -> Here:
    """What is here of all that the workbook names."""
    said = answers()
    keys = {name_key(name) for name in (*wanted.names, *said.values())}
    areas = {row.name_key: row for row in db.session.execute(select(Area.id, Area.name, Area.name_key, Area.nation))}
    known_as = names_of({row.id: row.name for row in areas.values()})
    keys |= {name_key(known_as[key]) for key in keys & known_as.keys()}
    ids = {row.id: key for key, row in areas.items() if key in keys}
    teams = reads.teams_of(ids)
    by_id = {team.implementation_id: key for key, team in teams.items()}
    licences = reads.licences_of(ids, wanted.numbers)
    facilitators = reads.facilitators_of(by_id)
    made = made_before()
    staff = reads.staff_here()
    latest = latest_versions()
    known_programmes, versions = programmes_here(latest)
    known = Known(
        today=today,
        programmes=known_programmes,
        places=places(reads.authority_rows()),
        areas=known_as,
        nations={key: row.nation for key, row in areas.items()},
        taken_up=taken_up(teams),
        licences={key: licence for key, (_, licence) in licences.items()},
        facilitators=tuple(view(team, one) for team, members in facilitators.items() for one in members),
        contacts=reads.contacts_of(by_id),
        checks=reads.checks_of(by_id),
        staff=by_name(staff),
        staff_names=staff,
        owners=reads.owners_of(wanted.addresses),
        made=frozenset(made),
        answers=said,
        nearest=nearest,
    )
    return Here(
        known=known,
        versions=versions,
        area_ids={key: row.id for key, row in areas.items()},
        teams=teams,
        licence_ids={key: licence_id for key, (licence_id, _) in licences.items()},
        facilitators=facilitators,
        leads=reads.leads_of(ids, today),
        made=made,
        programme_versions=latest,
    )


def names_for_answers(today: date) -> Known:
    """What a typed answer may name: areas, local authorities, people of the unit."""
    staff = reads.staff_here()
    return Known(
        today=today,
        programmes={},
        places=places(reads.authority_rows()),
        areas=names_of({row.id: row.name for row in db.session.execute(select(Area.id, Area.name))}),
        staff=by_name(staff),
        staff_names=staff,
    )


def names_of(by_id: Mapping[int, str]) -> dict[str, str]:
    """The areas' names by key, and by the key of every name that one of them went by before it took another in."""
    former = {key: by_id[area_id] for key, area_id in former_names().items() if area_id in by_id}
    return former | {name_key(name): name for name in by_id.values()}


def programmes_here(latest: Iterable[ProgrammeVersion]) -> tuple[dict[str, KnownProgramme], dict[str, int]]:
    """The programmes by every name that they go by, and the latest version (id) of each by slug."""
    known: dict[str, KnownProgramme] = {}
    versions: dict[str, int] = {}
    for version in latest:
        terms = programmes.terms(version.id)
        versions[terms.slug] = version.id
        for name in terms.names:
            known[name_key(name)] = KnownProgramme(terms.slug, terms.name, terms.places)
    return known, versions


def taken_up(teams: Iterable[Team]) -> dict[str, frozenset[str]]:
    """The programmes of each area."""
    found: dict[str, set[str]] = {}
    for area_key, slug in teams:
        found.setdefault(area_key, set()).add(slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}


def by_name(staff: dict[int, str]) -> dict[str, tuple[int, ...]]:
    """The ids of the staff by full name: two of one name are both there."""
    found: dict[str, tuple[int, ...]] = {}
    for person_id, name in staff.items():
        found[name_key(name)] = (*found.get(name_key(name), ()), person_id)
    return found


def view(team: Team, one: FacilitatorHere) -> KnownFacilitator:
    """The facilitator as the rules see them."""
    area_key, slug = team
    return KnownFacilitator(area_key, slug, name=one.name, email=one.email, left=one.left, placed=one.placed)
