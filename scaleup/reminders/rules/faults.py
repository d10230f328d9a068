"""Why a rule of reminding cannot stand as typed: each refusal is a sentence at its field. Pure."""

from collections.abc import Collection

from scaleup.core.errors import Refusal
from scaleup.programmes.rules import Expiry, Recipient, ReminderSubject, Side
from scaleup.reminders.rules.book import LONGEST_REPEAT, MOST_AMOUNT, MOST_REPEATS, Channel, UnitRule

ROLES = (Recipient.PROJECT_LEAD, Recipient.IMPLEMENTATION_MANAGER, Recipient.UNIT_MANAGER)
"""Who stands for any subject; others only where the catalogue names them for it."""


def allowed_recipients(rules: Collection[UnitRule], subject: ReminderSubject) -> tuple[Recipient, ...]:
    """Who may be told of this subject: the roles of every area, and whom the catalogue tells of it."""
    if subject is ReminderSubject.TRAINING_PLACE:
        return (Recipient.BOOKED,)
    named = {role for rule in rules if rule.subject is subject for role in rule.recipients}
    return (*ROLES, *sorted(named - set(ROLES)))


def faults(rule: UnitRule, allowed: Collection[Recipient]) -> list[Refusal]:
    """What stands against the rule; nothing where it may be confirmed."""
    return [*_of_days(rule), *_of_people(rule, allowed), *_of_repeats(rule), *_of_places(rule)]


def _of_days(rule: UnitRule) -> list[Refusal]:
    found: list[Refusal] = []
    if not 0 <= rule.offset.amount <= MOST_AMOUNT:
        found.append(Refusal(f"Choose 0 to {MOST_AMOUNT} days.", "amount"))
    after = rule.offset.side is Side.AFTER
    if after and rule.expires in (Expiry.ANCHOR, Expiry.START):
        found.append(Refusal("On the day or after it, choose another end than the day.", "expires"))
    return found


def _of_places(rule: UnitRule) -> list[Refusal]:
    if rule.subject is not ReminderSubject.TRAINING_PLACE:
        return []
    found: list[Refusal] = []
    if rule.offset.side is Side.AFTER or not rule.offset.amount:
        found.append(Refusal("Choose a day before the training: once it has begun nobody is asked or told.", "amount"))
    if rule.channel is Channel.DIGEST:
        found.append(Refusal("It carries a link of its reader's own, so no digest can hold it.", "channel"))
    return found


def _of_people(rule: UnitRule, allowed: Collection[Recipient]) -> list[Refusal]:
    if not rule.recipients:
        return [Refusal("Choose who is told.", "recipients")]
    if set(rule.recipients) - set(allowed):
        return [Refusal("Nobody stands for that role here: choose among those listed.", "recipients")]
    return []


def _of_repeats(rule: UnitRule) -> list[Refusal]:
    repeat = rule.repeat
    if repeat is None:
        return []
    found: list[Refusal] = []
    if rule.offset.side is Side.BEFORE and rule.offset.amount:
        found.append(Refusal("Only a reminder on the day or after it can be repeated.", "every"))
    if not 1 <= repeat.every <= LONGEST_REPEAT:
        found.append(Refusal(f"Repeat it every 1 to {LONGEST_REPEAT} days.", "every"))
    if not 1 <= repeat.most <= MOST_REPEATS:
        found.append(Refusal(f"Repeat it 1 to {MOST_REPEATS} times.", "most"))
    return found
