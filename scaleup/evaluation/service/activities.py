"""An activity of process evaluation is entered, put right, its answers counted; somebody is trained for measures."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete, select

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.pressed import kept_before
from scaleup.core.versions import advance
from scaleup.evaluation.models import MeasureTraining, ProcessActivity, ProcessAnswer, ProcessTheme
from scaleup.evaluation.queries import activities as queries
from scaleup.evaluation.queries import trained
from scaleup.evaluation.rules import activities as rules
from scaleup.extensions import db

CHANGED_MEANWHILE = "Somebody else saved this since you opened it. Save again to keep yours."


def enter(
    implementation_id: int, told: rules.Told, *, nonce: str, by: int | None, today: date, now: datetime
) -> ProcessActivity:
    """The activity stands; the same nonce again finds the first."""
    first = kept_before(db.session(), ProcessActivity, nonce, implementation_id=implementation_id)
    if first is not None:
        return first
    found = areas.implementation(implementation_id)
    weigh(found, told, today=today)
    row = ProcessActivity(
        implementation_id=found.id, area_id=found.area_id, nonce=nonce, entered_at=now, entered_by_id=by
    )
    write(row, told)
    db.session.add(row)
    db.session.flush()
    write_themes(row, told)
    log("process activity entered", row, by=by)
    return row


def put_right(row: ProcessActivity, told: rules.Told, *, version: int, by: int | None, today: date) -> None:
    """The activity says this. Raises Refused, and Conflict where somebody else saved it meanwhile."""
    weigh(areas.implementation(row.implementation_id), told, today=today, besides=row.id)
    unfit = rules.refusals_of_answers(answers_of(row.id), kind=told.kind, took_part=told.took_part)
    if unfit:
        raise refuse(f"{unfit[0].message} Put the answers right first.", "mothers")
    take(row, version)
    write(row, told)
    db.session.execute(delete(ProcessTheme).where(ProcessTheme.activity_id == row.id))
    write_themes(row, told)
    db.session.flush()
    db.session.expire(row, ["themes"])
    log("process activity put right", row, by=by)


def count_answers(row: ProcessActivity, answers: rules.Answers, *, version: int, by: int | None) -> None:
    """The answers to the statements of a survey are these, by mark."""
    took_part = row.mothers + row.fathers + row.staff
    refused = rules.refusals_of_answers(answers, kind=row.kind, took_part=took_part)
    if refused:
        raise Refused(refused)
    take(row, version)
    db.session.execute(delete(ProcessAnswer).where(ProcessAnswer.activity_id == row.id))
    for statement, marks in answers.items():
        for mark, people in marks.items():
            if people:
                db.session.add(ProcessAnswer(activity_id=row.id, statement=statement, mark=mark, people=people))
    db.session.flush()
    db.session.expire(row, ["answers"])
    log("answers counted", row, by=by)


def train(
    implementation_id: int,
    on_day: date,
    *,
    person_id: int,
    measures: Collection[str],
    trained_by: rules.TrainedBy,
    by: int | None,
    today: date,
    now: datetime,
) -> None:
    """The person was trained on that day to give these measures; what stood of an earlier day is replaced."""
    found = areas.implementation(implementation_id)
    refused = rules.refusals_of_training(
        on_day,
        person_id=person_id,
        measures=measures,
        today=today,
        people=trained.may_be_trained(found, today),
        known=trained.measures_of(found),
    )
    if refused:
        raise Refused(refused)
    there = {
        row.measure: row
        for row in trained.trained_in([implementation_id])
        if row.person_id == person_id and row.measure in measures
    }
    for measure in measures:
        row = there.get(measure) or MeasureTraining(
            implementation_id=found.id, area_id=found.area_id, person_id=person_id, measure=measure
        )
        row.on_day, row.trained_by, row.entered_at, row.entered_by_id = on_day, trained_by, now, by
        db.session.add(row)
        db.session.flush()
        log_training("trained to give a measure", row, by=by)


def untrain(row: MeasureTraining, *, by: int | None) -> None:
    """That the person was trained stands no more."""
    log_training("training to give a measure taken out", row, by=by)
    db.session.delete(row)
    db.session.flush()


def weigh(found: Implementation, told: rules.Told, *, today: date, besides: int | None = None) -> None:
    """Raises Refused where the activity cannot stand so."""
    asked = queries.asked_of(found)
    offered = {(event.event_id, code) for event, code, _words in queries.offered_surveys(found)}
    refused = rules.refusals_of_activity(told, today=today, themes=[one.code for one in asked.themes], surveys=offered)
    if refused:
        raise Refused(refused)
    if told.event_id is not None and is_there(found.id, told, besides):
        raise refuse("This survey is entered already. Put that one right instead.", "asked")


def is_there(implementation_id: int, told: rules.Told, besides: int | None) -> bool:
    """Whether another activity is this very survey."""
    same = select(ProcessActivity.id).where(
        ProcessActivity.implementation_id == implementation_id,
        ProcessActivity.event_id == told.event_id,
        ProcessActivity.wave == told.wave,
    )
    return any(one != besides for one in db.session.scalars(same))


def write(row: ProcessActivity, told: rules.Told) -> None:
    """The row says what was told, but for its themes."""
    row.kind, row.conductor, row.from_on, row.until_on = told.kind, told.conductor, told.from_on, told.until_on
    row.invited, row.mothers, row.fathers, row.staff = told.invited, told.mothers, told.fathers, told.staff
    row.event_id, row.wave = told.event_id, told.wave


def write_themes(row: ProcessActivity, told: rules.Told) -> None:
    """The themes that came up stand beside it."""
    for one in told.themes:
        db.session.add(ProcessTheme(activity_id=row.id, theme=one.theme, effect=one.effect, people=one.people))
    db.session.flush()


def answers_of(activity_id: int) -> dict[str, dict[int, int]]:
    """The counts as they stand, by statement and mark."""
    found: dict[str, dict[int, int]] = {}
    for row in db.session.scalars(select(ProcessAnswer).where(ProcessAnswer.activity_id == activity_id)):
        found.setdefault(row.statement, {})[row.mark] = row.people
    return found


def take(row: ProcessActivity, version: int) -> None:
    """The row is ours until the commit; raises Conflict where somebody else changed it."""
    if not advance(db.session(), row, version):
        raise Conflict(CHANGED_MEANWHILE, {})


def log(act: str, row: ProcessActivity, *, by: int | None) -> None:
    """The act on this activity is in the audit log."""
    audit.record(act, subject="process_activity", subject_id=row.id, person_id=by, area_id=row.area_id)


def log_training(act: str, row: MeasureTraining, *, by: int | None) -> None:
    """The act on somebody's training is in the audit log."""
    audit.record(act, subject="measure_training", subject_id=row.id, person_id=by, area_id=row.area_id)
