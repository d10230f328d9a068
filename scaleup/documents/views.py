"""The documents of an area: seen by the unit and the area's leads, always as a download, never shown inline."""

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area, area_in_scope, may_in
from scaleup.core import clock
from scaleup.core.errors import Absent, Refusal
from scaleup.core.forms import Form
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.documents import queries, service
from scaleup.documents.forms import DocumentForm, NewerForm, WithdrawForm
from scaleup.documents.models import Document
from scaleup.documents.rules import KIND_WORDS, MEDIA_WORDS, Kind, Terms, size_in_words

blueprint = Blueprint("documents", __name__)
AGAIN = Refusal("Choose the file again: a browser does not keep it when a page is shown anew", "file")


@blueprint.get("/areas/<int:area_id>/documents")
@entry(Permission.SEE_DOCUMENTS)
def documents(area_id: int) -> ResponseReturnValue:
    """The documents in force, and to the unit those withdrawn."""
    found = area_in_scope(actor(), area_id, clock.today())
    every = queries.documents_of(area_id)
    return render_template(
        "documents/list.html",
        area=found,
        present=[one for one in every if one.withdrawn_at is None],
        withdrawn=[one for one in every if one.withdrawn_at is not None],
        kinds=KIND_WORDS,
        media=MEDIA_WORDS,
        size_in_words=size_in_words,
    )


@blueprint.route("/areas/<int:area_id>/documents/add", methods=["GET", "POST"])
@entry(Permission.KEEP_DOCUMENTS)
def add(area_id: int) -> ResponseReturnValue:
    """A document of the area, in its first version."""
    who, now = actor(), clock.now()
    found = area_in_scope(who, area_id, clock.today())
    form = DocumentForm()
    if form.validate_on_submit():
        with form.catching():
            terms = Terms(Kind(form.kind.data), form.title.data, form.dated_on.data)
            service.add(area_id, terms, form.file.data.stream, by=who.person_id, now=now)
            tell("The document is kept.", then="The unit and the area’s leads can download it.")
            return redirect(f"/areas/{area_id}/documents")
    return shown(form, title="Add a document", save="Keep this document", more=found.name, area_id=area_id)


@blueprint.route("/documents/<int:document_id>/replace", methods=["GET", "POST"])
@entry(Permission.KEEP_DOCUMENTS)
def replace(document_id: int) -> ResponseReturnValue:
    """A newer version of the document; the older ones stay."""
    who, now = actor(), clock.now()
    document = queries.document_in_scope(who, document_id, clock.today())
    form = NewerForm(data={"version": document.version})
    if form.validate_on_submit():
        with form.catching(over=document):
            service.replace(
                document,
                form.file.data.stream,
                dated_on=form.dated_on.data,
                version=form.version.data,
                by=who.person_id,
                now=now,
            )
            tell("The newer version is kept.", then="The older one stays.")
            return redirect(f"/areas/{document.area_id}/documents")
    return of(document, form, title="Replace a document", save="Keep the newer version")


@blueprint.route("/documents/<int:document_id>/withdraw", methods=["GET", "POST"])
@entry(Permission.MANAGE_AREAS)
def withdraw(document_id: int) -> ResponseReturnValue:
    """The document is no longer in force; only the unit still sees it."""
    who = actor()
    document = queries.document_in_scope(who, document_id, clock.today())
    form = WithdrawForm(data={"version": document.version})
    if form.validate_on_submit():
        with form.catching(over=document):
            service.withdraw(
                document, because=form.because.data, version=form.version.data, by=who.person_id, now=clock.now()
            )
            tell("The document is withdrawn.", then="The unit still sees it, with your reason.")
            return redirect(f"/areas/{document.area_id}/documents")
    return of(document, form, title="Withdraw a document", save="Withdraw this document")


@blueprint.get("/documents/<int:document_id>/versions/<int:number>")
@entry(Permission.SEE_DOCUMENTS)
def download(document_id: int, number: int) -> ResponseReturnValue:
    """The file, saved by the browser under the document's name; what is withdrawn is the unit's alone to read."""
    who = actor()
    document = queries.document_in_scope(who, document_id, clock.today())
    if document.withdrawn_at is not None and not may_in(who, Permission.MANAGE_AREAS, document.area_id, clock.today()):
        raise Absent
    found = service.download(document, number)
    answer = make_response(found.content)
    answer.content_type = found.media_type
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    return answer


def of(document: Document, form: Form, *, title: str, save: str) -> ResponseReturnValue:
    """The page of a form about this document."""
    more = f"{area(document.area_id).name}, “{document.title}”"
    return shown(form, title=title, save=save, more=more, area_id=document.area_id)


def shown(form: Form, *, title: str, save: str, more: str, area_id: int) -> ResponseReturnValue:
    """The form's page. A file that was chosen and not taken is asked for again in words."""
    if form.is_submitted() and "file" in form and not form.file.blank and not form.file.errors:
        form.put([AGAIN])
    return render_template(
        "areas/form.html",
        form=form,
        title=title,
        save=save,
        more=more,
        area=area(area_id),
        back=f"/areas/{area_id}/documents",
    ), form.status
