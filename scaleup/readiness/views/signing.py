"""A round is signed: what follows is shown first, then signed if that is still so."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission, role_words
from scaleup.core import clock
from scaleup.core.dates import plain_date
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.readiness import queries, service
from scaleup.readiness.forms import SignForm
from scaleup.readiness.models import Assessment
from scaleup.readiness.queries import Reading
from scaleup.readiness.rules import FINDING_WORDS, MAY_DECIDE, Finding, State, refusals_to_sign
from scaleup.readiness.views.blueprint import about, blueprint, cannot


@blueprint.route("/readiness/<int:assessment_id>/sign", methods=["GET", "POST"])
@entry(Permission.SIGN_READINESS)
def sign(assessment_id: int) -> ResponseReturnValue:
    """The decision, why, and the conditions that go with it; signed by name and role."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    read = queries.reading(found)
    if refused := refusals_to_sign(State(found.state), read.score.unanswered):
        return cannot(found, refused)
    form, changes = form_of(read), None
    if form.validate_on_submit():
        changes = attempt(form, found)
        if changes is None and not form.wrong:
            return redirect(url_for("readiness.result", assessment_id=found.id))
    shown = fingerprint(changes) if changes is not None else ""
    page = {"read": read, "changes": changes, "shown": shown, "findings": FINDING_WORDS}
    return render_template("readiness/sign.html", form=form, **page, **about(found)), form.status


def form_of(read: Reading) -> SignForm:
    """The form, with the conditions of the rule filled in: as one is open already, else as the item was answered."""
    who, day = actor(), today()
    owners = queries.owners_for(read.assessment, actor_id=who.person_id, today=day)
    values: dict[str, object] = {"version": read.assessment.version, "signed_on": day, "name": who.name}
    values["role"] = ", ".join(role_words(who.roles)[:1])
    there = {one.key: one for one in queries.open_conditions(read.assessment.implementation_id) if one.key}
    for one in read.verdict.conditions:
        earlier = there.pop(one.key, None)
        values[f"{one.key}-wording"] = earlier.wording if earlier else one.wording
        if (source := earlier or read.answers.get(one.item_code)) is not None:
            if source.owner:
                owners.setdefault(source.owner.id, source.owner.name)
            values[f"{one.key}-owner"] = source.owner_id
            values[f"{one.key}-due_on"] = source.due_on if source.due_on and source.due_on >= day else None
    left = {one.id: f"{one.wording} By {plain_date(one.due_on)}" for one in there.values()}
    form = SignForm.of(read.verdict.conditions, owners, left if read.verdict.finding is not Finding.NOT_YET else {})(
        data=values
    )
    form.offer(MAY_DECIDE[read.verdict.finding])
    return form


def attempt(form: SignForm, found: Assessment) -> list[Change] | None:
    """What would follow, to be shown first; None once the round is signed, or refused on the form."""
    with form.catching(over=found):
        changes = service.consider_sign(found, form.sign_off, by=actor().person_id, now=clock.now())
        if request.form.get("shown") != fingerprint(changes):
            return changes
        service.sign(found.id, form.sign_off, version=form.version.data, by=actor().person_id, now=clock.now())
        tell(f"Round {found.round} is signed.", then=changes[-1].sentence)
    return None
