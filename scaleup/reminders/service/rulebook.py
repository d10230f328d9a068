"""The unit changes a rule of reminding: a version more, which acts from the moment of its confirmation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from scaleup import audit
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.extensions import db
from scaleup.programmes.rules import ReminderSubject, Says
from scaleup.reminders import queries
from scaleup.reminders.models import RuleVersion
from scaleup.reminders.rules import UnitRule, faults, next_code, rhythm_of, terms_of
from scaleup.reminders.service.places import look_at_training
from scaleup.reminders.service.ticking import plan_between_ticks


def next_version(rule: UnitRule, now: datetime) -> UnitRule:
    """The rule as the version that would be confirmed now. Raises Refused where it cannot stand."""
    if refusals := faults(rule, queries.allowed(rule.subject)):
        raise Refused(refusals)
    standing = queries.standing(rule.code, rule.programme)
    if standing is not None and terms_of(standing) == terms_of(rule) and standing.is_on == rule.is_on:
        raise refuse("Nothing is changed.")
    number = standing.number if standing and standing.programme == rule.programme else 0
    made = replace(rule, number=number + 1, acts_from=now, version_id=0)
    return replace(made, rhythm=rhythm_of(made, standing))


def confirm(rule: UnitRule, *, reason: str, seen: int, by: int | None, now: datetime) -> UnitRule:
    """The rule acts as it stands here from now on; what was due before went by the version before.

    `seen` is the number that the form was opened with. Raises Refused, or Conflict where another was confirmed since.
    """
    made = next_version(rule, now)
    if made.number != seen + 1:
        raise changed_since()
    look_at_training(now)
    plan_between_ticks(now)
    row = RuleVersion(
        code=made.code,
        programme=made.programme,
        number=made.number,
        terms=terms_of(made),
        rhythm=made.rhythm,
        is_on=made.is_on,
        acts_from=now,
        reason=reason,
        by_id=by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as twice:
        raise changed_since() from twice
    audit.record("changed a rule of reminding", subject="reminder_rule_version", subject_id=row.id, person_id=by)
    return replace(made, version_id=row.id)


def changed_since() -> Conflict:
    """Somebody else confirmed a version of this rule."""
    return Conflict("Somebody else changed this rule since you opened it. Look at it as it stands now.", {})


def new_rule(pattern: UnitRule, codes: Sequence[str]) -> UnitRule:
    """The beginning of a rule that the unit adds: about the same, with nothing of its terms said yet."""
    return UnitRule(
        code=next_code(codes),
        subject=pattern.subject,
        anchor=pattern.anchor,
        offset=pattern.offset,
        recipients=(),
        expires=pattern.expires,
        if_not_working=pattern.if_not_working,
        says=pattern.says if pattern.subject is ReminderSubject.TRAINING_PLACE else Says.REMINDER,
    )
