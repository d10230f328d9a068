"""Scores from a CSV file: every mistake is shown before anything is saved, and the file is kept nowhere meanwhile."""

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
from scaleup.evaluation.forms.scores import FileForm
from scaleup.evaluation.queries.trained import lines_in
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.evaluation.views.files import NO_FILE, csv_of, mark_of, text_of


@blueprint.route("/areas/<int:area_id>/results/enter/file", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def bring_in(area_id: int) -> ResponseReturnValue:
    """The file, what is in it, and what of it has no mistake brought in, all of it or nothing."""
    area, form = area_in_scope(actor(), area_id, today()), FileForm()
    text = text_of(form) if form.is_submitted() else ""
    if not form.is_submitted() or not form.validate():
        return shown(area, form)
    if not text:
        form.file.refuse(NO_FILE)
        return shown(area, form)
    found = rules.read(text, queries.known_of(area_id), today=today())
    if request.form.get("score_shown") != mark_of(text, keys(found)):
        return shown(area, form, text=text)
    with form.catching():
        _, said = service.bring_in(area_id, text, now=clock.now(), today=today(), by=actor().person_id)
        tell(f"{said} are in.", then="Act on high scores locally today: nobody watches this system.")
        return redirect(url_for("evaluation.enter", area_id=area_id))
    return shown(area, form, text=text)


def shown(area: Area, form: FileForm, *, text: str = "") -> ResponseReturnValue:
    """The page, with what is in the file; what it says of codes is on record as read."""
    audit.note_read(actor(), what="scores in a file", area_id=area.id)
    known = queries.known_of(area.id)
    found = rules.read(text, known, today=today()) if text else None
    codes = {one.participant_id: code for code, one in known.people.items()}
    alarms = queries.alarms_in(found.given if found else (), codes)
    taken_up = implementations_of(area.id)
    page = {
        "area": area,
        "form": form,
        "found": found,
        "text": text,
        "mark": mark_of(text, keys(found)) if found else "",
        "alarms": [f"{one.code}: {one.scale.lower()}" for one in alarms],
        "columns": rules.column_words_for(queries.unit_of(taken_up)),
        "pathways": queries.pathways_of(area.id),
        "trained": [one for lines in lines_in(taken_up).values() for one in lines],
        "first": rules.ACT_FIRST,
        "unwatched": rules.UNWATCHED,
    }
    return render_template("evaluation/bring_in.html", **page), form.status


def keys(found: rules.Read) -> list[rules.Key]:
    """What may be brought in of a file."""
    return [one.key for one in found.given]


@blueprint.get("/areas/<int:area_id>/results/enter/template.csv")
@entry(Permission.KEEP_SCORES)
def scores_template(area_id: int) -> ResponseReturnValue:
    """The file to be filled in: a line for each score of each code that has something due. It holds no score."""
    area_in_scope(actor(), area_id, today())
    audit.note_read(actor(), what="codes of an area", area_id=area_id, kind=audit.Reading.EXPORT)
    return csv_of(queries.template_of(area_id, today()), "scores.csv")
