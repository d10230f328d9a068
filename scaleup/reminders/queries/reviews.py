"""Reviews that may be reminded of: still to be held, of open implementations."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.subjects import Candidate, reminded
from scaleup.reminders.rules import ReviewFacts, Subject
from scaleup.reviews.models import AreaReview

VERSION = (
    select(func.max(Licence.programme_version_id))
    .where(Licence.implementation_id == AreaReview.implementation_id, Licence.state != State.DRAFT)
    .correlate(AreaReview)
    .scalar_subquery()
)
"""The version under which the area was licensed last: the one that its reviews are planned by."""


def open_reviews(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Reviews due by the date that nobody has held or left out."""
    chosen = (
        select(
            AreaReview.id,
            AreaReview.anchor_version,
            AreaReview.due_on,
            AreaReview.area_id,
            Area.reminders_started_at,
            Area.nation,
            VERSION.label("version_id"),
            Implementation.manager_id,
            Implementation.id,
        )
        .join(Implementation, Implementation.id == AreaReview.implementation_id)
        .join(Area, Area.id == AreaReview.area_id)
        .where(AreaReview.due_on <= until, *_standing(), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.REVIEW, id_, version, due_on, area_id, begun_at=begun_at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, version, due_on, area_id, begun_at, nation, version_id, manager_id, under in db.session.execute(chosen)
        if version_id is not None
    ]


def still_open_reviews(keys: Sequence[str]) -> set[str]:
    """Of these "review:version" keys, those still to be held on that day."""
    ids = [int(key.partition(":")[0]) for key in keys]
    chosen = (
        select(AreaReview.id, AreaReview.anchor_version)
        .join(Implementation, Implementation.id == AreaReview.implementation_id)
        .join(Area, Area.id == AreaReview.area_id)
        .where(AreaReview.id.in_(ids), *_standing(), *reminded(None))
    )
    return {f"{id_}:{version}" for id_, version in db.session.execute(chosen)} & set(keys)


def review_facts(review_id: int) -> tuple[ReviewFacts, int]:
    """What a mail about this review says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(AreaReview, Area.name, Programme.name, VERSION)
        .join(Implementation, Implementation.id == AreaReview.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(Area, Area.id == AreaReview.area_id)
        .where(AreaReview.id == review_id)
    ).one_or_none()
    if row is None or row[3] is None:
        raise Absent
    review, area, programme, version_id = row
    return ReviewFacts(review.id, review.area_id, area, programme, review.kind, review.due_on), version_id


def _standing() -> tuple[ColumnElement[bool], ...]:
    return AreaReview.state == "open", Implementation.closed_on.is_(None)
