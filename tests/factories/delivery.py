"""Groups of a stored implementation, with what was recorded of their sessions, for tests of what stands above."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from scaleup.areas.models import Implementation
from scaleup.delivery import rules
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.queries.groups import deliverers
from scaleup.delivery.rules import SessionRecord
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone
from scaleup.facilitators.rules import Profession
from scaleup.programmes.rules import DeliveryUnit
from scaleup.programmes.service import terms
from tests.factories import areas
from tests.factories.areas import NOW
from tests.factories.support import keep

LICENSED = (date(2024, 4, 1), date(2027, 3, 31))

Recorded = Callable[[SessionRecord], SessionRecord]


def facilitator(
    of: Implementation,
    profession: Profession = Profession.MIDWIFE,
    *,
    name: str = "",
    days: tuple[date, date] | None = LICENSED,
) -> Facilitator:
    """Somebody who delivers there, trained and accredited on these days; with None, neither."""
    made = keep(
        Facilitator(implementation_id=of.id, area_id=of.area_id, person_id=areas.person(name).id, profession=profession)
    )
    if days:
        for part in ("initial", "top_up"):
            keep(PartDone(facilitator_id=made.id, part=part, done_on=days[0], source="test"))
        keep(Accreditation(facilitator_id=made.id, implementation_id=of.id, from_on=days[0], until_on=days[1]))
    return made


def pair(of: Implementation) -> tuple[Facilitator, Facilitator]:
    """A midwife and a family support worker, accredited as long as the licence runs."""
    return facilitator(of), facilitator(of, Profession.FAMILY_SUPPORT_WORKER)


def group(
    of: Implementation,
    name: str = "Library, summer",
    *,
    first_on: date = date(2024, 6, 18),
    pair: Sequence[Facilitator] = (),
    recorded: Recorded | None = None,
    until: date | None = None,
    families: int | None = None,
) -> DeliveryGroup:
    """A group of eight places under the programme's template. What became of its sessions says `recorded`.

    Those planned for after `until` keep nothing but their plan.
    """
    known = tuple(deliverers([one.id for one in pair]).values())
    delivery = terms(of.programme_version_id).delivery
    made = rules.set_up(delivery, name=name, variant="standard", first_on=first_on, places=8, pair=known)
    kept = keep(
        DeliveryGroup(
            implementation_id=of.id,
            area_id=of.area_id,
            programme_version_id=of.programme_version_id,
            name=made.name,
            unit=made.unit,
            as_it_goes=made.as_it_goes,
            variant=made.variant,
            first_on=made.first_on,
            places=made.places,
            families=families,
            set_up_at=NOW,
        )
    )
    for session in made.sessions:
        told = recorded is not None and (until is None or session.planned_on <= until)
        keep_session(kept, recorded(session) if told and recorded else session)
    return kept


def going_on(of: Implementation) -> DeliveryGroup:
    """A family whose visits are planned as they come, after the first of them."""
    made = rules.set_up(
        replace(terms(of.programme_version_id).delivery, unit=DeliveryUnit.FAMILY, sessions=(), families_at_most=1),
        name="7",
        variant="standard",
        first_on=date(2026, 10, 6),
        places=1,
    )
    kept = keep(
        DeliveryGroup(
            implementation_id=of.id,
            area_id=of.area_id,
            programme_version_id=of.programme_version_id,
            name=made.name,
            unit=made.unit,
            as_it_goes=made.as_it_goes,
            variant=made.variant,
            first_on=made.first_on,
            places=made.places,
            families=1,
            set_up_at=NOW,
        )
    )
    keep_session(kept, made.sessions[0])
    return kept


def keep_session(of: DeliveryGroup, session: SessionRecord) -> GroupSession:
    """The session stands as the record says, with its pair."""
    kept = keep(
        GroupSession(
            group_id=of.id,
            area_id=of.area_id,
            code=session.code,
            name=session.name,
            kind=session.kind,
            planned_on=session.planned_on,
            minutes_planned=session.minutes_planned,
            components_planned=list(session.components_planned),
            state=session.state,
            on_day=session.on_day,
            because=session.because,
            minutes=session.minutes,
            components=sorted(session.components),
            mothers=session.mothers,
            partners=session.partners,
            interpreters=session.interpreters,
            supervised=session.supervised,
            due_on=session.due_on,
            recorded_at=None if session.state is rules.State.PLANNED else NOW,
        )
    )
    for one in session.pair:
        keep(SessionDeliverer(session_id=kept.id, facilitator_id=one.facilitator_id))
    return kept
