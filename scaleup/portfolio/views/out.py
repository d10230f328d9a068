"""Every list as CSV and XLSX, with the filter of its address; and the page that names them all."""

from collections.abc import Callable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.downloads import answer
from scaleup.core.numbers import whole
from scaleup.core.pages import Actor, actor, entry
from scaleup.core.templates import tell
from scaleup.exports import service as exports
from scaleup.exports.queries import Listing
from scaleup.exports.rules import Ending
from scaleup.portfolio.queries import out
from scaleup.portfolio.queries.narrowing import Wanted
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.filters import FILTERS, filters
from scaleup.portfolio.views.lines import EVERYTHING
from scaleup.reminders.queries import RECENT, Show

View = Callable[..., ResponseReturnValue]


def at(*rules: str) -> Callable[[View], View]:
    """The view answers at these addresses with .csv and .xlsx behind."""

    def mark(view: View) -> View:
        for rule in rules:
            for ending in Ending:
                blueprint.get(f"{rule}.{ending}", defaults={"ending": ending})(view)
        return view

    return mark


def sent(listing: Listing, ending: Ending, who: Actor) -> ResponseReturnValue:
    """The answer that holds the file."""
    return answer(exports.begin(listing, ending, by=who, now=clock.now()))


@at("/areas")
@entry(Permission.SEE_AREAS)
def areas_out(ending: Ending) -> ResponseReturnValue:
    """The lines of the list of areas."""
    who, today = actor(), clock.today()
    asked = filters("portfolio.areas", who, today)
    narrowed_by = {name: asked.words(name) for name in FILTERS if name in asked.given}
    listing = out.areas(who, asked.wanted(), narrowed_by=narrowed_by, today=today)
    return sent(listing, ending, who)


@blueprint.post("/areas/ticked.csv", defaults={"ending": Ending.CSV})
@blueprint.post("/areas/ticked.xlsx", defaults={"ending": Ending.XLSX})
@entry(Permission.SEE_AREAS)
def ticked_out(ending: Ending) -> ResponseReturnValue:
    """The lines of the list that were ticked, in its order, whatever it is narrowed to."""
    who, today = actor(), clock.today()
    asked = filters("portfolio.areas", who, today)
    only = ticked()
    if not only:
        tell("No area is ticked.", then="Tick those that the file is to hold.")
        return redirect(asked.without())
    wanted = Wanted(only=only, sort=asked.given.get("sort", "need"), direction=asked.given.get("direction", ""))
    listing = out.areas(who, wanted, narrowed_by={"line": "ticked"}, today=today)
    return answer(exports.begin_in_act(listing, ending, by=who, now=clock.now()))


def ticked() -> tuple[int, ...]:
    """The implementations that were ticked, as many as one page shows."""
    first = (whole(line.partition(".")[0]) for line in request.form.getlist("line"))
    return tuple(dict.fromkeys(one for one in first if one is not None))[:EVERYTHING]


@at("/contacts", "/areas/<int:area_id>/contacts")
@entry(Permission.SEE_AREAS)
def contacts_out(ending: Ending, area_id: int | None = None) -> ResponseReturnValue:
    """The contacts of an area, or of all that the actor may see."""
    who = seen(area_id)
    return sent(out.contacts(who, area_id, clock.today()), ending, who)


@at("/plan", "/areas/<int:area_id>/plan")
@entry(Permission.SEE_AREAS)
def plan_out(ending: Ending, area_id: int | None = None) -> ResponseReturnValue:
    """The planned contacts of an area, or of all that the actor may see."""
    who = seen(area_id)
    return sent(out.plan(who, area_id, clock.today()), ending, who)


@at("/actions", "/areas/<int:area_id>/actions")
@entry(Permission.SEE_AREAS)
def actions_out(ending: Ending, area_id: int | None = None) -> ResponseReturnValue:
    """What was agreed in an area, or in all that the actor may see."""
    who = seen(area_id)
    return sent(out.actions(who, area_id, clock.today()), ending, who)


@at("/facilitators", "/areas/<int:area_id>/facilitators")
@entry(Permission.SEE_AREAS)
def facilitators_out(ending: Ending, area_id: int | None = None) -> ResponseReturnValue:
    """The facilitators and places of an area, or of all that the actor may see."""
    who = seen(area_id)
    return sent(out.facilitators(who, area_id, clock.today()), ending, who)


@at("/deliveries")
@entry(Permission.SEE_DELIVERIES)
def deliveries_out(ending: Ending) -> ResponseReturnValue:
    """The messages that the page of reminders sent shows."""
    who, now = actor(), clock.now()
    asked, ever = request.args.get("show", Show.ALL), request.args.get("days") == "all"
    show = Show(asked) if asked in set(Show) else Show.ALL
    narrowed_by = {"show": show.value if show is not Show.ALL else "", "days": "" if ever else "last 7 days"}
    since = None if ever else now - RECENT
    listing = out.deliveries(who, show, since=since, narrowed_by=kept(narrowed_by), today=clock.today())
    return sent(listing, ending, who)


@at("/people")
@entry(Permission.MANAGE_PEOPLE)
def people_out(ending: Ending) -> ResponseReturnValue:
    """Everybody whom the page of people finds."""
    search, role = request.args.get("q", "").strip()[:80], request.args.get("role", "")
    return sent(out.people(search=search, role=role, narrowed_by=kept({"q": search, "role": role})), ending, actor())


@blueprint.get("/downloads")
@entry(Permission.SEE_AREAS)
def downloads() -> ResponseReturnValue:
    """Every list that this person may take out, in one place."""
    return render_template("portfolio/downloads.html")


def seen(area_id: int | None) -> Actor:
    """Who asks; raises Absent where the area is not theirs to see."""
    who = actor()
    if area_id is not None:
        area_in_scope(who, area_id, clock.today())
    return who


def kept(narrowed_by: dict[str, str]) -> dict[str, str]:
    """The filters that are in force."""
    return {name: words for name, words in narrowed_by.items() if words}
