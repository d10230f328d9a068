"""The simulator: what will be written about an area, to a person, or to oneself; and the text of each mail."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, handed_ahead_in, handed_ahead_of
from scaleup.core import clock
from scaleup.core.errors import Absent
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.reminders import queries, service
from scaleup.reminders.rules.sentences import handed
from scaleup.reminders.views.blueprint import blueprint


@blueprint.get("/coming-mail")
@entry(Permission.SEE_DELIVERIES)
def coming_mail() -> ResponseReturnValue:
    """Which area? With one alone of that name, its page."""
    asked = " ".join(request.args.get("area", "").split())
    found = queries.areas_like(asked, actor(), clock.today()) if asked else []
    rule = request.args.get("rule")
    if len(found) == 1:
        return redirect(url_for("reminders.coming_about", area_id=found[0][0], rule=rule))
    return render_template("reminders/coming_mail.html", asked=asked, found=found, rule=rule)


@blueprint.get("/areas/<int:area_id>/coming-mail")
@entry(Permission.SEE_DELIVERIES)
def coming_about(area_id: int) -> ResponseReturnValue:
    """Every mail about the area in the days ahead: when, what, to whom and why."""
    area = area_in_scope(actor(), area_id, clock.today())
    coming = service.coming_about(area_id, clock.now(), days=days())
    code = request.args.get("rule", "")
    return render_template(
        "reminders/coming_about.html",
        area=area,
        days=days(),
        choices=service.DAYS,
        shown=service.shown(coming, area_id=area_id, code=code),
        rule=code,
        holds=queries.held(actor(), today=clock.today(), now=clock.now()),
        handed=[handed(*one) for one in handed_ahead_in(area_id, today=clock.today(), days=days())],
    )


@blueprint.get("/areas/<int:area_id>/coming-mail/<mark>")
@entry(Permission.SEE_DELIVERIES)
def coming_text_about(area_id: int, mark: str) -> ResponseReturnValue:
    """One mail about the area as it would read."""
    area = area_in_scope(actor(), area_id, clock.today())
    coming = service.coming_about(area_id, clock.now(), days=days())
    line, text = service.text_of(coming, mark, area_id=area_id)
    return render_template("reminders/coming_text.html", area=area, line=line, text=text, days=days())


@blueprint.get("/areas/<int:area_id>/not-sent")
@entry(Permission.SEE_DELIVERIES)
def not_sent(area_id: int) -> ResponseReturnValue:
    """What did not go by itself in the last 90 days, and why."""
    area = area_in_scope(actor(), area_id, clock.today())
    found = service.not_sent(area_id, clock.now())
    return render_template("reminders/not_sent.html", area=area, found=found, days=service.BACK.days)


@blueprint.get("/me/coming-mail")
@entry(SIGNED_IN)
def coming_to_me() -> ResponseReturnValue:
    """What Scaleup will write to oneself."""
    return coming_page(actor().person_id, "")


@blueprint.get("/me/coming-mail/<mark>")
@entry(SIGNED_IN)
def coming_text_to_me(mark: str) -> ResponseReturnValue:
    """One of one's own mails as it would read."""
    return text_page(actor().person_id, mark, "")


@blueprint.get("/people/<int:person_id>/coming-mail")
@entry(Permission.SEE_ANYONES_WORK)
def coming_to(person_id: int) -> ResponseReturnValue:
    """What Scaleup will write to this person."""
    return coming_page(person_id, named(person_id))


@blueprint.get("/people/<int:person_id>/coming-mail/<mark>")
@entry(Permission.SEE_ANYONES_WORK)
def coming_text_to(person_id: int, mark: str) -> ResponseReturnValue:
    """One mail to this person as it would read."""
    return text_page(person_id, mark, named(person_id))


def coming_page(person_id: int, name: str) -> str:
    """What is coming to a person; without a name to oneself."""
    coming = service.coming_to(person_id, clock.now(), days=days())
    return render_template(
        "reminders/coming_to.html",
        person_id=person_id,
        name=name,
        days=coming.days,
        asked=days(),
        choices=service.DAYS,
        shown=service.shown(coming, area_id=None),
        handed=[handed(*one) for one in handed_ahead_of(person_id, today=clock.today(), days=coming.days)],
    )


def text_page(person_id: int, mark: str, name: str) -> str:
    """One mail to a person."""
    coming = service.coming_to(person_id, clock.now(), days=days())
    line, text = service.text_of(coming, mark, area_id=None)
    return render_template(
        "reminders/coming_text.html", area=None, person_id=person_id, name=name, line=line, text=text, days=days()
    )


def days() -> int:
    """How far ahead is asked for."""
    asked = request.args.get("days", "")
    return int(asked) if asked in {str(one) for one in service.DAYS} else service.USUAL


def named(person_id: int) -> str:
    """The person's name; raises Absent where there is none."""
    found = queries.person_named(person_id)
    if found is None:
        raise Absent
    return found
