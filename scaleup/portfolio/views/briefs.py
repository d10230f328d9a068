"""The briefs for who looks after areas for a while: one area, or all of one hand-over. They print."""

from datetime import timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries as areas
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.portfolio.queries.briefs import briefs_of
from scaleup.portfolio.rules.briefs import Period, lateness
from scaleup.portfolio.views.blueprint import blueprint

AHEAD = timedelta(days=28)
"""A brief without a last day looks so far ahead."""


@blueprint.get("/hand-overs/<int:handover_id>/brief")
@entry(Permission.PLAN_SUPPORT)
def handed_brief(handover_id: int) -> ResponseReturnValue:
    """Every area of one hand-over, one after the other."""
    today = clock.today()
    together = areas.handed_together(actor(), handover_id, today)
    first = together[0]
    period = Period(first.on_day, first.until_on or first.on_day + AHEAD)
    found = briefs_of([one.implementation_id for one in together], period, today=today)
    return render_template(
        "portfolio/briefs.html", found=found, period=period, back=first.until_on, one=None, late=lateness(found, today)
    )


@blueprint.get("/areas/<int:area_id>/brief")
@entry(Permission.PLAN_SUPPORT)
def area_brief(area_id: int) -> ResponseReturnValue:
    """One area, for the four weeks to come."""
    today = clock.today()
    area = areas.area_in_scope(actor(), area_id, today)
    ids = [one.id for one in areas.implementations_of(area_id)]
    period = Period(today, today + AHEAD)
    found = briefs_of(ids, period, today=today)
    return render_template(
        "portfolio/briefs.html", found=found, period=period, back=None, one=area, late=lateness(found, today)
    )
