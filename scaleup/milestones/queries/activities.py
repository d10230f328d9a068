"""What the page of an implementation's milestones is made from: its template, the facts, and what was said by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.rules import INITIAL
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.rules import State
from scaleup.milestones.models import DatedActivity, Progress
from scaleup.milestones.queries.standing import stage_dates
from scaleup.milestones.queries.usual import usual
from scaleup.milestones.rules import (
    Dated,
    Known,
    Reached,
    Stage,
    StageDates,
    days_in_stage,
    lasted_on,
    reached,
    share,
    since,
    stage,
)
from scaleup.programmes.queries import latest_version
from scaleup.programmes.rules import Programme
from scaleup.programmes.service import terms
from scaleup.readiness.models import SignOff

TOP_UP = "top_up"


@dataclass(frozen=True)
class Page:
    """An implementation with its stage and its activities."""

    implementation: Implementation
    programme: Programme
    now_in: Stage
    since_on: date | None
    days: int | None
    usual: int | None
    """How long this stage usually lasts, where that is measured and known."""
    stages: tuple[Reached, ...]
    done: int
    """Of the activities of the stage that it is in, how many are done,"""
    doings: int
    """and how many it has."""
    closed_by: str = ""
    """Who closed it, where it is closed."""

    def late(self, today: date) -> int:
        """How many activities are late."""
        return sum(doing.late(today) for one in self.stages for doing in one.doings)


def template_of(implementation: Implementation) -> Programme:
    """The version that it was opened under; the latest, where that one's activities have no codes yet."""
    own = terms(implementation.programme_version_id)
    if all(one.code for milestone in own.milestones for one in milestone.activities):
        return own
    latest = latest_version(implementation.programme_id)
    return terms(latest.id) if latest else own


def page_of(implementation: Implementation, today: date) -> Page:
    """Everything that the page shows."""
    template = template_of(implementation)
    row = db.session.get(Progress, implementation.id)
    dates = stage_dates(row) if row else StageDates()
    now_in = stage(dates, today)
    facts = dict(known(implementation, template, dates, today))
    stages = reached(template.milestones, facts, said(implementation.id), today)
    done, doings = share(stages, now_in)
    return Page(
        implementation,
        template,
        now_in,
        since(dates, today),
        days_in_stage(dates, today),
        usual(template.slug, today).get(now_in),
        stages,
        done,
        doings,
        closer(implementation.closed_by_id),
    )


def closer(person_id: int | None) -> str:
    """The name of who closed it."""
    person = db.session.get(Person, person_id) if person_id is not None else None
    return person.name if person else ""


def known(
    implementation: Implementation, template: Programme, dates: StageDates, today: date
) -> Iterator[tuple[Known, date]]:
    """The day of each fact that is known; one statement."""
    of = implementation.id
    green = template.fidelity.green_at_least
    days = {
        Known.ANSWERED: select(func.min(Enquiry.answered_on)).where(Enquiry.implementation_id == of),
        Known.ASSESSED: select(func.min(SignOff.signed_on)).where(SignOff.implementation_id == of),
        Known.GRANTED: select(func.min(LicenceMove.on_day))
        .join(Licence, Licence.id == LicenceMove.licence_id)
        .where(Licence.implementation_id == of, LicenceMove.to_state == State.GRANTED),
        Known.NAMED: select(func.min(Place.held_from))
        .join(Licence, Licence.id == Place.licence_id)
        .where(Licence.implementation_id == of),
        Known.TRAINED: part_on(of, INITIAL),
        Known.CHECKED: select(func.min(FidelityCheck.on_day)).where(
            FidelityCheck.implementation_id == of, FidelityCheck.percent >= green
        ),
        Known.TOPPED_UP: part_on(of, TOP_UP),
        Known.DECIDED: select(func.min(Licence.renewal_decided_on)).where(Licence.implementation_id == of),
    }
    asked = select(*(day.scalar_subquery().label(fact.name) for fact, day in days.items()))
    row = db.session.execute(asked).one()
    found = {fact: getattr(row, fact.name) for fact in days} | {
        Known.ASKED: dates.enquiry_on,
        Known.DELIVERED: dates.delivering_on,
        Known.LASTED: lasted_on(dates.delivering_on, dates.ended_on, today),
    }
    return ((fact, day) for fact, day in found.items() if day is not None)


def part_on(implementation_id: int, part: str) -> Select[date | None]:
    """The first day on which a facilitator had completed this part."""
    return (
        select(func.min(PartDone.done_on))
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == implementation_id, PartDone.part == part)
    )


def said(implementation_id: int) -> dict[str, Dated]:
    """What was said by hand, by the activity's code."""
    rows = db.session.scalars(
        select(DatedActivity)
        .where(DatedActivity.implementation_id == implementation_id)
        .options(joinedload(DatedActivity.owner))
    )
    return {
        row.code: Dated(
            row.due_on, row.owner_id, row.owner.name if row.owner else "", row.done_on, row.evidence, row.version
        )
        for row in rows
    }


def dated(implementation_id: int, code: str) -> DatedActivity | None:
    """What was said of one activity."""
    return db.session.scalar(
        select(DatedActivity).where(DatedActivity.implementation_id == implementation_id, DatedActivity.code == code)
    )
