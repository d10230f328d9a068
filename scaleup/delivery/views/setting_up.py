"""A group is set up from its programme's template: every session is shown with its day before it stands."""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import calendar_of, implementation_in_scope
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.delivery import queries, service
from scaleup.delivery.forms import GroupForm
from scaleup.delivery.rules import Closed, SessionRecord, closed_on
from scaleup.delivery.service import GroupTerms
from scaleup.delivery.views.blueprint import blueprint
from scaleup.delivery.views.words import crew_choices
from scaleup.programmes.service import terms as terms_of


@dataclass(frozen=True)
class Preview:
    """The sessions that a group would have."""

    lines: tuple[tuple[SessionRecord, Closed | None, str], ...]
    """Each with what closes its day, and why the licence does not cover it."""
    remarks: tuple[str, ...]
    """What the pair lacks at the first session."""
    mark: str
    """What was shown: a press with the same one sets the group up."""

    @property
    def closed(self) -> bool:
        """Whether a session falls on a closed day."""
        return any(closed for _, closed, _ in self.lines)


@blueprint.route("/implementations/<int:implementation_id>/groups/add", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def set_up(implementation_id: int) -> ResponseReturnValue:
    """A group is set up in one step; its sessions are shown first."""
    who, today = actor(), clock.today()
    found = implementation_in_scope(who, implementation_id, today)
    form, preview = begun(found), None
    if form.validate_on_submit():
        try:
            preview = pressed(found, form)
            if preview is None:
                made = service.set_up(implementation_id, said(form), now=clock.now(), by=who.person_id)
                tell(f"{made.name} is set up.", then="Record each session once it was held.")
                return redirect(f"/groups/{made.id}")
        except Refused as refused:
            form.put(refused.refusals)
    page = "delivery/set_up.html"
    return render_template(page, form=form, area=found.area, found=found, preview=preview), form.status


def pressed(found: Implementation, form: GroupForm) -> Preview | None:
    """What is to be seen first; None where it was, or where the same press set the group up before. Raises Refused."""
    mark = request.form.get("shown")
    if mark and service.set_up_before(found.id, said(form), by=actor().person_id):
        return None
    preview = shown(found, said(form))
    return None if preview.mark == mark else preview


def begun(found: Implementation) -> GroupForm:
    """The form with what the programme has: its variants, its usual number of families, those who deliver here."""
    today = clock.today()
    licence = queries.licence_on(found.id, today)
    delivery = terms_of(licence.version_id if licence else found.programme_version_id).delivery
    form = GroupForm(data={"places": delivery.families_at_most, "variant": next(iter(delivery.variants), None)})
    form.ask_of(delivery)
    form.variant.choices = [(one, one.replace("_", " ").capitalize()) for one in delivery.variants]
    form.pair.choices = crew_choices(queries.crew_of(found.id, today), form.first_on.data)
    return form


def said(form: GroupForm) -> GroupTerms:
    """What was typed."""
    return GroupTerms(
        name=form.name.data or "",
        variant=form.variant.data,
        first_on=form.first_on.data,
        places=form.places.data if "places" in form else 1,
        facilitator_ids=tuple(form.pair.data),
        off_closed_days=bool(form.off_closed_days.data),
    )


def shown(found: Implementation, terms: GroupTerms) -> Preview:
    """What would be set up; the days as the programme plans them. Raises Refused."""
    licence, made = service.considered(found.id, replace(terms, off_closed_days=False))
    calendar = calendar_of(found.area.nation)
    lines = tuple((one, closed_on(one.planned_on, calendar), licence.lack_on(one.planned_on)) for one in made.sessions)
    pair = made.sessions[0].pair
    remarks = queries.remarks_on(pair, terms_of(licence.version_id), terms.first_on) if pair else ()
    mark = f"{licence.version_id} {terms.first_on} {sorted(terms.facilitator_ids)}"
    return Preview(lines, remarks, mark)
