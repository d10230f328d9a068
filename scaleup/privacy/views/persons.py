"""What is held about a person, to read and to take; and their erasure, in two steps."""

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.downloads import Download, answer
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.core.templates import tell
from scaleup.privacy import queries, service
from scaleup.privacy.forms import YES, EraseForm
from scaleup.privacy.rules import Because, Sought
from scaleup.privacy.views.blueprint import blueprint

ANSWER = Permission.ANSWER_PERSONS


@blueprint.route("/people/<int:person_id>/erase", methods=["GET", "POST"])
@entry(ANSWER)
def erase(person_id: int) -> ResponseReturnValue:
    """First what goes, what stays and why; then, if that is still so, the act that nobody can undo."""
    form, changes = EraseForm(), None
    one = queries.sought(person_id, alone=YES if form.alone.data == YES else "")
    with form.catching():
        service.must_be_erasable(actor().person_id, person_id)
        if form.validate_on_submit():
            changes = service.considering(actor().person_id, one, today=clock.today())
            if request.form.get("shown") == fingerprint(changes):
                return gone(one, form)
    duties = service.duties(person_id, clock.today())
    shown = {"changes": changes, "shown": mark(changes), "stays": service.STAYS, "duties": duties}
    return render_template("privacy/erase.html", form=form, one=one, **shown), form.status


def mark(changes: list[Change] | None) -> str:
    """What stands for what was shown."""
    return fingerprint(changes) if changes is not None else ""


def gone(one: Sought, form: EraseForm) -> ResponseReturnValue:
    """The person is erased, and their page says so."""
    service.erase(actor().person_id, one, Because(form.because.data), now=clock.now())
    tell(
        "The person is erased.", then="Nobody can undo it. Keep a copy of the list of erasures apart from the backups."
    )
    return redirect(f"/people/{one.person_id}", 303)


@blueprint.get("/people/<int:person_id>/record")
@entry(ANSWER)
def record(person_id: int) -> ResponseReturnValue:
    """All that is held about somebody, for whoever answers them."""
    shown = service.record_of(person_id)
    return render_template("privacy/record.html", parts=shown.parts, name=shown.name, person_id=person_id)


@blueprint.get("/people/<int:person_id>/record.zip")
@entry(ANSWER)
def record_file(person_id: int) -> Response:
    """The same, as a file to hand over."""
    return taken(person_id)


@blueprint.get("/me/record.zip")
@entry(SIGNED_IN)
def own_record_file() -> Response:
    """All that is held about me, as a file to keep."""
    return taken(actor().person_id)


def taken(person_id: int) -> Response:
    """The file, made now and kept nowhere; that it was taken is on record."""
    made = service.record_file(person_id)
    audit.note_taken("record of a person taken", subject="person", subject_id=person_id, person_id=actor().person_id)
    name = f"record-of-person-{person_id}-{clock.today().isoformat()}.zip"
    return answer(Download(name, "application/zip", iter([made]), lambda: None))
