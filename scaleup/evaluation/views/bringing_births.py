"""Births from a CSV file: every mistake is shown before anything is saved, and the file is kept nowhere meanwhile."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import area_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.evaluation.forms.births import BirthsFileForm
from scaleup.evaluation.queries import births as queries
from scaleup.evaluation.queries import unit_of
from scaleup.evaluation.rules import birth_sheet, column_words_for, month_of
from scaleup.evaluation.service import births as service
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.evaluation.views.files import NO_FILE, csv_of, mark_of, text_of


@blueprint.route("/areas/<int:area_id>/results/enter/births", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def bring_births_in(area_id: int) -> ResponseReturnValue:
    """The file, what is in it, and what of it has no mistake brought in, all of it or nothing."""
    area, form = area_in_scope(actor(), area_id, today()), BirthsFileForm()
    text = text_of(form) if form.is_submitted() else ""
    if not form.is_submitted() or not form.validate():
        return shown(area, form)
    if not text:
        form.file.refuse(NO_FILE)
        return shown(area, form)
    if request.form.get("score_shown") != mark_of(text, keys(read(area, text))):
        return shown(area, form, text=text)
    with form.catching():
        said = service.bring_births_in(area_id, text, now=clock.now(), today=today(), by=actor().person_id)
        tell(f"{said} {'is' if said == '1 birth' else 'are'} in.")
        return redirect(url_for("evaluation.enter", area_id=area_id))
    return shown(area, form, text=text)


def read(area: Area, text: str) -> birth_sheet.Read:
    """What the file says of the area."""
    return birth_sheet.read(text, queries.known_of(area.id, today()), this_month=month_of(today()))


def shown(area: Area, form: BirthsFileForm, *, text: str = "") -> ResponseReturnValue:
    """The page, with what is in the file; what it says of codes is on record as read."""
    audit.note_read(actor(), what="births in a file", area_id=area.id)
    found = read(area, text) if text else None
    page = {
        "area": area,
        "form": form,
        "found": found,
        "text": text,
        "mark": mark_of(text, keys(found)) if found else "",
        "columns": column_words_for(unit_of(implementations_of(area.id)), birth_sheet.COLUMN_WORDS),
    }
    return render_template("evaluation/bring_births.html", **page), form.status


def keys(found: birth_sheet.Read) -> list[int]:
    """What may be brought in of a file."""
    return [one.participant_id for one in found.given]


@blueprint.get("/areas/<int:area_id>/results/enter/births.csv")
@entry(Permission.KEEP_SCORES)
def births_template(area_id: int) -> ResponseReturnValue:
    """The file to be filled in: a row for each mother whose birth is not entered. It holds no birth."""
    area_in_scope(actor(), area_id, today())
    audit.note_read(actor(), what="codes of an area", area_id=area_id, kind=audit.Reading.EXPORT)
    return csv_of(queries.template_of(area_id, today()), "births.csv")
