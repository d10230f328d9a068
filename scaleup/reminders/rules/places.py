"""The rules about places at trainings that stand where a programme's version says none: they are older than that. Pure.

Somebody who has not answered is asked again three weeks and ten days before; how to join goes a week before (our
assumption, decision 43).
"""

from collections.abc import Sequence

from scaleup.programmes.rules import (
    Expiry,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderRule,
    ReminderSubject,
    Says,
    Shift,
    Side,
    Unit,
)


def rule_of_a_place(code: str, days: int, says: Says) -> ReminderRule:
    """One rung before an event begins, or the working day before that; worth sending until it begins."""
    return ReminderRule(
        code=code,
        subject=ReminderSubject.TRAINING_PLACE,
        anchor=ReminderAnchor.BEGINS_ON,
        offset=Offset(days, Unit.DAYS, Side.BEFORE),
        recipients=(Recipient.BOOKED,),
        expires=Expiry.ANCHOR,
        if_not_working=Shift.EARLIER,
        says=says,
    )


OF_PLACES = (
    rule_of_a_place("place_unanswered_21_days", 21, Says.UNANSWERED),
    rule_of_a_place("place_unanswered_10_days", 10, Says.UNANSWERED),
    rule_of_a_place("place_joining_7_days", 7, Says.JOINING),
)


def with_places(rules: Sequence[ReminderRule]) -> tuple[ReminderRule, ...]:
    """The rules of a version, with those about places where it says nothing of them."""
    if any(rule.subject is ReminderSubject.TRAINING_PLACE for rule in rules):
        return tuple(rules)
    return (*rules, *OF_PLACES)
