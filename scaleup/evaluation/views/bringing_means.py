"""Means of groups from a CSV file, where an area keeps no records under codes: shown first, and then brought in."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import area_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.evaluation import queries, rules, service
from scaleup.evaluation.forms.scores import MeansFileForm
from scaleup.evaluation.queries.trained import lines_in
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.evaluation.views.files import NO_FILE, csv_of, mark_of, text_of


@blueprint.route("/areas/<int:area_id>/results/enter/means-file", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def bring_means_in(area_id: int) -> ResponseReturnValue:
    """The file, what is in it, and what of it has no mistake brought in, all of it or nothing."""
    area, form = area_in_scope(actor(), area_id, today()), MeansFileForm()
    text = text_of(form) if form.is_submitted() else ""
    if not form.is_submitted() or not form.validate():
        return shown(area, form)
    if not text:
        form.file.refuse(NO_FILE)
        return shown(area, form)
    found = rules.read_means(text, queries.known_means_of(area_id), today=today())
    if request.form.get("score_shown") != mark_of(text, found.given):
        return shown(area, form, text=text)
    with form.catching():
        said = service.bring_means_in(area_id, text, now=clock.now(), today=today(), by=actor().person_id)
        tell(f"{said} are in.")
        return redirect(url_for("evaluation.enter", area_id=area_id))
    return shown(area, form, text=text)


def shown(area: Area, form: MeansFileForm, *, text: str = "") -> ResponseReturnValue:
    """The page, with what is in the file, and what of it takes the place of what stands."""
    if text:
        audit.note_read(actor(), what="scores in a file", area_id=area.id)
    found = rules.read_means(text, queries.known_means_of(area.id), today=today()) if text else None
    taken_up = implementations_of(area.id)
    unit = queries.unit_of(taken_up)
    page = {
        "area": area,
        "form": form,
        "found": found,
        "text": text,
        "mark": mark_of(text, found.given) if found else "",
        "columns": rules.column_words_for(unit, rules.MEAN_COLUMN_WORDS),
        "unit": unit,
        "trained": [one for lines in lines_in(taken_up).values() for one in lines],
        "roles": rules.ROLE_WORDS,
    }
    return render_template("evaluation/bring_means.html", **page), form.status


@blueprint.get("/areas/<int:area_id>/results/enter/means-template.csv")
@entry(Permission.KEEP_SCORES)
def means_template(area_id: int) -> ResponseReturnValue:
    """The file to be filled in: a line for each score of each group at its open points. It holds no score."""
    area_in_scope(actor(), area_id, today())
    audit.note_read(actor(), what="means of groups that are awaited", area_id=area_id, kind=audit.Reading.EXPORT)
    return csv_of(queries.means_template(area_id, today()), "means.csv")
