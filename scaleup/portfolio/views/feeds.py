"""Calendars for calendar programs: read by a secret address, which is made, made new or ended here."""

from hashlib import sha256

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries as accounts
from scaleup.accounts.rules import Permission
from scaleup.accounts.service import TooMany
from scaleup.areas import queries as areas
from scaleup.areas import service as acts
from scaleup.areas.models import CalendarFeed
from scaleup.core import clock, stationery
from scaleup.core.pages import PUBLIC, SIGNED_IN, actor, entry
from scaleup.core.templates import tell
from scaleup.portfolio import service
from scaleup.portfolio.views.blueprint import blueprint

FIVE_MINUTES = "300"
ENDED = "Nobody reads the calendar by that address any more."


@blueprint.get("/feed/<token>.ics")
@entry(PUBLIC)
def feed(token: str) -> ResponseReturnValue:
    """The calendar of whoever the address was made for; a program that has it already is told so."""
    place = {"caller": request.remote_addr or "", "secret": str(current_app.secret_key)}
    try:
        made = service.read_feed(token, now=clock.now(), **place)
    except TooMany:
        words = "This calendar was asked for too often. Come back in five minutes."
        return Response(words, 429, {"Retry-After": FIVE_MINUTES}, mimetype="text/plain")
    response = Response(made, mimetype="text/calendar")
    response.set_etag(sha256(made).hexdigest())
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = "inline; filename=scaleup.ics"
    response.headers["X-Robots-Tag"] = "noindex"
    return response.make_conditional(request)


@blueprint.get("/me/calendar")
@entry(SIGNED_IN)
def my_feed() -> ResponseReturnValue:
    """Whether one's own calendar has an address, and how to have one."""
    return my_page()


@blueprint.post("/me/calendar")
@entry(SIGNED_IN)
def make_my_feed() -> ResponseReturnValue:
    """A new address, shown this once."""
    return my_page(acts.make_feed(actor().person_id, clock.now()))


@blueprint.post("/me/calendar/end")
@entry(SIGNED_IN)
def end_my_feed() -> ResponseReturnValue:
    """The address is dead."""
    acts.end_feed(actor().person_id, by=actor().person_id, now=clock.now())
    tell(ENDED)
    return redirect(url_for(".my_feed"), 303)


@blueprint.get("/areas/<int:area_id>/calendar")
@entry(Permission.LOG_CONTACTS)
def area_feed(area_id: int) -> ResponseReturnValue:
    """Whether the area's calendar has an address, and how to have one."""
    return area_page(area_id)


@blueprint.post("/areas/<int:area_id>/calendar")
@entry(Permission.LOG_CONTACTS)
def make_area_feed(area_id: int) -> ResponseReturnValue:
    """A new address, shown this once."""
    areas.area_in_scope(actor(), area_id, clock.today())
    return area_page(area_id, acts.make_area_feed(area_id, by=actor().person_id, now=clock.now()))


@blueprint.post("/areas/<int:area_id>/calendar/end")
@entry(Permission.LOG_CONTACTS)
def end_area_feed(area_id: int) -> ResponseReturnValue:
    """The address is dead."""
    areas.area_in_scope(actor(), area_id, clock.today())
    acts.end_area_feed(area_id, by=actor().person_id, now=clock.now())
    tell(ENDED)
    return redirect(url_for(".area_feed", area_id=area_id), 303)


@blueprint.get("/people/<int:person_id>/calendar")
@entry(Permission.MANAGE_PEOPLE)
def feed_of(person_id: int) -> ResponseReturnValue:
    """Whether somebody's calendar has an address; nobody else can make or see it."""
    person = accounts.the_person(person_id)
    return render_template("portfolio/feed_of.html", person=person, feed=areas.feed_of_person(person_id))


@blueprint.post("/people/<int:person_id>/calendar/end")
@entry(Permission.MANAGE_PEOPLE)
def end_feed_of(person_id: int) -> ResponseReturnValue:
    """The address is dead."""
    accounts.the_person(person_id)
    acts.end_feed(person_id, by=actor().person_id, now=clock.now())
    tell(ENDED)
    return redirect(url_for(".feed_of", person_id=person_id), 303)


def my_page(token: str = "") -> ResponseReturnValue:
    """One's own."""
    return page(areas.feed_of_person(actor().person_id), token, area=None)


def area_page(area_id: int, token: str = "") -> ResponseReturnValue:
    """An area's."""
    area = areas.area_in_scope(actor(), area_id, clock.today())
    return page(areas.feed_of_area(area_id), token, area=area)


def page(found: CalendarFeed | None, token: str, *, area: object) -> ResponseReturnValue:
    """The page, with the address if it was made just now."""
    address = stationery.address(url_for(".feed", token=token)) if token else ""
    opening = address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1)
    return render_template("portfolio/feed.html", feed=found, address=address, opening=opening, area=area)
