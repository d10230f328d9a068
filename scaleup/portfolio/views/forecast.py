"""The unit's work of 26 weeks against its hours: everybody's for unit managers, one's own for who looks after areas."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission, minutes_of
from scaleup.areas.service import settle
from scaleup.core import clock
from scaleup.core.dates import figure
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.portfolio.forms import MinutesForm
from scaleup.portfolio.queries import forecast as reads
from scaleup.portfolio.rules import forecast as rules
from scaleup.portfolio.rules.workload import described, drawing_of
from scaleup.portfolio.views.blueprint import blueprint

MOST_DRAWN = 12


def asked_for() -> int | None:
    """Whose weeks are wanted: everybody's for unit managers unless they name one; for anybody else their own."""
    if not actor().may(Permission.SEE_ANYONES_WORK):
        return actor().person_id
    return whole(request.args.get("person", ""))


@blueprint.get("/forecast")
@entry(Permission.PLAN_SUPPORT)
def forecast() -> ResponseReturnValue:
    """The weeks that break in sentences, then everybody drawn and as tables."""
    today, person_id = clock.today(), asked_for()
    work = reads.work_of(actor(), person_id=person_id, today=today)
    people = reads.workers(work, person_id=person_id, today=today)
    kept = reads.kept_minutes()
    minutes = {**rules.ASSUMED, **kept}
    found = rules.forecast(work, people, minutes=minutes, calendar=reads.unit_calendar(), today=today)
    return render_template(
        "portfolio/forecast.html",
        found=found,
        said=rules.answer(found),
        one=found.rows[0] if person_id is not None and found.rows else None,
        drawing=drawing_of(found, most=MOST_DRAWN),
        told=described(found, most=MOST_DRAWN),
        left_out=max(len(found.rows) - MOST_DRAWN, 0),
        minutes=[(rules.KIND_WORDS[kind], minutes[kind], kind not in kept) for kind in rules.Kind],
        assumed=[row.worker.name for row in found.rows if row.worker.person_id and row.worker.week.assumed],
        week_words=rules.week_words,
    )


@blueprint.route("/forecast/hours", methods=["GET", "POST"])
@entry(Permission.DECIDE_LICENCES)
def forecast_hours() -> ResponseReturnValue:
    """How long each kind of work takes, as the unit says."""
    kept = reads.kept_minutes()
    form = MinutesForm(data={kind.value: figure(minutes) for kind, minutes in {**rules.ASSUMED, **kept}.items()})
    if form.validate_on_submit():
        given = {kind: minutes_of(form[kind.value].data) for kind in rules.Kind}
        form.put(rules.refusals_of_minutes(given))
        if not form.wrong:
            settle({f"{reads.KEPT_AS}{kind}": str(minutes) for kind, minutes in given.items()}, by=actor().person_id)
            tell("The forecast counts with these hours from now on.")
            return redirect(url_for(".forecast"), 303)
    return render_template("portfolio/forecast_hours.html", form=form, assumed=not kept), form.status
