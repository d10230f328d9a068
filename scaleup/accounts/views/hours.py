"""The hours that a person has in a week and the days away: one's own, or for unit managers anybody's."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import LeaveDaysForm, WeekForm
from scaleup.accounts.rules import Permission
from scaleup.accounts.views.blueprint import blueprint
from scaleup.core import clock
from scaleup.core.dates import figure
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell


@blueprint.route("/me/hours", methods=["GET", "POST"])
@entry(Permission.KEEP_HOURS)
def my_hours() -> ResponseReturnValue:
    """One's own hours and days away."""
    return hours_of(actor().person_id)


@blueprint.route("/people/<int:person_id>/hours", methods=["GET", "POST"])
@entry(Permission.SEE_ANYONES_WORK)
def hours(person_id: int) -> ResponseReturnValue:
    """The hours and days away of somebody else."""
    return hours_of(queries.the_person(person_id).id)


@blueprint.post("/me/days-away")
@entry(Permission.KEEP_HOURS)
def my_days_away() -> ResponseReturnValue:
    """Days on which one is away."""
    return away(actor().person_id)


@blueprint.post("/people/<int:person_id>/days-away")
@entry(Permission.SEE_ANYONES_WORK)
def days_away(person_id: int) -> ResponseReturnValue:
    """Days on which somebody else is away."""
    return away(queries.the_person(person_id).id)


@blueprint.post("/me/days-away/take-back")
@entry(Permission.KEEP_HOURS)
def take_back_my_days() -> ResponseReturnValue:
    """One works on those days after all."""
    return taken_back(actor().person_id)


@blueprint.post("/people/<int:person_id>/days-away/take-back")
@entry(Permission.SEE_ANYONES_WORK)
def take_back_days(person_id: int) -> ResponseReturnValue:
    """Somebody else works on those days after all."""
    return taken_back(queries.the_person(person_id).id)


def address(person_id: int, act: str = "hours") -> str:
    """Where this is done for the person: among one's own pages, or on theirs."""
    if request.path.startswith("/me/"):
        return url_for({"hours": ".my_hours", "away": ".my_days_away", "back": ".take_back_my_days"}[act])
    return url_for({"hours": ".hours", "away": ".days_away", "back": ".take_back_days"}[act], person_id=person_id)


def hours_of(person_id: int) -> ResponseReturnValue:
    """The page, or the hours kept."""
    form = WeekForm(data={"hours": figure(queries.weeks_of([person_id], from_on=clock.today())[person_id].minutes)})
    if form.validate_on_submit():
        with form.catching():
            service.keep_week(person_id, form.hours.data, by=actor().person_id)
            tell("The hours are kept.")
            return redirect(address(person_id), 303)
    return page(person_id, form, LeaveDaysForm(formdata=None)), form.status


def away(person_id: int) -> ResponseReturnValue:
    """The days are kept, or the page says what is to be put right."""
    form = LeaveDaysForm()
    if form.validate_on_submit():
        with form.catching():
            service.keep_leave(
                person_id, form.from_on.data, to_on=form.to_on.data, by=actor().person_id, today=clock.today()
            )
            tell("The days away are kept.")
            return redirect(address(person_id), 303)
    kept = queries.weeks_of([person_id], from_on=clock.today())[person_id]
    return page(person_id, WeekForm(formdata=None, data={"hours": figure(kept.minutes)}), form), form.status


def taken_back(person_id: int) -> ResponseReturnValue:
    """The days are working days again; those that are not kept any more are already."""
    given = request.form.get("leave", "")
    mine = {str(one.id) for one in queries.leave_of([person_id], from_on=clock.today())}
    if given in mine:
        service.take_back_leave(person_id, int(given), by=actor().person_id)
    tell("These are working days again.")
    return redirect(address(person_id), 303)


def page(person_id: int, form: WeekForm, days: LeaveDaysForm) -> str:
    """Hours and days away with their two forms."""
    today = clock.today()
    return render_template(
        "accounts/hours.html",
        person=queries.the_person(person_id),
        myself=request.path.startswith("/me/"),
        week=queries.weeks_of([person_id], from_on=today)[person_id],
        leave=queries.leave_of([person_id], from_on=today),
        form=form,
        days=days,
        wrong=days if days.wrong else form,
        here={act: address(person_id, act) for act in ("hours", "away", "back")},
    )
