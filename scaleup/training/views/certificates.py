"""Certificates: the list of an area, the act that issues them, and the paper itself. Never without sign-in."""

from datetime import date

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock, papers
from scaleup.core.dates import counted
from scaleup.core.downloads import answer
from scaleup.core.errors import Absent
from scaleup.core.facts import fingerprint
from scaleup.core.numbers import IN_64_BITS, whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators.queries import facilitator_in_scope
from scaleup.training import adapters
from scaleup.training.forms.certificates import IssueForm
from scaleup.training.queries import certificates as queries
from scaleup.training.queries.issuing import issuing
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


@blueprint.route("/areas/<int:area_id>/certificates/issue", methods=["GET", "POST"])
@entry(Permission.PLAN_TRAINING)
def issue(area_id: int) -> ResponseReturnValue:
    """Who gets a certificate, and who gets none and why, is shown; then it is issued to one or to all."""
    who, today, to, form = actor(), clock.today(), asked_for(), IssueForm()
    area = area_in_scope(who, area_id, today)
    page = issuing(area_id, to, today)
    if form.validate_on_submit() and request.form.get("shown") == fingerprint(page.changes):
        names = issued(area_id, to, today=today, by=who.person_id)
        tell(f"{counted(len(names), 'certificate')} issued for {area.name}.", then="Download what you hand out.")
        return redirect(f"/areas/{area_id}/certificates")
    shown = fingerprint(page.changes)
    return render_template("training/issue.html", form=form, area=area, page=page, shown=shown), form.status


def issued(area_id: int, to: int | None, *, today: date, by: int) -> list[str]:
    """The names of those who have a new certificate."""
    if to is None:
        return service.issue_to_all(area_id, codes=adapters.codes(), today=today, by=by)
    return service.issue_to(to, area_id=area_id, codes=adapters.codes(), today=today, by=by)


def asked_for() -> int | None:
    """Whom the address names; None for all. Raises Absent where that is nobody."""
    to = request.args.get("to", "all")
    if to == "all":
        return None
    facilitator_id = whole(to, figures=IN_64_BITS)
    if facilitator_id is None:
        raise Absent
    return facilitator_id


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
