"""The hours that a person has in a week and the days away: one's own, or for unit managers anybody's."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries, service
from scaleup.accounts.forms import LeaveDaysForm, WeekForm
from scaleup.accounts.models import Leave
from scaleup.accounts.rules import Permission
from scaleup.accounts.views.blueprint import blueprint
from scaleup.core import clock
from scaleup.core.dates import figure
from scaleup.core.pages import SIGNED_IN, actor, entry
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


@blueprint.route("/me/days-away", methods=["GET", "POST"])
@entry(SIGNED_IN)
def my_days_away() -> ResponseReturnValue:
    """Days on which one is away: for the forecast, and for who gets one's reminders meanwhile."""
    person_id, form = actor().person_id, LeaveDaysForm()
    if kept_away(person_id, form):
        return redirect(url_for(".my_days_away"), 303)
    return render_template("accounts/days_away.html", leave=leave_of(person_id), form=form), form.status


@blueprint.post("/people/<int:person_id>/days-away")
@entry(Permission.SEE_ANYONES_WORK)
def days_away(person_id: int) -> ResponseReturnValue:
    """Days on which somebody else is away."""
    form = LeaveDaysForm()
    if kept_away(queries.the_person(person_id).id, form):
        return redirect(address(person_id), 303)
    kept = queries.weeks_of([person_id], from_on=clock.today())[person_id]
    return page(person_id, WeekForm(formdata=None, data={"hours": figure(kept.minutes)}), form), form.status


@blueprint.post("/me/days-away/take-back")
@entry(SIGNED_IN)
def take_back_my_days() -> ResponseReturnValue:
    """One works on those days after all."""
    taken_back(actor().person_id)
    return redirect(url_for(".my_days_away"), 303)


@blueprint.post("/people/<int:person_id>/days-away/take-back")
@entry(Permission.SEE_ANYONES_WORK)
def take_back_days(person_id: int) -> ResponseReturnValue:
    """Somebody else works on those days after all."""
    taken_back(queries.the_person(person_id).id)
    return redirect(address(person_id), 303)


def address(person_id: int) -> str:
    """Where the hours are kept for the person: among one's own pages, or on theirs."""
    return url_for(".my_hours") if request.path.startswith("/me/") else url_for(".hours", person_id=person_id)


def hours_of(person_id: int) -> ResponseReturnValue:
    """The page, or the hours kept."""
    form = WeekForm(data={"hours": figure(queries.weeks_of([person_id], from_on=clock.today())[person_id].minutes)})
    if form.validate_on_submit():
        with form.catching():
            service.keep_week(person_id, form.hours.data, by=actor().person_id)
            tell("The hours are kept.")
            return redirect(address(person_id), 303)
    return page(person_id, form, LeaveDaysForm(formdata=None)), form.status


def kept_away(person_id: int, form: LeaveDaysForm) -> bool:
    """Whether the days were sent and are kept; the form says what is to be put right."""
    if form.validate_on_submit():
        with form.catching():
            service.keep_leave(
                person_id, form.from_on.data, to_on=form.to_on.data, by=actor().person_id, today=clock.today()
            )
            tell("The days away are kept.")
            return True
    return False


def leave_of(person_id: int) -> Sequence[Leave]:
    """The times away that are not over."""
    return queries.leave_of([person_id], from_on=clock.today())


def taken_back(person_id: int) -> None:
    """The days are working days again; those that are not kept any more are already."""
    given = request.form.get("leave", "")
    if given in {str(one.id) for one in leave_of(person_id)}:
        service.take_back_leave(person_id, int(given), by=actor().person_id)
    tell("These are working days again.")


def page(person_id: int, form: WeekForm, days: LeaveDaysForm) -> str:
    """Hours and days away with their two forms."""
    today = clock.today()
    return render_template(
        "accounts/hours.html",
        person=queries.the_person(person_id),
        myself=request.path.startswith("/me/"),
        week=queries.weeks_of([person_id], from_on=today)[person_id],
        leave=leave_of(person_id),
        form=form,
        days=days,
        wrong=days if days.wrong else form,
        here=address(person_id),
    )
