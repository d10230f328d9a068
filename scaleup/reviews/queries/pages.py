"""Reviews as pages show them: those of an area, and one with what it said before and later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import area, calendar_of, implementation, in_scope
from scaleup.core.dates import local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import Programme
from scaleup.reviews import rules
from scaleup.reviews.models import (
    AreaReview,
    ReviewAction,
    ReviewAddendum,
    ReviewBefore,
    ReviewPerson,
    ReviewRecord,
)
from scaleup.support.models import Action
from scaleup.support.rules import is_locked, locked_on, open_until

Row = TypeVar("Row", ReviewBefore, ReviewAddendum)


@dataclass(frozen=True)
class Line:
    """One review in the list of an area."""

    row: AreaReview
    standing: rules.Standing
    held_on: date | None
    outcome: str

    @property
    def title(self) -> str:
        """What it is called."""
        return rules.KIND_WORDS[self.row.kind]

    @property
    def after(self) -> str:
        """How long after the start it lies."""
        years, months = divmod(self.row.month, 12)
        return f"{self.row.month} months on" if months else "a year on" if years == 1 else f"{years} years on"

    @property
    def words(self) -> str:
        """How it stands."""
        return rules.STANDING_WORDS[self.standing]

    @property
    def mark(self) -> str:
        """The shape of that."""
        return rules.MARKS[self.standing]

    @property
    def open(self) -> bool:
        """Whether it is still to be held."""
        return self.row.state == "open"

    @property
    def late(self) -> bool:
        """Whether its day has passed without a record."""
        return self.standing in (rules.Standing.LATE, rules.Standing.MISSED)

    @property
    def far(self) -> bool:
        """Whether its time has not come: nobody is asked to record it yet."""
        return self.standing is rules.Standing.TO_COME


@dataclass(frozen=True)
class OfProgramme:
    """The reviews of what an area takes up."""

    implementation_id: int
    programme: str
    closed_on: date | None
    lines: Sequence[Line]

    @property
    def next(self) -> Line | None:
        """The first that is still to be held."""
        return next((line for line in self.lines if line.open), None)

    @property
    def late(self) -> list[Line]:
        """Those whose day has passed without a record, the oldest first."""
        return [line for line in self.lines if line.late]


def reviews_of(area_: Area, today: date) -> list[OfProgramme]:
    """The reviews of the area, by programme; what is no longer planned is left out unless somebody had touched it."""
    rows = db.session.execute(
        select(Implementation.id, Implementation.closed_on, Programme.name, AreaReview, ReviewRecord)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(AreaReview, (AreaReview.implementation_id == Implementation.id) & (AreaReview.state != "gone"))
        .outerjoin(ReviewRecord, ReviewRecord.review_id == AreaReview.id)
        .where(Implementation.area_id == area_.id)
        .order_by(Implementation.closed_on.is_not(None), Implementation.id.desc(), AreaReview.month)
    ).all()
    calendar = calendar_of(area_.nation)
    found: dict[int, OfProgramme] = {}
    lines: dict[int, list[Line]] = {}
    for row in rows:
        if row.id not in found:
            lines[row.id] = []
            found[row.id] = OfProgramme(row.id, row.name, row.closed_on, lines[row.id])
        if row.AreaReview is not None:
            standing = rules.standing(row.AreaReview.due_on, today, calendar, state=row.AreaReview.state)
            said = row.ReviewRecord
            outcome = rules.OUTCOME_WORDS[said.outcome] if said else ""
            lines[row.id].append(Line(row.AreaReview, standing, said.held_on if said else None, outcome))
    return list(found.values())


def review_in_scope(actor: Actor, review_id: int, *, today: date) -> AreaReview:
    """The review; raises Absent where there is none, or its area is not the actor's to see."""
    return in_scope(select(AreaReview).where(AreaReview.id == review_id), AreaReview.area_id, actor=actor, today=today)


