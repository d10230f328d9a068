"""The register as a file, out and in: what a file would change is shown before any of it is saved."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.downloads import answer
from scaleup.core.errors import Refusal
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.exports import service as exports
from scaleup.exports.rules import Ending
from scaleup.training.forms.register_more import SheetForm
from scaleup.training.queries import register as queries
from scaleup.training.queries.register_out import register_out
from scaleup.training.service import sheets as service
from scaleup.training.views.blueprint import blueprint

NO_FILE = Refusal("Choose a CSV file of at most 200 kB", "file")


@blueprint.get("/training/<int:event_id>/register.csv", defaults={"ending": Ending.CSV})
@blueprint.get("/training/<int:event_id>/register.xlsx", defaults={"ending": Ending.XLSX})
@entry(Permission.KEEP_REGISTERS)
def register_file(event_id: int, ending: Ending) -> ResponseReturnValue:
    """The register as CSV or as a workbook."""
    who = actor()
    listing = register_out(queries.register_head(who, event_id, clock.today()))
    return answer(exports.begin(listing, ending, by=who, now=clock.now()))


@blueprint.route("/training/<int:event_id>/register/file", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def register_from_file(event_id: int) -> ResponseReturnValue:
    """Marks from a file: what it would change, or each line that stands against it; then all of it is saved at once."""
    who, form, now = actor(), SheetForm(), clock.now()
    text = form.sheet() if form.is_submitted() else None
    found = queries.with_people(queries.register_head(who, event_id, clock.today()))
    preview = service.preview(found, text, now=now) if text is not None else None
    if form.is_submitted() and form.validate() and text is None:
        form.put([NO_FILE])
    if preview and form.validate() and request.form.get("shown") == preview.shown and not preview.problems:
        with form.catching():
            kept = service.bring_in(who, event_id, text or "", shown=preview.shown, nonce=form.nonce.data, now=now)
            tell(f"The file is in: {service.changed_words(kept.changed)}.")
            found, preview = kept.register, None
    page = "training/register_file.html"
    return render_template(page, form=form, register=found, preview=preview, text=text or ""), form.status
