"""The term of one licence in short: what it rests on in money, what was done in it, and what is open at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from scaleup.areas.models import AreaOrganisation
from scaleup.areas.queries import organisations_of
from scaleup.areas.rules import OrganisationRole
from scaleup.core.pages import Actor
from scaleup.delivery.queries import start_of
from scaleup.extensions import db
from scaleup.facilitators.queries import Pairs, pairs_of, places_used
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.queries import LOOKED_AT, checks_of
from scaleup.fidelity.rules import Colour, colour, in_words
from scaleup.licences.models import Funding, Licence
from scaleup.licences.queries import bases_of, fundings_of, licence_in_scope, money_of
from scaleup.licences.rules import STANDING, funded_until, funding_gap, pounds
from scaleup.milestones.rules import DECISION_IN_DAYS
from scaleup.portfolio.queries.record import Record
from scaleup.portfolio.rules.agreement import Agreed, agreement
from scaleup.programmes.rules import Programme, Result, first_results, planned_first_session
from scaleup.programmes.service import terms
from scaleup.readiness.models import Condition
from scaleup.readiness.queries import conditions_of_licences
from scaleup.support.models import Contact, Slot
from scaleup.support.rules import Count


@dataclass(frozen=True)
class Contacts:
    """The support contacts of a term: held of those planned until today, and those to come."""

    planned: int
    until_today: int
    held: int


@dataclass(frozen=True)
class Groups:
    """The groups of a term as the area told them in its contacts; no contact that tells of them, nothing is known."""

    told: int = 0
    """In how many contacts groups were told at all."""
    started: int = 0
    finished: int = 0


@dataclass(frozen=True)
class TermPage:
    """One licence with everything that whoever decides on its renewal asks."""

    licence: Licence
    programme: Programme
    holders: Sequence[AreaOrganisation]
    fundings: Sequence[Funding]
    funded_until_on: date | None
    gap_days: int
    """How many days of the licence lie after its funding."""
    started_on: date | None
    """The first session, if there was one."""
    first_session_on: date
    """That, or when it is to be expected."""
    results: Sequence[Result]
    contacts: Contacts
    groups: Groups
    people: int
    """How many of its places are held."""
    pairs: Pairs
    check: FidelityCheck | None
    result: Colour | None
    conditions: Sequence[Condition]
    decide_on: date

    @property
    def open_conditions(self) -> list[Condition]:
        """Those that are not met."""
        return [one for one in self.conditions if one.met_on is None]

    @property
    def score(self) -> str:
        """The check as it is shown."""
        return in_words(self.check.percent, self.programme.fidelity) if self.check else ""

    @property
    def unseen(self) -> list[Result]:
        """The first results that come after the funding has ended."""
        ends_on = self.funded_until_on
        return [one for one in self.results if ends_on is not None and one.on_day > ends_on]


def term_page(actor: Actor, licence_id: int, *, today: date) -> TermPage:
    """The licence in short; raises Absent where its area is not the actor's to see."""
    licence = licence_in_scope(actor, licence_id, today)
    programme = terms(licence.programme_version_id)
    fundings = fundings_of(licence.area_id).get(licence.implementation_id, [])
    until_on = funded_until(money_of(one) for one in fundings)
    start = start_of(licence.implementation_id)
    first = start.started_on if start else planned_first_session(licence.starts_on, programme.training)
    checks = [one for one in checks_of(licence.implementation_id) if within(one.on_day, licence)]
    check = next((one for one in checks if one.method in LOOKED_AT), checks[0] if checks else None)
    return TermPage(
        licence=licence,
        programme=programme,
        holders=[one for one in organisations_of(licence.area_id) if one.role == OrganisationRole.LICENCE_HOLDER],
        fundings=fundings,
        funded_until_on=until_on,
        gap_days=funding_gap(until_on, licence.ends_on),
        started_on=start.started_on if start else None,
        first_session_on=first,
        results=first_results(first, programme.delivery, programme.time_points),
        contacts=contacts_of(licence.id, today),
        groups=groups_of(licence),
        people=places_used([licence.id]).get(licence.id, 0),
        pairs=pairs_of([licence.implementation_id], today).get(licence.implementation_id, Pairs(0, 0, 0)),
        check=check,
        result=colour_of(check, programme) if check else None,
        conditions=conditions_of_licences([licence.id]).get(licence.id, []),
        decide_on=licence.ends_on - timedelta(days=DECISION_IN_DAYS),
    )


