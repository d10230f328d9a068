"""A change is asked about or told of, decided, taken back, over; and conditions are met. Acts for lists and people."""

from dataclasses import dataclass
from datetime import date, datetime

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent, Conflict, Refused, refuse
from scaleup.core.pressed import kept_before
from scaleup.core.versions import advance
from scaleup.delivery.models import DeliveryGroup
from scaleup.extensions import db
from scaleup.fidelity import queries, rules
from scaleup.fidelity.models import Adaptation, AdaptationBefore
from scaleup.fidelity.rules import AdaptationState, Ruling, Told
from scaleup.fidelity.service import adaptation_mails as telling
from scaleup.programmes.rules import Light

CHANGED_MEANWHILE = "Somebody else settled this while you had the page open. Look at it again"


@dataclass(frozen=True)
class Act:
    """Who acts, on which day, and on which version of the row."""

    actor_id: int
    version: int
    today: date
    now: datetime


def ask(
    actor_id: int, asked: rules.Asked, *, implementation: Implementation, nonce: str, today: date, now: datetime
) -> Adaptation:
    """The change is on record with what the programme's list says to it; the same nonce again finds the first.

    What the list leaves to the area is agreed at once; of anything else the implementation manager gets a mail.
    Raises Refused.
    """
    first = kept_before(db.session(), Adaptation, nonce, implementation_id=implementation.id)
    if first is not None:
        return first
    if refused := rules.refusals_of_asking(asked, today):
        raise Refused(refused)
    check_group(asked.group_id, implementation)
    listed = queries.list_for(implementation, today)
    kind = listed.classed(asked.kind)
    area = areas.area(implementation.area_id)
    row = Adaptation(
        implementation_id=implementation.id,
        area_id=implementation.area_id,
        programme_version_id=listed.version_id,
        kind=kind.code,
        kind_words=kind.words,
        light=kind.light,
        asked_on=today,
        asked_by_id=actor_id,
        decide_by_on=rules.decide_by(today, areas.calendar_of(area.nation)),
        nonce=nonce,
    )
    describe(row, asked)
    if kind.light is Light.GREEN:
        row.state, row.ruling, row.decided_on = AdaptationState.AGREED, Ruling.AGREED, today
        row.reason = f"{rules.BY_THE_LIST} {kind.because}"
    db.session.add(row)
    db.session.flush()
    log("change asked about" if asked.told is Told.BEFORE else "change told of", row, by=actor_id)
    if row.state == AdaptationState.ASKED:
        telling.tell_of_question(row, by=actor_id, now=now)
    return row


def check_group(group_id: int | None, implementation: Implementation) -> None:
    """Raises Refused where the group is not one of this implementation."""
    if group_id is None:
        return
    group = db.session.get(DeliveryGroup, group_id)
    if group is None or group.implementation_id != implementation.id:
        raise refuse("Choose from those of this area", "group")


def describe(row: Adaptation, asked: rules.Asked) -> None:
    """The change says what was typed, in the fields of FRAME."""
    row.told, row.words = asked.told, asked.text.strip()
    row.from_on, row.until_on, row.group_id = asked.from_on, asked.until_on, asked.group_id
    row.phase, row.planned, row.decider = asked.phase, asked.planned, asked.decider
    row.what, row.level, row.nature = asked.what, asked.level, asked.nature
    row.reasons = [one.value for one in asked.reasons]


def decide(act: Act, decided: rules.Decided, *, adaptation_id: int) -> Adaptation:
    """The unit has decided; whoever asked and who leads the area get a mail. Raises Refused, Conflict."""
    row = ours(adaptation_id)
    if row.state != AdaptationState.ASKED:
        raise Conflict(CHANGED_MEANWHILE, {})
    if refused := rules.refusals_of_decision(decided, act.today):
        raise Refused(refused)
    claim(row, act)
    settle(row, decided, act)
    log("change decided", row, by=act.actor_id)
    telling.tell_of_decision(row, by=act.actor_id, today=act.today, now=act.now)
    return row


