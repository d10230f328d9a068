"""The changes that Marlbury asked about: a local film, Saturdays, and a course without a health practitioner."""

from dataclasses import dataclass
from datetime import date

from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.areas.queries import everyone_in
from scaleup.areas.rules import AreaRole
from scaleup.demo.service.stage import SOURCE, Stage
from scaleup.extensions import db
from scaleup.fidelity import queries, rules
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import AdaptationState, Decider, Level, Reason, Ruling, Told


@dataclass(frozen=True)
class Asked:
    """A change as somebody described it."""

    kind: str
    words: str
    reasons: tuple[Reason, ...]
    on_day: date
    from_on: date
    level: Level = Level.MANY_GROUPS
    decider: Decider = Decider.TEAM
    told: Told = Told.BEFORE
    planned: bool = True


@dataclass(frozen=True)
class Answered:
    """What was decided of it; without a reason, the list left it to the area."""

    on_day: date
    ruling: Ruling
    reason: str = ""
    conditions: str = ""
    conditions_on: date | None = None
    met_on: date | None = None


CHANGES = (
    (
        Asked(
            "local_examples",
            "Our own short film about feeding, made on the maternity ward that parents will use, "
            "beside the general one.",
            (Reason.FIT, Reason.SATISFACTION),
            date(2024, 9, 5),
            date(2024, 9, 17),
        ),
        Answered(date(2024, 9, 5), Ruling.AGREED),
    ),
    (
        Asked(
            "weekend",
            "Sessions on Saturday mornings, with two sessions on one day where fathers work shifts.",
            (Reason.REACH, Reason.KEEP_COMING),
            date(2025, 2, 6),
            date(2025, 5, 17),
        ),
        Answered(
            date(2025, 2, 12),
            Ruling.CONDITIONS,
            "Fathers on shifts can come, and nothing of the course is lost while each session keeps its full time.",
            "An hour between two sessions of one day, both facilitators at each, and supervision in the same week.",
            date(2025, 5, 13),
            date(2025, 5, 6),
        ),
    ),
    (
        Asked(
            "one_facilitator",
            "A course run by two workers of children’s services, since no health practitioner is free this autumn.",
            (Reason.STAFF, Reason.EVENTS),
            date(2025, 10, 9),
            date(2025, 11, 4),
            level=Level.GROUP,
            planned=False,
        ),
        Answered(
            date(2025, 10, 13),
            Ruling.DECLINED,
            "Two people from the two professions at every session are part of what was shown to work. Instead there "
            "is a recovery plan of eight weeks: two health practitioners train in November, and until then the pairs "
            "that are complete take the sessions.",
        ),
    ),
)


def ask_for_changes(stage: Stage, implementation: Implementation) -> None:
    """The changes stand with what was decided, as far as their days have come."""
    for asked, answered in CHANGES:
        if asked.on_day <= stage.today:
            ask(stage, implementation, asked, answered if answered.on_day <= stage.today else None)
    db.session.flush()


def ask(stage: Stage, implementation: Implementation, asked: Asked, answered: Answered | None) -> None:
    """One change is on record, as if it had been asked about and answered in its time: no mail goes now."""
    listed = queries.list_for(implementation, asked.on_day)
    kind = listed.classed(asked.kind)
    calendar = areas.calendar_of(areas.area(implementation.area_id).nation)
    row = Adaptation(
        implementation_id=implementation.id,
        area_id=implementation.area_id,
        programme_version_id=listed.version_id,
        told=asked.told,
        kind=kind.code,
        kind_words=kind.words,
        light=kind.light,
        phase=rules.Phase.DELIVERING,
        planned=asked.planned,
        decider=asked.decider,
        what=kind.what,
        level=asked.level,
        nature=kind.nature,
        reasons=[one.value for one in asked.reasons],
        words=asked.words,
        asked_on=asked.on_day,
        asked_by_id=leading(implementation.area_id),
        from_on=asked.from_on,
        decide_by_on=rules.decide_by(asked.on_day, calendar),
        state=AdaptationState.ASKED,
        source=SOURCE,
    )
    if answered is not None:
        answer(stage, row, answered, kind)
    db.session.add(row)


def answer(stage: Stage, row: Adaptation, answered: Answered, kind: rules.Classed) -> None:
    """The change is decided: by the programme's list where no reason is written down, else by the area's manager."""
    row.state, row.ruling, row.decided_on = rules.states_after(answered.ruling), answered.ruling, answered.on_day
    row.reason = answered.reason or f"{rules.BY_THE_LIST} {kind.because}"
    if not answered.reason:
        return
    row.decided_by_id = stage.unit["Priya Nair"].id
    row.conditions, row.conditions_on = answered.conditions or None, answered.conditions_on
    row.conditions_met_on = answered.met_on if answered.met_on and answered.met_on <= stage.today else None
    programme = queries.programme_of(row.programme_version_id)
    row.book_words = rules.searched(row.kind_words, programme, row.reason, row.conditions or "")


def leading(area_id: int) -> int | None:
    """Who leads the area, or did."""
    return next((one.person_id for one in everyone_in(area_id) if one.role == AreaRole.PROJECT_LEAD), None)