def unfunded_from(record: Record) -> date | None:
    """The last day of its funding, where that lies before the licence's own; None where nothing is to be said."""
    licence, until_on = record.licence, record.funded_until_on
    if licence is None or licence.state not in STANDING:
        return None
    return until_on if funding_gap(until_on, licence.ends_on) else None


def document_of(page: TermPage, *, today: date) -> dict[str, object]:
    """What the licence's document says."""
    licence = page.licence
    holders = [one.organisation.name for one in page.holders]
    agreed = Agreed(
        number=licence.number,
        area=licence.implementation.area.name,
        holders=holders,
        starts_on=licence.starts_on,
        ends_on=licence.ends_on,
        places=licence.places,
        state=licence.state,
        rests_on=basis_in_words(licence),
        renews=licence.renews_id is not None,
    )
    met = [
        (one.wording, one.owner.name if one.owner else "Nobody named", one.due_on, one.met_on or "Not yet")
        for one in page.conditions
    ]
    return {
        **agreement(agreed, page.programme, on_day=today),
        "conditions": met,
        "funding": [(one.funder, pounds(one.pence), one.from_on, one.to_on) for one in page.fundings],
        "signing": [(name, "", "", "") for name in ("The unit", *(holders or ["The licence holder"]))],
    }


def basis_in_words(licence: Licence) -> str:
    """What the licence was granted on, as its document says it."""
    basis = bases_of([licence.id]).get(licence.id)
    if licence.granted_before_system:
        return "It was granted before the unit’s present system was used"
    if basis is None:
        return "The licence before it" if licence.renews_id else "Nothing yet"
    return "A decision of the unit manager past readiness" if basis.override else "The signed readiness verdict"


def within(day: date, licence: Licence) -> bool:
    """Whether the day lies in the licence's term."""
    return licence.starts_on <= day <= licence.ends_on


def colour_of(check: FidelityCheck, programme: Programme) -> Colour:
    """What a check came to, by the programme's thresholds."""
    asked = programme.fidelity
    return colour(check.percent, green_from=asked.green_at_least, amber_from=asked.amber_at_least)


def contacts_of(licence_id: int, today: date) -> Contacts:
    """The contacts of the licence's plan, counted."""
    held, past = Slot.state == "held", Slot.due_on <= today
    planned, until_today, were_held = db.session.execute(
        select(
            func.count(Slot.id),
            func.count(Slot.id).filter(past | held),
            func.count(Slot.id).filter(held),
        ).where(Slot.licence_id == licence_id, Slot.state != "gone")
    ).one()
    return Contacts(planned, until_today, were_held)


def groups_of(licence: Licence) -> Groups:
    """What was told of groups in the contacts held within the term."""
    told = db.session.scalars(
        select(Contact.counts).where(
            Contact.implementation_id == licence.implementation_id,
            Contact.held_on.between(licence.starts_on, licence.ends_on),
            Contact.counts.is_not(None),
        )
    )
    of_groups = [one for one in told if one and (Count.GROUPS_STARTED in one or Count.GROUPS_FINISHED in one)]
    return Groups(
        len(of_groups),
        started=sum(one.get(Count.GROUPS_STARTED, 0) for one in of_groups),
        finished=sum(one.get(Count.GROUPS_FINISHED, 0) for one in of_groups),
    )