def decide_again(act: Act, decided: rules.Decided, *, adaptation_id: int) -> Adaptation:
    """Another decision takes the place of the one that stood, which is kept; the same people get a mail that says so.

    Raises Refused, Conflict; where nobody decided, as of what the list leaves to the area, there is nothing to replace.
    """
    row = ours(adaptation_id)
    if not queries.may_be_decided_again(row):
        raise Conflict(CHANGED_MEANWHILE, {})
    if refused := rules.refusals_of_another(decided, queries.standing_decision(row), act.today):
        raise Refused(refused)
    claim(row, act)
    keep_decision(row, act.today)
    row.conditions, row.conditions_on, row.conditions_met_on = None, None, None
    settle(row, decided, act)
    log("change decided again", row, by=act.actor_id)
    telling.tell_of_decision(row, by=act.actor_id, today=act.today, now=act.now)
    return row


def keep_decision(row: Adaptation, today: date) -> None:
    """The decision that stands is on record as one that was replaced."""
    db.session.add(
        AdaptationBefore(
            adaptation_id=row.id,
            area_id=row.area_id,
            ruling=row.ruling,
            decided_on=row.decided_on,
            decided_by_id=row.decided_by_id,
            reason=row.reason,
            conditions=row.conditions,
            conditions_on=row.conditions_on,
            conditions_met_on=row.conditions_met_on,
            replaced_on=today,
        )
    )
    db.session.flush()


def settle(row: Adaptation, decided: rules.Decided, act: Act) -> None:
    """The change stands as it was decided, and the book has it."""
    row.state, row.ruling = rules.states_after(decided.ruling), decided.ruling
    row.decided_on, row.decided_by_id = act.today, act.actor_id
    row.reason = decided.reason.strip()
    if decided.ruling is Ruling.CONDITIONS:
        row.conditions, row.conditions_on = decided.conditions.strip(), decided.conditions_on
    programme = queries.programme_of(row.programme_version_id)
    row.book_words = rules.searched(row.kind_words, programme, row.reason, row.conditions or "")


def take_back(act: Act, *, adaptation_id: int) -> Adaptation:
    """Nothing is asked any more. Raises Conflict once it is decided."""
    row = ours(adaptation_id)
    if row.state != AdaptationState.ASKED:
        raise Conflict(CHANGED_MEANWHILE, {})
    claim(row, act)
    row.state = AdaptationState.WITHDRAWN
    log("change taken back", row, by=act.actor_id)
    return row


def end(act: Act, on_day: date, *, adaptation_id: int) -> Adaptation:
    """From the day after this one it is done the usual way again. Raises Refused, Conflict."""
    row = ours(adaptation_id)
    if row.state not in rules.OPEN or (row.state == AdaptationState.ASKED and row.told == Told.BEFORE):
        raise Conflict(CHANGED_MEANWHILE, {})
    if on_day > act.today:
        raise refuse(
            f"{plain_date(on_day)} is still to come. Enter the last day on which it was done this way", "on_day"
        )
    if row.from_on is not None and on_day < row.from_on:
        raise refuse(f"It began on {plain_date(row.from_on)}. Enter that day or a later one", "on_day")
    claim(row, act)
    row.state, row.until_on = AdaptationState.ENDED, on_day
    log("change over", row, by=act.actor_id)
    return row


def meet(act: Act, *, adaptation_id: int) -> Adaptation:
    """The conditions are met. Raises Conflict where none wait."""
    row = ours(adaptation_id)
    if row.state != AdaptationState.CONDITIONS or row.conditions_met_on is not None:
        raise Conflict(CHANGED_MEANWHILE, {})
    claim(row, act)
    row.conditions_met_on = act.today
    log("conditions of a change met", row, by=act.actor_id)
    return row


def ours(adaptation_id: int) -> Adaptation:
    """The change. Raises Absent."""
    found = db.session.get(Adaptation, adaptation_id)
    if found is None:
        raise Absent
    return found


def claim(row: Adaptation, act: Act) -> None:
    """The row is ours until the commit. Raises Conflict where somebody else saved it since the page was opened."""
    if not advance(db.session(), row, act.version):
        raise Conflict(CHANGED_MEANWHILE, {})


def log(act: str, row: Adaptation, *, by: int | None) -> None:
    """The act is in the log."""
    audit.record(act, subject="adaptation", subject_id=row.id, person_id=by, area_id=row.area_id)
