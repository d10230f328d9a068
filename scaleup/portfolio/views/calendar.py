"""The calendar: a month, a week or a list of what concerns a person, or of one area."""

from datetime import date
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core.errors import Absent
from scaleup.core.numbers import whole
from scaleup.core.pages import Actor, actor, entry
from scaleup.core.templates import today
from scaleup.portfolio.queries import days as reads
from scaleup.portfolio.queries.calendar import coming, entries
from scaleup.portfolio.queries.whose import Whose
from scaleup.portfolio.rules import months as rules
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.worklist.queries import someone


@blueprint.get("/calendar")
@entry(Permission.SEE_WORK)
def calendar() -> ResponseReturnValue:
    """What stands on the days of a month or a week, and the days on which nobody works."""
    period = rules.period(
        rules.view_named(request.args.get("view", "")), rules.day_named(request.args.get("on", ""), today())
    )
    area_id = whole(request.args.get("area", ""))
    person = whose_work(whole(request.args.get("person", "")) if area_id is None else None)
    area = None if area_id is None else area_in_scope(actor().entering(Permission.SEE_AREAS), area_id, today())
    whose = Whose(person, area.id if area else None, *period.shown, today())
    found = rules.by_day(entries(whose))
    return render_template(
        "portfolio/calendar.html",
        period=period,
        area=area,
        person=person,
        own=person.person_id == actor().person_id,
        found=found,
        weeks=rules.weeks(period, found, reads.notes(whose, person.name)),
        sentence=rules.sentence(period, found),
        ahead=None if rules.within(period, found) else coming(whose, after=period.last_on),
        areas=reads.areas_to_choose(actor(), today()),
        people=reads.people_to_choose(actor()),
        at=lambda **given: address(period, area.id if area else None, person, **given),
    )


def whose_work(person_id: int | None) -> Actor:
    """Whose calendar is asked for: one's own, or anyone's for those who may look at their work."""
    if person_id is None or person_id == actor().person_id:
        return actor()
    if not actor().may(Permission.SEE_ANYONES_WORK):
        raise Absent
    return someone(person_id)


def address(period: rules.Period, area_id: int | None, person: Actor, **given: str | date) -> str:
    """The same calendar in another layout, or on another day."""
    other = person.person_id if area_id is None and person.person_id != actor().person_id else None
    asked = {"view": period.view.value, "on": period.first_on, "area": area_id, "person": other} | given
    return f"{url_for('.calendar')}?{urlencode({name: str(value) for name, value in asked.items() if value})}"
