"""An area on one page, and everything that happened there."""

from dataclasses import replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.areas.rules import AREA_ROLE_WORDS
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.paging import Paging
from scaleup.portfolio import queries
from scaleup.portfolio.rules.happenings import KIND_WORDS, Kind, kinds_read_by
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.reviews.rules import KIND_WORDS as REVIEW_WORDS
from scaleup.support.queries import latest_rating
from scaleup.support.rules import RATING_WORDS


@blueprint.get("/areas/<int:area_id>")
@entry(Permission.SEE_AREAS)
def area_page(area_id: int) -> ResponseReturnValue:
    """How the area stands, what comes next, and the whole licence in one drawing."""
    asked = request.args.get("implementation", type=int)
    today = clock.today()
    found = queries.area_page(actor(), area_id, today=today, implementation_id=asked)
    record = found.record
    return render_template(
        "portfolio/area.html",
        page=found,
        stand=queries.stand(found, today),
        drawn=queries.drawn(found, today),
        roles=AREA_ROLE_WORDS,
        rating=latest_rating(actor(), record.implementation.id, today) if record else None,
        rating_words=RATING_WORDS,
        review_words=REVIEW_WORDS,
        funded_until=queries.unfunded_from(record) if record else None,
    )


@blueprint.get("/areas/<int:area_id>/history")
@entry(Permission.SEE_AREAS)
def history(area_id: int) -> ResponseReturnValue:
    """Everything that happened in the area, newest first, all of it or one kind; fifty lines a page."""
    who, today = actor(), clock.today()
    area = area_in_scope(who, area_id, today)
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else None
    address = url_for("portfolio.history", area_id=area_id, kind=kind.value if kind else None)
    page = Paging.at(request.args.get("page", "1"), total=0, address=address)
    found = queries.history(who, area_id, kind=kind, skip=page.skipped, today=today)
    return render_template(
        "portfolio/history.html",
        area=area,
        history=found,
        paging=replace(page, total=found.total),
        kind=kind,
        kinds=kinds_read_by(who.permissions),
        words=KIND_WORDS,
    )
