"""The term of a licence in short, and the licence's document as a tagged PDF: both for whoever may see documents."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock, papers
from scaleup.core.downloads import answer
from scaleup.core.pages import actor, entry
from scaleup.licences.rules import pounds
from scaleup.portfolio import queries
from scaleup.portfolio.views.blueprint import blueprint


@blueprint.get("/licences/<int:licence_id>/term")
@entry(Permission.SEE_DOCUMENTS)
def term(licence_id: int) -> ResponseReturnValue:
    """What was done in the term, what is open, and who pays until when beside the first results."""
    found = queries.term_page(actor(), licence_id, today=clock.today())
    return render_template(
        "portfolio/term.html", page=found, licence=found.licence, area=found.licence.implementation.area, pounds=pounds
    )


@blueprint.get("/licences/<int:licence_id>/document")
@entry(Permission.SEE_DOCUMENTS)
def licence_document(licence_id: int) -> ResponseReturnValue:
    """The licence as a PDF to be signed."""
    today = clock.today()
    found = queries.term_page(actor(), licence_id, today=today)
    content = papers.paper("licence", queries.document_of(found, today=today))
    name = f"Licence {found.licence.number} {found.licence.implementation.area.name}"
    return answer(papers.sheet(content, title=name, on_day=today))
