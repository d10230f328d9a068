"""The moves of a licence and the decision on what follows it: consequences are shown before they are written."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Forbidden
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.licences import queries, service
from scaleup.licences.forms import GrantForm, MoveForm, RenewalForm, SuspendForm
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act, Obstacle, Renewal, Rest, State, refusals_to_begin, refusals_to_decide, words_of
from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.section import about, turned_away

DECIDED = frozenset({Act.GRANT, Act.END, Act.TERMINATE})
"""Acts for those who decide about licences; the others are for those who look after them."""


ACTS = "any(grant, drop, suspend, resume, end, terminate)"


@blueprint.route(f"/licences/<int:licence_id>/<{ACTS}:act>", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def move(licence_id: int, act: str) -> ResponseReturnValue:
    """One move: first what follows from it, then the move, if that is still so."""
    who, doing, today = actor(), Act(act), clock.today()
    if doing in DECIDED and not who.may(Permission.DECIDE_LICENCES):
        raise Forbidden
    licence = queries.licence_in_scope(who, licence_id, today)
    words = words_of(doing, queries.rest_of(licence), today)
    if cannot := turned_away(licence, words.title, refusals_to_begin(queries.state_of(licence, today), doing)):
        return cannot
    obstacles = queries.obstacles_of(licence) if doing is Act.GRANT else []
    form, changes = form_of(doing, licence, obstacles), None
    if form.validate_on_submit():
        changes = attempt(form, licence, asked_of(form, doing))
        if changes is None and not form.wrong:
            return redirect(f"/areas/{licence.area_id}/licence")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "licences/move.html", form=form, licence=licence, words=words, changes=changes, shown=shown, obstacles=obstacles
    ), form.status


def form_of(doing: Act, licence: Licence, obstacles: Sequence[Obstacle]) -> MoveForm:
    """The form of this move."""
    data = {"on_day": clock.today(), "version": licence.version}
    if doing is Act.SUSPEND:
        return SuspendForm(data=data)
    if doing is not Act.GRANT:
        return MoveForm(data=data)
    form = GrantForm(data=data)
    if not obstacles:
        form.nothing_in_the_way()
    return form


def asked_of(form: MoveForm, doing: Act) -> service.Asked:
    """The move as the form says it; a suspension has a last day too."""
    to_on = form.to_on.data if isinstance(form, SuspendForm) else None
    override = form.override.data or "" if isinstance(form, GrantForm) and "override" in form else ""
    return service.Asked(doing, form.on_day.data, form.reason.data or "", to_on, override)


def attempt(form: MoveForm, licence: Licence, asked: service.Asked) -> list[Change] | None:
    """What would follow, to be shown first; None once the move is made, or refused on the form."""
    who = actor()
    with form.catching(over=licence):
        changes = service.consider(licence, asked, by=who.person_id, today=clock.today())
        if request.form.get("shown") != fingerprint(changes):
            return changes
        rest = Rest(asked.on_day, asked.to_on) if asked.act is Act.SUSPEND else queries.rest_of(licence)
        service.move(licence.id, asked, version=form.version.data, by=who.person_id, now=clock.now())
        tell(words_of(asked.act, rest, clock.today()).done)
    return None


@blueprint.route("/licences/<int:licence_id>/renewal", methods=["GET", "POST"])
@entry(Permission.MANAGE_LICENCES)
def renewal(licence_id: int) -> ResponseReturnValue:
    """What follows the licence is decided, with date and person."""
    who = actor()
    licence = queries.licence_in_scope(who, licence_id, clock.today())
    if cannot := turned_away(licence, "Decide what follows", refusals_to_decide(State(licence.state))):
        return cannot
    form = RenewalForm(data={"version": licence.version, "decision": licence.renewal})
    if form.validate_on_submit():
        with form.catching(over=licence):
            decided = service.Decision(Renewal(form.decision.data), form.reason.data or "")
            service.decide_renewal(licence_id, decided, version=form.version.data, by=who.person_id, now=clock.now())
            tell("The decision is kept.", then="Reminders to decide stop.")
            return redirect(f"/areas/{licence.area_id}/licence")
    return render_template(
        "areas/form.html", form=form, title="Decide what follows", save="Keep this decision", **about(licence)
    ), form.status