@dataclass(frozen=True)
class ReviewPage:
    """One review with everything that was said of it."""

    review: AreaReview
    area: Area
    implementation: Implementation
    standing: rules.Standing
    record: ReviewRecord | None
    staff: str
    entered_by: str
    left_out_by: str
    people: Sequence[Person]
    actions: Sequence[Action]
    before: Sequence[tuple[ReviewBefore, str]]
    added: Sequence[tuple[ReviewAddendum, str]]

    @property
    def title(self) -> str:
        """What it is called."""
        return rules.KIND_WORDS[self.review.kind]

    @property
    def ratings(self) -> list[tuple[str, str, str]]:
        """Label, mark and words of each domain that was rated."""
        return rules.in_words(self.record.ratings or {}) if self.record else []

    @property
    def barriers(self) -> list[str]:
        """What stands in the way, in words."""
        return rules.barriers_in_words(self.record.barriers or {}) if self.record else []

    def is_locked(self, today: date) -> bool:
        """Whether it can no longer be corrected."""
        return self.record is not None and is_locked(local_date(self.record.entered_at), today)

    @property
    def locked_on(self) -> date | None:
        """The first day on which it no longer can."""
        return locked_on(local_date(self.record.entered_at)) if self.record else None

    @property
    def open_until(self) -> date | None:
        """The last day on which it can."""
        return open_until(local_date(self.record.entered_at)) if self.record else None


def review_page(review: AreaReview, today: date) -> ReviewPage:
    """The page of one review."""
    record = db.session.get(ReviewRecord, review.id)
    where = area(review.area_id)
    by = names({review.left_out_by_id} | ({record.staff_id, record.entered_by_id} if record else set()))
    return ReviewPage(
        review=review,
        area=where,
        implementation=implementation(review.implementation_id),
        standing=rules.standing(review.due_on, today, calendar_of(where.nation), state=review.state),
        record=record,
        staff=by.get(record.staff_id or 0, "") if record else "",
        entered_by=by.get(record.entered_by_id or 0, "") if record else "",
        left_out_by=by.get(review.left_out_by_id or 0, ""),
        people=people_of(review.id),
        actions=actions_of(review.id),
        before=signed(ReviewBefore, review.id),
        added=signed(ReviewAddendum, review.id),
    )


def names(person_ids: set[int | None]) -> dict[int, str]:
    """The names of these people."""
    ids = [one for one in person_ids if one is not None]
    if not ids:
        return {}
    return {row.id: row.name for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def people_of(review_id: int) -> list[Person]:
    """Who of the area took part, by name."""
    taking_part = select(Person).join(ReviewPerson, ReviewPerson.person_id == Person.id)
    return list(db.session.scalars(taking_part.where(ReviewPerson.review_id == review_id).order_by(Person.name)))


def actions_of(review_id: int) -> list[Action]:
    """What was agreed there, also what is done by now."""
    agreed = select(Action).join(ReviewAction, ReviewAction.action_id == Action.id)
    found = agreed.where(ReviewAction.review_id == review_id).options(joinedload(Action.owner)).order_by(Action.id)
    return list(db.session.scalars(found))


def signed(table: type[Row], review_id: int) -> list[tuple[Row, str]]:
    """What was said before, or later, with who said it, in order."""
    rows = db.session.execute(
        select(table, Person.name)
        .outerjoin(Person, Person.id == table.person_id)
        .where(table.review_id == review_id)
        .order_by(table.id)
    )
    return [(row, name or "") for row, name in rows]


def beside(review: AreaReview) -> tuple[date | None, date | None]:
    """The day of the review before this one, held or planned, and of the next that is planned."""
    rows = db.session.execute(
        select(AreaReview.month, AreaReview.due_on, ReviewRecord.held_on)
        .outerjoin(ReviewRecord, ReviewRecord.review_id == AreaReview.id)
        .where(
            AreaReview.implementation_id == review.implementation_id,
            AreaReview.state.in_(["open", "done"]),
            AreaReview.id != review.id,
        )
        .order_by(AreaReview.month)
    ).all()
    before = [row.held_on or row.due_on for row in rows if row.month < review.month]
    after = [row.held_on or row.due_on for row in rows if row.month > review.month]
    return (before[-1] if before else None), (after[0] if after else None)


def held_before(review: AreaReview) -> date | None:
    """The day of the last review before this one that was held."""
    return db.session.scalar(
        select(ReviewRecord.held_on)
        .join(AreaReview, AreaReview.id == ReviewRecord.review_id)
        .where(AreaReview.implementation_id == review.implementation_id, AreaReview.month < review.month)
        .order_by(AreaReview.month.desc())
        .limit(1)
    )


def following(review: AreaReview) -> AreaReview | None:
    """The next review that is still to be held."""
    return db.session.scalar(
        select(AreaReview)
        .where(
            AreaReview.implementation_id == review.implementation_id,
            AreaReview.state == "open",
            AreaReview.month > review.month,
        )
        .order_by(AreaReview.month)
        .limit(1)
    )
