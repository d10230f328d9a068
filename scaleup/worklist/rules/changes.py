"""What stands on My work of changes: those to answer, red ones in use, and conditions whose day has come."""

from collections.abc import Iterable, Iterator
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.worklist.rules.facts import ChangeDue, Group, Line, Link, Target
from scaleup.worklist.rules.groups import group_of


def change_lines(due: Iterable[ChangeDue], today: date) -> Iterator[Line]:
    """A line for each thing that a change waits for."""
    for one in due:
        if one.answer_by_on is not None:
            yield asked_line(one, one.answer_by_on, today)
        if one.red_since_on is not None:
            yield red_line(one, one.red_since_on)
        if one.conditions_on is not None and (group := group_of(one.conditions_on, today)):
            yield conditions_line(one, one.conditions_on, group)


def asked_line(one: ChangeDue, by_on: date, today: date) -> Line:
    """Somebody asks, or tells of something, and waits for an answer; late after five working days."""
    return Line(
        group=group_of(by_on, today) or Group.WAITING,
        area=one.area,
        what=f"A change waits for an answer: {one.words}",
        why="Whoever asked waits with it, or has told of it and hears from you",
        on=by_on,
        link=Link(Target.ELSEWHERE, one.area_id, address=f"/adaptations/{one.adaptation_id}/decide"),
        act="Answer",
        key=f"change:{one.adaptation_id}",
        stamp=by_on.isoformat(),
    )


def red_line(one: ChangeDue, since_on: date) -> Line:
    """A red change is in use: it stands until it is over, or is put off."""
    return Line(
        group=Group.TODAY,
        area=one.area,
        what=f"In use and red on the list: {one.words}",
        why="It is part of what was shown to work: look together at a way back",
        on=None,
        link=Link(Target.ELSEWHERE, one.area_id, address=f"/adaptations/{one.adaptation_id}"),
        act="Read it",
        key=f"red change:{one.adaptation_id}",
        stamp=since_on.isoformat(),
        distance=f"since {plain_date(since_on)}",
    )


def conditions_line(one: ChangeDue, by_on: date, group: Group) -> Line:
    """A change was agreed under conditions, and their day has come."""
    return Line(
        group=group,
        area=one.area,
        what=f"Are the conditions met? {one.words}",
        why="The change was agreed under conditions with this day",
        on=by_on,
        link=Link(Target.ELSEWHERE, one.area_id, address=f"/adaptations/{one.adaptation_id}"),
        act="See the conditions",
        key=f"conditions of change:{one.adaptation_id}",
        stamp=by_on.isoformat(),
    )
