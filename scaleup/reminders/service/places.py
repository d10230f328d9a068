"""Places at trainings: training writes to who is booked, on the days that the rules here say."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from scaleup.core.dates import Calendar
from scaleup.programmes.rules import ReminderSubject, Says
from scaleup.reminders import queries
from scaleup.reminders.rules import Subject, UnitRule, ladder, reach, step_code
from scaleup.reminders.service.planning import Book
from scaleup.training import service as training
from scaleup.training.rules import Mail, Step, Steps

MAILS: Mapping[Says, Mail] = {Says.UNANSWERED: Mail.UNANSWERED, Says.JOINING: Mail.JOINING}


def look_at_training(now: datetime) -> int:
    """Everything of training that is due at this instant is in the outbox, once; returns how many mails are new."""
    return training.look(now, steps_by(queries.rule_book()))


def steps_by(book: Book) -> Steps:
    """The days on which places are reminded of by these rules; those of one day and nation are reckoned once."""
    own = {id_: of_places(rules) for id_, rules in book.items()}
    known: dict[tuple[int, date, int], Sequence[Step]] = {}

    def of(version_id: int, first_on: date, calendar: Calendar) -> Sequence[Step]:
        name = (version_id, first_on, id(calendar))
        if name not in known:
            known[name] = steps(own.get(version_id, ()), first_on, calendar)
        return known[name]

    every = [rule for rules in own.values() for rule in rules]
    return Steps(reach(every, ReminderSubject.TRAINING_PLACE), of)


def of_places(rules: Sequence[UnitRule]) -> list[UnitRule]:
    """Those that say something of a place."""
    return [rule for rule in rules if rule.subject is ReminderSubject.TRAINING_PLACE and rule.says in MAILS]


def steps(rules: Sequence[UnitRule], first_on: date, calendar: Calendar) -> list[Step]:
    """What these rules say of an event that begins on this day, without what fell due before a rule began to act."""
    event = Subject(ReminderSubject.TRAINING_PLACE, 0, first_on.toordinal(), first_on, area_id=0)
    return [
        Step(
            mail=MAILS[one.rule.says],
            code=step_code(one.rule, one.number),
            due_at=one.due_at,
            expires_at=one.expires_at,
            values={
                "rule": one.rule.code,
                "rule_version": one.rule.version_id,
                "step": one.number,
                "anchor_on": first_on.isoformat(),
            },
        )
        for one in ladder(event, rules, calendar)
        if one.rule.begins_at is None or one.due_at >= one.rule.begins_at
    ]


def rules_of_places(book: Book) -> dict[str, set[str]]:
    """The codes of this book's rules about places, by the kind of message that they send."""
    found: dict[str, set[str]] = {mail.value: set() for mail in MAILS.values()}
    for rules in book.values():
        for rule in of_places(rules):
            found[MAILS[rule.says].value].add(rule.code)
    return found
