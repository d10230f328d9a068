"""Certificates: the list of an area, the act that issues them, and the paper itself. Never without sign-in."""

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock, papers
from scaleup.core.dates import counted
from scaleup.core.downloads import answer
from scaleup.core.errors import refuse
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators.queries import facilitator_in_scope
from scaleup.training import adapters
from scaleup.training.queries import certificates as queries
from scaleup.training.rules import in_groups
from scaleup.training.service import certificates as service
from scaleup.training.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/certificates")
@entry(Permission.SEE_TRAINING)
def area_certificates(area_id: int) -> ResponseReturnValue:
    """Who may deliver today and has a certificate, who has none, and which have ended."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    page = queries.certificates_page(area_id, today)
    return render_template("training/certificates.html", area=area, page=page, in_groups=in_groups)


@blueprint.post("/areas/<int:area_id>/certificates")
@entry(Permission.PLAN_TRAINING)
def issue(area_id: int) -> ResponseReturnValue:
    """One facilitator has a certificate, or all who may deliver today have."""
    who, today, to = actor(), clock.today(), request.form.get("to", "")
    area = area_in_scope(who, area_id, today)
    if to == "all":
        names = service.issue_to_all(area_id, codes=adapters.codes(), today=today, by=who.person_id)
    elif to.isascii() and to.isdecimal() and len(to) < 19:  # noqa: PLR2004 - an id
        names = service.issue_to(int(to), area_id=area_id, codes=adapters.codes(), today=today, by=who.person_id)
    else:
        raise refuse("Choose who is to have a certificate.")
    if names:
        tell(f"{counted(len(names), 'certificate')} issued for {area.name}.", then="Download what you hand out.")
    else:
        tell("Nobody needed one.", then="Who may deliver today has a certificate.")
    return redirect(f"/areas/{area_id}/certificates")


@blueprint.get("/facilitators/<int:facilitator_id>/certificate")
@entry(Permission.SEE_TRAINING)
def certificate(facilitator_id: int) -> Response:
    """The certificate that stands today, as PDF."""
    today = clock.today()
    facilitator_in_scope(actor(), facilitator_id, today)
    one = queries.held_by(facilitator_id, today)
    assert one.during
    paper = adapters.Certified(
        one.name, one.programme, one.code, one.during.from_on, one.during.until_on, one.issued_on
    )
    return answer(papers.sheet(adapters.printed(paper), title=f"certificate {one.name}", on_day=one.issued_on))
